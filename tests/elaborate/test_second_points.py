"""The x' of `k(x, x')` is a point like x."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial^2 k(x, x')}{\partial x \partial x'} = (1 - (x - x')^2) k(x, x')", "proved"),
        (r"\frac{\partial^2 k(x, x')}{\partial x \partial x'} = ((x - x')^2 - 1) k(x, x')", "refuted"),
        (r"k(x, x') = k(x', x)", "proved"),
        (r"k(x, x) = 1", "proved"),
        (r"k(x, x') = -k(x', x)", "refuted"),
    ],
)
def test_a_kernel_is_a_function_of_two_points(claim: str, verdict: str) -> None:
    text = r"Let $k(x, x') = \exp(-\frac{(x - x')^2}{2})$ for $x, x' \in \mathbb{R}$." + f" Then ${claim}$."
    assert verdicts(text) == [verdict]


def test_the_derivative_of_a_function_is_none() -> None:
    text = "Let $y(t) = t^3$ and $F(y, y') = y y'$. Then $y'(t) = 3 t^2$."
    assert verdicts(text)[-1] == "proved"
