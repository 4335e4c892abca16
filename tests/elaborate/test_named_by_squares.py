"""A letter that is given by its square, `R^2 = 1 - a/b`."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


def test_a_capital_letter_that_stands_only_under_a_square_is_given_by_it() -> None:
    text = r"$R^2 = 1 - S/T$ with $S, T > 0$. $$1 - \frac{2 S}{T} = 1 - 2 (1 - R^2)$$"
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace("- 2 (", "- 3 ("))[-1] == "refuted"


def test_one_that_stands_elsewhere_too_is_not_refuted_for_want_of_its_sign() -> None:
    text = r"$R^2 = 1 - S/T$ with $S, T > 0$. $$1 - \frac{2 S}{T} = 1 - 2 (1 - R^2)$$ $$R = \frac{T}{S}$$"
    assert verdicts(text)[0] != "refuted"


def test_members_that_are_given_by_their_squares() -> None:
    text = r"The variances are $\sigma_i^2 = 4 \tau^2 i$. Then $$\sigma_i^2 = 4\tau^2 i$$ $$\sum_{i=1}^n \sigma_i^2 = 2 \tau^2 n (n + 1)$$"
    assert verdicts(text) == ["proved", "tested"]
    assert verdicts(text.replace("= 2 \\tau", "= 3 \\tau"))[-1] == "refuted"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Suppose that $u^2 = 4$.", "u = 2"),
        ("Assume $x^2 = y^2$.", "x - |y| = 0"),
        (r"Let $x, y \in \mathbb{R}^n$ with $x_i^2 = y_i^2$ for all $i$.", "x_i = |y_i|"),
        (r"Let $x, y \in \mathbb{R}^n$ with $x_i^2 = y_i^2$ for all $i$.", r"\sum_i x_i = \sum_i |y_i|"),
    ],
)
def test_what_is_supposed_of_a_square_says_nothing_of_the_sign(text: str, claim: str) -> None:
    assert not {"proved", "tested", "supported"} & set(verdicts(f"{text} Then\n\n$${claim}$$\n"))


SQUARES = r"Let $x, y, c \in \mathbb{R}^n$ with $x_i^2 = y_i^2$ for all $i$. Then" + "\n\n"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\sum_{i=1}^n x_i^2 c_i = \sum_{i=1}^n y_i^2 c_i", "proved"),
        (r"\sum_{i=1}^n x_i^2 c_i = \sum_{k=1}^n y_k^2 c_k", "proved"),
        (r"\sum_{i=1}^n x_i^2 c_j = \sum_{j=1}^n y_j^2 c_j", "unchecked"),
        (r"\sum_{i=1}^n x_i^2 c_i = \sum_{j=1}^n y_j^2 c_i", "unchecked"),
        (r"\sum_{i=1}^n x_i^2 c_i = \sum_{i=1}^{n-1} y_i^2 c_i", "unchecked"),
    ],
)
def test_sums_of_what_is_equal_term_by_term(claim: str, expected: str) -> None:
    assert verdicts(f"{SQUARES}$${claim}$$") == [expected]


def test_what_follows_from_a_line_that_was_not_shown_is_not_shown() -> None:
    text = r"Let $x, y \in \mathbb{R}$ with $x^2 = y^2$. Then $$x = |y|$$ $$x = |y| + 0$$"
    assert verdicts(text) == ["unchecked", "unchecked"]
