"""The halves of an integral between finite ends, each by the distance to its end.

Near b the floats lie 1e-16 b apart: of (b - x)^(c - 1) with a small c too much is lost between the last of them and b. The distance y = b - x itself is exact.
"""

from __future__ import annotations

from fractions import Fraction

from derive.terms import Integral, Limit, Number, Product, Sum, Symbol, Term, map_children, substitute, walk

_MINUS = Number(Fraction(-1))


def by_distance(term: Integral) -> tuple[Symbol, Term, Term] | None:
    """The distance, and the integrand by how far its variable lies above the lower end, and by how far below the upper one; None where the integrand
    does not speak of such a distance."""
    if term.lower is None or term.upper is None:
        return None
    name = term.variable.name
    y = Symbol(f"distance of {name} to an end")
    minus_x, minus_low = (Product((_MINUS, part)) for part in (term.variable, term.lower))
    above, below = Sum((term.variable, minus_low)), Sum((term.upper, minus_x))
    inside = list(walk(term.body))
    bound_again = any(isinstance(part, Integral | Limit) and part.variable.name == name for part in inside)
    if bound_again or not any(part in (above, below) for part in inside):
        return None
    return (
        y,
        substitute(_put(term.body, above, y), {name: Sum((term.lower, y))}),
        substitute(_put(term.body, below, y), {name: Sum((term.upper, Product((_MINUS, y))))}),
    )


def _put(term: Term, distance: Term, y: Symbol) -> Term:
    return y if term == distance else map_children(term, lambda child: _put(child, distance, y))
