"""Observations under a model: what is observed does not move with the parameters."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

MODEL = "The model is $y = X\\beta + \\varepsilon$ with $X \\in \\mathbb{R}^{n \\times p}$. Put $L(\\beta) = (y - X\\beta)^T (y - X\\beta)$.\n\n"


def verdict(text: str) -> str:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular"), PATIENT)))
    return report.steps[-1].judgement.verdict.value


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("\\frac{\\partial L}{\\partial\\beta} = -2X^T y + 2X^T X\\beta", "proved"),
        ("\\frac{\\partial L}{\\partial\\beta} = -2X^T y + X^T X\\beta", "refuted"),
        ("\\frac{\\partial y}{\\partial\\beta} = X^T", "proved"),
        ("y - X\\beta = \\varepsilon", "proved"),
    ],
)
def test_what_is_observed_moves_only_by_itself(claim: str, expected: str) -> None:
    assert verdict(MODEL + f"Then $${claim}.$$\n") == expected


def test_the_loss_is_not_flat() -> None:
    assert verdict(MODEL + "Then $$\\frac{\\partial L}{\\partial\\beta} = 0.$$\n") != "proved"


def test_a_prediction_moves_with_the_parameters() -> None:
    text = "Put $\\hat y = X\\beta$ with $X \\in \\mathbb{R}^{n \\times p}$ and $L = \\|\\hat y - y\\|^2 + \\|\\beta\\|^2$. Then $$\\frac{\\partial L}{\\partial\\beta} = 2X^T(\\hat y - y) + 2\\beta.$$\n"
    assert verdict(text) == "proved"
