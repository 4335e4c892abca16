"""What is said to be zero: a condition on names that the text leaves free, or an identity with a slip."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

FIT = (
    r"Let $X \in \mathbb{R}^{n \times p}$ have full column rank, $y \in \mathbb{R}^n$, $H = X (X^T X)^{-1} X^T$ and "
    r"$\hat\beta = (X^T X)^{-1} X^T y$. Then "
)


@pytest.mark.parametrize(
    "true,false",
    [
        ("H (I - H) = 0", "H (I + H) = 0"),
        (r"X^T (y - X \hat\beta) = 0", r"X^T (y + X \hat\beta) = 0"),
        (r"(I - H) X = 0", r"(I + H) X = 0"),
    ],
)
def test_of_what_the_text_defines_a_slip_is_found(true: str, false: str) -> None:
    assert verdicts(f"{FIT}$${true}$$")[-1] == "proved"
    assert verdicts(f"{FIT}$${false}$$")[-1] in ("refuted", "conditional")


def test_a_missing_square_is_found_where_nothing_is_defined() -> None:
    text = r"Let $a, b \in \mathbb{R}^n$ be linearly independent. Then $$a^T \left(b - \frac{a^T b}{\|a\|^2} a\right) = 0$$"
    assert verdicts(text)[-1] in ("proved", "tested")
    assert verdicts(text.replace(r"\|a\|^2", r"\|a\|"))[-1] in ("refuted", "conditional")


@pytest.mark.parametrize(
    "condition",
    [
        "A B - B A = 0",
        "A - A^T = 0",
        "A x = 0",
        "A^2 - A = 0",
        r"x^T A y - y^T A x = 0",
        r"\operatorname{tr}(A B + B A) = 0",
    ],
)
def test_a_condition_on_free_names_is_not_refuted(condition: str) -> None:
    text = rf"Let $A, B \in \mathbb{{R}}^{{n \times n}}$ and $x, y \in \mathbb{{R}}^n$. Then $${condition}$$"
    assert verdicts(text)[-1] == "unchecked"


@pytest.mark.parametrize("condition", ["S - B A = 0", "A - M = 0"])
def test_nor_is_one_whose_definition_makes_two_terms_the_same(condition: str) -> None:
    text = rf"Let $A, B \in \mathbb{{R}}^{{n \times n}}$, $S = A B$ and $M = A^T$. Then $${condition}$$"
    assert verdicts(text)[-1] == "unchecked"
