"""Over what indices run: `1 ≤ k ≤ d` says nothing of a number k."""

from __future__ import annotations

from tests.judged import verdicts


def test_one_index() -> None:
    text = (
        r"Let $s=\sum_{j=1}^d \theta_j^2$. Then for $1\le k\le d$ $$\frac{\partial s}{\partial\theta_k}=%s\theta_k.$$"
    )
    assert verdicts(text % "2") == ["proved"]
    assert verdicts(text % "3") == ["refuted"]


def test_two_indices() -> None:
    text = r"""Let $x\in\mathbb{R}^n$ and $s=\sum_{i=1}^n x_i^2$. For $1\le j,k\le n$ we have
$$\frac{\partial s}{\partial x_j}=2x_%s.$$"""
    assert verdicts(text % "j") == ["proved"]
    assert verdicts(text % "k") == ["refuted"]


def test_a_number_is_no_index() -> None:
    text = r"For $1\le k\le n$, $$k\binom{n}{k}=n\binom{n-1}{k%s}.$$"
    assert verdicts(text % "-1") == ["tested"]
    assert verdicts(text % "") == ["refuted"]


def test_indices_that_differ() -> None:
    text = r"""Let $x\in\mathbb{R}^n$ and $s=\sum_{i=1}^n x_i^2$. For $1\le j,k\le n$ with $j\ne k$ we have
$$\frac{\partial^2 s}{\partial x_k\,\partial x_j}=0.$$"""
    assert "refuted" not in verdicts(text)
