"""What is supposed of a letter anew holds of another thing: nothing that was said of the letter before is used, and nothing is refuted for want of it."""

from __future__ import annotations

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
