"""Averages of which nothing is known but that they are linear."""

import pytest

from tests.judged import said

P, Q = "\\mathbb{E}_{x\\sim p}", "\\mathbb{E}_{x\\sim q}"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (f"{P}[f(x) + g(x)] = {P}[f(x)] + {P}[g(x)]", "proved"),
        (f"{P}[f(x) + g(x)] = {P}[f(x)] + {Q}[g(x)]", "unchecked"),
        (f"{P}[2f(x)] - {Q}[f(x)] = 2{P}[f(x)] - {Q}[f(x)]", "proved"),
        (f"{P}[2f(x)] - {Q}[f(x)] = 2{P}[f(x)] + {Q}[f(x)]", "unchecked"),
        (f"{P}[f(x)] - {Q}[f(x)] = 0", "unchecked"),
        (f"{P}[f(x)^2] = {P}[f(x)]^2", "unchecked"),
        ("\\sum_{i=1}^n \\mathbb{E}_{z_i\\sim p}[f(z_i)] = n\\mathbb{E}_{z_i\\sim p}[f(z_i)]", "unchecked"),
        ("E[g_t^2](1-b)\\sum_{i=1}^t b^{t-i} = E[g_t^2](1-b^t)", "tested"),
        ("E[g_t^2](1-b)\\sum_{i=1}^t b^{t-i} = E[g_t^2](1-b)", "unchecked"),
    ],
)
def test_linear_in_averages(formula: str, expected: str) -> None:
    assert said(f"With expected values of the gradients $g_t$ and $b \\neq 1$,\n\n$${formula}$$\n")[-1] == expected


def test_what_an_average_is_differentiated_by_may_shape_its_law() -> None:
    formula = "\\frac{d}{d\\theta}\\mathbb{E}_{x\\sim p_\\theta}[f(x)] = 0 \\cdot \\theta"
    assert said(f"$${formula}$$\n")[-1] in ("defined", "unchecked")
