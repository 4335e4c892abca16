"""Indicators of a condition, as people write them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SHARES = r"Let $q_i = \frac{e^{u_i}}{\sum_k e^{u_k}}$. Then "


@pytest.mark.parametrize(
    "sign", [r"1(i = j)", r"\mathbb{I}[i = j]", r"1_{i = j}", r"I\{i = j\}", r"\mathbf{1}_{\{i = j\}}"]
)
def test_that_indices_are_equal(sign: str) -> None:
    assert verdicts(SHARES + rf"$$\frac{{\partial q_i}}{{\partial u_j}} = q_i ({sign} - q_j).$$") == ["proved"]
    assert verdicts(SHARES + rf"$$\frac{{\partial q_i}}{{\partial u_j}} = q_i ({sign} + q_j).$$") == ["refuted"]


SUMS = r"Let $F = \sum_{i=1}^n \sum_{k=1}^K I(c_i = k) (m_k + d_i)$. Then "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$\frac{\partial F}{\partial m_k} = \sum_{i=1}^n I(c_i = k).$$", "proved"),
        (r"$$\frac{\partial F}{\partial m_k} = \sum_{i=1}^n I(c_i = k) m_k.$$", "unchecked"),
        (r"$$\sum_{i=1}^n I(c_i = k) d_i = \sum_{i=1}^n I(c_i = k) d_i^2.$$", "unchecked"),
    ],
)
def test_that_a_member_has_a_value_is_met_by_no_random_instance(text: str, expected: str) -> None:
    assert verdicts(SUMS + text) == [expected]


def test_the_slope_of_a_kink() -> None:
    engines = ("algebra", "modular", "sympy", "numeric")
    assert verdicts(r"Let $r = \max(0, x)$. Then $$\frac{dr}{dx} = 1(x > 0).$$", engines) == ["supported"]
    assert verdicts(r"Let $r = \max(0, x)$. Then $$\frac{dr}{dx} = 1(x < 0).$$", engines) == ["refuted"]


def test_an_identity_before_brackets_is_one() -> None:
    assert verdicts(
        r"Let $A$ be an $n \times n$ matrix and $x, y \in \mathbb{R}^n$. Then $$A I (x + y) = A x + A y.$$"
    ) == ["proved"]
