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
