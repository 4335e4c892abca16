"""Order and inequality of what the text leaves open: nothing is confirmed or refuted by one function, or by what is drawn at random."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def verdicts(text: str) -> list[str]:
    steps = check_document(read_text(text), Options(Choice(limits=PATIENT))).steps
    return [step.judgement.verdict.value for step in steps if step.judgement.verdict.value != "defined"]


@pytest.mark.parametrize(
    "text",
    [
        r"We have $q \leq h(z)$.",
        r"Hence $$q^* \leq h(z^*) + 1.$$",
        r"Then $$h(z) \geq 0.$$",
        r"Then $$h(z) > 0.$$",
        r"Let $z \in \mathbb{R}^n$. Hence $$z \neq 0.$$",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert verdicts(text) == ["unchecked"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Then $$h(z)^2 \geq 0.$$", "proved"),
        (r"Let $h(z) = z^2 + 1$ for real $z$. Then $$h(z) > 0.$$", "proved"),
        (r"Let $y, z \in \mathbb{R}^n$. Hence $$y \neq z.$$", "refuted"),
    ],
)
def test_what_is_known_is_judged(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


@pytest.mark.parametrize("claim", ["h(1) < h(2)", r"h(-1) \leq k(-1)", "h(2) > 0", r"h(3) \neq 7"])
def test_of_values_of_an_unknown_function_nothing_is_confirmed(claim: str) -> None:
    steps = check_document(read_text(f"Then ${claim}$."), Options(Choice(limits=PATIENT))).steps
    assert [step.verdict.value for step in steps if step.verdict.value in ("proved", "tested", "supported")] == []
    known = check_document(read_text("Let $h(x) = x^2$. Then $h(1) < h(2)$."), Options(Choice(limits=PATIENT))).steps
    assert known[-1].verdict.value == "proved"
