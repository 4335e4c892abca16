"""What a text says of a name in a special case, behind a general claim, leaves that claim general; what a matrix does, in words alone, does not."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_BLOCKS = r"""Let $M=\begin{pmatrix}A&B\\C&D\end{pmatrix}$ with $A$ of size $p\times p$ and $D$ of size $q \times q$, $A$ invertible. Then
$$\det M=\det A\,\det(D%sCA^{-1}B).$$

%s
"""
_CASES = (
    r"$A=I_p$, $D=I_q$ yields $\det M = \det(I_q - CB)$.",
    r"With $D=-1$, $q = 1$ this becomes $\det M = -\det A (1 + CA^{-1}B)$.",
)


@pytest.mark.parametrize("case", _CASES)
def test_a_special_case_behind_a_claim_leaves_it_general(case: str) -> None:
    right, wrong = (verdicts(_BLOCKS % (sign, case)) for sign in "-+")
    assert "proved" in right and "refuted" not in right
    assert "refuted" in wrong


def test_a_change_of_variables_behind_a_claim_leaves_it_general() -> None:
    text = "Let $f(x) = x^T A x$ with symmetric $A \\in \\mathbb{R}^{n \\times n}$. Then $\\nabla f(x) = %s$.\n\n# Shifted\n\nPut $x = z + w$.\n"
    assert verdicts(text % "2 A x")[-1] == "proved"
    assert verdicts(text % "A x")[-1] == "refuted"


def test_a_value_that_explains_what_stands_before_it_is_none_of_a_case() -> None:
    assert "refuted" not in verdicts("The energy is $E = m$, where $E = m c^2$ and $c = 1$.")


@pytest.mark.parametrize(
    "said",
    [
        "the matrix that projects on the column space of $A$",
        "the matrix of the reflection at a plane",
        "a matrix which permutes its rows",
    ],
)
def test_what_a_matrix_does_says_more_of_it_than_is_read(said: str) -> None:
    found = verdicts(f"Let $P \\in \\mathbb{{R}}^{{n\\times n}}$ be {said}. Then $P^2 = P$.")
    assert found[-1] == "unchecked"


def test_a_property_in_a_relative_clause_is_read() -> None:
    assert verdicts("Let $Z$ be an $n \\times n$ matrix that is symmetric. Then $Z^2 = Z$.")[-1] == "refuted"


SLOPE = r"Let $s(x) = x e^{\beta x}$. "
AT_ONE = r"$$s'(x) = (1 + x) e^{\beta x}$$"


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (r"For $\beta=1$ we have $s'(x) = (1+x) e^x$. In general", "refuted"),
        (r"(For $\beta=1$ we have $s'(x) = (1+x) e^x$.) In general", "unchecked"),
        (r"(With $\beta=1$ we get $s'(x) = (1+x) e^x$.) The derivative is", "unchecked"),
        ("If $\\beta=1$, then\n$$s'(x) = (1+x) e^x$$\nFor general $\\beta$,", "refuted"),
        ("If $\\beta=1$, then\n$$s'(x) = (1+x) e^x$$\nOtherwise,", "unchecked"),
        ("With $\\beta=1$ we get\n$$s'(x) = (1+x) e^x$$\nFor arbitrary $\\beta$ it is", "unchecked"),
        (r"For $\beta=1$,", "proved"),
    ],
)
def test_a_value_holds_for_its_case_alone(words: str, last: str) -> None:
    assert verdicts(f"{SLOPE}{words}\n{AT_ONE}")[-1] == last


def test_what_is_given_in_brackets_for_what_stands_before_them_stays() -> None:
    assert verdicts("Let $f(x) = x^2$ (for $x > 0$). Then $$\\sqrt{f(x)} = x$$") == ["tested"]
    assert verdicts("Consider the map $f(x) = a x$ (with $a = 2$ here). Then $$f(3) = 6$$") == ["proved"]
