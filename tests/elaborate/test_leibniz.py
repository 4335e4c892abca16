"""Derivatives of functions in Leibniz' notation, at points and beside the function's value."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ENGINES = ("algebra", "modular", "sympy", "numeric")


@pytest.mark.parametrize(
    "text",
    [
        r"We have $\frac{d}{dt}\left(p_1(t) + w(t)\right) = \frac{dp_1}{dt}(t) + \frac{dw}{dt}(t)$.",
        r"We have $\frac{d}{ds} G(r(s)) = \frac{dG}{dr}(r(s)) \cdot \frac{dr}{ds}(s)$.",
        r"We have $\frac{d}{ds} G(r(s)) = \frac{dG}{dr}(r(s)) \frac{dr}{ds}$.",
        r"We have $\frac{d}{dz}(h(z) k(z)) = h(z) \frac{dk}{dz}(z) + \frac{dh}{dz} k(z)$.",
        r"We have $\frac{d^2}{dz^2}(h(z) + 3 z^2) = \frac{d^2h}{dz^2}(z) + 6$.",
        r"We know that $h(z + \epsilon) \approx h(z) + \epsilon \frac{dh}{dz}(z)$ for small $\epsilon$.",
    ],
)
def test_the_rules_hold_for_any_functions(text):
    assert verdicts(text, ENGINES) == ["proved"]


@pytest.mark.parametrize(
    "text",
    [
        r"We have $\frac{d}{dt}(h(t) w(t)) = \frac{dh}{dt}(t) \frac{dw}{dt}(t)$.",
        r"We have $\frac{d}{ds} G(r(s)) = \frac{dG}{dr}(s) \cdot \frac{dr}{ds}(s)$.",
        # of an f(y) with y = g(x), df/dx (x) is not f'(x)
        r"Here $f(y)$ is a function, and $y = g(x)$. Then $\frac{df}{dx}(x) = f'(g(x))$.",
        # of two arguments
        r"Let $f(x, y)$ be smooth. Then $\frac{d}{dx} f(x, x) = \frac{df}{dx}(x)$.",
    ],
)
def test_what_is_no_rule_is_not_proved(text):
    assert not {"proved", "tested", "refuted"} & set(verdicts(text, ENGINES))


def test_a_function_with_a_formula_is_differentiated_at_points():
    text = r"Let $f(x) = x^3 + 2x$. Then $\frac{df}{dx}(2) = 14$ and $\frac{df}{dx}(x_0) = 3 x_0^2 + 2$ and $\frac{d^2f}{dx^2}(1) = 6$."
    assert verdicts(text, ENGINES) == ["proved"] * 3
    assert verdicts(r"Let $f(x) = x^3 + 2x$. Then $\frac{df}{dx}(2) = 12$.", ENGINES) == ["refuted"]


def test_a_factor_behind_a_derivative_is_a_factor():
    text = r"Let $y = u^2$ and $u = 3x + 1$. Then $\frac{dy}{du}(1 + u) = 2u + 2u^2$."
    assert verdicts(text, ENGINES) == ["proved"]


def test_a_numeral_is_constant_in_a_derivative():
    text = r"We get $\frac{d}{dx}[(x-1)^4 + 1] = \frac{d}{dx}[(x-1)^4] + \frac{d}{dx}[1]$."
    assert verdicts(text, ENGINES) == ["proved"]
    # the value of a function at a point may be meant to be differentiated before it is taken there
    assert verdicts(r"Let $f(x) = x^2 + x$. Then $\frac{d}{dx} f(1) = 3$.", ENGINES) == ["unchecked"]
