"""A capital that is bounded as a number and multiplies norms is one, also between a row and a column."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    "text, verdict",
    [
        (r"Let $L > 0$. Then $y^T L I y = L \|y\|_2^2$.", "proved"),
        (r"Let $L > 0$. Then $y^T L y = \frac{L}{2} \|y\|_2^2$.", "refuted"),
        (r"Let $L > 0$ and $H \preceq L I$. Then $\frac12 (x - y)^T L I (x - y) = \frac{L}{2} \|x - y\|^2$.", "proved"),
        (r"Let $A$ be symmetric and $A > 0$. Then $y^T A y = A \|y\|_2^2$.", "unchecked"),
    ],
)
def test_a_bound_says_that_a_capital_is_a_number(text: str, verdict: str) -> None:
    assert verdicts(text)[-1] == verdict
