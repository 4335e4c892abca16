"""Derivatives along what moves: names that depend on others by what the text says, functions of several names of which nothing is said, `x(t)` beside `x'(t)`."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

MOVED = r"where $u$ and $v$ are functions of $s$. Then "
BOTH = r"$u = u(r,s)$ and $v = v(r,s)$. Then "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"Let $w = u^2 v$ {MOVED}$$\frac{{dw}}{{ds}} = 2 u v \frac{{du}}{{ds}} + u^2 \frac{{dv}}{{ds}}.$$", "proved"),
        (rf"Let $w = u^2 v$ {MOVED}$$\frac{{dw}}{{ds}} = 2 u v \frac{{du}}{{ds}}.$$", "refuted"),
        (rf"Let $w = h(u, v)$ {MOVED}$$\frac{{dw}}{{ds}} = \frac{{\partial h}}{{\partial u}} \frac{{du}}{{ds}} + \frac{{\partial h}}{{\partial v}} \frac{{dv}}{{ds}}.$$", "proved"),
        (rf"Let $w = h(u, v)$ {MOVED}$$\frac{{dw}}{{ds}} = \frac{{\partial h}}{{\partial u}} \frac{{du}}{{ds}} - \frac{{\partial h}}{{\partial v}} \frac{{dv}}{{ds}}.$$", "refuted"),
        (rf"Let $w = h(u, v)$, {BOTH}$$\frac{{\partial w}}{{\partial r}} = \frac{{\partial w}}{{\partial u}} \frac{{\partial u}}{{\partial r}} + \frac{{\partial w}}{{\partial v}} \frac{{\partial v}}{{\partial r}}.$$", "proved"),
        (rf"Let $w = h(u, v)$, {BOTH}$$\frac{{\partial w}}{{\partial r}} = \frac{{\partial w}}{{\partial u}} \frac{{\partial u}}{{\partial s}} + \frac{{\partial w}}{{\partial v}} \frac{{\partial v}}{{\partial r}}.$$", "unchecked"),
        (r"Let $w = h(u)$ where $u = u(s)$. Then $$\frac{dw}{ds} = \frac{dw}{du} \frac{du}{ds}.$$", "proved"),
        (r"For $h(u, v)$ we have $$\frac{\partial^2 h}{\partial u \partial v} = \frac{\partial^2 h}{\partial v \partial u}.$$", "proved"),
        (r"Let $w(s) = h(u(s))$. Then $$w'(s) = h'(u(s)) u'(s).$$", "proved"),
        (r"Let $w(s) = h(u(s))$. Then $$w'(s) = h'(u(s)).$$", "unchecked"),
    ],
)  # fmt: skip
def test_chain_rules(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


LEVEL = r"Let $F(x, y) = 0$, where $y$ is a function of $x$. Then "
CURVE = r"The equation $F(x, y) = 0$ gives a function $y = f(x)$. Then "
ALONG = r"Let $z = F(x, y)$ and $y = f(x)$. Then "
RIGHT = r"\frac{\partial F}{\partial x} + \frac{\partial F}{\partial y} \frac{dy}{dx}"
WRONG = r"\frac{\partial F}{\partial x} - \frac{\partial F}{\partial y} \frac{dy}{dx}"
ALONE = r"\frac{\partial F}{\partial x}"


@pytest.mark.parametrize("given", [LEVEL, CURVE, r"Let $y$ be a function of $x$. Then "])
def test_what_moves_by_itself_and_along_with_its_variable(given: str) -> None:
    assert verdicts(rf"{given}$$\frac{{dF}}{{dx}} = {RIGHT}.$$") == ["proved"]
    for false in (WRONG, ALONE):
        assert verdicts(rf"{given}$$\frac{{dF}}{{dx}} = {false}.$$")[0] in ("unchecked", "refuted")


@pytest.mark.parametrize(
    ("claim", "expected"),
    [(RIGHT, "proved"), (RIGHT.replace(r"\frac{dy}{dx}", "f'(x)"), "proved"), (WRONG, "refuted"), (ALONE, "unchecked")],
)
def test_a_partial_derivative_holds_fixed_what_has_a_formula(claim: str, expected: str) -> None:
    assert verdicts(rf"{ALONG}$$\frac{{dz}}{{dx}} = {claim}.$$") == [expected]


def test_an_implicit_slope_is_not_refuted() -> None:
    slope = r"$$\frac{dy}{dx} = -\frac{\partial F/\partial x}{\partial F/\partial y}.$$"
    for given in (LEVEL, r"Let $y$ be a function of $x$ with $F = 0$. Then "):
        assert verdicts(given + slope)[-1] not in ("refuted", "conditional", "ill-formed")


@pytest.mark.parametrize(("sign", "good"), [("-", True), ("", False)])
def test_an_implicit_slope_follows_from_the_total_derivative(sign: str, good: bool) -> None:
    text = (
        r"$F(x, y) = 0$ gives a function $y = f(x)$. If $F = 0$, then $dF / dx = 0$. Thus"
        r"$$\begin{aligned} 0 = \frac{dF}{dx} &= \frac{\partial F}{\partial x} + \frac{\partial F}{\partial y} \frac{dy}{dx} \\"
        rf"\frac{{dy}}{{dx}} &= {sign} \frac{{\frac{{\partial F}}{{\partial x}}}}{{\frac{{\partial F}}{{\partial y}}}} \end{{aligned}}$$"
    )
    found = verdicts(text)[-1]
    assert found == "proved" if good else found not in ("proved", "tested", "supported")
