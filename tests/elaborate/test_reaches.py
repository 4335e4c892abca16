"""How far functions and limits without brackets reach."""

from __future__ import annotations

import pytest
from judged import verdicts

GOOD = ("proved", "tested", "supported")
EVERY = ("algebra", "modular", "sympy", "numeric")
NUMBER = "Let $x > 0$ be a number. Then\n\n"


@pytest.mark.parametrize(
    ("claim", "good"),
    [
        (r"\ln x e^x = e^x \ln x", True),
        (r"\sin x e^{-x} = e^{-x} \sin x", True),
        (r"\frac{d}{dx} \cos x e^x = e^x \cos x - \sin x e^x", True),
        (r"\ln 2 x = \ln 2 + \ln x", True),
        (r"\sin x e^{-x} = e^{x} \sin x", False),
        (r"\ln x e^x = e^x \ln x + x", False),
    ],
)
def test_an_exponential_is_not_part_of_what_a_function_is_taken_of(claim: str, good: bool) -> None:
    (found,) = verdicts(f"{NUMBER}$${claim}.$$\n", EVERY)
    assert (found in GOOD) is good


def test_how_far_a_logarithm_reaches_refutes_nothing() -> None:
    assert verdicts(f"{NUMBER}$$\\ln x e^x = x + \\ln x.$$\n") == ["unchecked"]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"F(x) = a \lim_{x \to \infty} \frac{x}{1+x} + \frac{x}{2} = a + \frac{x}{2}", "good"),
        (r"F(x) = a - \lim_{x \to \infty} \frac{2x}{1+x} + \frac{x}{2} = a - 2 + \frac{x}{2}", "good"),
        (r"\lim_{n \to \infty} \sqrt{n^2 + n} - n = \frac12", "good"),
        (r"\lim_{n \to \infty} \sqrt{n^2 + n} - n = \lim_{n \to \infty} \frac{n + 1}{n} - \frac{n + 1}{2n}", "good"),
        (r"F(x) = a - \lim_{x \to \infty} \frac{2x}{1+x} + \frac{x}{2} = a + 2 + \frac{x}{2}", "refuted"),
    ],
)
def test_a_limit_ends_where_its_letter_stands_outside_too(claim: str, expected: str) -> None:
    found = verdicts(f"Let $a$ be a number. Then\n\n$${claim}.$$\n", EVERY)[-1]
    assert found in GOOD if expected == "good" else found == expected


@pytest.mark.parametrize(
    ("claim", "good"),
    [
        (r"F_X(x) = \frac{\mathrm{B}(x; a, b)}{\mathrm{B}(a, b)}", True),
        (r"F_X(x) = \frac{\mathrm{B}(x; a, b)}{\mathrm{B}(b, b)}", False),
        (r"F_X(x) = \frac{\mathrm{B}(x; b, a)}{\mathrm{B}(a, b)}", False),
    ],
)
@pytest.mark.parametrize("defined", [True, False])
@pytest.mark.slow
def test_the_incomplete_beta_function_beside_the_beta_function(claim: str, good: bool, defined: bool) -> None:
    says = r"$$\mathrm{B}(x; a, b) = \int_0^x t^{a-1} (1-t)^{b-1} \, \mathrm{d}t.$$" if defined else ""
    text = rf"Let $X \sim \mathrm{{Bet}}(a, b)$. With the incomplete beta function {says} we have" + f"\n\n$${claim}.$$"
    assert (verdicts(text, EVERY)[-1] in GOOD) is good


@pytest.mark.parametrize(
    ("claim", "good"),
    [(r"F_X(x) = \frac{\gamma(a, b x)}{\Gamma(a)}", True), (r"F_X(x) = \frac{\gamma(a, x/b)}{\Gamma(a)}", False)],
)
def test_the_lower_incomplete_gamma_function(claim: str, good: bool) -> None:
    text = (
        r"Let $X \sim \mathrm{Gam}(a, b)$ with rate $b$, and $\gamma(s, x)$ the lower incomplete gamma function. Then"
    )
    assert (verdicts(f"{text}\n\n$${claim}.$$\n", EVERY)[-1] in GOOD) is good


def test_a_product_of_one_factor_in_brackets_ends_with_them() -> None:
    text = "Let $c$, $s$ and $y_1, \\dots, y_n$ be numbers. Then $$\\prod_{i=1}^n \\left( y_i s \\right) %s = %s c \\prod_{i=1}^n y_i$$"
    assert verdicts(text % ("\\cdot c", "s^n")) == ["tested"]
    assert verdicts(text % ("\\cdot c", "s")) == ["refuted"]
    assert verdicts(text % ("c", "s")) == ["unchecked"]
