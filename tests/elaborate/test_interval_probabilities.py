"""Probabilities of intervals by the distribution function, correlations by custom, and per cent."""

from __future__ import annotations

import pytest

from tests.judged import said

GOOD = ("proved", "tested", "supported")


def last(text: str) -> str:
    return said(text, ("algebra", "modular", "numeric"))[-1]


ANY = "Let $W$ be a random variable with distribution function $F_W(w)$. "
CONTINUOUS = ANY.replace("random", "continuous random")
NORMAL = r"Let $W \sim \mathcal{N}(m, s^2)$ be a random variable. "
COUNT = r"Let $W \sim \mathrm{Poiss}(\lambda)$ be a random variable. "

ALWAYS = [
    (r"\Pr(W > c) = 1 - F_W(c)", True),
    (r"\Pr(W > c) = F_W(c)", False),
    (r"\Pr(W > c) = 1 + F_W(c)", False),
    (r"\Pr(a < W \leq c) = F_W(c) - F_W(a)", True),
    (r"\Pr(a < W \leq c) = F_W(a) - F_W(c)", False),
    (r"\Pr(a < W \leq c) = F_W(c)", False),
    (r"\Pr(c < W) = 1 - F_W(c)", True),
    (r"\Pr(c < W) = F_W(c)", False),
    (r"\Pr(c \geq W) = F_W(c)", True),
    (r"\Pr(c \geq W) = 1 - F_W(c)", False),
]
ENDS = [
    r"\Pr(W < c) = F_W(c)",
    r"\Pr(W \geq c) = 1 - F_W(c)",
    r"\Pr(a \leq W \leq c) = F_W(c) - F_W(a)",
    r"\Pr(a < W < c) = F_W(c) - F_W(a)",
    r"\Pr(c \leq W) = 1 - F_W(c)",
]


@pytest.mark.parametrize("said", [ANY, CONTINUOUS, NORMAL, COUNT])
@pytest.mark.parametrize(("claim", "holds"), ALWAYS)
def test_what_holds_of_any_random_number(said: str, claim: str, holds: bool) -> None:
    assert (last(f"{said}Then\n\n$${claim}$$\n") in GOOD) is holds


@pytest.mark.parametrize("claim", ENDS)
def test_ends_count_where_values_have_probabilities(claim: str) -> None:
    found = [last(f"{said}Then\n\n$${claim}$$\n") in GOOD for said in (CONTINUOUS, NORMAL, ANY, COUNT)]
    assert found == [True, True, False, False]


def test_a_text_about_both_sorts_says_nothing_of_one() -> None:
    text = f"Random variables are discrete or continuous.\n\n{CONTINUOUS}Then\n\n$${ENDS[0]}$$\n"
    assert last(text) not in GOOD


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\Pr(m - s \leq W \leq m + s) = \mathrm{erf}(1/\sqrt{2})", True),
        (r"\Pr(m - s \leq W \leq m + s) = \mathrm{erf}(1/2)", False),
        (r"\Pr(W > m) = \frac{1}{2}", True),
        (r"\Pr(W > m) = \frac{1}{3}", False),
    ],
)
def test_by_the_law(claim: str, holds: bool) -> None:
    assert (last(f"{NORMAL}Then\n\n$${claim}$$\n") in GOOD) is holds


def test_a_distribution_function_of_its_own() -> None:
    """Some authors' function counts from above: then the rules are other ones."""
    said = r"Let $W$ be a continuous random variable, and define $F_W(w) = \Pr(W > w)$. Then"
    assert last(f"{said}\n\n$$\\Pr(W > c) = 1 - F_W(c)$$\n") not in GOOD
    assert last(f"{said}\n\n$$\\Pr(W \\leq c) = 1 - F_W(c)$$\n") in GOOD


def test_names_that_are_not_random() -> None:
    assert last("Let $W$ be a matrix. A probability: then\n\n$$\\Pr(W > c) = 1 - F_W(c)$$\n") not in GOOD


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"0.4 = 40 \%", "proved"),
        (r"0.4 = 50 \%", "refuted"),
        (r"40 = 40 \%", "refuted"),
        (r"3 \cdot 20 \, \% = \frac{3}{5}", "proved"),
    ],
)
def test_per_cent_is_a_hundredth(claim: str, expected: str) -> None:
    assert last(f"Then ${claim}$.\n") == expected


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"r_{uw} \, s_u s_w = s_{uw}", True),
        (r"r_{uw} \, s_u = s_{uw}", False),
        (r"r_{uw} = r_{wu}", True),
        (r"r_{uw} = -r_{wu}", False),
        (r"\frac{s_{uw}}{s_u^2} = r_{uw} \frac{s_w}{s_u}", True),
        (r"\frac{s_{uw}}{s_u^2} = r_{uw} \frac{s_u}{s_w}", False),
    ],
)
def test_sample_correlations_by_custom(claim: str, holds: bool) -> None:
    said = r"Let $u_1, \ldots, u_n$ and $w_1, \ldots, w_n$ be data"
    said += r" with $\sum_{i=1}^n u_i = \sum_{i=1}^n w_i$, with sample variances $s_u^2$ and $s_w^2$"
    text = f"{said}, and with the sample correlation $r_{{uw}}$. Then\n\n$${claim}$$\n"
    assert (last(text) in GOOD) is holds
    assert last(text.replace("the sample correlation", "the rewards")) not in GOOD
