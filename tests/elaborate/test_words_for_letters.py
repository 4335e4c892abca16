"""Letters and signs that words or other formulas give a meaning of their own."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ALL = ("algebra", "modular", "reals", "sympy", "numeric")
GOOD = {"proved", "tested", "supported"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"We write $\log$ for the logarithm to base two; hence $\log 8=3$.", "tested"),
        (r"All logarithms are base two, so $\log 10 = 1$.", "unchecked"),
        (r"Let $e$ be the neutral element of a group. Then $e^2=e$.", "unchecked"),
        (r"In Boolean algebra, where $+$ stands for OR, $1+1=1$.", "unchecked"),
        (r"Let $v\in\mathbb R^n\setminus\{0\}$ and $H=I-2\dfrac{vv^\top}{v^\top v}$. Then $H^2 = I$.", "proved"),
        (
            r"Let $A=A^{*}\in\mathbb R^{n\times n}$, where ${}^*$ is the transpose, and $\rho(x)=\dfrac{x^*Ax}{x^*x}$. Then "
            r"$\nabla\rho(x) = \frac{2}{x^*x}\left(Ax-\rho(x)x\right)$.",
            "proved",
        ),
        (
            r"Here $P, K H \in\mathbb R^{n\times n}$ and $R\in\mathbb R^{m\times m}$. Then $$P^{+} = (I-KH)P + KRK^T = P - KHP + KRK^T$$",
            "proved",
        ),
        (r"For $n = 1,2,3,\dots$ we have $\sin(n\pi) = 0$.", "supported"),
        (r"Then $\int_0^{2\pi}\int_0^\pi\int_0^1 r^2\sin t\,dr\,dt\,dp = \frac{4 \pi}{3}$.", "supported"),
    ],
)  # fmt: skip
def test_letters(text: str, expected: str) -> None:
    assert verdicts(text, ALL)[-1] == expected


@pytest.mark.parametrize(
    "text",
    [
        r"For all nonzero real $x$ the rule $\ln(x^2)=2\ln x$ applies.",
        r"For every real $x\ne1$ we have $\sum_{n=0}^\infty x^n=\frac1{1-x}$.",
        r"The square of a sum of $n\times n$ matrices is $(A+B)^2=A^2+2AB+B^2$.",
        r"The law $e^{A+B}=e^Ae^B$ carries over from numbers to arbitrary square matrices $A,B$ of equal size.",
        r"Let $V(x) = x^\top P x$ with a symmetric matrix $P$, and $\dot x = A x$. Then $\dot V(x) = x^\top (A P + P A) x$.",
        r"Let $F_0=0$, $F_1=1$, $F_n=F_{n-1}+F_{n-2}$ and $F(x)=\sum_{n\ge0}F_nx^n$. Then $F(x) = x F(x) + x^3 F(x)$.",
    ],
)
def test_what_is_said_of_more_is_not_confirmed(text: str) -> None:
    assert not GOOD & set(verdicts(text, ALL))


def test_decompositions_in_words_have_orthonormal_factors() -> None:
    text = r"Let $A=\sum_{i=1}^r\sigma_iu_iv_i^\top$ be the SVD of $A\in\mathbb R^{m\times n}$. Then "
    assert (
        verdicts(text + r"$A v_i = \sigma_i u_i$ and $A^\top A = \sum_{i=1}^r \sigma_i^2 v_i v_i^\top$.")
        == ["proved"] * 2
    )
    assert verdicts(text + r"$A^\top A = \sum_{i=1}^r \sigma_i v_i v_i^\top$.") == ["refuted"]


def test_sums_under_the_summation_convention() -> None:
    text = r"Summation over repeated indices from $1$ to $3$ is understood; $\mathbf a,\mathbf b,\mathbf c\in\mathbb R^3$. Then "
    assert verdicts(
        text + r"$(\delta_{il}\delta_{jm}-\delta_{im}\delta_{jl})a_jb_lc_m = b_i a_j c_j - c_i a_j b_j$."
    ) == ["proved"]
    assert verdicts(
        text + r"$(\delta_{il}\delta_{jm}-\delta_{im}\delta_{jl})a_jb_lc_m = b_i a_j c_j + c_i a_j b_j$."
    ) == ["refuted"]


def test_members_of_a_sequence_move_with_each_other() -> None:
    text = r"A network has $h_t=\tanh(wh_{t-1}+ux_t)$. Then "
    chain = r"$$\frac{\partial h_T}{\partial h_t} = \prod_{k=t+1}^T\frac{\partial h_k}{\partial h_{k-1}} = \prod_{k=t+1}^Tw(1-h_k^2)$$"
    assert "refuted" not in verdicts(text + chain)


def test_letters_p_and_q_index_a_family() -> None:
    text = r"Let $E(W)=\sum_{i=1}^m\left(\sum_{j=1}^nW_{ij}x_j-y_i\right)^2$. Then "
    assert verdicts(text + r"$\frac{\partial E}{\partial W_{pq}} = 2\left(\sum_{j=1}^nW_{pj}x_j-y_p\right)x_q$.") == [
        "proved"
    ]
