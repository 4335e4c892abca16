"""Enclosures: exact while rational, rigorous beyond, undecided when too close."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from derive.numerics.elementary import Elementary
from derive.numerics.fields import BadLuck, Jet, NotEvaluable
from derive.numerics.intervals import Enclosures, Interval

FIELD = Enclosures()
F = Elementary(FIELD)
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    "name",
    ["exp", "log", "sin", "cos", "atan", "asin", "acos", "asinh", "atanh", "tanh", "sinh", "cosh", "tan", "gamma"],
)
def test_enclosures_hold_the_value(name: str) -> None:
    value = F.apply(name, Fraction(1, 3))
    expected = getattr(math, name)(1 / 3)
    assert isinstance(value, Interval)
    assert float(value.value.a) - 1e-11 <= expected <= float(value.value.b) + 1e-11
    assert float(value.value.delta) < 1e-11


def test_rational_values_stay_exact() -> None:
    assert F.exp(0) == 1
    assert F.root(Fraction(9, 4)) == Fraction(3, 2)
    assert F.log(1) == 0


def test_what_is_too_close_is_not_decided() -> None:
    difference = F.exp(1) * F.exp(-1) - 1
    with pytest.raises(NotEvaluable):
        bool(difference)
    assert F.exp(1) > 2
    assert not F.exp(1) > 3


def test_domains() -> None:
    for name, x in (("log", -1), ("log", 0), ("asin", 2), ("atanh", 2), ("acosh", HALF), ("gamma", -HALF)):
        with pytest.raises(BadLuck):
            F.apply(name, x)
    with pytest.raises(BadLuck):
        F.root(-2)


def test_derivatives_of_irrational_values_may_be_exact() -> None:
    value = F.log(Jet({0: 2, 1: 1}))
    assert value.parts[1] == HALF
    assert isinstance(value.parts[0], Interval)


def test_the_inverse_of_an_enclosed_jet_ends() -> None:
    x = F.exp(Jet({0: 1, 1: 1}))
    product = FIELD.invert(x) * x
    assert abs(float(product.parts[1].value.mid)) < 1e-30
