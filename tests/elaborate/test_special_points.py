"""Equations that hold at special points only, and what comes of setting a gradient to zero in few words."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

QUOTIENT = (
    r"Let $q(v) = \frac{v^T M v}{v^T v}$ with $M$ symmetric. Then $$\nabla q(v) = \frac{2}{v^T v} (M v - q(v) v).$$ "
)

FORM = r"Let $p(v) = v^T M v - 2 c^T v$ with $M$ symmetric. Then $$\nabla p(v) = 2 M v - 2 c.$$ "


@pytest.mark.parametrize(
    "words",
    [
        "Setting this to zero:",
        "Setting the gradient to zero,",
        "Equating it to zero:",
        "At a critical point,",
        "At any stationary point we have",
        "The first-order condition is",
        "Stationary points satisfy",
        "The critical points must satisfy",
    ],
)
def test_what_a_gradient_gives_where_it_is_zero(words: str) -> None:
    assert verdicts(FORM + words + " $M v = c$.")[-1] == "proved"
    assert verdicts(FORM + words + " $$M v = c.$$")[-1] == "proved"
    assert verdicts(FORM + words + " $M v = 2 c$.")[-1] in ("refuted", "conditional")


def test_a_quotient_is_stationary_at_eigenvectors() -> None:
    assert verdicts(QUOTIENT + "Setting this to zero: $M v = q(v) v$.")[-1] == "proved"


@pytest.mark.parametrize(
    "words",
    [
        "For the maximizer we have",
        "The optimality condition reads",
        "At the optimum,",
        "The residual vanishes:",
        "We want",
        "At convergence we see that",
        "Minimizers satisfy",
    ],
)
def test_what_holds_at_points_that_words_name_is_not_refuted(words: str) -> None:
    assert verdicts(QUOTIENT + words + " $M v = q(v) v$.")[-1] != "refuted"


@pytest.mark.parametrize(
    "words", ["To find the minimum of it we expand:", "The maximum likelihood fit uses", "We see that"]
)
def test_identities_beside_words_for_optima_are_refuted(words: str) -> None:
    assert verdicts(QUOTIENT + words + " $v^T (M v - q(v) v) = v^T v$.")[-1] == "refuted"
    assert verdicts(QUOTIENT + words + " $v^T (M v - q(v) v) = 0$.")[-1] == "proved"


@pytest.mark.parametrize("sign", [r"\overset{!}{=}", r"\stackrel{!}{=}"])
def test_what_is_demanded_by_a_mark_over_the_sign(sign: str) -> None:
    text = r"Let $h(t) = t^2 - 6 t$. Then $$h'(t) = 2 t - 6 " + sign + r" 0 \Rightarrow t = "
    assert verdicts(text + "3$$")[-1] == "proved"
    assert verdicts(text + "2$$")[-1] == "refuted"
    assert verdicts("Let $A$ be square. $$(A + I)^2 " + sign + " A^2 + I$$") == []
    assert verdicts("Let $A$ be square. $$(A + I)^2 = A^2 + I$$")[-1] == "refuted"


def test_what_is_asked_by_a_mark_over_the_sign_is_not_refuted() -> None:
    text = r"Let $A$ be square. Is $$(A + I)^2 \overset{?}{=} "
    assert verdicts(text + "A^2 + I$$")[-1] == "unchecked"
    assert verdicts(text + "A^2 + 2 A + I$$")[-1] == "proved"


CURVE = r"Let $h(t) = t^2 - 2 t + 3 b$, so $h'(t) = 2 t - 2$. "


@pytest.mark.parametrize(
    "words",
    ["Setting $b$ to zero,", "Setting $b$ to $0$:", "Setting the initial value to zero, we find", "Putting the offset equal to zero gives"],
)  # fmt: skip
def test_what_is_set_to_zero_may_be_no_slope(words: str) -> None:
    assert "refuted" not in verdicts(CURVE + words + " $h(t) = t^2 - 2 t$.")
    assert "refuted" not in verdicts(CURVE + words + " $$h(t) = t^2 - 2 t.$$")


@pytest.mark.parametrize(
    "words", ["Setting $t$ to zero gives", "Setting $t$ to $0$:", "Setting $b$ to $1$ and $t$ to zero,"]
)
def test_a_slope_where_its_variable_is_zero(words: str) -> None:
    assert "refuted" not in verdicts(CURVE + words + " $h'(t) = -2$.")


@pytest.mark.parametrize(
    "words", ["Setting the derivative to zero,", "Setting the slope equal to zero gives", "Equating this to zero:"]
)
def test_a_slope_that_words_name_is_set_to_zero(words: str) -> None:
    assert verdicts(CURVE + words + " $t = 1$.")[-1] == "proved"
    assert verdicts(CURVE + words + " $t = 2$.")[-1] == "refuted"
