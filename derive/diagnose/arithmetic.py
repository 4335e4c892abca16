"""Terms changed as one writes them: numbers join numbers, a minus meets a minus, products in products are opened."""

from __future__ import annotations

from fractions import Fraction

from derive.diagnose.author import is_negation, rational, signed
from derive.terms import (
    Number,
    Power,
    Product,
    Term,
    Transpose,
)


def number(value: Fraction) -> Term:
    """A number as a factor: 1/k as a power, so that it stands in a denominator."""
    if value.numerator == 1 and value.denominator > 1:
        return Power(Number(Fraction(value.denominator)), Number(Fraction(-1)))
    return Number(value)


def negative(term: Term) -> Term:
    """Minus a term; a minus in front of it goes."""
    sign, rest = signed(term)
    if sign < 0:
        return rest
    value = rational(term)
    return Number(-value) if value is not None else Product((Number(Fraction(-1)), term))


def product(factors: tuple[Term, ...]) -> Term:
    """The product of at least one factor; products inside it are opened."""
    flat: list[Term] = []
    for factor in factors:
        flat += factor.factors if isinstance(factor, Product) and not is_negation(factor) else (factor,)
    return flat[0] if len(flat) == 1 else Product(tuple(flat))


def scaled(term: Term, by: Fraction) -> Term:
    """A term times a rational number, which joins the number that it has."""
    sign, rest = signed(term)
    if sign < 0:
        return negative(scaled(rest, by)) if by > 0 else scaled(rest, -by)
    value = rational(term)
    if value is not None:
        return number(value * by)
    factors = list(term.factors) if isinstance(term, Product) else [term]
    place = next((k for k, factor in enumerate(factors) if rational(factor) is not None), None)
    total = by * (rational(factors.pop(place)) or 1) if place is not None else by
    if total == -1:
        return negative(product(tuple(factors)))
    if total != 1:
        last = place is not None and place > 0 and total.numerator == 1
        factors.insert(place if last and place is not None else 0, number(total))
    return product(tuple(factors))


def putting(parts: tuple[Term, ...], place: int, value: Term) -> tuple[Term, ...]:
    """The parts with one replaced."""
    return (*parts[:place], value, *parts[place + 1 :])


def turned(term: Term) -> Term:
    """The transpose; of a transpose what is in it."""
    return term.body if isinstance(term, Transpose) else Transpose(term)


def over(term: Term) -> Term:
    """The reciprocal, or the inverse."""
    return Power(term, Number(Fraction(-1)))
