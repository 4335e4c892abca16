"""Matrices that a text treats as rectangular stay so."""

from __future__ import annotations

from tests.judged import verdicts

LEAST_SQUARES = "Let $\\hat\\beta = (X^\\top X)^{-1} X^\\top y$ and $e = y - X \\hat\\beta$. Then\n\n"


def test_what_fits_only_a_square_matrix_says_nothing_of_others() -> None:
    assert verdicts(f"{LEAST_SQUARES}$$X^\\top e = 0$$\n") == ["proved"]
    assert verdicts(f"{LEAST_SQUARES}$$X e = 0$$\n") == ["unchecked"]
    assert verdicts("Let $Q$ have orthonormal columns. Then $Q^\\top Q = Q Q^\\top$.\n") == ["unchecked"]


def test_a_square_matrix_may_be_inverted_so() -> None:
    """Where the text says that it is square, everything goes on."""
    assert verdicts("Let $A$ be an invertible matrix. Then $(A^\\top A)^{-1} A^\\top = A^{-1}$.\n") == ["proved"]


def test_a_matrix_before_a_difference_in_brackets_is_no_function() -> None:
    text = (
        "Let $P = X (X^\\top X)^{-1} X^\\top$. Then $P X = X$.\n\n"
        "Let $\\hat\\beta = (X^\\top X)^{-1} X^\\top y$. Then $X (y - X\\hat\\beta) = 0$.\n"
    )
    assert verdicts(text) == ["proved", "unchecked"]
