"""Samples told apart by a number, products that end before a constant, hypotheses of tests, and what the derivative of a likelihood at an estimate is."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from derive.report import StepReport
from tests.judged import PATIENT
from tests.judged import verdicts as judged

GOOD = ("proved", "tested")


def steps(text: str) -> list[StepReport]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    return list(check_document(document, Options(choice=Choice(("algebra", "modular"), PATIENT))).steps)


def verdicts(text: str) -> list[str]:
    return [step.judgement.verdict.value for step in steps(text)]


def last(text: str) -> str:
    return verdicts(text)[-1]


TWO = r"""Let the two group means be

$$\bar{u}_1 = \frac{1}{n_1} \sum_{i=1}^{n_1} u_{1i}, \quad \bar{u}_2 = \frac{1}{n_2} \sum_{i=1}^{n_2} u_{2i}.$$

"""


@pytest.mark.parametrize(("sign", "holds"), [("-", True), ("+", False)])
def test_a_numeral_before_the_index_names_a_sample(sign: str, holds: bool) -> None:
    claim = (
        rf"\sum_{{i=1}}^{{n_2}} (u_{{2i}} - \bar{{u}}_2)^2 = \sum_{{i=1}}^{{n_2}} u_{{2i}}^2 {sign} n_2 \bar{{u}}_2^2"
    )
    assert last(f"{TWO}Then\n\n$${claim}.$$\n") == ("proved" if holds else "refuted")


def test_rows_of_a_matrix_stay_rows() -> None:
    """Nothing counts the entries of a row up to a number of its own: A_{1j} is an entry of A."""
    text = "Let $A$ and $B$ be square matrices of order $n$, and let $C = A B$. Then\n\n$$C_{11} = \\sum_{j=1}^n A_{1j} B_{j1}.$$"
    assert last(text) in GOOD


@pytest.mark.parametrize(("power", "expected"), [("3", "tested"), ("2", "unchecked")])
def test_a_product_ends_before_what_binds_its_index_anew(power: str, expected: str) -> None:
    constant = r"\frac{\sum_{j=1}^k a_j}{\prod_{j=1}^k a_j}"
    claim = rf"\prod_{{j=1}}^k q_j^2 \cdot {constant} \prod_{{j=1}}^k q_j = {constant} \prod_{{j=1}}^k q_j^{power}"
    found = last(f"Let $q_1, \\ldots, q_k$ and $a_1, \\ldots, a_k$ be positive numbers. Then\n\n$${claim}.$$\n")
    assert found == expected


def test_hypotheses_of_a_test_are_neither_claimed_nor_given() -> None:
    text = (
        r"We test $H_0: \; \mu - \nu = \delta$ against $H_1: \; \mu - \nu > \delta$." + "\n\n"
        r"$$H_0 \colon \beta = 0$$" + "\n\n" + r"Then $$\beta^2 + 1 = 1.$$"
    )
    found = steps(text)
    assert [step.judgement.verdict.value for step in found[:3]] == ["defined"] * 3
    assert found[-1].judgement.verdict.value not in GOOD


def test_what_stands_before_the_last_relation_of_a_hypothesis_is_claimed() -> None:
    text = r"Let $c$ and $d$ be numbers. The null hypothesis is $$H_0: \; (c + d)^2 = c^2 + 2 c d + d^2 = 0.$$"
    assert verdicts(text)[-2:] == ["proved", "defined"]


LIKELIHOOD = r"""Let $y_1, \ldots, y_n$ be numbers. The log-likelihood is

$$\ell(\mu, \tau) = \frac{n}{2} \log \tau - \frac{\tau}{2} \sum_{i=1}^n (y_i - \mu)^2.$$

