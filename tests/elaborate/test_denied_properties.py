"""Properties that words deny, ask for or make conditional are not given."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

TWO = r"Let $A, B \in \mathbb{R}^{n\times n}$. "


@pytest.mark.parametrize(
    "said",
    [
        "Neither $A$ nor $B$ is symmetric.",
        "We do not assume that $A$ is symmetric.",
        "Here $B$ but not $A$ is symmetric.",
        "Unlike $B$, $A$ is symmetric only in special cases.",
        "It is often assumed that $A$ is symmetric; we do without.",
        "We drop the requirement that $A$ be symmetric.",
        "When is $A$ symmetric?",
        "Rarely is $A$ symmetric.",
        "The matrix $A$ is symmetric if $B$ is.",
        "At most one of $A$, $B$ is symmetric.",
    ],
)
def test_what_is_not_given_proves_nothing(said: str) -> None:
    assert verdicts(TWO + said + r" Then $A^\top B = A B$.")[-1] != "proved"


@pytest.mark.parametrize(
    "said",
    [
        "Suppose that $A$ is symmetric.",
        "We may assume that $A$ is symmetric.",
        "We do not need $B$; the matrix $A$ is symmetric.",
    ],
)
def test_what_is_given_proves(said: str) -> None:
    assert verdicts(TWO + said + r" Then $A^\top B = A B$.")[-1] == "proved"


def test_behind_other_declarations() -> None:
    text = (
        r"Consider $AX+XB=C$ with $A\in\mathbb R^{m\times m}$, $B\in\mathbb R^{n\times n}$, $X,C\in\mathbb R^{m\times n}$; "
        r"neither $A$ nor $B$ is symmetric. Then $B^\top = B$."
    )
    assert verdicts(text) != ["proved"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (r"$A$ factors into $A = QR$, $Q$ and $R$ orthogonal.", "proved"),  # they are, and so is their product
        (r"Take $A = QR$, $Q$ and $R$ symmetric.", "conditional"),
        (r"Take $A = QR$, where $Q$ and $R$ are symmetric.", "conditional"),
        (r"Let $A = QR$ and $Q$ be symmetric.", "proved"),
    ],
)
def test_an_equation_before_a_list_is_given_nothing(said: str, expected: str) -> None:
    claim = r"A^\top A = I" if "orthogonal" in said else r"A^\top = A"
    assert verdicts(f"{said} Then $${claim}$$")[-1] == expected


def test_factors_that_are_orthogonal_do_not_make_the_product_so() -> None:
    text = r"Every matrix factors into $A = U\Sigma V^\top$, $U$ and $V$ orthogonal and $\Sigma$ diagonal. So $$A A^\top = I$$"
    assert verdicts(text) == ["unchecked"]


def test_another_matrix_of_that_kind_refutes_nothing() -> None:
    text = "# One\n\nLet $A = Q L Q^{-1}$ with $L$ diagonal.\n\n# Two\n\nA skew-symmetric matrix $A$ satisfies $A_{ij} = -A_{ji}$."
    assert not {"refuted", "conditional"} & set(verdicts(text))


@pytest.mark.parametrize(
    "said",
    [
        "with $P$, $R$ symmetric",
        "with $P, R$ symmetric",
        ", $P$, $R$ symmetric",
        "with $P$, $R$, $V$ symmetric",
        "with $R$, and $P$ symmetric",
    ],
)
def test_names_with_commas_between_share_what_is_said(said: str) -> None:
    assert verdicts(f"$S = M P M^T + R$ {said}. Then $S^T = S$.") == ["proved"]
    assert verdicts(f"$S = M P M^T + R$ {said}. Then $M^T = M$.") != ["proved"]


def test_what_is_said_of_a_name_behind_a_comma_is_not_said_of_another_kind() -> None:
    text = r"Let $S = M P M^T + R$ with $R \in \mathbb{R}^{n\times n}$, $P$ symmetric. Then $S^T = S$."
    assert verdicts(text) == ["conditional"]


@pytest.mark.parametrize("said", ["$A$, $B$", "$A$ and $B$", "$C$, $A$ and $B$"])
def test_names_behind_what_is_said_of_each(said: str) -> None:
    claim = "$A B + B A = (A B)^T + A B$"
    assert verdicts(f"{claim} for symmetric {said}.") == ["proved"]
    assert verdicts(f"For symmetric {said} we have {claim}.") == ["proved"]
    assert verdicts(f"{claim} for symmetric $A$.") != ["proved"]


def test_exponentials_of_sums_of_capitals_may_be_of_matrices() -> None:
    assert verdicts("$e^{A} e^{B} = e^{A + B}$.") == ["unchecked"]
    assert verdicts("Let $A$ and $B$ be real numbers. Then $e^{A} e^{B} = e^{A + B}$.") == ["proved"]
