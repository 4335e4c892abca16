"""A bold 1 that is declared as a matrix, and what depends on a parameter and has a shape."""

from __future__ import annotations

from tests.judged import verdicts


def test_a_matrix_whose_entries_are_all_one_share() -> None:
    text = r"$\mathbf 1_n \in \mathbb{R}^{n \times n}$ is the matrix with all entries $1/n$. $$\mathbf 1_n^2 = \mathbf 1_n$$"
    assert verdicts(text)[-1] in ("proved", "tested")
    assert verdicts(text.replace("= \\mathbf 1_n$", "= n \\mathbf 1_n$"))[-1] == "refuted"


def test_a_matrix_of_ones() -> None:
    text = r"$\mathbf 1_n \in \mathbb{R}^{n \times n}$ is the matrix of ones. $$\mathbf 1_n^2 = n \mathbf 1_n$$"
    assert verdicts(text)[-1] in ("proved", "tested")
    assert verdicts(text.replace("= n \\mathbf 1_n$", "= \\mathbf 1_n$"))[-1] == "refuted"


def test_a_vector_of_ones_stays_one() -> None:
    text = r"Let $\mathbf 1_n \in \mathbb{R}^n$ be the vector of ones. $$\mathbf 1_n^T \mathbf 1_n = n$$"
    assert verdicts(text)[-1] in ("proved", "tested")


def test_a_matrix_that_depends_on_a_parameter_and_has_a_shape() -> None:
    text = r"$K = K(t) \in \mathbb{R}^{n \times n}$ is invertible, $y \in \mathbb{R}^n$ fixed. "
    text += r"$$\frac{\partial}{\partial t} y^T K^{-1} y = -y^T K^{-1} \frac{\partial K}{\partial t} K^{-1} y$$"
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace("= -y", "= y"))[-1] == "refuted"