At the estimate it is

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\frac{d \ell(\hat\mu, \tau)}{d \mu} = \tau \sum_{i=1}^n (y_i - \hat\mu)", GOOD),
        (r"\frac{d \ell(\hat\mu, \tau)}{d \mu} = -\tau \sum_{i=1}^n (y_i - \hat\mu)", ("refuted",)),
        (r"\frac{d^2 \ell(\hat\mu, \hat\tau)}{d \tau^2} = -\frac{n}{2 \hat\tau^2}", GOOD),
        (r"\frac{d^2 \ell(\hat\mu, \hat\tau)}{d \tau^2} = -\frac{n}{\hat\tau^2}", ("refuted",)),
        (r"\frac{d \ell(\nu, \tau)}{d \mu} = \tau \sum_{i=1}^n (y_i - \nu)", ("unchecked",)),
    ],
)
def test_a_derivative_at_an_estimate_is_taken_before_the_estimate_is_put_in(
    claim: str, expected: tuple[str, ...]
) -> None:
    assert last(f"{LIKELIHOOD}$${claim}.$$\n") in expected


def test_a_function_in_roman_letters_has_its_value_at_an_estimate() -> None:
    text = (
        r"Let $0 < p < 1$ be a probability, and $\mathrm{LL}(p) = a \log p + b \log (1 - p)$."
        r" The estimate is $\hat{p} = a / (a + b)$." + "\n\n"
        r"Then $$\mathrm{LL}(\hat{p}) = a \log \frac{a}{a + b} + b \log \frac{b}{a + b}.$$"
    )
    assert last(text) in GOOD
    assert last(text.replace(r"\frac{b}{a + b}.", r"\frac{a}{a + b}.")) == "unchecked"


def test_what_is_said_under_a_hypothesis_is_not_refuted() -> None:
    text = r"Let $c > 0$. We test $H_0: \nu = 2$. Under $H_0$, $$\frac{\bar{y} - \nu}{c} = \frac{\bar{y} - 2}{c}.$$"
    assert last(text) == "unchecked"


def test_a_ground_under_a_brace_is_not_overlooked() -> None:
    text = r"Let $a$, $b$ be numbers. Then $$(a + b)^2 = a^2 + \underbrace{2 a b}_{=0} + b^2 = a^2 + b^2.$$"
    assert verdicts(text)[-2:] == ["proved", "unchecked"]


def test_at_the_estimate_of_a_matrix_nothing_is_said() -> None:
    """The estimate of a symmetric matrix need not be called symmetric: the derivative would be right up to a transpose only."""
    text = (
        r"Let $S$ be a symmetric positive definite matrix and $v$ a vector, and $\mathrm{LL}(v, S) = -\log |S| - v^T S^{-1} v$."
        "\n\nThen " + r"$$\frac{d \mathrm{LL}(v, \hat{S})}{d S} = -\hat{S}^{-1} + \hat{S}^{-1} v v^T \hat{S}^{-1}.$$"
    )
    assert last(text) == "unchecked"


def test_under_a_hypothesis_that_ends_its_sentence_nothing_is_claimed() -> None:
    text = r"Let $\mu$, $\nu$ be numbers. Then the statistic has a normal distribution under the null hypothesis $$H_0: \; \mu = \nu.$$"
    assert judged(text) == []
    assert judged(
        r"Let $\mu$, $\nu$ be numbers. Under the null hypothesis $H_0: \mu = \nu$, we have $2 \mu - \nu = \nu$."
    ) == ["proved"]


def test_a_hypothesis_in_the_midst_of_a_sentence_is_put_to_the_test() -> None:
    assert judged(r"The statistic has a known law under the null hypothesis that $R^2 = 0$.") == []
    assert judged(r"We reject the hypothesis that $r = s$.") == []
    text = r"Let $r = 2 s$. The test rejects the hypothesis that $r = s$. Then $$ r - s = 0 . $$"
    assert "proved" not in judged(text)
    claimed = r"Let $r = 2 s$. The statistic depends on the hypothesis. Then we have that $r = 3 s$."
    assert judged(claimed) == ["refuted"]
