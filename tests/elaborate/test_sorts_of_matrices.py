"""What a matrix is by the word before it: an orthogonal one, or one of which more is said than is read."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_SAID = r"Let $P$ be an $n \times n$ %s matrix. Then $%s$."


@pytest.mark.parametrize(
    ("sort", "claim"),
    [("permutation", "P^{-1} = P^T"), ("rotation", "P^T P = I"), ("covariance", "P^T = P"), ("Gram", "P = P^T")],
)
def test_what_is_known(sort: str, claim: str) -> None:
    assert verdicts(_SAID % (sort, claim)) == ["proved"]


@pytest.mark.parametrize(
    "sort", ["Hadamard", "normal", "bistochastic", "DFT", "circulant", "positive Cauchy", "unimodular"]
)
def test_of_what_is_not_read_nothing_is_refuted(sort: str) -> None:
    assert set(verdicts(_SAID % (sort, "P^T P = P P^T"))) <= {"unchecked"}


@pytest.mark.parametrize("sort", ["real", "square", "weight", "data", "fixed"])
def test_plain_words_say_nothing(sort: str) -> None:
    assert set(verdicts(_SAID % (sort, "P^T P = P P^T"))) <= {"refuted", "conditional"}


def test_in_another_section_the_letter_is_another_matrix() -> None:
    text = r"""## Projectors

In this section $P \in \mathbb{R}^{n \times n}$ satisfies $P^2 = P$ and $P^T = P$. Then $(I - 2P)^2 = I$.

## Others

%s $P \in \mathbb{R}^{n \times n}$ is any matrix. Then $\operatorname{tr}(P^2) = \operatorname{tr}(P)$.
"""
    assert verdicts(text % "In this section")[-1] == "conditional"
    assert verdicts(text % "Here,")[-1] == "unchecked"


@pytest.mark.parametrize(
    "words",
    [
        r"Let the plant $G$ and the controller $K$ be real $n \times n$ matrices",
        r"Let $G$ and $K$ be, at a fixed frequency, real $n \times n$ matrices",
        r"Let $\Sigma$ be a $n \times n$ positive definite matrix, and let $G$ and $K$ be $n \times n$ matrices",
    ],
)
def test_what_stands_between_names_and_sizes(words: str) -> None:
    text = words + r", with $I + G K$ invertible. Then $(I + G K)^{-1} G = G (I + %s)^{-1}$."
    assert verdicts(text % "K G") == ["proved"]
    assert set(verdicts(text % "G K")) <= {"refuted", "conditional"}


def test_a_definition_of_a_matrix_of_a_sort_leaves_what_it_is_made_of_free() -> None:
    text = r"For a nonzero vector $v \in \mathbb{R}^m$ define the Householder matrix $$Q = I - \frac{2}{v^\top v} v v^\top.$$ Then $$Q^2 = %s.$$"
    assert verdicts(text % "I") == ["proved"]
    assert set(verdicts(text % "Q")) <= {"refuted", "conditional"}
