"""Matrices that words make of vectors: "stacking the samples as rows of X"."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}


@pytest.mark.parametrize(
    ("words", "right", "wrong"),
    [
        (r"We have samples $x_i \in \mathbb{R}^d$. Stacking the samples as rows of $X$ we find", "X^T X", "X X^T"),
        (
            r"Let $x_1, \dots, x_n \in \mathbb{R}^d$ be vectors, arranged into the columns of a matrix $X$. Then",
            "X X^T",
            "X^T X",
        ),
        (r"Stack the vectors $x_i \in \mathbb{R}^d$ as columns of a matrix $X$. Then", "X X^T", "X^T X"),
    ],
)
def test_rows_and_columns(words: str, right: str, wrong: str) -> None:
    text = words + r" $\sum_i x_i x_i^T = %s$."
    assert verdicts(text % right) == ["proved"]
    assert not set(verdicts(text % wrong)) & _CONFIRMED


def test_of_what_was_not_introduced_nothing_is_refuted() -> None:
    text = r"There are vectors $x_i \in \mathbb{R}^d$ and a matrix $A \in \mathbb{R}^{d \times n}$. Collecting the outcomes in the columns of $A$, $\sum_i x_i x_i^T = A A^T$."
    assert set(verdicts(text)) <= {"unchecked"}
