"""What functions satisfy by what they are: equations that hold wherever the function has a value, so that a proof may use them unsaid.

[P] R. Penrose, "A generalized inverse for matrices" (1955); [HJ] Horn & Johnson, Matrix Analysis, 2nd ed. (2013).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any

from derive.rules.translation import Given
from derive.terms import (
    Apply,
    At,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    PseudoInverse,
    Relates,
    Relation,
    Term,
    Transpose,
    children,
    symbols,
)


def _equal(left: Term, right: Term) -> Relates:
    return Relates(Relation.EQUAL, left, right)


def _pseudoinverse(term: PseudoInverse) -> Iterator[Relates]:
    """[P], theorem 1."""
    a, x = term.body, term
    yield _equal(Product((a, x, a)), a)
    yield _equal(Product((x, a, x)), x)
    for product in (Product((a, x)), Product((x, a))):
        yield _equal(Transpose(product), product)


def _root(root: Term, of: Term) -> Iterator[Relates]:
    """The root of a number that is not negative, or of a positive semidefinite matrix: [HJ] 7.2.6."""
    yield _equal(Product((root, root)), of)
    if of.shape:
        yield _equal(Transpose(root), root)


def _power(term: Power) -> Iterator[Relates]:
    if isinstance(term.exponent, Number) and term.exponent.value.denominator == 2:
        yield from _root(Power(term.base, Number(Fraction(1, 2))), term.base)


def _apply(term: Apply) -> Iterator[Relates]:
    if term.name in ("sqrt", "sqrtm") and (term.name == "sqrtm" or not term.shape):
        yield from _root(term, term.arguments[0])


def _norm(term: Norm) -> Iterator[Relates]:
    """A norm that comes of an inner product."""
    if term.kind is NormKind.FROBENIUS or (term.kind is NormKind.SPECTRAL and len(term.body.shape) < 2):
        yield _equal(Product((term, term)), Power(term, Number(Fraction(2))))


DEFINING: dict[type[Term], Callable[[Any], Iterator[Relates]]] = {
    PseudoInverse: _pseudoinverse,
    Power: _power,
    Apply: _apply,
    Norm: _norm,
}


def defining(*statements: Term, definitions: Iterable[Given] = ()) -> tuple[Relates, ...]:
    """The equations that the functions in statements and definitions satisfy; those about names that an evaluation binds are left out."""
    terms = (*statements, *(given.value for given in definitions))
    return tuple(dict.fromkeys(equation for term in terms for equation in _within(term)))


def _within(term: Term) -> Iterator[Relates]:
    if isinstance(term, At):
        bound = {symbol.name for symbol, _ in term.values}
        yield from (equation for equation in _within(term.body) if bound.isdisjoint(symbols(equation)))
        yield from (equation for _, value in term.values for equation in _within(value))
        return
    rule = DEFINING.get(type(term))
    if rule is not None:
        yield from rule(term)
    for part in children(term):
        yield from _within(part)
