"""Vectors in space: u × v, the matrix that multiplies by it, and ε_{ijk}."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

GIVEN = r"For vectors $u, v, w \in \mathbb{R}^3$ we have "
TRUE_AND_FALSE = [
    (r"u \times v = -v \times u", r"u \times v = v \times u"),
    (
        r"u \times (v \times w) = v (u \cdot w) - w (u \cdot v)",
        r"u \times (v \times w) = v (u \cdot w) + w (u \cdot v)",
    ),
    (r"\|u \times v\|^2 = \|u\|^2 \|v\|^2 - (u^\top v)^2", r"\|u \times v\|^2 = \|u\|^2 \|v\|^2 + (u^\top v)^2"),
    (r"u \cdot (v \times w) = w \cdot (u \times v)", r"u \cdot (v \times w) = w \cdot (v \times u)"),
    (r"[u]_\times v = u \times v", r"[u]_\times v = v \times u"),
    (r"[u]_\times^2 = u u^T - \|u\|^2 I", r"[u]_\times^2 = u u^T + \|u\|^2 I"),
    (
        r"u \times v = \begin{pmatrix} u_2 v_3 - u_3 v_2 \\ u_3 v_1 - u_1 v_3 \\ u_1 v_2 - u_2 v_1 \end{pmatrix}",
        r"u \times v = \begin{pmatrix} u_2 v_3 - u_3 v_2 \\ u_1 v_3 - u_3 v_1 \\ u_1 v_2 - u_2 v_1 \end{pmatrix}",
    ),
]


@pytest.mark.parametrize("true,false", TRUE_AND_FALSE)
def test_products_in_space(true: str, false: str) -> None:
    assert verdicts(f"{GIVEN}$${true}$$")[-1] in ("proved", "tested")
    assert verdicts(f"{GIVEN}$${false}$$")[-1] == "refuted"


def test_a_product_of_vectors_of_unknown_length_is_not_guessed() -> None:
    assert verdicts(r"For vectors $u, v \in \mathbb{R}^n$ we have $$u \times v = v \times u$$") == ["unchecked"]


SYMBOL = r"Let $\varepsilon_{ijk}$ be the Levi-Civita symbol and $a, b \in \mathbb{R}^3$. Then "
WITH_SYMBOL = [
    (
        r"(a \times b)_i = \sum_{j, k} \varepsilon_{ijk} a_j b_k",
        r"(a \times b)_i = \sum_{j, k} \varepsilon_{ikj} a_j b_k",
    ),
    (
        r"\sum_{i, j, k} \varepsilon_{ijk} \varepsilon_{ijk} = 6",
        r"\sum_{i, j, k} \varepsilon_{ijk} \varepsilon_{ijk} = 3",
    ),
    (
        r"\sum_i \varepsilon_{ijk} \varepsilon_{ilm} = \delta_{jl} \delta_{km} - \delta_{jm} \delta_{kl}",
        r"\sum_i \varepsilon_{ijk} \varepsilon_{ilm} = \delta_{jl} \delta_{km} + \delta_{jm} \delta_{kl}",
    ),
    (r"(a \times b)_i = \varepsilon_{ijk} a_j b_k", r"(a \times b)_i = \varepsilon_{ijk} a_k b_j"),
    (
        r"\varepsilon_{ijk} \varepsilon_{ilm} = \delta_{jl} \delta_{km} - \delta_{jm} \delta_{kl}",
        r"\varepsilon_{ijk} \varepsilon_{ilm} = \delta_{jm} \delta_{kl} - \delta_{jl} \delta_{km}",
    ),
]


@pytest.mark.parametrize("true,false", WITH_SYMBOL)
def test_the_symbol_that_is_alternating_in_three_indices(true: str, false: str) -> None:
    assert verdicts(f"{SYMBOL}$${true}$$")[-1] in ("proved", "tested")
    assert verdicts(f"{SYMBOL}$${false}$$")[-1] == "refuted"


def test_indices_that_stand_twice_are_summed_over_where_the_text_says_so() -> None:
    text = r"We use the Einstein summation convention, $a, b \in \mathbb{R}^n$. $$a \cdot b = a_i b_i$$"
    assert verdicts(text)[-1] in ("proved", "tested")
    assert verdicts(text.replace("= a_i", "= 2 a_i"))[-1] == "refuted"


EINSTEIN = r"Let $x$ be a vector and $A$ a square matrix. In Einstein notation $x^T A x = x_i a_{ij} x_j$, and "


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\frac{d}{dx_k} x_i a_{ij} x_j = \frac{dx_i}{dx_k} a_{ij} x_j + x_i a_{ij} \frac{dx_j}{dx_k}", "proved"),
        (r"\frac{d}{dx_k} x_i a_{ij} x_j = a_{kj} x_j + x_i a_{ik}", "proved"),
        (r"\frac{d}{dx_k} x_i a_{ij} x_j = [(A + A^T) x]_k", "proved"),
        (r"\frac{d}{dx_k} x_i a_{ij} x_j = 2 a_{kj} x_j", "wrong"),
        (r"\frac{d}{dx_k} x_i a_{ij} x_j = a_{kj} x_j - x_i a_{ik}", "wrong"),
        (r"\frac{d}{dx_i} x_i a_{ij} x_j = a_{ij} x_j", "wrong"),
    ],
)
def test_what_is_differentiated_is_summed_over_its_repeated_indices(claim: str, expected: str) -> None:
    found = verdicts(EINSTEIN + f"${claim}$.")[-1]
    assert found == expected if expected == "proved" else found not in ("proved", "tested", "supported")


@pytest.mark.parametrize("sign, verdict", [("-", "proved"), ("+", "refuted")])
def test_a_function_of_a_number_ends_before_the_matrix_of_a_cross_product(sign: str, verdict: str) -> None:
    text = (
        r"$u \in \mathbb{R}^3$ unit vector, $[u]_\times$ its cross-product matrix, "
        r"$R = I + \sin\theta [u]_\times + (1 - \cos\theta) [u]_\times^2$. "
        rf"$$R^T = I {sign} \sin\theta [u]_\times + (1 - \cos\theta) [u]_\times^2$$"
    )
    assert verdicts(text) == [verdict]
