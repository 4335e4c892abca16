"""Sums over all but one place, and over ordered pairs."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SHARES = r"Let $q_1,\dots,q_K$ be real numbers with $\sum_{k=1}^K q_k=1$. Then $$%s.$$"


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"1-\sum_{k=1}^K q_k^2=\sum_{k=1}^K\sum_{l\ne k} q_kq_l", "proved"),
        (r"1-\sum_{k=1}^K q_k^2=2\sum_{1\le k<l\le K} q_kq_l", "proved"),
        (r"1-\sum_{k=1}^K q_k^2=\sum_{1\le k<l\le K} q_kq_l", "refuted"),
        (r"\sum_{k=1}^K\sum_{l\ne k} q_kq_l^2=\sum_{k=1}^K q_k^2-\sum_{k=1}^K q_k^3", "proved"),
        (r"\sum_{k<l} q_kq_l^2=\frac12\sum_{k=1}^K q_k^2-\frac12\sum_{k=1}^K q_k^3", "refuted"),
    ],
)
def test_a_sum(formula: str, verdict: str) -> None:
    assert verdicts(SHARES % formula) == [verdict]


def test_a_quotient_has_no_value_on_the_diagonal() -> None:
    text = r"Let $x_1,\dots,x_n$ be distinct reals and $a_{kl}=\frac{1}{x_k-x_l}$. Then $$\sum_{k=1}^n\sum_{l\ne k} a_{kl}(x_k-x_l)=%s.$$"
    assert verdicts(text % "n^2") == ["unchecked"]
    assert "refuted" not in verdicts(text % "n(n-1)")


def test_conditions_listed_in_brackets() -> None:
    text = r"""A node holds shares $q_1,\dots,q_K$ ($K\ge2$, all $q_k>0$, $\sum_k q_k=1$).
Then $$1-\sum_{k=1}^K q_k^2=\sum_{k=1}^K q_k(1%sq_k).$$"""
    assert verdicts(text % "-") == ["proved"]
    assert verdicts(text % "+") == ["refuted"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$\sum_{i=1}^{n} \sum_{j\neq i} c = n (n-1) c$$", "proved"),
        (r"$$\sum_{i=1}^{n} \sum_{j\neq i} c = \frac{n (n-1)}{2} c$$", "refuted"),
        (r"$$\sum_{i=1}^n \sum_{j < i} c = \frac{n (n-1)}{2} c$$", "proved"),
        (r"$$\sum_{i=2}^n \sum_{j < i} c = \frac{n (n-1)}{2} c$$", "unchecked"),
        (r"$$\sum_{i=0}^n \sum_{j \ne i} c = n (n-1) c$$", "unchecked"),
        (r"Let $x \in \mathbb R^n$. $$\sum_{i} x_i \sum_{j \ne i} 1 = (n - 1) \sum_i x_i$$", "proved"),
        (r"Let $x \in \mathbb R^n$. $$\sum_{i} x_i \sum_{j \ne i} 1 = n \sum_i x_i$$", "refuted"),
    ],
)
def test_an_index_runs_over_what_the_one_beside_it_does(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]
