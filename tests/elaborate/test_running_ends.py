"""Sums whose ends go on with another index, sums over ordered indices, and families that words introduce."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\sum_{i=1}^n\\sum_{j=1}^i a_{ij} = \\sum_{j=1}^n\\sum_{i=j}^n a_{ij}", "tested"),
        ("\\sum_{i=1}^n\\sum_{j=1}^i a_{ij} = \\sum_{j=1}^n\\sum_{i=1}^j a_{ij}", "conditional"),
        ("\\sum_{k=1}^n \\sum_{j=1}^k j = \\sum_{j=1}^n j (n-j+1)", "tested"),
        ("\\sum_{k=1}^n \\sum_{j=1}^k 1 = \\frac{n(n+1)}{2}", "tested"),
        ("\\sum_{k=1}^n \\sum_{j=1}^k 1 = \\frac{n(n-1)}{2}", "refuted"),
        ("\\sum_{1 \\le i < j \\le n} (b_i - b_j)^2 = n \\sum_{i=1}^n b_i^2 - (\\sum_{i=1}^n b_i)^2", "proved"),
        ("\\sum_{1 \\le i < j \\le n} (b_i - b_j)^2 = 2 n \\sum_{i=1}^n b_i^2 - 2 (\\sum_{i=1}^n b_i)^2", "refuted"),
        ("\\sum_{1 \\le i \\le j \\le n} 1 = \\frac{n(n+1)}{2}", "tested"),
        ("\\sum_{1 \\le i \\le n} b_i = \\sum_{k=1}^n b_k", "proved"),
    ],
)
def test_ends_and_orders(formula: str, expected: str) -> None:
    text = f"Let $a_{{ij}}$ and $b_i$ be real numbers for $i, j = 1, \\dots, n$. Then\n\n$${formula}$$\n"
    assert verdicts(text)[-1] == expected


def test_members_that_words_introduce_are_no_constants() -> None:
    assert verdicts("Let $d_i$ be real numbers. Then\n\n$$\\sum_{i=1}^n d_i = n d_i$$\n") == ["refuted"]
    assert verdicts("Let $d_i$ be real numbers. Then\n\n$$\\sum_{i=1}^n 2 d_i = 2 \\sum_{i=1}^n d_i$$\n") == ["proved"]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\sum_{i=0}^{n-m} {n-m \choose i} a^i b^{n-m-i} = (a + b)^{n-m}", "tested"),
        (r"\sum_{i=0}^{n-m} {n-m \choose i} a^i b^{n-m-i} = (a + b)^{n-m+1}", "refuted"),
        (r"\sum_{i=m}^{n} r^i = \frac{r^m - r^{n+1}}{1 - r}", "tested"),
        (r"\sum_{i=m}^{n} r^i = \frac{r^m - r^{n}}{1 - r}", "refuted"),
    ],
)
def test_a_sum_between_two_names_is_spoken_of_where_it_has_terms(claim: str, verdict: str) -> None:
    assert verdicts(f"We have $${claim} .$$")[-1] == verdict


def test_a_sum_within_another_may_have_no_terms() -> None:
    text = "Let $a_i$ be real numbers for $i = 1, \\dots, n$. Then\n\n$$\\sum_{j=1}^n \\sum_{i=j+1}^n 1 = %s$$\n"
    assert verdicts(text % "\\frac{n(n-1)}{2}")[-1] == "tested"
    assert verdicts(text % "\\frac{n(n+1)}{2}")[-1] == "refuted"
