"""Derivatives of integrals whose ends or integrands depend on the variable."""

from __future__ import annotations

from tests.judged import verdicts


def test_an_end_that_moves() -> None:
    text = r"For $a>0$, $$\frac{d}{da}\int_0^{a^2} \cos(t^2)\,dt = %s\cos(a^4).$$"
    assert verdicts(text % "2a") == ["proved"]
    assert verdicts(text % "") == ["refuted"]


def test_ends_and_integrand_together() -> None:
    text = r"For $x>0$ let $G(x)=\int_x^{x^3} e^{-xt}\,dt$. Then $$G'(x)=3x^2e^{-x^4}-e^{-x^2}%s\int_x^{x^3} t\,e^{-xt}\,dt.$$"
    assert verdicts(text % "-") == ["tested"]
    assert verdicts(text % "+") == ["refuted"]


def test_any_smooth_integrand() -> None:
    text = r"For a smooth function $g$, $$\frac{d}{dx}\int_0^{x} g(x-t)\,dt=%s\int_0^x g'(x-t)\,dt.$$"
    assert verdicts(text % "g(0)+") == ["tested"]
    assert verdicts(text % "") != ["tested"]


def test_a_jump_is_left_alone() -> None:
    text = r"For real $x$, $$\frac{d}{dx}\int_0^{1} |x-t|\,dt=\int_0^1 (x-t)\,dt.$$"
    assert verdicts(text) == ["unchecked"]
