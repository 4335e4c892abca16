"""Gradients that a text has named: `δ = ∂L/∂z`, and the gradients that are made of them."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice
from derive.goals import Verdict
from tests.judged import PATIENT, verdicts

NETWORK = (
    "An input $x \\in \\mathbb{R}^d$, a hidden layer $h = \\tanh(U x + c)$, the output $z = W h + b \\in \\mathbb{R}^K$ and a loss $L$.\n\n"
    "Given $\\delta = \\frac{\\partial L}{\\partial z}$,\n\n"
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\frac{\\partial L}{\\partial W} = \\delta h^\\top", "proved"),
        ("\\frac{\\partial L}{\\partial b} = \\delta", "proved"),
        ("\\frac{\\partial L}{\\partial h} = W^\\top \\delta", "proved"),
        ("\\frac{\\partial L}{\\partial h} = (2 W)^\\top \\delta", "refuted"),
        ("\\frac{\\partial L}{\\partial W} = h \\delta^\\top", "refuted"),
    ],
)
def test_gradients_that_are_made_of_a_named_one(formula: str, expected: str) -> None:
    document = read_text(NETWORK + f"$${formula}$$\n", path="t.md")
    steps = check_document(document, Options(Choice(("algebra", "modular"), PATIENT))).steps
    assert [step.verdict for step in steps if step.verdict is not Verdict.DEFINED] == [Verdict(expected)]


@pytest.mark.parametrize(
    "named",
    [
        r"Denote by $D \in \mathbb{R}^{n \times n}$ the upstream gradient, $D_{ij} = \partial L / \partial P_{ij}$.",
        r"Denote by $D$ the upstream gradient $\partial L / \partial P$.",
        r"Let $D = \frac{\partial L}{\partial P}$.",
    ],
)
def test_a_gradient_that_comes_back_has_a_name(named: str) -> None:
    text = (
        r"Let $P = c U V^\top$ with $U, V \in \mathbb{R}^{n \times k}$, and let $L$ be a scalar loss. "
        + named
        + " Then\n\n$$"
    )
    assert (
        verdicts(text + r"\frac{\partial L}{\partial U} = c D V, \quad \frac{\partial L}{\partial V} = c D^\top U$$")[
            -2:
        ]
        == ["proved"] * 2
    )
    assert not {"proved", "tested", "supported"} & set(
        verdicts(text + r"\frac{\partial L}{\partial U} = c D^\top V, \quad \frac{\partial L}{\partial V} = c D U$$")[
            -2:
        ]
    )
