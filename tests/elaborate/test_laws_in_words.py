"""Distributions that words give with their parameters."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ALL = ("algebra", "modular", "reals", "sympy", "numeric")
GOOD = ("proved", "tested", "supported")


@pytest.mark.parametrize(
    ("said", "true", "false"),
    [
        (r"Let $X$ be exponential with rate $\lambda>0$.", r"E[X^2] = 2/\lambda^2", r"E[X^2] = 1/\lambda^2"),
        (r"Suppose that $X$ is exponentially distributed with rate $\lambda$.", r"E[X] = 1/\lambda", r"E[X] = \lambda"),
        (r"Let $X$ be Poisson with mean $\lambda$.", r"E[X(X-1)] = \lambda^2", r"E[X^2] = \lambda^2"),
        (r"Let $U$ be uniform on $(a,b)$.", r"E[U] = (a+b)/2", r"E[U^2] = (a+b)^2/4"),
        (r"Let $U$ be uniformly distributed on $[0,1]$.", r"E[U] = 1/2", r"E[U^2] = 1/4"),
        (r"Let $N$ be binomial with parameters $n$ and $p$.", r"E[N] = np", r"\operatorname{Var}(N) = np"),
        (r"Let $X$ be Bernoulli with success probability $p$.", r"\operatorname{Var}(X) = p(1-p)", r"\operatorname{Var}(X) = p"),
        (
            r"Let $X$ be a Gaussian random variable with mean $\mu$ and standard deviation $\sigma$.",
            r"E[X^2] = \mu^2 + \sigma^2",
            r"E[X^2] = \mu^2 + \sigma",
        ),
        (
            r"Let $X$ be a random variable following a normal distribution with mean $\mu$ and variance $\tau^2$.",
            r"E[X^4] = \mu^4 + 6 \mu^2 \tau^2 + 3 \tau^4",
            r"E[X^4] = \mu^4 + 6 \mu^2 \tau^2 + \tau^4",
        ),
        (
            r"Let $X$ be a continuous random variable that follows an exponential distribution with rate $\lambda$.",
            r"E[X^2] = 2/\lambda^2",
            r"E[X^2] = 1/\lambda^2",
        ),
        (r"Let $U$ be a random variable with a uniform distribution on $[0,1]$.", r"E[U] = 1/2", r"E[U^2] = 1/4"),
        (r"Let $Z\sim N(0,\sigma^2)$.", r"E[Z^4] = 3\sigma^4", r"E[Z^4] = 2\sigma^4"),
    ],
)  # fmt: skip
def test_moments_of_what_words_say(said: str, true: str, false: str) -> None:
    assert verdicts(f"{said} Then ${true}$.", ALL)[-1] in GOOD
    assert verdicts(f"{said} Then ${false}$.", ALL)[-1] == "refuted"


@pytest.mark.parametrize(
    "said",
    [
        r"Let $X$ be approximately normal with mean $\mu$ and variance $\sigma^2$.",
        r"Suppose that $X$ is not exponential with rate $\mu$.",
        r"Let $X$ be a random variable following approximately a normal distribution with mean $\mu$ and variance $v$.",
        r"Let $X$ be a random variable that does not follow an exponential distribution with rate $\mu$.",
        r"Let $X$ be a random variable following, given $Y$, an exponential distribution with rate $\mu$.",
        r"Let $X$ be exponential with parameter $\mu$.",
    ],
)
def test_what_leaves_the_law_open_refutes_nothing(said: str) -> None:
    assert "refuted" not in verdicts(f"{said} Then $E[X^4] = \\mu$.", ALL)


def test_a_law_in_words_is_said_once() -> None:
    assert (
        verdicts(r"Let $X$ be normal with mean $\mu$ and variance $\sigma^2$, and let $Y$ be independent of $X$.") == []
    )


@pytest.mark.parametrize("space", [" ", "\\ "])
def test_a_space_after_an_abbreviation(space: str) -> None:
    text = f"Let $X_1,\\dots,X_n$ be i.i.d.{space}with mean $\\mu$ and variance $\\sigma^2$."
    assert verdicts(text + r" Then $\operatorname{Var}(\frac1n\sum_iX_i) = \sigma^2/n$.")[-1] == "proved"


def test_a_variance_by_itself() -> None:
    text = r"Let $X_1,\dots,X_n$ be i.i.d. with finite variance $\sigma^2$."
    assert verdicts(text + r" Then $\operatorname{Var}(\frac1n\sum_iX_i) = \sigma^2/n$.")[-1] == "proved"


def test_for_any_variable_with_a_finite_variance() -> None:
    text = r"For any random variable $X$ with finite variance, $\operatorname{Var}(3-2X)="
    assert verdicts(text + r"4\operatorname{Var}(X)$.") == ["proved"]
    assert verdicts(text + r"-2\operatorname{Var}(X)$.") == ["refuted"]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $X$ be Poisson with mean $\lambda$ and $Y$ be Poisson with mean $\mu$.",
        r"Let $X \sim \mathrm{Poisson}(\lambda)$ and let $Y$ be a random variable with mean $\mu$.",
        r"Let $X \sim \mathrm{Poisson}(\lambda)$ and $E[Y] = \mu$.",
    ],
)
def test_another_variable_beside_the_one_with_a_law_is_random_too(said: str) -> None:
    assert "refuted" not in verdicts(said + r" Then $E[X + Y] = \lambda + \mu$ and $E[XY] = \lambda\mu$.", ALL)


def test_another_law_for_the_same_letter() -> None:
    text = "Let $X$ be exponential with rate $\\lambda$. In particular $E[X]=1/\\lambda$.\n\n"
    assert "refuted" not in verdicts(
        text + r"If instead $X$ is Poisson with mean $\lambda$, then $E[X(X-1)]=\lambda^2$.", ALL
    )


@pytest.mark.parametrize(
    ("also", "holds"), [(r"X \sim \mathcal{N}(\mu, \tau^2)", True), (r"X \sim \mathcal{N}(\mu, \tau)", False)]
)
def test_a_law_in_words_and_as_a_formula(also: str, holds: bool) -> None:
    said = r"Let $X$ be a random variable following a normal distribution with mean $\mu$ and variance $\tau^2$:"
    claim = r"F_X(x) = \int_{-\infty}^x \frac{1}{\sqrt{2\pi} \tau} e^{-(z - \mu)^2/(2 \tau^2)} dz"
    found = verdicts(f"{said}\n\n$${also}$$\n\nThen\n\n$${claim}$$\n", ALL)
    assert any(verdict in GOOD for verdict in found) is holds


@pytest.mark.parametrize(
    ("words", "right", "wrong"),
    [
        ("$X$ uniform on $[a, b]$", "\\mathrm{Var}(X) = \\frac{(b-a)^2}{12}", "\\mathrm{Var}(X) = \\frac{(b-a)^2}{6}"),
        ("$X$ exponential with rate $\\mu$", "\\mathrm{E}(X) = \\frac{1}{\\mu}", "\\mathrm{E}(X) = \\mu"),
    ],
)
def test_a_law_without_a_verb(words: str, right: str, wrong: str) -> None:
    engines = ("algebra", "modular", "sympy", "numeric")
    assert verdicts(f"{words}.\n\n$${right}$$\n", engines) == ["supported"]
    assert verdicts(f"{words}.\n\n$${wrong}$$\n", engines) == ["refuted"]


def test_so_many_variables_are_no_number_with_a_law() -> None:
    text = "Take $n$ exponential random variables with rate $\\mu$.\n\n$$\\mathrm{E}(n) = \\frac{1}{\\mu}$$\n"
    assert "supported" not in verdicts(text, ("algebra", "modular", "sympy", "numeric"))
