"""Integrals without bounds: both sides are differentiated."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice
from derive.goals import Verdict


def verdicts(text: str) -> list[str]:
    steps = check_document(read_text(text, path="t.md"), Options(Choice(("algebra", "modular")))).steps
    return [step.verdict.value for step in steps if step.verdict is not Verdict.DEFINED]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\int \\frac{1}{(2+x)^2}\\,dx = -\\frac{1}{2+x} + C", ["proved"]),
        ("\\int \\frac{1}{(2+x)^2}\\,dx = \\frac{1}{2+x} + C", ["refuted"]),
        ("\\int t e^t dt = t e^t - \\int e^t dt = t e^t - e^t + C", ["proved", "proved"]),
        ("\\int t e^t dt = t e^t + \\int e^t dt", ["refuted"]),
        ("\\int x^n \\, dx = \\frac{x^{n+1}}{n} + C", ["refuted"]),
        ("\\int f g' \\,dx + \\int f' g \\, dx = 3", ["unchecked"]),
        ("x \\int e^x dx = x e^x", ["unchecked"]),
    ],
)
def test_the_derivatives_of_both_sides_are_compared(formula: str, expected: list[str]) -> None:
    assert verdicts(f"Then\n\n$${formula}$$\n") == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\int 2x \\cos(x^2)\\,dx = \\int \\cos u \\, du = \\sin u + C = \\sin(x^2) + C", ["proved"] * 3),
        ("\\int x \\cos(x^2)\\,dx = \\int \\cos u \\, du", ["refuted"]),
        ("\\int \\cos u \\, du = \\sin(x^2) + C", ["proved"]),
        ("\\int u e^{u} \\, du = (u+1) e^{x^2}", ["refuted"]),
    ],
)
def test_substitution(formula: str, expected: list[str]) -> None:
    assert verdicts(f"Let $u = x^2$. Then\n\n$${formula}$$\n") == expected


def test_by_parts_for_functions_of_which_nothing_is_known() -> None:
    assert verdicts("$$\\int f(x) g'(x)\\,dx = f(x) g(x) - \\int f'(x) g(x)\\,dx$$\n") == ["proved"]
    assert verdicts("$$\\int f(x) g'(x)\\,dx = f(x) g(x) + \\int f'(x) g(x)\\,dx$$\n") == ["refuted"]
