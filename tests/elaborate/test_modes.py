"""Modes of numbers whose law is known."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


def _of(law: str, value: str, more: str = "") -> str:
    return (
        rf"Let $X$ be a random variable with $$ X \sim {law} $${more}. Its mode is"
        + f"\n\n$$ \\mathrm{{mode}}(X) = {value} . $$"
    )


@pytest.mark.parametrize(
    ("law", "right", "wrong"),
    [
        (r"\mathcal{N}(\mu, \sigma^2)", r"\mu", r"\mu + \sigma"),
        (r"\ln \mathcal{N}(\mu, \sigma^2)", r"e^{\mu - \sigma^2}", r"e^{\mu + \sigma^2}"),
        (r"\mathrm{Bet}(\alpha, \beta)", r"\frac{\alpha - 1}{\alpha + \beta - 2}", r"\frac{\alpha}{\alpha + \beta}"),
        (r"\chi^2(k)", "k - 2", "k - 1"),
    ],
)
def test_a_mode_is_what_its_law_says(law: str, right: str, wrong: str) -> None:
    assert verdicts(_of(law, right)) == ["proved"]
    assert verdicts(_of(law, wrong)) == ["refuted"]


def test_rates_and_scales_are_told_apart_by_nobody() -> None:
    assert verdicts(_of(r"\mathrm{Gam}(a, b)", r"\frac{a - 1}{b}")) == ["proved"]
    assert verdicts(_of(r"\mathrm{Gam}(a, b)", "(a - 1) b")) == ["unchecked"]


def test_in_a_text_about_densities_too() -> None:
    text = r"The density of $X$ is $f_X(x)$, a probability density. " + _of(r"\mathrm{Gam}(a, b)", r"\frac{a - 1}{b}")
    assert verdicts(text)[-1] == "proved"


@pytest.mark.parametrize("more", [r" with $a \leq 1$", r" with $a = \frac{1}{2}$", r" with $a < \frac{1}{2}$"])
def test_nothing_is_shown_of_parameters_that_put_the_mode_outside(more: str) -> None:
    for value in (r"\frac{a - 1}{b}", "7"):
        assert "proved" not in verdicts(_of(r"\mathrm{Gam}(a, b)", value, more))[-1:]


def test_a_mode_that_is_supposed_is_no_claim() -> None:
    text = r"Let $X \sim \mathrm{Gam}(a, b)$. Suppose that $\mathrm{mode}(X) = 3$."
    assert verdicts(text) == []
