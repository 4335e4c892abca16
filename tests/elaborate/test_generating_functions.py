"""Generating functions by their names, and what is differentiated under an expected value."""

from __future__ import annotations

import pytest

from tests.judged import said

GOOD = ("proved", "tested", "supported")


def last(text: str) -> str:
    return said(text, ("algebra", "modular", "numeric"))[-1]


MOMENTS = r"""Let $U$ and $V$ be two independent random variables with moment-generating functions $M_U(s)$ and $M_V(s)$, and let $W = 2 U - 3 V$.

"""


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"M_W(s) = M_U(2s) \, M_V(-3s)", True),
        (r"M_W(s) = M_U(2s) \, M_V(3s)", False),
        (r"M_W(s) = M_U(2s) + M_V(-3s)", False),
        (r"M_W(s) = M_U(s) \, M_V(-3s)", False),
        (r"M_W(s) = M_U(2s)", False),
        (r"M_U(0) = 1", True),
        (r"M_U(0) = 0", False),
        (r"M_U'(0) = \mathrm{E}[U]", True),
        (r"M_U'(0) = \mathrm{E}[V]", False),
        (r"M_U''(0) - M_U'(0)^2 = \mathrm{Var}(U)", True),
        (r"M_U''(0) - M_U'(0) = \mathrm{Var}(U)", False),
        (r"\frac{d}{ds} M_U(s) = \mathrm{E}[U e^{sU}]", True),
        (r"\frac{d}{ds} M_U(s) = \mathrm{E}[s e^{sU}]", False),
    ],
)
def test_a_moment_generating_function_is_what_its_name_says(claim: str, holds: bool) -> None:
    assert (last(f"{MOMENTS}Then\n\n$${claim}$$\n") in GOOD) is holds


def test_what_is_not_independent_does_not_multiply() -> None:
    text = MOMENTS.replace("independent random variables", "random variables")
    assert last(f"{text}Then\n\n$$M_W(s) = M_U(2s) \\, M_V(-3s)$$\n") not in GOOD


@pytest.mark.parametrize(
    "said",
    [
        "Let $U$ be a random variable and let $M_U(s)$ be its running maximum.",
        "Let $U$ be a matrix. Its moment-generating function is $M_U(s)$.",
        "Let $U$ be a random variable with moment-generating function $M_U$. Here\n\n$$M_U(s) = s + 2 .$$\n",
    ],
)
def test_the_letter_alone_says_nothing(said: str) -> None:
    assert last(f"{said} Then\n\n$$M_U(0) = 1$$\n") not in GOOD


def test_what_the_text_says_later_counts_too() -> None:
    text = "Let $U$ be a random variable with moment-generating function $M_U$. Then\n\n$$M_U(0) = 1$$\n\nwhere\n\n$$M_U(s) = s + 2 .$$\n"
    assert said(text)[0] not in GOOD


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"G_N'(1) = \mathrm{E}[N]", True),
        (r"G_N'(1) = 2 \mathrm{E}[N]", False),
        (r"G_S(z) = G_N(z) \, G_R(z)", True),
        (r"G_S(z) = G_N(z) + G_R(z)", False),
    ],
)
def test_probability_generating_functions(claim: str, holds: bool) -> None:
    said = "Let $N$ and $R$ be independent random variables with probability-generating functions $G_N(z)$ and $G_R(z)$, and $S = N + R$."
    assert (last(f"{said} Then\n\n$${claim}$$\n") in GOOD) is holds


def test_cumulants_add_up() -> None:
    said = MOMENTS + "Let $K_W(s)$ be the cumulant-generating function. Then\n\n"
    assert last(said + r"$$K_W(s) = K_U(2s) + K_V(-3s)$$") in GOOD
    assert last(said + r"$$K_W(s) = K_U(2s) - K_V(-3s)$$") not in GOOD


LAWS = [
    (r"Let $X \sim \mathrm{Exp}(\lambda)$.", r"\lambda"),
    (r"Let $X \sim \mathcal{N}(m, 1)$.", "m"),
    (r"Let $X$ be a random variable whose distribution has the parameter $\theta$.", r"\theta"),
    (r"Let $X$ be a random variable with density $p(x; \omega)$.", r"\omega"),
    (r"Let $X$ be a random variable with density $p_a(x)$.", "a"),
    (r"Let $X$ be a random variable with mean $m$ and variance $v$.", "m"),
]


@pytest.mark.parametrize(("said", "by"), LAWS)
def test_a_distribution_may_move_with_its_parameter(said: str, by: str) -> None:
    claims = [rf"\frac{{d}}{{d{c}}} \mathrm{{E}}[{c} X] = \mathrm{{E}}[X]" for c in (by, "c")]
    assert [last(f"{said} Then\n\n$${claim}$$\n") in GOOD for claim in claims] == [False, True]


def test_a_distribution_that_a_subscript_names() -> None:
    said = "Let $X$ be a random variable. Then\n\n"
    assert last(said + r"$$\frac{d}{db} \mathrm{E}_b[b X] = \mathrm{E}_b[X]$$") not in GOOD


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\mathrm{E}_X[3 X] = 3 \mathrm{E}[X]", True),
        (r"\mathrm{E}_X[3 X] = 2 \mathrm{E}[X]", False),
        (r"\mathrm{E}_X[X Y] = \mathrm{E}[X Y]", False),
        (r"\mathrm{E}_X[X Y] = Y \mathrm{E}_X[X]", False),
        (r"\mathrm{E}_c[X - c] = \mathrm{E}_c[X] - c", True),
        (r"\mathrm{E}_c[X - c] = \mathrm{E}_c[X] - \mathrm{E}_c[c^2]", False),
    ],
)
def test_the_subscript_of_an_expected_value(claim: str, holds: bool) -> None:
    assert (last(f"Let $X$ and $Y$ be random variables. Then\n\n$${claim}$$\n") in GOOD) is holds


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (
            r"\mathrm{E}[(X - c)^2] = \mathrm{E}[(X - \mathrm{E}[X])^2] + \mathrm{E}[(\mathrm{E}[X] - c)^2]",
            True,
        ),
        (
            r"\mathrm{E}[(X - c)^2] = \mathrm{E}[(X - \mathrm{E}[X])^2] - \mathrm{E}[(\mathrm{E}[X] - c)^2]",
            False,
        ),
        (r"\mathrm{E}[X c^2] = \mathrm{E}[X] \mathrm{E}[c^2]", False),
    ],
)
def test_what_is_constant_beside_something_random(claim: str, holds: bool) -> None:
    assert (last(f"Let $X$ be a random variable. Then\n\n$${claim}$$\n") in GOOD) is holds
