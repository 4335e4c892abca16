"""Numbers with two letters below them, and the matrix that has them for entries."""

from __future__ import annotations

import pytest

from tests.judged import said, verdicts

_WEIGHTS = (
    "Let $v_{ij} = v_{ji}$ be weights, $d_i = \\sum_j v_{ij}$, $D = \\mathrm{diag}(d_1, \\ldots, d_n)$ and $K = D - V$. "
    "For any $h \\in \\mathbb{R}^n$, "
)


@pytest.mark.parametrize(
    "true, false",
    [
        (
            r"h^T K h = \sum_i d_i h_i^2 - \sum_{i,j} v_{ij} h_i h_j",
            r"h^T K h = \sum_i d_i h_i^2 + \sum_{i,j} v_{ij} h_i h_j",
        ),
        (r"h^T K h = \frac12 \sum_{i,j} v_{ij} (h_i - h_j)^2", r"h^T K h = \sum_{i,j} v_{ij} (h_i - h_j)^2"),
        (r"K \mathbf{1} = 0", r"K \mathbf{1} = d"),
    ],
)
def test_a_capital_beside_numbers_with_two_letters_is_their_matrix(true: str, false: str) -> None:
    assert verdicts(f"{_WEIGHTS}${true}$.") == ["proved"]
    assert "proved" not in verdicts(f"{_WEIGHTS}${false}$.")


@pytest.mark.parametrize("begin", ["Suppose ", "Let $A \\in \\mathbb{R}^{n \\times n}$ with "])
def test_letters_in_another_order_define_nothing(begin: str) -> None:
    claim = r"\sum_{i,j} a_{ij} x_i x_j = 0"
    assert said(f"{begin}$a_{{ij}} = -a_{{ji}}$. Then ${claim}$.")[-2:] == ["defined", "proved"]
    assert said(f"{begin}$a_{{ij}} = a_{{ji}}$. Then ${claim}$.")[-1] != "proved"


def test_in_particular_claims() -> None:
    assert verdicts("Let $A$ be positive definite. In particular $x^T A x \\geq 0$.") != []


@pytest.mark.parametrize(
    "text, verdict",
    [
        ("A matrix of this kind satisfies $A_{ij} = -A_{ji}$.", "unchecked"),
        ("Let $A$ be a skew-symmetric matrix. Then $A_{ij} = -A_{ji}$.", "proved"),
        ("Let $A$ be a symmetric matrix. Then $A_{ij} = -A_{ji}$.", "refuted"),
        ("Let $A \\in \\mathbb{R}^{n \\times n}$ and $B = A + A^T$. Then $B_{ij} = B_{ji}$.", "proved"),
        ("Let $A \\in \\mathbb{R}^{n \\times n}$ and $B = A + A^T$. Then $B_{ij} = -B_{ji}$.", "refuted"),
    ],
)
def test_letters_in_another_order_say_what_kind_of_matrix_it_is(text: str, verdict: str) -> None:
    assert (verdicts(text) or ["unchecked"])[-1] == verdict
