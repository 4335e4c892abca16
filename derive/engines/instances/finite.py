"""Numbers of a finite set: `(y_i + 1)(y_i - 1) = 0` for every i is met by picking each of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod

from derive.engines.instances.reading import Reading
from derive.engines.instances.templates import Source
from derive.numerics.arrays import Array
from derive.numerics.evaluate import Evaluator
from derive.record import dataclass
from derive.terms import Entry, Index, Number, Product, Relates, Relation, Sum, Symbol, Term, Zero, symbols


@dataclass(frozen=True, slots=True)
class Pick:
    """Each entry of the symbol is one of the values."""

    symbol: Symbol
    values: tuple[Fraction, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.symbol.name,)

    def covers(self, reading: Reading, inverted: frozenset[Term]) -> bool:
        """Every instance is reached, but no polynomial's degree says how likely an identity is seen to fail."""
        return False

    def assign(self, ev: Evaluator, reading: Reading, source: Callable[[str], Source]) -> dict[str, Array]:
        """The symbol with a value picked for each entry."""
        rng, shape = source(self.symbol.name), ev.instance.shape(self.symbol.sizes)
        numbers = [ev.field.number(value) for value in self.values]
        return {self.symbol.name: Array(shape, [rng.choice(numbers) for _ in range(prod(shape))])}


def picking(equation: Relates) -> Pick | None:
    """The values that an equation leaves a number, or each entry of a symbol; None for other equations."""
    zero = isinstance(equation.right, Zero) or (isinstance(equation.right, Number) and equation.right.value == 0)
    if equation.relation is not Relation.EQUAL or not zero:
        return None
    gaps = equation.left.factors if isinstance(equation.left, Product) else (equation.left,)
    found = [_gap(gap) for gap in gaps]
    places = {place for place, _ in filter(None, found)}
    if None in found or len(places) != 1:
        return None
    place = places.pop()
    symbol = place.base if isinstance(place, Entry) else place
    if not isinstance(symbol, Symbol):
        return None
    indices = [index.name for index in place.indices if isinstance(index, Index)] if isinstance(place, Entry) else []
    if len(set(indices)) != len(symbol.sizes):
        return None  # of one entry, or of those of a diagonal, nothing is said of the others
    return Pick(symbol, tuple(sorted({value for _, value in filter(None, found)})))


def _gap(term: Term) -> tuple[Term, Fraction] | None:
    """The x and the c of `x - c`."""
    if isinstance(term, Sum) and len(term.terms) == 2 and len(symbols(term)) == 1:
        numbers = [part for part in term.terms if isinstance(part, Number)]
        others = [part for part in term.terms if isinstance(part, Symbol | Entry)]
        return (others[0], -numbers[0].value) if len(numbers) == len(others) == 1 else None
    return (term, Fraction(0)) if isinstance(term, Symbol | Entry) else None
