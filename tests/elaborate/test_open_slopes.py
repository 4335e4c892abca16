"""A name for a derivative of which the text does not say what moves in it is open: it is not zero."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}


@pytest.mark.parametrize(
    "said",
    [
        r"Let $v = \frac{dx}{dt}$. Then $v = 3 v$.",
        r"Let $\delta = \frac{\partial L}{\partial z}$. Then $\delta = -\delta$.",
        r"Let $g = \nabla_w L$ where $L$ is the loss. Then $g = 2 g$.",
        r"Let $A$ be an invertible matrix that changes with $t$, and write $\dot A = \frac{dA}{dt}$. Then $\frac{d}{dt} A^{-1} = - \dot A A^{-2}$.",
    ],
)
def test_nothing_follows_from_a_slope_of_what_is_only_named(said: str) -> None:
    assert not _CONFIRMED & set(verdicts(said))


def test_what_holds_of_any_slope_and_of_a_known_one() -> None:
    text = r"Let $A$ be an invertible matrix that changes with $t$, and write $\dot A = \frac{dA}{dt}$. "
    assert verdicts(text + r"Then $\frac{d}{dt} A^{-1} = - A^{-1} \dot A A^{-1}$.")[-1] == "proved"
    assert verdicts(r"Let $g = \nabla_w L$ where $L$ is the loss. Then $g + g = 2 g$.")[-1] == "proved"
    known = r"Let $f(w) = \|w\|^2$ and $g = \nabla f(w)$. Then "
    assert verdicts(known + "$g = 2w$.")[-1] == "proved"
    assert verdicts(known + "$g = w$.")[-1] == "refuted"


@pytest.mark.parametrize(
    "said",
    [
        r"Let $g = \frac{\partial L}{\partial w}$. If $g = h$ then $h = 2 h$.",
        r"We have $\delta = \frac{\partial L}{\partial z}$. Moreover $\delta = 0$.",
        r"Let $a = \frac{dv}{dt}$ and $F = m a$. Then $F = 2 F$.",
        r"Let $p = m v$. Then $\frac{dp}{dt} = 0$.",
        r"Let $g = \nabla L$ and $d = -g$. Then $d^T g = 0$.",
    ],
)
def test_nothing_follows_from_it_on_any_other_way(said: str) -> None:
    assert not _CONFIRMED & set(verdicts(said))
