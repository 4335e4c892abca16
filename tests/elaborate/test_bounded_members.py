"""Bounds that are said of all members of a family."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

NUMERIC = ("algebra", "modular", "reals", "numeric")


@pytest.mark.parametrize(
    "given",
    [
        r"Let $a_1, \ldots, a_n > 0$.",
        r"Let $a_1, a_2, \ldots, a_n$ be positive reals.",
        r"Let $a_1, \ldots, a_n$ be positive real numbers.",
        r"For positive numbers $a_1, \ldots, a_n$ we look at sums.",
        r"Assume that $a_1, \dots, a_n$ are positive.",
        r"Let $a_i > 0$ for $i = 1, \dots, n$.",
        r"Let $a_1 \ge a_2 \ge \dots \ge a_n > 0$.",
        r"Let $0 < a_1, \dots, a_n < 2$.",
    ],
)
def test_what_is_said_of_all_members_holds_in_their_sum(given: str) -> None:
    text = given + r" Then $\sum_{i=1}^n a_i > 0$ and $\log \prod_{i=1}^n a_i = \sum_{i=1}^n \log a_i$."
    assert verdicts(text, NUMERIC) == ["supported", "tested"]


def test_what_is_said_of_one_member_is_not_said_of_all() -> None:
    text = r"Let $a_1 > 0$ and $a_2, a_3 \in \mathbb{R}$. Then $a_1 + a_2 + a_3 > 0$."
    assert verdicts(text, NUMERIC) == ["conditional"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (r"Let $x, y \in \mathbb{R}^n$. Then $\|x + y\| \ge \|x\| + \|y\|$.", "refuted"),
        (r"Let $a_1, \dots, a_n > 0$. Then $\frac{1}{n} \sum_{i=1}^n a_i \le (\prod_{i=1}^n a_i)^{1/n}$.", "refuted"),
        (r"Let $x, y \in \mathbb{R}^n$. Then $x^T y \le 1$.", "refuted"),
        (r"Let $x, y \in \mathbb{R}^n$ with $x^T y \le 1$. Then $x^T y \le 2$.", "proved"),
        ("Let $x, y \\in \\mathbb{R}^n$ be as above.\n\nThen $x^T y \\le 1$.", "unchecked"),
    ],
)
def test_a_wrong_claim_about_order_is_refuted_where_all_is_said(text: str, verdict: str) -> None:
    assert verdicts(text, NUMERIC) == [verdict]


def test_a_new_bound_in_a_new_section_takes_the_place_of_the_old_one() -> None:
    text = "# One\n\nLet $0 \\le x \\le 1$.\n\n# Two\n\nFor $x > 0$ we have $x^2 \\le x$."
    assert "proved" not in verdicts(text, NUMERIC)


def test_the_order_of_members_is_not_held_against_what_rests_on_it() -> None:
    text = r"Let $a_1 \ge a_2 \ge \dots \ge a_n > 0$. Then $\sum_{i=1}^n a_i \le n a_1$."
    assert verdicts(text, NUMERIC) == ["unchecked"]


def test_what_is_said_of_some_member_is_said_of_no_other() -> None:
    text = r"Let $x_1, \dots, x_n$ be real numbers and suppose $x_k = 3$ for some $k$. Then $\sum_{k=1}^n x_k = 3 n$."
    assert verdicts(text, NUMERIC)[-1] not in ("proved", "tested", "supported")


@pytest.mark.parametrize(
    "text",
    [
        r"Let $x, y \in \mathbb{R}^n$ be vectors that enclose an acute angle. Then $x^\top y \ge 0$.",
        r"Let $x, y \in \mathbb{R}^n$ be sufficiently close. Then $\|x - y\| \le 1$.",
        r"Let $a, b, c > 0$ be the sides of a right triangle, $c$ the longest. Then $c \ge a$.",
        r"Let $x, y \in \mathbb{R}^n$ be vectors of the same direction. Then $\|x + y\| \ge \|x\| + \|y\|$.",
        "Let $x, y \\in \\mathbb{R}^n$ be parallel.\n\nThen $\\|x + y\\| \\ge \\|x\\| + \\|y\\|$.",
    ],
)
def test_words_that_are_not_understood_may_be_what_makes_a_claim_about_order_true(text: str) -> None:
    assert verdicts(text, NUMERIC)[-1] == "unchecked"


def test_members_in_their_order_are_of_the_family_that_sums_run_over() -> None:
    text = (
        r"Let $S$ be a symmetric $n \times n$ matrix, $\nu_1 \geq \nu_2 \geq \dots \geq \nu_n$ its eigenvalues and $w_1, \dots, w_n$ orthonormal eigenvectors, "
        r"so that $S = \sum_{i=1}^n \nu_i w_i w_i^T$. Suppose that $h \geq 0$." + "\n\n"
    )
    assert verdicts(text + r"Then $1 + h \nu_1 \geq 1 + h \nu_2$.", ("algebra", "reals"))[-1] == "proved"
    assert verdicts(text + r"Then $w_1^T S w_1 = \nu_1$.")[-1] == "proved"
    assert verdicts(text + r"Then $1 - h \nu_1 \geq 1 - h \nu_2$.", ("algebra", "reals"))[-1] not in (
        "proved",
        "supported",
    )
    assert verdicts(text + r"Then $w_1^T S w_1 = \nu_2$.")[-1] not in ("proved", "tested", "supported")
