"""How many monomials a statement has when it is multiplied out: what is too many is not begun."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from derive.rules.translation import Given
from derive.terms import (
    All,
    Apply,
    BigProduct,
    Determinant,
    HasProperty,
    Iff,
    Implies,
    Norm,
    Number,
    Power,
    Product,
    PseudoInverse,
    Relates,
    Sum,
    Symbol,
    Term,
    children,
)

MOST = 1 << 40
_NODES = (Apply, BigProduct, Determinant, PseudoInverse)  # one node, whatever its arguments are


class Extent:
    """Counts under definitions, which are unfolded; what a statement, or a function's argument, comes to is added to `total`."""

    def __init__(self, definitions: Iterable[Given] = ()) -> None:
        self.values = {given.symbol.name: given.value for given in definitions}
        self.known: dict[Term, int] = {}
        self.total = 0

    def __call__(self, term: Term) -> int:
        """An upper bound of the number of monomials of a term, at least 1."""
        found = self.known.get(term)
        if found is None:
            self.known[term] = 1  # what is defined in a circle ends here
            found = self.known[term] = min(MOST, max(1, self._count(term)))
        return found

    def _count(self, term: Term) -> int:
        if isinstance(term, Symbol):
            return self(self.values[term.name]) if term.name in self.values else 1
        if isinstance(term, Power):
            return self._power(term)
        if isinstance(term, Sum | Relates | HasProperty | All | Implies | Iff):
            return sum(map(self, children(term)))
        if isinstance(term, Norm):
            self.total += self(term.body) ** 2
            return self(term.body) ** 2
        parts = [self(part) for part in children(term)]
        if isinstance(term, _NODES):
            self.total += sum(parts)
            return 1
        return prod(parts) if isinstance(term, Product) else sum(parts) if len(parts) > 2 else prod(parts)

    def _power(self, term: Power) -> int:
        base = self(term.base)
        if not isinstance(term.exponent, Number) or term.exponent.value.denominator > 1 or term.exponent.value < 0:
            self.total += base
            return 1
        return int(base ** min(64, int(term.exponent.value)))
