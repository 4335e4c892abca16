"""Functions that a text gives as solutions of differential equations are put into them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ALL = ("algebra", "modular", "sympy", "numeric")


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "The equation $y'' + y = \\cos t$ has the particular solution $y(t) = {}$.",
            "\\frac t2 \\sin t",
            "\\frac t2 \\cos t",
        ),
        ("The solution of $\\frac{dP}{dt} = r P$ is $P(t) = {}$.", "P_0 e^{rt}", "P_0 e^{-rt}"),
        (
            "We solve $u'(t) + a u(t) = b$. The general solution is $u(t) = {}$.",
            "\\frac{b}{a} + c e^{-a t}",
            "b + c e^{-a t}",
        ),
        ("We solve $y'' - y = e^{2t}$. A particular solution is $y = {}$.", "\\frac13 e^{2t}", "\\frac12 e^{2t}"),
        (
            "The logistic equation $y' = y(1-y)$ has the solution $y(x) = {}$.",
            "\\frac{1}{1 + e^{-x}}",
            "\\frac{e^{-x}}{1 + e^{-x}}",
        ),
    ],
)
def test_a_solution_is_put_into_its_equation(text: str, right: str, wrong: str) -> None:
    assert verdicts(text.replace("{}", right), ALL)[-1] in ("proved", "tested")
    assert verdicts(text.replace("{}", wrong), ALL)[-1] == "refuted"


@pytest.mark.parametrize(
    "text",
    [
        "We solve $y'' + y = \\cos t$. We try the solution $y = A t \\sin t$.",
        "We solve $x'' + 2\\gamma x' + \\omega^2 x = 0$. The solution $x(t) = e^{-\\gamma t}$ exists only for $\\gamma = \\omega$.",
        "We solve $y' = f(y)$ numerically. The approximate solution is $y = t$.",
    ],
)
def test_what_is_tried_or_holds_in_a_case_is_not_refuted(text: str) -> None:
    assert "refuted" not in verdicts(text, ALL)


def test_a_solution_has_the_values_that_it_is_said_to_have() -> None:
    text = "The solution of $y' = 2y$ with $y(0) = 3$ is $y(t) = {} e^{2t}$."
    assert set(verdicts(text.replace("{}", "3"), ALL)) == {"proved"}
    assert "refuted" in verdicts(text.replace("{}", "5"), ALL)
    text = "We solve $y'' + y = 0$ with $y(0) = 1$ and $y'(0) = 0$. The solution is $y(t) = {} t$."
    assert set(verdicts(text.replace("{}", "\\cos"), ALL)) == {"proved"}
    assert verdicts(text.replace("{}", "\\sin"), ALL)[1:] == ["refuted", "refuted"]
