"""What is said to be a whole number, and what sums run up to."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SETS = [r"\mathbb{N}", r"\mathbb{N}_0", r"\mathbb{Z}_{>0}", r"\mathbb{Z}^+", r"\{1, 2, \dots\}", r"\mathbb{Z}"]


@pytest.mark.parametrize("numbers", SETS)
def test_the_end_of_a_sum_is_the_number_that_the_text_introduces(numbers: str) -> None:
    text = rf"Let $n \in {numbers}$. For every $a$: $$\sum_{{k=1}}^{{n}} n a k = \frac{{n^2 (n + 1) a}}{{2}}$$"
    assert verdicts(text)[-1] == "tested"
    assert verdicts(text.replace("n^2", "n"))[-1] == "refuted"


@pytest.mark.parametrize("numbers", SETS)
def test_a_sum_of_numbers_has_a_value_for_each_of_its_ends(numbers: str) -> None:
    text = rf"$n \in {numbers}$. $$\sum_{{k=1}}^{{n}} \frac{{1}}{{k (k + 1)}} = 1 - \frac{{1}}{{n + 1}}$$"
    assert verdicts(text)[-1] == "tested"
    assert verdicts(text.replace(r"1}{n + 1", r"1}{n + 2"))[-1] == "refuted"


@pytest.mark.parametrize("numbers", SETS)
def test_a_whole_number_that_ends_no_sum_is_a_number(numbers: str) -> None:
    text = rf"$m \in {numbers}$. For every $a$: $$(-1)^{{2 m}} a = a$$"
    assert verdicts(text)[-1] == "tested"
    assert verdicts(text.replace("2 m", "2 m + 1"))[-1] == "refuted"


@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [
        (r"\frac1\pi \int_{-\pi}^{\pi} u \sin(ku)\,du", r"\frac{2(-1)^{k+1}}{k}", r"\frac{2(-1)^k}{k}"),
        (r"\int_{-1}^1 u^k\,du", r"\frac{1+(-1)^k}{k+1}", r"\frac{1-(-1)^k}{k+1}"),
    ],
)
def test_what_minus_one_is_raised_to_is_whole(left: str, right: str, wrong: str) -> None:
    engines = ("algebra", "modular", "sympy", "numeric")
    text = "Coefficients, $k \\geq 1$.\n\n$$%s = %s$$\n"
    assert verdicts(text % (left, right), engines) == ["supported"]
    assert verdicts(text % (left, wrong), engines) == ["refuted"]


@pytest.mark.parametrize(
    "text", [r"Let $x \in \mathbb{R}$. Then $((-1)^x)^2 = 1$.", "For all real $x$, $(-1)^{2x} = 1$."]
)
def test_what_is_said_to_be_real_is_not_whole(text: str) -> None:
    assert verdicts(text) == ["unchecked"]


def test_what_is_said_of_a_real_number_is_said_of_no_other() -> None:
    assert verdicts(r"Let $x \in \mathbb{R}$. Then $(-1)^{2n} = 1$.") == ["tested"]
