r"""Members that are summed over through the function they make: the c_i of `\phi_i(x) = c_i x` where the text sums \phi_i over i."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.scope import key
from derive.elaborate.survey import inside
from derive.formula.syntax import Chain, Fence, Juxt, Name, Node, Sub

Member = tuple[str, str]


def with_formulas(bodies: Iterable[Node], summed: set[Member]) -> set[Member]:
    """Stems with the letters that sums run over, and with them those that formulas of such stems are made of."""
    formulas = list(_formulas(bodies))
    found, before = set(summed), -1
    while len(found) != before:
        before = len(found)
        found.update(member for head, members in formulas if head in found for member in members)
    return found


def _formulas(bodies: Iterable[Node]) -> Iterator[tuple[Member, set[Member]]]:
    """Each function with a letter under it, φ_i(x) = …, and the other names on the right that bear the letter."""
    for part in inside(tuple(bodies)):
        if not isinstance(part, Chain) or part.links[0].op not in ("=", ":="):
            continue
        head = part.first
        if not (isinstance(head, Juxt) and len(head.factors) == 2 and isinstance(head.factors[1], Fence)):
            continue
        named = list(_members(head.factors[0]))
        if len(named) == 1:
            letter = named[0][1]
            yield named[0], {m for inner in inside(part.links[0].right) for m in _members(inner) if m[1] == letter}


def _members(part: Node) -> Iterator[Member]:
    if isinstance(part, Sub) and isinstance(part.sub, Name) and not part.sub.style:
        stem = key(part.base)
        if stem:
            yield stem, part.sub.name
