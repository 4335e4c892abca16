"""A law in a formula of its own, which words give to the name before it."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ENGINES = ("algebra", "modular", "sympy", "numeric")
CONFIRMED = {"proved", "tested", "supported"}


@pytest.mark.parametrize(
    "words",
    [
        r"If $t$ has a $\mathrm{Gamma}(a, b)$ distribution with rate $b$ and mean $a/b$, and $a > 1$, then",
        r"Let $t$ be $\mathrm{Gamma}(a, b)$ distributed with rate $b$, and $a > 1$. The expected value of its inverse is",
        r"Suppose the precision $t$ has a $\mathrm{Gamma}(a, b)$ posterior with rate $b$, $a > 1$. The posterior mean of the variance is",
    ],
)
def test_it_is_the_law_of_the_name(words: str) -> None:
    assert set(verdicts(words + r" $$E[1/t] = \frac{b}{a - 1}$$", ENGINES)) <= CONFIRMED
    assert not CONFIRMED & set(verdicts(words + r" $$E[1/t] = \frac{a}{b - 1}$$", ENGINES)[-1:])


def test_the_law_of_the_entries_is_not_that_of_the_vector() -> None:
    text = r"The matrix $W \in \mathbb{R}^{m \times n}$ has $N(0, 1)$ entries of mean zero. Then $$E[W] = 0$$"
    assert "ill-formed" not in verdicts(text)


@pytest.mark.parametrize(
    "words", ["with probability $1/2$ and zero otherwise", "given $Y = 1$", "if $Y = 1$", "under the null", ", conditional on $Y$"]
)  # fmt: skip
def test_a_law_under_a_condition_is_another_one(words: str) -> None:
    text = rf"Let the random variable $X$ be $N(0, 1)$ {words}. Then $$E[X^2] = 1$$".replace(" ,", ",")
    assert not CONFIRMED & set(verdicts(text, ENGINES)[-1:])
