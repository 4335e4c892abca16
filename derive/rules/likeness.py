"""How much two terms have in common: whether an equation reads as an identity with a slip or as a condition on its names."""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.graph import Malformed, Unsupported
from derive.rules.translation import translator
from derive.terms import Number, Product, ShapeError, Sum, Term

ENOUGH = Fraction(1, 2)


def alike(left: Term, right: Term) -> bool:
    """Whether at least half of what one side is a sum of stands on the other side too, coefficients aside: as written, or multiplied out.

    `x² = 3x - 2` shares nothing and is an equation to be solved; `(x + 1)² = x² + 1` shares two of three monomials.
    """
    if _shared(_summands(left), _summands(right)):
        return True
    translate = translator()
    try:
        one, other = translate(left), translate(right)
    except (Unsupported, Malformed, ShapeError):
        return False
    return _shared(set(one), set(other))


def repeats(total: Sum) -> bool:
    """Whether two terms of a sum are the same but for a number: `A - (Aᵀ)ᵀ`."""
    translate = translator()
    try:
        terms = [frozenset(translate(term)) for term in total.terms]
    except (Unsupported, Malformed, ShapeError):
        return len(set(total.terms)) < len(total.terms)
    return len(set(terms)) < len(terms)


def _shared(one: set[object], other: set[object]) -> bool:
    common = len(one & other)
    least = min(
        len(one), len(other)
    )  # `A x = λ x + x`, `0.7 p + 0.4 q = p` share a side that is one term: equations to be solved
    return least > 1 and Fraction(common, least) >= ENOUGH


def _summands(term: Term) -> set[object]:
    """The terms of a sum, opened as far as it is one, without their numbers."""
    if isinstance(term, Sum):
        return set().union(*map(_summands, term.terms))
    if isinstance(term, Product):
        rest = tuple(factor for factor in term.factors if not isinstance(factor, Number))
        return _summands(rest[0]) if len(rest) == 1 else {Product(rest)} if rest else set()
    return {term}
