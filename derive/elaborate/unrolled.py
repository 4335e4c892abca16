"""Products of matrices with dots, of any number of factors: read with so many of them, and never more than supported by that.

`(ABC…)^T = … C^T B^T A^T` takes two further matrices for the dots, `(A_1 ⋯ A_k)^{-1} = A_k^{-1} ⋯ A_1^{-1}` has k = 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from derive.elaborate import dots
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, Scope, key
from derive.elaborate.survey import inside
from derive.formula.syntax import Brace, Chain, Clause, Dots, Juxt, Name, Node, Num, Sub, Sup
from derive.goals import Origin
from derive.record import dataclass, field, replace

FURTHER = 2  # factors that dots at an end stand for
LENGTH = 4  # what the last number of numbered factors is taken to be
_LETTERS = "ABCDEFGHJKLMNPQRSUVWXYZ"


@dataclass(slots=True)
class Unrolled:
    """A clause without the dots of its products, the matrices put in for them, and how many factors there are, in words."""

    clause: Clause
    words: str
    made: list[Known] = field(default_factory=list)

    @contextmanager
    def within(self, scope: Scope) -> Iterator[None]:
        """The matrices put in are known while the clause is read."""
        scope.names |= {known.name: known for known in self.made}
        try:
            yield
        finally:
            for known in self.made:
                scope.names.pop(known.name, None)


def unrolled(reading: Reading, clause: Clause) -> Unrolled | None:
    """The clause with its products written out, where dots stand at the end of one or count downwards; None for any other."""
    body = clause.body
    if not isinstance(body, Chain):
        return None
    products = [node for node in inside(body) if isinstance(node, Juxt) and dots.has_dots(node.factors)]
    if not products or any(sign for product in products for sign in product.signs):
        return None
    if any(isinstance(product.factors[-1], Dots) or isinstance(product.factors[0], Dots) for product in products):
        return _by_letters(reading, clause, products)
    return _by_numbers(reading, clause, products)


# -- letters with dots at an end -----------------------------------------------------------------------------------------


def _by_letters(reading: Reading, clause: Clause, products: list[Juxt]) -> Unrolled | None:
    """Further matrices stand for the dots, the same ones wherever the same letters lead up to them."""
    runs = [_run(product) for product in products]
    letters = {run for run in runs if run is not None}
    if None in runs or len(letters) != 1:
        return None
    names = letters.pop()
    known = [reading.scope.names.get(name) for name in names]
    if any(entry is None or entry.rank != 2 or entry.kind for entry in known):
        return None
    taken = {node.name for node in inside(clause.body) if isinstance(node, Name)} | set(reading.scope.names)
    free = [letter for letter in _LETTERS if letter not in taken][:FURTHER]
    if len(free) < FURTHER:
        return None
    made = [_matrix(reading, letter) for letter in free]
    written = {product: _continued(product, free) for product in products}
    count = len(names) + FURTHER
    return Unrolled(_with(clause, written), f"for {count} factors", made)


def _run(product: Juxt) -> tuple[str, ...] | None:
    """The letters that lead up to the dots at an end: A, B, C of `ABC…` and of `… C^T B^T A^T`."""
    behind = isinstance(product.factors[-1], Dots)
    factors = product.factors[:-1] if behind else product.factors[:0:-1]
    names = [_letter(factor) for factor in factors]
    alike = len({_put(factor, Name("A")) for factor in factors}) == 1
    if len(factors) < 2 or not alike or None in names or len(set(names)) < len(names):
        return None
    return tuple(str(name) for name in names)


def _letter(factor: Node) -> str | None:
    """The matrix in `A`, `A^T`, `A^{-1}`."""
    while isinstance(factor, Sup | Brace):
        factor = factor.base if isinstance(factor, Sup) else factor.body
    return key(factor) if isinstance(factor, Name) else None


def _put(factor: Node, name: Name) -> Node:
    """A factor with another matrix in it."""
    if isinstance(factor, Sup):
        return replace(factor, base=_put(factor.base, name))
    if isinstance(factor, Brace):
        return replace(factor, body=_put(factor.body, name))
    return replace(name, span=factor.span)


def _continued(product: Juxt, further: list[str]) -> Juxt:
    """A product with further factors for the dots at an end."""
    behind = isinstance(product.factors[-1], Dots)
    like = product.factors[-2] if behind else product.factors[1]
    place = product.factors[-1 if behind else 0].span
    more = [_put(like, Name(letter, span=place)) for letter in further]
    factors = (*product.factors[:-1], *more) if behind else (*more[::-1], *product.factors[1:])
    return Juxt(factors, ("",) * (len(factors) - 1), span=product.span)


def _matrix(reading: Reading, letter: str) -> Known:
    sizes = (reading.sizes.fresh(), reading.sizes.fresh())
    return Known(letter, letter, 2, sizes, Origin.ASSUMED, reading.interpreter.line)


# -- numbered factors ----------------------------------------------------------------------------------------------------


def _by_numbers(reading: Reading, clause: Clause, products: list[Juxt]) -> Unrolled | None:
    """Factors counted from 1 upwards or from the last one downwards, one product at least downwards."""
    patterns = [_counted(product) for product in products]
    found = [pattern for pattern in patterns if pattern is not None]
    ends = {pattern.end for pattern, _ in found}
    if len(found) < len(products) or len(ends) != 1 or not any(down for _, down in found):
        return None
    end = ends.pop()
    stems = {stem for pattern, _ in found for part in inside(pattern.member) for stem in _stem(part, pattern)}
    if not isinstance(end, Name) or not stems or not all(_of_matrices(reading, stem) for stem in stems):
        return None
    written = {}
    for product, (pattern, down) in zip(products, found, strict=True):
        numbers = range(1, LENGTH + 1)
        members = [dots.at(pattern, Num(str(n), span=product.span)) for n in (reversed(numbers) if down else numbers)]
        written[product] = Juxt(tuple(members), ("",) * (LENGTH - 1), span=product.span)
    whole = _with(clause, written)
    last = replace(whole, body=_changed(whole.body, {end: Num(str(LENGTH), span=end.span)}))
    return Unrolled(last, f"for {LENGTH} factors")


def _counted(product: Juxt) -> tuple[dots.Pattern, bool] | None:
    """The pattern of a product all of whose factors are numbered from 1, and whether they are counted downwards."""
    place = next(n for n, factor in enumerate(product.factors) if isinstance(factor, Dots))
    before, behind = product.factors[:place], product.factors[place + 1 :]
    for down, near, far in ((False, before, behind), (True, behind[::-1], before[::-1])):
        found = dots.longest(near, far, product)
        if found is not None and found[0].start == 1 and (found[1], found[2]) == (len(near), len(far)):
            return found[0], down
    return None


def _stem(part: Node, pattern: dots.Pattern) -> tuple[str | None, ...]:
    """The name under which the index of a pattern stands."""
    return (key(part.base),) if isinstance(part, Sub) and part.sub == pattern.index else ()


def _of_matrices(reading: Reading, stem: str | None) -> bool:
    """Whether A_1, A_2, … are known to be matrices."""
    family, first = (reading.scope.names.get(f"{stem}{mark}") for mark in ("[]", "_1"))
    return (family is not None and family.rank == 3) or (first is not None and first.rank == 2)


def _with(clause: Clause, written: dict[Juxt, Juxt]) -> Clause:
    return replace(clause, body=_changed(clause.body, written))


def _changed(node: Any, values: dict[Any, Any]) -> Any:
    made: Any = dots.changed(node, lambda part: values.get(part))
    return made
