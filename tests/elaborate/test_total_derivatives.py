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
        (rf"Let $w = h(u, v)$ {MOVED}$$\frac{{dw}}{{ds}} = \frac{{\partial h}}{{\partial u}} \frac{{du}}{{ds}} - \frac{{\partial h}}{{\partial v}} \frac{{dv}}{{ds}}.$$", "unchecked"),
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
