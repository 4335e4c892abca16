"""Bars behind absolute values and operators that stand between two values."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ENGINES = ("algebra", "modular", "sympy", "numeric")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (r"Let $0<a<b$. $$\int_{-b}^{-a}\frac{dx}{x}=\ln|x|\,\Big|_{-b}^{-a}=\ln\frac{a}{b}$$", "tested"),
        (r"Let $0<a<b$. $$\int_{-b}^{-a}\frac{dx}{x}=\ln|x| \Big|_{-b}^{-a}=\ln\frac{b}{a}$$", "refuted"),
        (r"$$\int_0^1 \frac{dx}{1+x} = \ln(1+x) \Big|_0^1 = \ln 2$$", "proved"),
        (r"$$\int_0^1 \frac{dx}{1+x} = \ln(1+x) \Big|_0^1 = \ln 3$$", "refuted"),
    ],
)
def test_bars_behind_operators(text: str, last: str) -> None:
    assert verdicts(text, ENGINES)[-1] == last


def test_what_a_verb_goes_with_is_not_given() -> None:
    text = r"Since $t\mapsto t^{-1/2}$ is decreasing we can compare with an integral, $$\sum_{t=1}^{T}\frac{1}{\sqrt t}\le\int_0^T\frac{dt}{\sqrt t}=\tfrac12\sqrt T$$"
    assert verdicts(text)
