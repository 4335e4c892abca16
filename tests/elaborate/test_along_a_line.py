"""A function along a line, g(t) = f(x + t v); definitions behind the sums that they explain; what is drawn and the parameters of its distribution."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

LINE = "Let $f : \\mathbb{R}^n \\to \\mathbb{R}$ be differentiable and $g(t) = f(x+tv)$. Then\n\n"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("g'(t) = \\nabla f(x+tv)^T v", ("proved",)),
        ("g'(0) = \\nabla f(x)^T v", ("proved",)),
        ("g''(t) = v^T \\nabla^2 f(x+tv) v", ("proved",)),
        ("g'(t) = \\nabla f(x)^T v", ("refuted", "unchecked")),
    ],
)
def test_along_a_line(formula: str, expected: tuple[str, ...]) -> None:
    assert verdicts(LINE + f"$${formula}$$\n")[-1] in expected


LOSS = "The loss $L = -\\sum_{k=1}^K y_k\\log p_k$ with $p_k = e^{z_k}/\\sum_{j=1}^K e^{z_j}$ and $\\sum_k y_k=1$.\n\n"


@pytest.mark.parametrize(("formula", "expected"), [("p_i - y_i", "proved"), ("y_i - p_i", "refuted")])
def test_a_family_is_defined_behind_the_sum_over_it(formula: str, expected: str) -> None:
    assert verdicts(LOSS + f"$$\\frac{{\\partial L}}{{\\partial z_i}} = {formula}$$\n")[-1] == expected


def test_what_is_drawn_is_tied_to_the_parameters() -> None:
    text = "Let $X \\sim \\mathrm{Uniform}(a,b)$. Then\n\n"
    assert verdicts(text + "$$\\mathrm{Var}(X) = \\frac{(b-a)^2}{6}$$\n") == ["refuted"]
    assert verdicts(text + "$$\\mathrm{Var}(X) = \\frac{(b-a)^2}{12}$$\n") != ["refuted"]
