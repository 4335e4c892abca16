"""Integrands that underflow, and those with a weak singularity at an end."""

from __future__ import annotations

from math import gamma, inf, log, pi

import numpy as np
import pytest

from derive.numerics.fields import NotEvaluable
from derive.numerics.quadrature import integrate


def test_p_log_p_is_nothing_where_p_has_underflowed() -> None:
    def body(x: np.ndarray) -> np.ndarray:
        p = np.exp(-(x**2) / 2) / np.sqrt(2 * pi)
        return p * np.log(p)

    value, _, error = integrate(body, -inf, inf)
    assert abs(value + 0.5 * (1 + log(2 * pi))) < 1e-12 and error < 1e-10


def test_a_fault_inside_is_not_passed_over() -> None:
    with pytest.raises(NotEvaluable):
        integrate(lambda x: np.log(x - 1) * np.exp(-x), 0, inf)
    with pytest.raises(NotEvaluable):
        integrate(lambda x: np.where(x > 2000, np.nan, 1 / (1 + x) ** 2), 0, inf)


def test_a_weak_singularity_is_followed_farther() -> None:
    a = 0.1
    value, _, _ = integrate(lambda x: x ** (a - 1) * np.exp(-x) / gamma(a), 0, inf)
    assert abs(value - 1) < 1e-10
    with pytest.raises(NotEvaluable):
        integrate(lambda x: 1 / x, 0, 1)
    with pytest.raises(NotEvaluable):
        integrate(lambda x: 1 / (1 + x), 0, inf)
