"""What a sentence claims behind "for": the last formula, a bound too, where nothing is said before it."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

ENGINES = Options(choice=Choice(("algebra", "reals"), PATIENT))


def _verdicts(text: str) -> list[str]:
    return [s.verdict.value for s in check_document(read_text(text + "\n", Format.MARKDOWN, "t.md"), ENGINES).steps]


@pytest.mark.parametrize(
    "text",
    [
        r"For $v \in \mathbb{R}^n$, $\|v\|_\infty \leq \|v\|_2$.",
        r"For a unit vector $v$, $v^T v \leq 2$.",
        r"For $t \geq 0$ and $s > 1$, $s t \geq t$.",
        r"Moreover, for $t > 0$, $t^2 + t > 0$.",
        r"Note that for $a, b \in \mathbb{R}$ with $a \geq 0$, $a + b \geq b$.",
    ],
)
def test_the_last_bound_is_claimed(text: str) -> None:
    assert _verdicts(text)[-1] == "proved"


@pytest.mark.parametrize(
    "text",
    [
        r"For a unit vector $v$, $v^T v \leq \frac{1}{2}$.",
        r"For $t \geq 0$ and $s > 1$, $s t \geq 2 t$.",
        r"For $v \in \mathbb{R}^n$, $\|v\|_2 \leq \|v\|_\infty$.",
    ],
)
def test_a_false_bound_is_neither_proved_nor_given(text: str) -> None:
    assert "proved" not in _verdicts(text)
    again = text[text.rindex(", $") + 2 :]
    assert "proved" not in _verdicts(f"{text} Hence {again}")


@pytest.mark.parametrize(
    "text",
    [
        r"For $t > 0$, $s > 0$, we have $t + s > 0$.",
        r"We have $t s > 0$ for $t > 0$, $s > 0$.",
        r"Let $c$ be a number such that for $t > 0$, $t > c$.",
        r"The program is solved for $v \in \mathbb{R}^n$, $v \geq 0$.",
    ],
)
def test_what_is_a_condition_stays_one(text: str) -> None:
    found = _verdicts(text)
    assert found.count("defined") >= 2 and len(found) - found.count("defined") <= 1


@pytest.mark.parametrize(
    "first, good",
    [(r"\|u + v\|^2 = \|u\|^2 + \|v\|^2 + 2 u^T v", True), (r"\|u + v\|^2 = \|u\|^2 + \|v\|^2", False)],
)
def test_one_more_claim_may_stand_behind(first: str, good: bool) -> None:
    found = _verdicts(f"For $u, v \\in \\mathbb{{R}}^n$, ${first}$ and $u^T v = v^T u$.")[-2:]
    assert found[1] == "proved" and (found[0] == "proved" if good else found[0] in ("refuted", "unchecked"))
