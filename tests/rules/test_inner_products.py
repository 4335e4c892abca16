"""Bounds on inner products by norms, and by what bounds these."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

ENGINES = Options(choice=Choice(("algebra", "modular", "reals"), PATIENT))


def _last(text: str) -> str:
    report = check_document(read_text(text + "\n", Format.MARKDOWN, "t.md"), ENGINES)
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"][-1]


@pytest.mark.parametrize(
    ("given", "true", "false"),
    [
        (r"Let $\|v\| = 1$.", r"v^T z \leq \|z\|", r"v^T z \leq \frac{1}{2} \|z\|"),
        (r"Let $v, z \in \mathbb{R}^m$.", r"|v^T z| \leq \|v\|_2 \|z\|_2", r"|v^T z| \leq \|v\|_2 \|z\|_2 - 1"),
        (r"Let $v, z \in \mathbb{R}^m$.", r"\langle v, z \rangle \geq -\|v\| \|z\|", r"\langle v, z \rangle \geq \|v\| \|z\|"),
        (r"Suppose $\|v\| \leq a$ and $\|z\| \leq b$.", r"|v^T z| \leq a b", r"|v^T z| \leq a"),
        (r"Suppose $\|v\| \leq a$ and $\|y - z\| \leq b$.", r"v^T (y - z) \leq a b", r"v^T (y - z) \leq a b - 1"),
        (r"Suppose $\|M\|_2 \leq c$.", r"v^T M z \leq c \|v\| \|z\|", r"v^T M z \leq \frac{c}{2} \|v\| \|z\|"),
    ],
)  # fmt: skip
def test_cauchy_and_schwarz(given: str, true: str, false: str) -> None:
    assert _last(f"{given} Then ${true}$.") == "proved"
    assert _last(f"{given} Then ${false}$.") != "proved"


def test_of_other_norms_it_is_not_used() -> None:
    assert _last(r"Suppose $\|v\|_1 \leq a$ and $\|z\|_1 \leq b$. Then $v^T z \leq \frac{a b}{2}$.") != "proved"
    assert _last(r"Suppose $\|v\|_\infty \leq a$ and $\|z\|_\infty \leq b$. Then $v^T z \leq a b$.") != "proved"
