"""A left inverse of a square matrix is a right inverse: the one fact that is cited within implications as well.

Horn & Johnson, Matrix Analysis, 2nd ed. (2013), 0.5. It needs sizes, and does not follow by adding up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.rules.properties import equations
from derive.terms import HasProperty, Identity, Product, Relates, Relation, Statement

SIDES = "AB = I gives BA = I for square matrices [Horn & Johnson 0.5]"


def other_sides(known: Iterable[Statement]) -> Iterator[Relates]:
    """BA = I for every AB = I among equations and the equations of properties, A and B square."""
    for given in known:
        for equation in equations(given) if isinstance(given, HasProperty) else (given,):
            if not isinstance(equation, Relates) or equation.relation is not Relation.EQUAL:
                continue
            for product, unit in ((equation.left, equation.right), (equation.right, equation.left)):
                if isinstance(product, Product) and isinstance(unit, Identity):
                    yield from _other_side(product, unit)


def _other_side(product: Product, unit: Identity) -> Iterator[Relates]:
    for at in range(1, len(product.factors)):
        left, right = Product(product.factors[:at]), Product(product.factors[at:])
        if left.shape == right.shape == unit.shape:
            yield Relates(Relation.EQUAL, Product((right, left)), unit)


__all__ = ["SIDES", "other_sides"]
