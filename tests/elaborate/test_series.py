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


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("y'(x) = \\sum_{n=0}^\\infty (n+1) a_{n+1} x^n", "proved"),
        ("y'(x) = \\sum_{n=0}^\\infty (n+2) a_{n+1} x^n", "refuted"),
        ("x y(x) = \\sum_{n=1}^\\infty a_{n-1} x^n", "tested"),
        ("x y(x) = \\sum_{n=2}^\\infty a_{n-1} x^n", "refuted"),
        ("y(x) = a_0 + a_1 x + \\sum_{n \\geq 2} a_n x^n", "proved"),
        ("x y(x) = \\sum_{n=0}^\\infty a_{n-1} x^n", "unchecked"),  # a_{-1} may be zero by custom
        ("y'(x) = \\sum_{n=0}^\\infty (a_n + x^n)", "unchecked"),  # not all of it ends with the members
    ],
)
def test_series_of_any_members(formula: str, expected: str) -> None:
    assert verdicts(f"Let $y(x) = \\sum_{{n=0}}^\\infty a_n x^n$. Then\n\n$${formula}$$\n") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "We look for solutions $y(x) = \\sum_{n=0}^\\infty a_n x^n$. Hence\n\n$$y'(x) = \\sum_{n=0}^\\infty a_n x^n$$\n",
        "The recurrence is $a_n = a_{n-1}$, $n \\geq 1$. Summing it,\n\n"
        "$$\\sum_{n \\geq 1} a_n x^n = \\sum_{n \\geq 1} a_{n-1} x^n$$\n",
        "Let $\\sum_{n=0}^\\infty b_n = 1$. Then\n\n"
        "$$\\sum_{n=0}^\\infty (b_n + n b_n) = 1 + \\sum_{n=1}^\\infty n b_n$$\n",
    ],
)
def test_what_relates_the_members_of_series_is_not_refuted(text: str) -> None:
    assert not {"refuted", "conditional", "ill-formed"} & set(verdicts(text))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"\sum_{n=0}^\infty \frac{1}{3^n} = \frac{3}{2}", "supported"),
        (r"\sum_{n=0}^\infty \frac{1}{3^n} = \frac{1}{2}", "refuted"),
        (r"\sum_{n=1}^\infty \frac{n}{2^n} = 1", "refuted"),
    ],
)
def test_sums_of_numbers_are_claims_without_a_word(formula: str, expected: str) -> None:
    assert verdicts(f"Here ${formula}$.", ("algebra", "modular", "numeric")) == [expected]


def test_a_bound_that_zero_alone_among_the_integers_meets() -> None:
    given = r"Let $|r| < 1$. Then $\sum_{k=0}^\infty r^k = "
    engines = ("algebra", "modular", "numeric")
    assert verdicts(given + r"\frac{1}{1 - r}$.", engines) == ["supported"]
    assert verdicts(given + r"\frac{1}{1 + r}$.", engines) == ["refuted"]
