"""The indices that a statement is said for every value of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import gcd, prod

from derive.numerics.fields import NotEvaluable
from derive.numerics.interpretation import Interpretation, Scope, names_in
from derive.terms import BigProduct, BigSum, Index, Statement, Term, children

MOST_INDEX_VALUES = 512


def free_indices(ip: Interpretation, term: Term) -> list[Index]:
    """The indices a statement is said for every value of, by name; also those of the definitions it unfolds."""
    found: dict[str, Index] = {}
    seen: set[str] = set()

    def visit(part: Term, bound: frozenset[str]) -> None:
        if isinstance(part, Index) and part.name not in bound:
            found.setdefault(part.name, part)
        if isinstance(part, BigSum | BigProduct):
            bound = bound | {part.index.name}
        for child in children(part):
            visit(child, bound)

    visit(term, frozenset())
    waiting = [term]
    while waiting:
        for name in sorted(names_in(waiting.pop()) & set(ip.definitions)):
            if name not in seen:
                seen.add(name)
                visit(ip.definitions[name].value, frozenset())
                waiting.append(ip.definitions[name].value)
    return [found[name] for name in sorted(found)]


def scopes(
    ip: Interpretation, indices: Sequence[Index], filters: Sequence[Statement] = (), few: int = MOST_INDEX_VALUES
) -> Iterator[Scope]:
    """One scope for each choice of the indices' values that meets the conditions on them, or for about `few` of them, spread evenly. Raises
    NotEvaluable when there are too many."""
    ranges = [range(1, ip.size(index.size) + 1) for index in indices]
    count = prod(map(len, ranges))
    if count > MOST_INDEX_VALUES and few >= MOST_INDEX_VALUES:
        raise NotEvaluable("there are too many values of the free indices")
    stride = next((k for k in range(max(1, count // few), count) if gcd(k, count) == 1), 1)
    for values in islice(product(*ranges), None, None, stride):
        scope = ip.top
        for index, value in zip(indices, values, strict=True):
            scope = scope.index(index.name, value)
        if all(ip.truth(condition, scope) for condition in filters):
            yield scope
