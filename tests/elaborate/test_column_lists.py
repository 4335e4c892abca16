"""Columns side by side with bars or spaces between them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_COLUMNS = (
    r"[u_1 \mid \cdots \mid u_k]",
    r"(u_1 | \cdots | u_k)",
    r"(u_1 \; \cdots \; u_k)",
    r"[u_1 | u_2 | \dots | u_k]",
)


@pytest.mark.parametrize("written", _COLUMNS)
def test_columns_with_bars(written: str) -> None:
    text = f"Let $u_1, \\dots, u_k \\in \\mathbb{{R}}^d$ be orthonormal vectors and $V = {written}$. Then "
    assert verdicts(text + "$V^T V = I_k$.")[-1] in ("proved", "tested")
    assert verdicts(text + "$V^T V = 2 I_k$.")[-1] == "refuted"


def test_a_sum_over_columns_with_bars() -> None:
    text = r"Let $a_1, \dots, a_n \in \mathbb{R}^m$ be the columns of $A = [a_1|a_2|\dots|a_n]$. Then "
    assert verdicts(text + r"$A A^T = \sum_{j=1}^n a_j a_j^T$.")[-1] == "proved"
    assert verdicts(text + r"$A A^T = \sum_{j=1}^n a_j^T a_j$.")[-1] == "ill-formed"


_WRITTEN = r"""Every $A\in\mathbb{R}^{m\times n}$ of rank $r$ can be written as

$$A=U S V^T=\sum_{i=1}^r s_iu_iv_i^T,\qquad s_1\ge s_2\ge\dots\ge s_r>0,$$

where $U=(u_1,\dots,u_r)$ and $V=(v_1,\dots,v_r)$ have orthonormal columns, and $S=\operatorname{diag}(s_1,\dots,s_r)$. Then """


def test_columns_that_words_behind_the_lists_speak_of() -> None:
    assert verdicts(_WRITTEN + "$A^TA=V S^2V^T$ and $Av_i=s_iu_i$.")[-2:] == ["proved", "proved"]
    assert verdicts(_WRITTEN + "$A^TA=V S V^T$.")[-1] not in ("proved", "tested", "supported")
    assert "unchecked" not in verdicts(_WRITTEN)


DESIGN = r"Let $X \in \mathbb{R}^{N \times p}$ and $Z = (X^T X + c I_d)^{-1} X^T$. Then "


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$Z X = I_d - c (X^T X + c I_d)^{-1}$", ["proved"]),
        (r"$Z X = I_d + c (X^T X + c I_d)^{-1}$", ["refuted"]),
        (r"$\operatorname{tr}(X^T X + I_d) = \operatorname{tr}(X^T X) + d$", ["proved"]),
        (r"$\operatorname{tr}(X^T X + I_d) = \operatorname{tr}(X^T X) + N$", ["conditional"]),
        (r"$X v = X I_d v$ for $v \in \mathbb{R}^d$", ["proved"]),
        (r"$X X^T + I_p = I_p + X X^T$", ["ill-formed", "ill-formed"]),
    ],
)
def test_an_identity_of_a_size_that_is_not_said_is_the_one_that_fits(claim: str, expected: list[str]) -> None:
    assert verdicts(DESIGN + claim + ".") == expected


SYMMETRIC = r"Let $A = \begin{bmatrix} 2 & 1 \\ 1 & 2 \end{bmatrix}$ and $v = %s$. Then $$A v = 3 v$$"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (r"\frac{1}{\sqrt2}(1,1)^T", "proved"),
        (r"(1,1)^T/\sqrt2", "proved"),
        (r"\frac{(1,1)}{\sqrt2}", "proved"),
        (r"(1,-1)/\sqrt2", "refuted"),
        (r"2 (1,1)", "proved"),
        (r"(1,0) + (0,1)", "proved"),
    ],
)
def test_lists_of_numbers_that_are_scaled_or_added(value: str, expected: str) -> None:
    assert verdicts(SYMMETRIC % value) == [expected]


def test_numbers_that_a_function_is_applied_to_are_no_list() -> None:
    assert verdicts(r"Let $f(x, y) = x^2 + y$. Then $$2 f(1,2) = 6$$") == ["proved"]


@pytest.mark.parametrize("gap", [" ", "\\ ", "\\;"])
def test_a_matrix_and_a_column_in_square_brackets_stand_side_by_side(gap: str) -> None:
    text = (
        f"$M \\in \\mathbb R^{{n\\times p}}$, $w \\in \\mathbb R^n$, $\\tilde{{M}} = [\\mathbf M{gap}\\mathbf w]$.\n\n"
    )
    text += "$$\\tilde{M} \\tilde{M}^T = M M^T %s w w^T$$\n"
    assert verdicts(text % "+") == ["proved"]
    assert verdicts(text % "-") == ["refuted"]
    assert verdicts("$G \\in \\mathbb R^{n\\times p}$, $w \\in \\mathbb R^p$, $u = [G w]$.\n\n$$u = 2 G w$$\n") != [
        "proved"
    ]
