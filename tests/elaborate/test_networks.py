"""What notes on neural networks write: max(0, W x), entries of softmax, tanh without its backslash, sums whose range nothing gives, maps that custom knows."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

DECLARED = r"Let $W \in \mathbb{R}^{h \times d}$, $V \in \mathbb{R}^{c \times h}$, $x \in \mathbb{R}^d$ and $o \in \mathbb{R}^q$. "


def verdicts(text: str) -> list[str]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular", "numeric"), PATIENT)))
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"V \max(0, W x) = V \max(0, W x) + 0", "proved"),
        (r"\max(0, W x)_i = \max(0, \sum_j W_{ij} x_j)", "supported"),
        (r"\max(0, x) - \max(0, -x) = x", "supported"),
        (r"\max(0, x) + \min(0, x) = x", "supported"),
        (r"\mathrm{softmax}(o + c \mathbf{1})_j = \mathrm{softmax}(o)_j", "tested"),
        (r"\mathrm{softmax}(2 o)_j = \mathrm{softmax}(o)_j", "refuted"),
    ],
)
def test_functions_that_act_on_entries(claim: str, expected: str) -> None:
    assert verdicts(f"{DECLARED}Then ${claim}$.") == [expected]


def test_a_layer_is_well_formed() -> None:
    assert verdicts(f"{DECLARED}The scores are $s = V \\max(0, W x)$ and $h = tanh(W x)$.") == []


@pytest.mark.parametrize(
    ("right", "expected"),
    [(r"\frac{C e^{f_y}}{C \sum_j e^{f_j}}", "proved"), (r"\frac{C e^{f_y}}{\sum_j e^{f_j}}", "refuted")],
)
def test_sums_over_one_letter_run_over_one_range(right: str, expected: str) -> None:
    assert verdicts(f"Here $C$ is a constant.\n\n$$\\frac{{e^{{f_y}}}}{{\\sum_j e^{{f_j}}}} = {right}$$\n") == [
        expected
    ]


def test_the_determinant_stays_what_it_is() -> None:
    text = r"The determinant $\det : \mathbb{R}^{n \times n} \to \mathbb{R}$ is smooth. Let $X \in \mathbb{R}^{n \times n}$ be invertible. Then "
    text += r"$\frac{\partial \det(X)}{\partial X} = \det(X) (X^{-1})^T$."
    assert verdicts(text) == ["proved"]


def test_a_range_without_commas_defines_nothing() -> None:
    text = r"Let $A \in \mathbb{R}^{n \times n}$ and $i = 1 \dots n$. Then $(A^T)_{ij} = A_{ji}$."
    assert verdicts(text) == ["proved"]


LAYERS = (
    r"In layer $l$ let $z^{l+1}_k = \sum_j w^{l+1}_{kj} a^l_j + b^{l+1}_k$ with $a^l_j = \sigma(z^l_j)$. The error is $\delta^l_j = \partial C/\partial z^l_j$. "
    "By the chain rule,\n\n"
    r"$$\delta^l_j = \sum_k \frac{\partial C}{\partial z^{l+1}_k} \frac{\partial z^{l+1}_k}{\partial z^l_j}$$"
    "\n\nand therefore\n\n"
    r"$$\delta^l_j = \sum_k w^{l+1}_{%s} \delta^{l+1}_k \sigma^{\prime}(z^l_j)$$"
)


@pytest.mark.parametrize(("indices", "expected"), [("kj", ["proved", "proved"]), ("jk", ["proved", "conditional"])])
def test_letters_of_layers_above_members(indices: str, expected: list[str]) -> None:
    assert verdicts(LAYERS % indices) == expected


def test_gradients_by_two_layers() -> None:
    text = (
        r"Let $z^{(l+1)} = W^{(l+1)} a^{(l)} + b^{(l+1)}$ and $a^{(l)} = \sigma(z^{(l)})$, where $\sigma$ is applied elementwise. "
        r"With $\delta^{(l)} = \partial C/\partial z^{(l)}$, $$\delta^{(l)} = %s \delta^{(l+1)} \odot \sigma'(z^{(l)}).$$"
    )
    assert verdicts(text % r"(W^{(l+1)})^T") == ["proved"]
    assert verdicts(text % r"W^{(l+1)}") == ["unchecked"]
    numbered = (text % r"(W^{(l+1)})^T").replace("(l+1)", "(2)").replace("(l)", "(1)")
    assert verdicts(numbered) == ["unchecked"]  # what is said of one layer is said of no other


@pytest.mark.parametrize(
    "claim",
    [
        r"\sum_{i=1}^n x_i^{(t)} = n x_i^{(t)}",
        r"\sum_{j=1}^n w_j^* = n w_j^*",
        r"\sum_{j=1}^n x_j^{(i)} = n x_j^{(i)}",
        r"\sum_{i=1}^m \sum_{j=1}^n x_j^{(i)} = n \sum_{i=1}^m x_j^{(i)}",
    ],
)
def test_what_sums_run_over_below_a_mark_is_not_constant(claim: str) -> None:
    assert not {"proved", "tested", "supported"} & set(verdicts(f"For numbers we have\n\n$${claim}$$\n"))


def test_sums_of_members_under_a_mark() -> None:
    text = r"Let $\bar x = \frac1n \sum_{i=1}^n x_i^{(t)}$. Then $\sum_{i=1}^n (x_i^{(t)} - \bar x) = 0$."
    assert verdicts(text) == ["proved"]
