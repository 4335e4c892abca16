"""Lists of numbers that are vectors because of what they are set equal to; formulas that stand for the function in a sentence."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def verdicts(text: str) -> list[str]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular", "reals"), PATIENT)))
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\nabla f = [2x, 3]", "proved"),
        (r"\nabla f(x, y) = (2x, 3)", "proved"),
        (r"\nabla f(x, y) = (2x, 2)", "refuted"),
        (r"\nabla f(x, y)^\top = [2x, 3]", "proved"),
    ],
)
def test_a_gradient_as_a_list(claim: str, expected: str) -> None:
    assert verdicts(f"Let $f(x, y) = x^2 + 3 y$. Then ${claim}$.") == [expected]


@pytest.mark.parametrize(("right", "expected"), [(r"\cos(\theta)", "proved"), (r"\sin(\theta)", "refuted")])
def test_a_bold_letter_is_a_vector(right: str, expected: str) -> None:
    text = r"Consider $\mathbf{v} = (r, 0)$ and $\mathbf{w} = (s \cos(\theta), s \sin(\theta))$. Then"
    assert verdicts(f"{text} $\\mathbf{{v}} \\cdot \\mathbf{{w}} = r s {right}$.") == [expected]


def test_a_pair_may_be_an_interval() -> None:
    assert verdicts("The interval is $I = (0, 1)$ and $J = (1, 2)$.") == []
    assert verdicts(r"Let $u \in \mathbb{R}^2$ with $u = (1, 2)$. Then $u^T u = 5$ and $u^T u = 4$.") == [
        "proved",
        "refuted",
    ]


def test_the_function_that_a_formula_stands_for() -> None:
    text = "# A\n\nLet $f$ be a loss with $f(0) = 1$.\n\n# B\n\n"
    assert verdicts(f"{text}A unit computes the function $f(x) = 3 x^2$. Then $f'(x) = 6 x$ and $f(2) = 6$.") == [
        "proved",
        "refuted",
    ]
    assert verdicts(f"{text}Note that\n\n$$f(x) = e^x$$\n\nis convex. Here $f''(x) = e^x$.") == ["proved"]


def test_a_function_that_something_gives_is_claimed() -> None:
    text = "Let $g(x) = (x + 1)^2$.\n\nExpanding gives the function $g(x) = x^2 + x + 1$."
    assert verdicts(text) == ["refuted"]
