"""Polynomials and their quotients: the laws of a field, and derivatives against the product rule."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.numerics.polynomials import Polynomial, Quotients, Ratio, times

MONOMIALS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), max_size=2).map(
    lambda pairs: tuple(sorted(dict(pairs).items()))
)
POLYNOMIALS = st.dictionaries(MONOMIALS, st.fractions(-3, 3, max_denominator=4), max_size=4).map(Polynomial)
POINT = {0: Fraction(2, 3), 1: Fraction(-5, 7), 2: Fraction(3)}


@given(POLYNOMIALS, POLYNOMIALS, POLYNOMIALS)
def test_values_are_those_of_the_parts(a: Polynomial, b: Polynomial, c: Polynomial) -> None:
    assert (a * b + c)(POINT) == a(POINT) * b(POINT) + c(POINT)
    assert (a - a) == Polynomial({})
    assert a * (b + c) == a * b + a * c


@given(POLYNOMIALS, POLYNOMIALS)
def test_the_product_rule(a: Polynomial, b: Polynomial) -> None:
    assert (a * b).diff(0) == a.diff(0) * b + a * b.diff(0)


@given(POLYNOMIALS, POLYNOMIALS, POLYNOMIALS)
def test_quotients_are_a_field(a: Polynomial, b: Polynomial, c: Polynomial) -> None:
    if not b or not c:
        return
    one = Ratio(a, b) + Ratio(c, c) - 1
    assert one == Ratio(a, b) and one / Ratio(c, b) == Ratio(a, c)


def test_the_derivative_of_a_reciprocal() -> None:
    field = Quotients(1)
    x = field.gens[0]
    assert (1 / x).diff(x) == -1 / x**2
    assert field.fresh() == field.gens[1]
    with pytest.raises(ZeroDivisionError):
        x / (x - x)


def test_monomials_multiply_by_adding_exponents() -> None:
    assert times(((0, 1), (2, 3)), ((0, 2),)) == ((0, 3), (2, 3))
    assert times((), ()) == ()
