"""Integrals without bounds: both sides are differentiated."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


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
        ("\\int x \\cos(x^2)\\,dx = \\int \\cos u \\, du", ["unchecked"]),
        ("\\int \\cos u \\, du = \\sin(x^2) + C", ["proved"]),
        ("\\int u e^{u} \\, du = (u+1) e^{x^2}", ["refuted"]),
    ],
)
def test_substitution(formula: str, expected: list[str]) -> None:
    assert verdicts(f"Let $u = x^2$. Then\n\n$${formula}$$\n") == expected


def test_by_parts_for_functions_of_which_nothing_is_known() -> None:
    assert verdicts("$$\\int f(x) g'(x)\\,dx = f(x) g(x) - \\int f'(x) g(x)\\,dx$$\n") == ["proved"]
    assert verdicts("$$\\int f(x) g'(x)\\,dx = f(x) g(x) + \\int f'(x) g(x)\\,dx$$\n") == ["refuted"]


def test_bounds_that_are_left_away() -> None:
    """Integrals over a line are often written without their bounds: then they are numbers, and the derivatives of both sides say nothing of them."""
    assert verdicts("For functions $f$ and $g$,\n\n$$\\int f(y) g(x - y) dy = \\int f(x - y) g(y) dy$$\n") == [
        "unchecked"
    ]
    said = "For differentiable functions $f$ and $g$,\n\n$$\\int f(x) g'(x) dx = -\\int f'(x) g(x) dx$$\n"
    assert verdicts(said) == ["unchecked"]
