"""Integrals that vanish because what is on one side of zero cancels what is on the other."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from derive.numerics.quadrature import integrate
from tests.judged import verdicts

_ENGINES = ("algebra", "modular", "numeric")


def test_the_error_is_relative_to_the_integral_of_the_absolute_value() -> None:
    value, size, error = integrate(lambda x: (x - 0.1) ** 3 * np.exp(-((x - 0.1) ** 2)), -inf, inf)
    assert abs(value) <= 1e-12 * size and size == pytest.approx(1.0) and error < 1e-12


@pytest.mark.parametrize(("power", "value"), [(3, "0"), (4, r"3 \sigma^4")])
def test_moments_of_a_centred_normal_law(power: int, value: str) -> None:
    text = r"Let $\varepsilon \sim N(0, \sigma^2)$. Then $E[\varepsilon^%d] = %s$."
    assert verdicts(text % (power, value), _ENGINES)[-1] == "supported"
    assert verdicts(text % (power, value.replace("3", "2") + r" + \sigma^2"), _ENGINES)[-1] not in (
        "proved",
        "tested",
        "supported",
    )


@pytest.mark.parametrize(
    ("claim", "other"), [(r"E[(Z - m)^3] = 0", r"E[Z^3] = 0"), (r"E[(Z - m)^4] = 3 s^4", r"E[(Z - m)^4] = s^4")]
)
def test_moments_about_a_mean_that_is_stated(claim: str, other: str) -> None:
    text = r"Let $Z \sim N(m, s^2)$, so that $E[Z] = m$. Then $%s$."
    assert verdicts(text % claim, _ENGINES)[-1] == "supported"
    assert verdicts(text % other, _ENGINES)[-1] not in ("proved", "tested", "supported")


def test_a_parameter_that_is_random_is_no_number() -> None:
    text = r"Let $Y \sim N(X, 1)$, where $X$ is random with $E[X] = 0$. Then $E[Y] = X$."
    assert not {"proved", "tested", "supported"} & set(verdicts(text, _ENGINES))
