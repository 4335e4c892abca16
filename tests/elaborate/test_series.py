"""Infinite sums: values that cannot be theirs are refuted by enclosures."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

GIVEN = "Let $\\lambda > 0$ and $0 < p < 1$. Then\n\n"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\sum_{k=0}^\\infty k \\frac{\\lambda^k e^{-\\lambda}}{k!} = \\lambda", "supported"),
        ("\\sum_{k=0}^\\infty k \\frac{\\lambda^k e^{-\\lambda}}{k!} = \\lambda^2", "refuted"),
        ("\\sum_{k=1}^\\infty k p (1-p)^{k-1} = \\frac{1}{p}", "supported"),
        ("\\sum_{k=1}^\\infty k p (1-p)^{k-1} = \\frac{1}{1-p}", "refuted"),
        ("\\sum_{k=1}^\\infty p (1-p)^{k} = 1 + p", "refuted"),
        ("\\sum_{k=0}^\\infty \\frac{p^{2k}}{(2k)!} = \\cosh p", "supported"),
        ("\\sum_{k=0}^\\infty \\frac{p^{2k}}{(2k)!} = \\cos p", "refuted"),
    ],
)
def test_values_of_series(formula: str, expected: str) -> None:
    engines = ("algebra", "modular", "numeric")
    assert verdicts(f"{GIVEN}$${formula}$$\n", engines) == [expected]


def test_terms_that_fall_slowly_are_not_bounded() -> None:
    """The ratio of neighbouring terms of Σ 1/k² tends to 1: nothing is said of what lies beyond the terms that were added."""
    said = "Then\n\n$$\\sum_{k=1}^\\infty \\frac{1}{k^2} = \\frac{\\pi^2}{8}$$\n"
    assert verdicts(said, ("algebra", "modular", "numeric")) == ["unchecked"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\sum_{n=1}^\\infty \\frac{x^n}{n} = -\\ln(1 - x)", "supported"),
        ("\\sum_{n=1}^\\infty \\frac{x^n}{n} = -2\\ln(1 - x)", "refuted"),
        ("\\sum_{n=1}^\\infty \\frac{x^n}{n} = \\ln(1 + x)", "refuted"),
    ],
)
def test_what_holds_at_the_only_integer_of_an_interval(formula: str, expected: str) -> None:
    assert verdicts(f"For $|x| < 1$, $${formula}$$", ("algebra", "modular", "numeric")) == [expected]
