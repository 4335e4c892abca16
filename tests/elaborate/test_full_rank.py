"""Matrices whose columns or rows are independent or orthonormal, as words and formulas say it behind a size."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ENGINES = ("algebra", "modular", "reals")

FULL = [
    "Let $X$ be a real $n\\times p$ matrix of full column rank.",
    "Let $X$ be an $n\\times p$ matrix with linearly independent columns.",
    "Let $X$ be an $n\\times p$ matrix whose columns are linearly independent.",
    "$X$ is a real $n\\times p$ matrix with $n>p$ and independent columns.",
    "Suppose the columns of $X \\in \\mathbb{R}^{n\\times p}$ are linearly independent.",
    "Let $X \\in \\mathbb{R}^{n\\times p}$ with $\\operatorname{rank}(X) = p$.",
]


@pytest.mark.parametrize("said", FULL)
def test_a_gram_matrix_of_full_rank(said: str) -> None:
    assert verdicts(f"{said} Then $X^T X$ is invertible.", ENGINES)[-1] == "proved"
    assert verdicts(f"{said} Then $X X^T$ is invertible.", ENGINES)[-1] not in ("proved", "tested", "supported")


@pytest.mark.parametrize(
    "said",
    [
        "Let $X$ be an $n\\times p$ matrix with orthonormal columns.",
        "Let $X \\in \\mathbb{R}^{n\\times p}$. Assume the columns of $X$ are orthonormal.",
    ],
)
def test_orthonormal_columns(said: str) -> None:
    assert verdicts(f"{said} Then $X^T X = I_p$.") == ["proved"]
    assert verdicts(f"{said} Then $X X^T = I_n$.") != ["proved"]


def test_a_property_is_refuted_only_where_all_words_are_understood() -> None:
    text = "Let $B$ be an $n \\times p$ matrix that {} Then $B^T B$ is invertible."
    assert verdicts(text.format("sends nothing but zero to zero."))[-1] == "unchecked"
    assert verdicts("Let $B$ be an $n \\times p$ matrix. Then $B^T B$ is invertible.", ENGINES)[-1] in (
        "refuted",
        "conditional",
    )
