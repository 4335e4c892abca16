r"""Quantities that compare two things by their numbers, and densities given in the middle of a chain."""

from __future__ import annotations

import pytest

from tests.judged import said, verdicts

_PAIRS = r"Let $$ \mathrm{BF}_{12} = \frac{p(y|m_1)}{p(y|m_2)} . $$ It follows that "


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\mathrm{BF}_{12} \, \mathrm{BF}_{23} = \mathrm{BF}_{13}", True),
        (r"\mathrm{BF}_{12} \, \mathrm{BF}_{23} = \mathrm{BF}_{31}", False),
        (r"\mathrm{BF}_{10} \, p(y|m_0) = p(y|m_1)", True),
        (r"\mathrm{BF}_{10} \, p(y|m_1) = p(y|m_0)", False),
        (r"\mathrm{BF}_{21} \, \mathrm{BF}_{12} = 1", True),
        (r"\mathrm{BF}_{21} \, \mathrm{BF}_{12} = 2", False),
    ],
)
def test_what_is_said_of_one_pair_is_said_of_others(claim: str, holds: bool) -> None:
    found = verdicts(_PAIRS + f"$$ {claim} . $$")
    assert (found == ["proved"]) == holds
    assert found != ["refuted"]  # the numbers may be no pair to the author


def test_what_does_not_tell_two_things_apart_is_said_of_no_other_pair() -> None:
    for value in (r"x_1 + x_3", r"x_1 x_2 + x_{12}", "x + 1"):
        text = rf"Let $$ d_{{12}} = {value} . $$ It follows that $$ d_{{10}} = {value.replace('2', '0')} . $$"
        assert "proved" not in verdicts(text)


def test_a_pair_that_the_text_gives_itself_is_what_it_says() -> None:
    text = r"Let $d_{12} = x_1 - x_2$ and $d_{10} = x_0 - x_1$. It follows that $$ d_{10} = x_1 - x_0 . $$"
    assert "proved" not in verdicts(text)


_EVIDENCE = r"""The log Bayes factor is made of evidences, the first of which is $D = \log p(y)$. That of the first model is

$$ E = \log p(y|m_1) = a - 2 b . $$

"""


def test_a_density_in_the_middle_of_a_chain_is_given_by_its_logarithm() -> None:
    found = said(_EVIDENCE + r"It follows that $$ p(y|m_1) = e^{a - 2 b} . $$")
    assert found == ["defined", "defined", "defined", "proved"]
    assert said(_EVIDENCE + r"It follows that $$ p(y|m_1) = e^{a + 2 b} . $$")[-1] != "proved"


def test_a_density_that_was_given_before_is_not_given_anew() -> None:
    again = _EVIDENCE + r"Hence $$ L = \log p(y|m_1) = "
    assert said(again + "a - 2 b . $$")[-1] == "proved"
    assert said(again + "a + 2 b . $$")[-1] not in ("proved", "defined")


@pytest.mark.parametrize(
    ("context", "claim", "expected"),
    [
        (r"$F, G \in \mathbb R^{n\times n}$.", r"[F G]_{12} = \sum_k F_{1k} G_{k2}", ["proved"]),
        (r"$F, G \in \mathbb R^{n\times n}$.", r"(F G)_{12} = \sum_k F_{1k} G_{2k}", ["conditional"]),
        (r"$F = \begin{bmatrix}p&q\\r&s\end{bmatrix}$, $ps \neq qr$.", r"(F^{-1})_{21} = \frac{-r}{ps-qr}", ["tested"]),
        (
            r"$F = \begin{bmatrix}p&q\\r&s\end{bmatrix}$, $ps \neq qr$.",
            r"(F^{-1})_{21} = \frac{-q}{ps-qr}",
            ["refuted"],
        ),
        (
            r"Let $F = \begin{bmatrix}F_{11}&F_{12}\\F_{21}&F_{22}\end{bmatrix}$ with $F_{11}\in\mathbb R^{p\times p}$, $F_{22}\in\mathbb R^{q\times q}$.",
            r"\det((F^{-1})_{11}) = \frac{\det F_{22}}{\det F}",
            ["unchecked"],
        ),
        (
            r"Blocks of a matrix $F\in\mathbb R^{n\times n}$.",
            r"\operatorname{tr}((F^2)_{11}) = \operatorname{tr}(F)^2",
            ["unchecked"],
        ),
    ],
)
def test_two_digits_below_a_matrix_in_brackets(context: str, claim: str, expected: list[str]) -> None:
    assert verdicts(f"{context}\n\n$${claim}$$\n") == expected
