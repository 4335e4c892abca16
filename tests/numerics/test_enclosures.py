"""Enclosures of integrals and limits: they hold the true value, and are narrow enough to tell a wrong one."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from derive.numerics.evaluate import Evaluator
from derive.numerics.fields import NotEvaluable
from derive.numerics.instance import Instance
from derive.numerics.intervals import Areas, Enclosures, enclosed
from derive.terms import Apply, Constant, Integral, Limit, Number, Power, Product, Sum, Symbol, Term

X, N = Symbol("x"), Symbol("n")
INFINITY = Constant("infinity")


def num(value: int | Fraction) -> Number:
    return Number(Fraction(value))


def minus(term: Term) -> Term:
    return Product((num(-1), term))


def inverse(term: Term) -> Term:
    return Power(term, num(-1))


def bounds(term: Term) -> tuple[float, float]:
    value = enclosed(Evaluator(Areas(), Instance({}))(term).data[0])
    return float(value.a), float(value.b)


GAUSSIAN = Apply("exp", (minus(Power(X, num(2))),))
INTEGRALS = [
    (Integral(X, GAUSSIAN, minus(INFINITY), INFINITY), math.sqrt(math.pi)),
    (Integral(X, Apply("exp", (minus(X),)), num(0), INFINITY), 1.0),
    (Integral(X, Apply("sqrt", (X,)), num(0), num(4)), 16 / 3),
    (Integral(X, Power(X, num(3)), num(-2), num(1)), -3.75),
    (Integral(X, Power(X, num(2)), num(1), num(0)), -1 / 3),
    (Integral(X, Apply("sin", (X,)), num(0), Constant("pi")), 2.0),
    (Integral(N, Integral(X, Product((X, N)), num(0), N), num(0), num(1)), 1 / 8),
]


@pytest.mark.parametrize(("term", "value"), INTEGRALS)
def test_an_integral_lies_in_its_enclosure(term: Integral, value: float) -> None:
    low, high = bounds(term)
    assert low <= value <= high
    assert high - low < 0.3 * abs(value)


def test_what_has_no_bound_is_not_enclosed() -> None:
    over_x = inverse(X)
    with pytest.raises(NotEvaluable):
        bounds(Integral(X, over_x, num(-1), num(1)))
    with pytest.raises(NotEvaluable):
        bounds(Integral(X, Product((over_x, Apply("sin", (X,)))), num(1), INFINITY))
    low, high = bounds(Integral(X, over_x, num(1), INFINITY))
    assert low > 4
    assert high == math.inf


def test_integrals_are_enclosed_only_where_that_is_asked_for() -> None:
    with pytest.raises(NotEvaluable):
        Evaluator(Enclosures(), Instance({}))(INTEGRALS[1][0])


LIMITS = [
    (Power(Sum((num(1), Product((num(3), inverse(N))))), N), INFINITY, math.exp(3)),
    (Product((Sum((Product((num(2), N)), num(1))), inverse(Sum((N, num(3)))))), INFINITY, 2.0),
    (Product((Apply("sin", (N,)), inverse(N))), num(0), 1.0),
    (Product((Sum((num(1), minus(Apply("cos", (N,))))), Power(N, num(-2)))), num(0), 0.5),
    (Product((N, Apply("exp", (minus(N),)))), INFINITY, 0.0),
    (Sum((Apply("sqrt", (Sum((Power(N, num(2)), N)),)), minus(N))), INFINITY, 0.5),
    (Power(Sum((num(4), N)), num(Fraction(1, 2))), num(0), 2.0),
]


@pytest.mark.parametrize(("body", "point", "value"), LIMITS)
def test_a_limit_lies_in_its_enclosure(body: Term, point: Term, value: float) -> None:
    low, high = bounds(Limit(N, point, body))
    assert low - 1e-12 <= value <= high + 1e-12
    assert high - low < 1e-9


@pytest.mark.parametrize(
    "body", [inverse(N), Product((Apply("abs", (N,)), inverse(N))), Apply("exp", (inverse(N),)), Apply("log", (N,))]
)
def test_what_has_no_limit_is_not_enclosed(body: Term) -> None:
    with pytest.raises(NotEvaluable):
        bounds(Limit(N, num(0), body))
