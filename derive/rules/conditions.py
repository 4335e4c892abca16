"""What must hold for statements to have values: divisors, logarithms, roots, and where a derivative exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any

from derive.rules.translation import Given
from derive.sizes import Size
from derive.terms import (
    Apply,
    At,
    Derivative,
    Differential,
    Directional,
    Entry,
    HasProperty,
    Index,
    Norm,
    NormKind,
    Number,
    Power,
    PropertyKind,
    SizeValue,
    Term,
    children,
    symbols,
    walk,
)

K = PropertyKind
_VALUES = {"log": K.POSITIVE, "sqrt": K.NONNEGATIVE, "reciprocal": K.NONZERO}  # where a function has a value
_SLOPES = {"sqrt": K.POSITIVE, "abs": K.NONZERO, "relu": K.NONZERO}  # where it has a derivative


def presupposed(*statements: Term, definitions: Iterable[Given] = ()) -> tuple[HasProperty, ...]:
    """What is inverted is invertible, what is divided by is not zero, what a logarithm is taken of is positive, what a square root is taken of is
    not negative; under a derivative, norms and absolute values are not zero and roots are of what is positive."""
    definitions = tuple(definitions)
    found: dict[HasProperty, None] = {}
    for statement in (*statements, *(given.value for given in definitions)):
        found |= dict.fromkeys(_needed(statement))
    if any(isinstance(part, Derivative | Directional | Differential) for s in statements for part in walk(s)):
        for given in definitions:
            found |= dict.fromkeys(_smooth(given.value))
    return tuple(found)


def _needed(term: Term) -> Iterator[HasProperty]:
    """Conditions on names that an evaluation binds are left out: they are no hypotheses about what is free."""
    if isinstance(term, At):
        bound = {symbol.name for symbol, _ in term.values}
        yield from (c for c in _needed(term.body) if bound.isdisjoint(symbols(c)))
        yield from (c for _, value in term.values for c in _needed(value))
        return
    rule = _NEEDED.get(type(term))
    if rule is not None:
        yield from rule(term)
    for part in children(term):
        yield from _needed(part)


def _power(term: Power) -> Iterator[HasProperty]:
    if not isinstance(term.exponent, Number) or _certainly_positive(term.base):
        return
    if term.exponent.value < 0:
        yield HasProperty(K.INVERTIBLE if term.base.shape else K.NONZERO, (term.base,))
    if term.exponent.value.denominator > 1:
        yield HasProperty(K.POSITIVE_SEMIDEFINITE if term.base.shape else K.NONNEGATIVE, (term.base,))
        if term.exponent.value < 0:
            root = Power(term.base, Number(Fraction(1, term.exponent.value.denominator)))
            yield HasProperty(K.INVERTIBLE if term.base.shape else K.NONZERO, (root,))


def _function(term: Apply) -> Iterator[HasProperty]:
    if term.name in _VALUES and not _certainly_positive(term.arguments[0]):
        yield HasProperty(_VALUES[term.name], (_entry(term.arguments[0]),))
    elif term.name == "sqrtm":
        yield HasProperty(K.POSITIVE_SEMIDEFINITE, term.arguments)


def _norm(term: Norm) -> Iterator[HasProperty]:
    if term.weight is not None:
        yield HasProperty(K.POSITIVE_SEMIDEFINITE, (term.weight,))


def _slope(term: Derivative | Directional | Differential) -> Iterator[HasProperty]:
    return _smooth(term.body)


_NEEDED: dict[type[Term], Callable[[Any], Iterator[HasProperty]]] = {
    Power: _power,
    Apply: _function,
    Norm: _norm,
    Derivative: _slope,
    Directional: _slope,
    Differential: _slope,
}


def _smooth(term: Term) -> Iterator[HasProperty]:
    """Where a term has a derivative, apart from where it has a value."""
    if isinstance(term, Power) and isinstance(term.exponent, Number) and not _certainly_positive(term.base):
        if isinstance(term.base, Norm) and term.exponent.value > 0 and term.exponent.value % 2 == 0:
            yield from _smooth(term.base.body)
            return
        if term.exponent.value.denominator > 1 and not term.base.shape:
            yield HasProperty(K.POSITIVE, (term.base,))
    if isinstance(term, Norm):
        yield HasProperty(K.NONZERO, (_entry(term.body) if term.kind is NormKind.ONE else term,))
    if isinstance(term, Apply) and term.name in _SLOPES and not _certainly_positive(term.arguments[0]):
        yield HasProperty(_SLOPES[term.name], (_entry(term.arguments[0]),))
    for part in children(term):
        yield from _smooth(part)


def _certainly_positive(term: Term) -> bool:
    """Whether a term is a positive number, or a size."""
    if isinstance(term, SizeValue):
        return all(count > 0 for _, count in term.size.parts)
    return isinstance(term, Number) and term.value > 0


def _entry(term: Term) -> Term:
    """An entry of a vector or matrix, for every index; a scalar itself."""
    names = ("i", "j", "k", "l")
    if not term.shape:
        return term
    return Entry(term, tuple(None if s == Size.number(1) else Index(f"{n}*", s) for n, s in zip(names, term.shape)))


__all__ = ["presupposed"]
