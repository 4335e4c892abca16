"""Gradients that a text has named: `δ = ∂L/∂z`, and the gradients that are made of them."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice
from derive.goals import Verdict
from tests.judged import PATIENT

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
