"""Lists of vectors that words call orthonormal, and matrices that have a list as their columns."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    "said",
    [
        r"Let $q_1, \dots, q_k \in \mathbb{R}^n$ be orthonormal.",
        r"Let $q_1, \dots, q_k$ be orthonormal vectors in $\mathbb{R}^n$.",
        r"We are given orthonormal vectors $q_1, \dots, q_k \in \mathbb{R}^n$.",
    ],
)
def test_orthonormal_lists(said: str) -> None:
    text = said + r" Put $Q = [q_1, \dots, q_k]$." + "\n\n"
    assert verdicts(text + r"$$Q^\top Q = I$$ $$\sum_{i=1}^k q_i^\top q_i = k$$") == ["proved", "proved"]
    assert verdicts(text + r"$$\sum_{i=1}^k q_i^\top q_i = 2 k$$") == ["refuted"]
    assert verdicts(text + r"$$Q Q^\top = I$$")[0] not in ("proved", "tested", "supported")


@pytest.mark.parametrize(
    "said",
    [
        r"Let $q_1, \dots, q_k \in \mathbb{R}^n$ be vectors. Show that $q_1, \dots, q_k$ are orthonormal.",
        r"Let $q_1, \dots, q_k \in \mathbb{R}^n$ be vectors, not orthonormal vectors.",
        r"The vectors $q_1, \dots, q_k \in \mathbb{R}^n$ do not form an orthonormal basis.",
    ],
)
def test_what_is_asked_or_denied_is_not_given(said: str) -> None:
    assert verdicts(said + "\n\n" + r"$$\sum_{i=1}^k q_i^\top q_i = k$$")[-1] not in ("proved", "tested", "supported")


@pytest.mark.parametrize(
    "whole", [r"[b_1\;\cdots\;b_m]", r"[b_1, \dots, b_m]", r"[b_1 \; b_2 \; \cdots \; b_m]", r"[b_1 \cdots b_m]"]
)
def test_columns_without_commas(whole: str) -> None:
    text = rf"Put $B = {whole} \in \mathbb{{R}}^{{d \times m}}$. Then" + "\n\n"
    assert verdicts(text + r"$$B B^\top = \sum_{i=1}^m b_i b_i^\top$$") == ["proved"]
    assert verdicts(text + r"$$B B^\top = 2 \sum_{i=1}^m b_i b_i^\top$$") == ["refuted"]


def test_a_product_in_brackets_is_no_list() -> None:
    text = r"Let $a_1, \dots, a_n$ be positive numbers and $g = [a_1 \cdots a_n]^{1/n}$. Then" + "\n\n"
    assert verdicts(text + r"$$g^n = \prod_{i=1}^n a_i$$") == ["tested"]
    assert verdicts(text + r"$$g^n = \sum_{i=1}^n a_i$$") == ["refuted"]


def test_a_list_of_another_section_is_another_list() -> None:
    first = "## A\n\nLet $q_1, \\dots, q_k \\in \\mathbb{R}^n$ be orthonormal. Then $\\|q_1\\| = 1$.\n\n## B\n\n"
    assert verdicts(first + r"Let $q_1, \dots, q_k \in \mathbb{R}^n$ be vectors. Then $\|q_1\| = 1$.") == [
        "proved",
        "unchecked",
    ]


def test_numbers_of_another_section_are_other_numbers() -> None:
    claim = r"$\sum_{i=1}^n |a_i| = \sum_{i=1}^n a_i$."
    text = f"## A\n\nLet $a_1, \\dots, a_n$ be positive numbers. Then {claim}\n\n## B\n\n"
    assert verdicts(text + rf"Let $a_1, \dots, a_n$ be real numbers. Then {claim}") == ["tested", "refuted"]
    assert verdicts(text + rf"The numbers $a_1, \dots, a_n$ are as before, so {claim}") == ["tested", "tested"]


def test_singular_values_are_not_negative() -> None:
    said = r"Let $A = \sum_{i=1}^r \sigma_i u_i v_i^\top$ be the singular value decomposition of $A$."
    assert verdicts(rf"{said} Then $\|\sigma_i u_i\| = \sigma_i$.")[-1] in ("proved", "tested")


def test_eigenvectors_that_words_call_orthonormal() -> None:
    said = r"Let $S$ be a symmetric $n \times n$ matrix, $\nu_1, \dots, \nu_n$ its eigenvalues, and let $w_1, w_2, \dots, w_n$ be"
    whole = "\n\n" + r"$$S = \sum_{i=1}^n \nu_i w_i w_i^\top$$" + "\n\n"
    for words in (
        "the corresponding orthonormal eigenvectors",
        "its orthonormal eigenvectors",
        "orthonormal eigenvectors",
    ):
        assert verdicts(f"{said} {words}.{whole}Hence $S w_j = \\nu_j w_j$.")[-1:] == ["proved"]
        assert verdicts(f"{said} {words}.{whole}Hence $S w_j = 2 \\nu_j w_j$.")[-1:] in (["refuted"], ["unchecked"])
    # words that are not understood say more of the list than is read: no counterexample, and no missing hypothesis, counts
    for words in ("the eigenvectors of length one that belong to them", "the corresponding eigenvectors"):
        assert verdicts(f"{said} {words}.{whole}Hence $S w_j = \\nu_j w_j$.")[-1:] == ["unchecked"]
    assert verdicts(f"{said} vectors.{whole}Hence $S w_j = \\nu_j w_j$.")[-1:] == ["conditional"]


@pytest.mark.parametrize(
    ("claim", "proved"),
    [
        (r"\sum_{i=M+1}^{D} u_i^T S u_i = \sum_{i=M+1}^D \lambda_i", True),
        (r"\sum_{i=1}^{M} u_i^T S^2 u_i = \sum_{i=1}^M \lambda_i^2", True),
        (r"\sum_{i=M+1}^{D} u_i^T S u_i = \sum_{i=M}^D \lambda_i", False),
        (r"\sum_{i=1}^{M} u_i^T S^2 u_i = \sum_{i=1}^M \lambda_i", False),
        (r"\sum_{i=1}^{M} u_i^T S u_{i+1} = \sum_{i=1}^M \lambda_i", False),
    ],
)
def test_sums_over_a_part_of_the_members_term_by_term(claim: str, proved: bool) -> None:
    text = r"Let $S$ be a symmetric $D \times D$ matrix with orthonormal eigenvectors $S u_i = \lambda_i u_i$. Then "
    assert (verdicts(f"{text}$${claim}$$") == ["proved"]) is proved
