"""Slopes at points where there is none, and at points of functions of which nothing is known."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ALL = ("algebra", "modular", "reals", "sympy", "numeric")


@pytest.mark.parametrize(
    "text",
    [
        "Let $g(x) = |x|$. Then $g'(0) = 0$.",
        "Let $g(x) = x|x|$. Then $g''(0) = 0$.",
        "Let $g(x) = \\operatorname{sign}(x)$. Then $g'(0) = 0$.",
        "Let $g(x) = 1$ if $x > 0$ and $g(x) = 0$ otherwise. Then $g'(0) = 0$.",
        "Let $g(x) = \\begin{cases} 1 & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}$. Then $g'(0) = 0$.",
        "The profile $f$ is flat there, so $f'(0) = 0$.",
    ],
)
def test_no_slope_is_made_up(text: str) -> None:
    assert verdicts(text, ALL)[-1] == "unchecked"


def test_cases_of_numbers_define_a_function() -> None:
    text = "Let $g(x) = \\begin{cases} 1 & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}$. Then $g(2) = 1$ and $g(-1) = 1$."
    assert verdicts(text) == ["tested", "refuted"]
