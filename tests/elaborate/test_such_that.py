"""What is supposed of a letter anew holds of another thing: nothing that was said of the letter before is used, and nothing is refuted for want of it."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


def test_a_matrix_of_which_something_is_supposed_anew() -> None:
    text = "Let $P$ be a projection matrix. Then $P^2 = P$.\n\n%s Then $P^2 = P$."
    assert verdicts(text % "Let $P$ be such that $P x = x$.") == ["proved", "unchecked"]
    assert verdicts(text % "Now let $P$ s.t. $P x = x$.") == ["proved", "unchecked"]
    assert verdicts(text % "Let $x$ be such that $P x = x$.") == ["proved", "proved"]


def test_a_vector_of_which_something_is_supposed_anew() -> None:
    text = (
        "Let $A$ be symmetric and let $x$ be such that $A x = x$. Then $A^2 x = x$. Let $x$ be such that $A x = 2 x$. "
    )
    assert verdicts(text + "Then $A^2 x = 4 x$.") == ["proved", "proved"]
    assert verdicts(text + "Then $A^2 x = x$.")[-1] != "proved"


def test_what_lies_in_the_column_space_of_a_matrix_is_no_function() -> None:
    text = "Let $P$ be a projection matrix and $x \\in C(P)$. Then $x = P y$, hence $P x = P^2 y = P y = x$."
    assert verdicts(text) == ["proved"] * 3
    assert verdicts("Let $P$ be a projection matrix and $x \\in C(P)$. We have $P x = P^2 y$.") == ["unchecked"]


def test_a_letter_with_a_line_below_is_a_vector() -> None:
    text = r"Let $S = A^T A$ and $\underline{x} \in \mathbb{R}^n$. Then $\underline{x}^T S \underline{x} = %s$."
    assert verdicts(text % r"\|A \underline{x}\|^2") == ["proved"]
    assert verdicts(text % r"2 \|A \underline{x}\|^2") == ["refuted"]


def test_a_conclusion_about_a_name_that_was_not_read() -> None:
    text = r"We see that $$C X = I \Rightarrow D X = 0,$$ and what is left is $D D^T$."
    assert verdicts(text) == ["unchecked"]


@pytest.mark.parametrize(
    ("before", "right", "wrong"),
    [
        (
            "Let $X$ be an $n \\times p$ matrix of full column rank. The projection is\n\n$$P = X (X^T X)^{-1} X^T$$\n\nsuch that",
            "P P = P",
            "P P = 2 P",
        ),
        ("We have\n\n$$f(x) = x^2 + 1,$$\n\nsuch that the slope becomes:", "f'(x) = 2 x", "f'(x) = 2 x + 1"),
        (
            "Let $D$ be a diagonal matrix. Since it is symmetric, its transpose does not matter, such that:",
            "D^T D = D^2",
            "D^T D = 2 D^2",
        ),
    ],
)
def test_what_follows_such_that_behind_a_claim_is_claimed(before: str, right: str, wrong: str) -> None:
    assert verdicts(f"{before}\n\n$${right}$$")[-1:] == ["proved"]
    assert verdicts(f"{before}\n\n$${wrong}$$")[-1:] == ["refuted"]


@pytest.mark.parametrize(
    "before",
    [
        "Let $W$ be a square matrix, such that",
        "Consider an $n \\times n$ matrix $W$ such that",
        "We choose $W$ such that the product is",
        "There is a matrix $W$ with\n\n$$W^T = W$$\n\nsuch that",
    ],
)
def test_what_something_is_chosen_for_is_given(before: str) -> None:
    assert verdicts(f"{before}\n\n$$W W = I.$$\n\nThen $W^3 = W$.") in (["proved"], ["proved", "proved"])
