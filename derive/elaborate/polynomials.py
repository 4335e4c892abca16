"""Polynomials of a number at a square matrix: `p(A)` for p(t) = t² - 3t + 2 is A² - 3A + 2I, and for p(λ) = det(λI - B) it has the same coefficients.

Read so are functions that are called as polynomials are, and those defined by a determinant.
"""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate.loose import Unreadable
from derive.elaborate.scope import Known
from derive.terms import (
    Apply,
    BigSum,
    Determinant,
    Identity,
    Number,
    Power,
    Product,
    Shape,
    SizeValue,
    Sum,
    Symbol,
    Term,
    symbols,
)

_CALLED = frozenset(["p", "q", "P", "Q", "chi"])
_MINUS = Number(Fraction(-1))


def takes_matrices(known: Known | None, argument: Shape) -> bool:
    """Whether a function of a number stands before a square matrix as a polynomial does."""
    if known is None or known.kind != "function" or len(known.parameters) != 1 or known.sizes:
        return False
    square = len(argument) == 2 and argument[0] == argument[1]
    named = known.name.split("_")[0] in _CALLED or "\\det" in known.definition
    return square and named and not known.parameters[0].sizes


def at_matrix(body: Term, parameter: Symbol, matrix: Term) -> Term:
    """The value at a square matrix of what is a polynomial in `parameter`. Raises Unreadable."""
    if parameter.name not in symbols(body):
        return Product((body, Identity(matrix.shape[0])))
    if isinstance(body, Determinant):
        return _characteristic(body, parameter, matrix)
    if body == parameter:
        return matrix
    if not body.shape:
        match body:
            case Sum(terms=terms):
                return Sum(tuple(at_matrix(term, parameter, matrix) for term in terms))
            case Product(factors=factors) if not any(factor.shape for factor in factors):
                return Product(tuple(at_matrix(factor, parameter, matrix) for factor in factors))
            case Power(base=base, exponent=exponent) if _is_count(exponent, parameter):
                return Power(at_matrix(base, parameter, matrix), exponent)
            case BigSum(index=index, body=inner, lower=lower, upper=upper, condition=None):
                return BigSum(index, at_matrix(inner, parameter, matrix), lower, upper)
    raise Unreadable("a function of a number at a matrix, which is no polynomial as it is written", body.span or (0, 0))


def _is_count(exponent: Term, parameter: Symbol) -> bool:
    if isinstance(exponent, Number):
        return exponent.value.denominator == 1 and exponent.value >= 0
    return parameter.name not in symbols(exponent)


def _characteristic(body: Determinant, parameter: Symbol, matrix: Term) -> Term:
    """det(λI - B), or det(B - λI), which is that times (-1)ⁿ."""
    terms = body.body.terms if isinstance(body.body, Sum) else (body.body,)
    whole = [term for term in terms if parameter.name in symbols(term)]
    rest = tuple(term for term in terms if parameter.name not in symbols(term))
    sign = _multiple(whole[0], parameter) if len(whole) == 1 else 0
    if not sign or not rest:
        raise Unreadable("a determinant that is no characteristic polynomial", body.span or (0, 0))
    other = Sum(rest) if len(rest) > 1 else rest[0]
    negative = other if sign < 0 else Product((_MINUS, other))  # B of ±(λI - B)
    found: Term = Apply("characteristic polynomial", (negative, matrix), matrix.shape)
    if sign < 0:
        found = Product((Power(_MINUS, SizeValue(body.body.shape[0])), found))
    return found


def _multiple(term: Term, parameter: Symbol) -> int:
    """1 for λI, -1 for -λI, 0 for anything else."""
    factors = list(term.factors) if isinstance(term, Product) else []
    flat = [inner for factor in factors for inner in (factor.factors if isinstance(factor, Product) else (factor,))]
    sign = -1 if flat.count(_MINUS) % 2 else 1
    kept = [factor for factor in flat if factor != _MINUS]
    two = len(kept) == 2 and parameter in kept and any(isinstance(factor, Identity) for factor in kept)
    return sign if two else 0


__all__ = ["at_matrix", "takes_matrices"]
