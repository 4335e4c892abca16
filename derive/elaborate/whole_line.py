"""Densities and distribution functions of numbers on the whole line: zero before the support, zero or one behind it. Of the ends of the support, where
authors differ, nothing is said.

[F] W. Feller, An Introduction to Probability Theory and Its Applications, vol. 2 (1971), I.2.
"""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate.laws import Law
from derive.goals import Definition
from derive.record import replace
from derive.terms import (
    Apply,
    Constant,
    Number,
    Piecewise,
    Product,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    substitute,
)

_ZERO, _ONE, _MINUS = (Number(Fraction(value)) for value in (0, 1, -1))
_INFINITE = (Constant("infinity"), Product((_MINUS, Constant("infinity"))))


def everywhere(definition: Definition, law: Law, cumulative: bool) -> Definition | None:
    """What a density, or a distribution function that is `cumulative`, is at any number; None where the law of its variable is one of counts."""
    ends = law.ends()
    if ends is None or law.counts or len(definition.parameters) != 1:
        return None
    point = definition.parameters[0]
    lower, upper = (None if end in _INFINITE else end for end in ends)
    inside = definition.value
    if cumulative:  # beyond the support its integrand has no value
        inside = substitute(inside, {point.name: _between(point, lower, upper)})
    outside: list[tuple[Term, Statement | None]] = []
    gaps: list[Term] = []
    for end, relation, value in (
        (lower, Relation.LESS, _ZERO),
        (upper, Relation.GREATER, _ONE if cumulative else _ZERO),
    ):
        if end is not None:
            outside.append((value, Relates(relation, point, end)))
            gaps.append(Sum((point, Product((_MINUS, end)))))
    if not gaps:
        return definition
    within = Relates(Relation.NOT_EQUAL, Product(tuple(gaps)) if len(gaps) > 1 else gaps[0], _ZERO)
    return replace(definition, value=Piecewise((*outside, (inside, within))))


def _between(point: Symbol, lower: Term | None, upper: Term | None) -> Term:
    """The number of the support that is nearest to a point."""
    nearest: Term = point if upper is None else Apply("min", (point, upper))
    return nearest if lower is None else Apply("max", (nearest, lower))
