"""Integrals, series and limits against values known in closed form, and what must be refused."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import e, gamma, inf, lgamma, log, pi, sqrt

import numpy as np
import pytest

from derive.numerics.fields import NotEvaluable
from derive.numerics.floating import Floating
from derive.numerics.quadrature import Array, integrate, limit, series
from derive.terms import Integral, Number, Power, Product, Sum, Symbol, Zero

INTEGRALS: list[tuple[Callable[[Array], Array], float, float, float]] = [
    (lambda x: x**2, 0, 1, 1 / 3),
    (lambda x: 1 / np.sqrt(x), 0, 1, 2),
    (lambda x: np.log(x), 0, 1, -1),
    (lambda x: np.exp(-x * x), -inf, inf, sqrt(pi)),
    (lambda x: x**3 * np.exp(-x), 0, inf, 6),
    (lambda x: 1 / (1 + x * x), -inf, inf, pi),
    (lambda x: np.cos(x), pi, 0, 0),
    (lambda x: np.exp(x), -inf, 0, 1),
]


@pytest.mark.parametrize(("body", "low", "high", "value"), INTEGRALS)
def test_integrals(body: Callable[[Array], Array], low: float, high: float, value: float) -> None:
    found, _, error = integrate(body, low, high)
    assert abs(float(found) - value) < 1e-11
    assert error < 1e-9


@pytest.mark.parametrize(
    ("body", "low", "high"), [(lambda x: 1 / x, 1, inf), (lambda x: 1 / x, -1, 1), (np.ones_like, 0, inf)]
)
def test_what_diverges_has_no_value(body: Callable[[Array], Array], low: float, high: float) -> None:
    with pytest.raises(NotEvaluable):
        found, _, error = integrate(body, low, high)
        if error > 1e-4:
            raise NotEvaluable("the error is told")


SERIES: list[tuple[Callable[[Array], Array], int, float]] = [
    (lambda k: 1 / k**2, 1, pi**2 / 6),
    (lambda k: (-1.0) ** k / (k + 1), 0, log(2)),
    (lambda k: 0.5**k, 0, 2),
    (lambda k: np.exp(k * log(3) - np.array([lgamma(x + 1) for x in k])), 0, e**3),
]


@pytest.mark.parametrize(("terms", "lower", "value"), SERIES)
def test_series(terms: Callable[[Array], Array], lower: int, value: float) -> None:
    found, error = series(terms, lower)
    assert abs(float(found) - value) < 1e-8 * value
    assert abs(float(found) - value) < max(100 * error, 1e-13) * value


@pytest.mark.parametrize("terms", [lambda k: 1 / k, lambda k: np.ones_like(k), lambda k: (-1.0) ** k])
def test_series_that_diverge_are_not_summed(terms: Callable[[Array], Array]) -> None:
    with pytest.raises(NotEvaluable):
        _, error = series(terms, 1)
        if error > 1e-4:
            raise NotEvaluable("the error is told")


def test_limits() -> None:
    assert abs(float(limit(lambda x: np.sin(x) / x, 0, "")[0]) - 1) < 1e-12
    assert abs(float(limit(lambda x: (1 + 1 / x) ** x, inf, "")[0]) - e) < 1e-9
    assert float(limit(np.sign, 0, "+")[0]) == 1
    with pytest.raises(NotEvaluable):
        limit(np.sign, 0, "")
    for diverging in (np.log, np.sin):
        assert limit(diverging, inf, "")[1] > 1e-4


def test_what_is_singular_at_an_upper_end_is_integrated_by_the_distance_to_it() -> None:
    x, t = Symbol("x"), Symbol("t")
    one, two, third = Number(Fraction(1)), Number(Fraction(2)), Number(Fraction(-2, 3))
    to_one, to_two = (Sum((end, Product((Number(Fraction(-1)), x)))) for end in (one, two))
    ip = Floating({}, ())
    assert abs(float(ip(Integral(x, Power(to_one, third), Zero(()), one))) - 3) < 1e-11  # 3 u^(1/3)
    both = Product((Power(to_two, third), Power(Sum((x, Product((Number(Fraction(-1)), one)))), third)))
    beta = gamma(1 / 3) ** 2 / gamma(2 / 3)
    assert abs(float(ip(Integral(x, both, one, two))) - beta) < 1e-9  # B(1/3, 1/3)
    within = Integral(t, Product((Sum((one, Product((Number(Fraction(-1)), t)))), to_one)), Zero(()), one)
    assert abs(float(ip(Integral(x, within, Zero(()), one))) - 1 / 4) < 1e-12
    again = Integral(x, to_one, Zero(()), one)
    assert abs(float(ip(Integral(x, Product((to_one, again)), Zero(()), one))) - 1 / 4) < 1e-12
    assert ip.error < 1e-9
