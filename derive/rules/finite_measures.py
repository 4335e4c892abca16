"""Integrals as sums with positive weights: how what is linear in them is proved.

∫_D g(x) dx becomes Σ_k w_k g(x_k), over points x_k and weights w_k > 0 of which nothing else is said. What then holds for every number of points holds of the
integrals, where they exist: for finitely many integrable functions there is a measure on finitely many points of D with the same integrals (V. Tchakaloff
1957, Bull. Sci. Math. 81; C. Bayer and J. Teichmann 2006, Proc. Amer. Math. Soc. 134, Theorem 2; a measure that is not finite is first divided by a positive
integrable function). Of integrals within one another the outer measure is replaced first, and then the inner one; that their order does not matter is Fubini's
theorem.
"""

from __future__ import annotations

from typing import Any

from derive.record import dataclass, field
from derive.sizes import Size
from derive.terms import (
    At,
    BigSum,
    Derivative,
    Differential,
    Directional,
    Entry,
    Expectation,
    Extremum,
    HasProperty,
    Index,
    Integral,
    Limit,
    Optimum,
    Product,
    PropertyKind,
    Symbol,
    Term,
    map_children,
    substitute,
    symbols,
    walk,
)

# what takes more than finitely many integrals, or averages otherwise
_OTHER = (At, Derivative, Differential, Directional, Expectation, Extremum, Limit, Optimum)


class NotSummed(Exception):
    """A term that has no reading as sums over points."""


@dataclass(slots=True)
class Measures:
    """The points and weights of the domains met so far."""

    domains: dict[str, int] = field(default_factory=dict)

    def summed(self, term: Any, depth: int = 0) -> Any:
        """A term with its integrals as sums. Raises NotSummed, ShapeError."""
        if isinstance(term, _OTHER):
            raise NotSummed
        if not isinstance(term, Integral):
            return map_children(term, lambda child: self.summed(child, depth))
        number = self._domain(term)
        index = Index(f"point of domain {number}" + "'" * depth, self._size(number))
        point = Entry(self._points(number, term.variable), (index, *[None] * len(term.variable.shape)))
        body = self.summed(substitute(term.body, {term.variable.name: point}), depth + 1)
        return BigSum(index, Product((Entry(self.weights(number), (index,)), body)), span=term.span)

    def _domain(self, term: Integral) -> int:
        if term.lower is None and term.upper is None and not term.domain:
            raise NotSummed  # an antiderivative
        ends = [end for end in (term.lower, term.upper) if end is not None]
        if any(isinstance(part, Integral | Index) for end in ends for part in walk(end)):
            raise NotSummed
        key = f"{term.domain} {term.lower} {term.upper} {term.variable.shape}"
        return self.domains.setdefault(key, len(self.domains) + 1)

    def _size(self, number: int) -> Size:
        return Size.name(f"points of domain {number}")

    def _points(self, number: int, variable: Symbol) -> Symbol:
        return Symbol(f"points of domain {number}", (self._size(number), *variable.sizes), "x")

    def weights(self, number: int) -> Symbol:
        """The weights of a domain, (points,)."""
        return Symbol(f"weights of domain {number}", (self._size(number),), "w")

    def laws(self) -> tuple[HasProperty, ...]:
        """That the weights are positive."""
        return tuple(HasProperty(PropertyKind.POSITIVE, (self.weights(n),)) for n in self.domains.values())


def integrates(term: Term) -> bool:
    """Whether an integral over a domain occurs, of something that is not fully known: of a function that nothing defines or of a symbol."""
    return any(isinstance(part, Integral) and bool(symbols(part.body)) for part in walk(term))
