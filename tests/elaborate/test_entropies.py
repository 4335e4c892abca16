"""Entropies of numbers whose law is known, and the base of their logarithms."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT, verdicts

_ALL = ("algebra", "modular", "reals", "sympy", "numeric")
_CONFIRMED = {"proved", "tested", "supported"}

_STATED = r"""Let $T$ be a random variable with $T \sim \mathcal{N}(m, s^2)$. Its differential entropy in nats is

$$ \mathrm{h}(T) = %s . $$
"""


def test_the_entropy_of_a_known_law_is_a_claim() -> None:
    assert set(verdicts(_STATED % r"\frac{1}{2} \ln(2 \pi e s^2)", _ALL)) <= _CONFIRMED
    assert not set(verdicts(_STATED % r"\frac{1}{2} \ln(2 \pi s^2)", _ALL)) & _CONFIRMED
    assert not set(verdicts(_STATED % r"\ln(2 \pi e s^2)", _ALL)) & _CONFIRMED


def test_what_entropies_are_defined_by_is_none() -> None:
    text = r"The entropy of $T \sim \mathcal{N}(m, s^2)$ is defined as $$ \mathrm{h}(T) = - \int p(t) \log_c p(t) \, \mathrm{d}t . $$"
    assert verdicts(text) == []


def test_without_a_word_about_entropies_such_a_letter_is_any_function() -> None:
    assert verdicts(_STATED.replace("differential entropy in nats", "height") % "s^2", _ALL) == []


_GAMMA = r"""Let $X$ be a random variable with $X \sim \mathrm{Gam}(a, b)$. Its differential entropy is defined as

$$ \mathrm{h}(X) = - \int_{\mathcal{X}} p(x) \log_b p(x) \, \mathrm{d}x . $$

To measure it in nats, we set $b = e$. Then

$$ \mathrm{h}(X) = %s . $$
"""


def test_the_base_of_logarithms_is_not_the_parameter_with_its_letter() -> None:
    right = r"a - \ln b + \ln \Gamma(a) + (1 - a) \psi(a)"
    assert set(verdicts(_GAMMA % right, _ALL)) <= _CONFIRMED
    assert not set(verdicts(_GAMMA % right.replace(r"\ln b", "1"), _ALL)) & _CONFIRMED  # ln b is 1 for b = e alone


def test_probabilities_of_counts_by_their_law() -> None:
    text = r"""Let $K$ be a random variable with $K \sim \mathrm{Bern}(r)$ . Its entropy is

$$ \mathrm{H}(K) = %s . $$
"""
    assert set(verdicts(text % r"- r \ln r - (1 - r) \ln(1 - r)", _ALL)) <= _CONFIRMED
    assert not set(verdicts(text % r"- r \ln r + (1 - r) \ln(1 - r)", _ALL)) & _CONFIRMED


def test_the_entropy_of_a_vector_is_no_claim() -> None:
    text = r"Let $T \sim \mathcal{N}(m, S)$ be a random vector. Its differential entropy in nats is $$ \mathrm{h}(T) = \frac{1}{2} \ln |2 \pi e S| . $$"
    assert verdicts(text) == []


@pytest.mark.slow
def test_a_law_holds_until_another_is_given() -> None:
    text = r"""Let $X \sim \mathrm{Bet}(a, c)$ be a random variable. Then

$$ \mathrm{E}(X) = \frac{a}{a + c} . $$

Now let $X \sim \mathrm{Bet}(2, 3)$. Then

$$ \mathrm{E}(X) = \frac{a}{a + c} . $$
"""
    first, *others = verdicts(text, _ALL)
    assert first in _CONFIRMED and not set(others) & _CONFIRMED


def test_a_function_that_the_text_defines_is_not_the_digamma_function() -> None:
    text = r"Let $\psi(x) = 2 \Gamma(x) + 1$." "\n\n" r"$$ \psi(x) - 1 = 2 \Gamma(x) $$"
    assert verdicts(text) == ["proved"]


def test_a_base_of_ten_and_what_is_corrected_under_it() -> None:
    text = r"Let $x > 0$ and $y > 0$. Then $10 \log_{10} \frac{x}{y} = 10 \log_{10} x %s 10 \log_{10} y$."
    assert verdicts(text % "-") == ["proved"]
    assert verdicts(text % "+") == ["refuted"]
    report = check_document(
        read_text(r"Let $x > 0$. Then $\log_{2} x^2 = \log_{2} 2x$.", Format.MARKDOWN, "t.md"),
        Options(Choice(limits=PATIENT)),
    )
    assert [repair.latex for repair in report.steps[-1].judgement.repairs][0] == r"\frac{2 \log(x)}{\log(2)}"


def test_an_entropy_in_square_brackets_is_a_number() -> None:
    text = (
        "The entropy of a normal vector with covariance $\\Sigma \\in \\mathbb{R}^{d \\times d}$ is\n\n"
        "$$\\mathrm{H}[x] = \\frac12 \\ln|2 \\pi e \\Sigma| = %s \\ln(2 \\pi e) + \\frac12 \\ln|\\Sigma|$$\n"
    )
    assert verdicts(text % r"\frac{d}{2}") == ["tested"]
    assert verdicts(text % "d") == ["refuted"]


def test_the_entropy_of_another_distribution_is_another_value() -> None:
    first = (
        "The entropy of eight equally likely states is\n\n$$\\mathrm{H}[x] = -8 \\cdot \\frac18 \\log_2 \\frac18$$\n\n"
    )
    second = "Now consider two states. Then\n\n$$\\mathrm{H}[x] = -2 \\cdot \\frac12 \\log_2 \\frac12$$\n"
    assert verdicts(first + second) == ["unchecked"]
    assert verdicts(first + second.replace("Now consider two states. Then", "Simplifying, we get")) == ["refuted"]
