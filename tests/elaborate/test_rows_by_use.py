"""Vectors that stand before matrices only are rows: the π of `π P = π`."""

from __future__ import annotations

import pytest

from tests.judged import said, verdicts

_CHAIN = (
    "Let $P$ be an $n \\times n$ matrix with $P \\mathbf{1} = \\mathbf{1}$ and $\\mu \\in \\mathbb{R}^n$ with $\\mu P = \\mu$ and "
    "$\\mu \\mathbf{1} = 1$. Then "
)


@pytest.mark.parametrize(
    "claim, verdict",
    [
        (r"\mu P^2 = \mu", "proved"),
        (r"\mu (I + P) = 2 \mu", "proved"),
        (r"\mu P^2 = 2 \mu", "refuted"),
    ],
)
def test_a_letter_before_matrices_is_a_row(claim: str, verdict: str) -> None:
    assert verdicts(f"{_CHAIN}${claim}$.") == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$. Then $x^T A x = x A x^T$.",
        r"Let $A \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$ and $y = A x$. Then $y = x A$.",
        r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$. Then $\nabla_x (x A x) = 2 A x$.",
    ],
)
def test_one_that_stands_behind_a_matrix_or_is_transposed_is_none(text: str) -> None:
    assert not {"proved", "tested", "supported"} & set(said(text))
