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


@pytest.mark.parametrize(
    ("head", "right", "wrong"),
    [
        ("$u'+5u=0$, $u(0)=2$.", "u(t) = 2e^{-5t}", "u(t) = 2e^{5t}"),
        ("$u'+5u=0$, $u(0)=2$.", "u(t) = 2e^{-5t}", "u(t) = 5e^{-5t}"),
        ("Euler type, $x^2u''-6u=0$.", "u = c_1x^3+c_2x^{-2}", "u = c_1x^3+c_2x^2"),
        ("Decay $M'(t) = -\\kappa M(t)$, $\\kappa > 0$.", "M(t) = M_0 e^{-\\kappa t}", "M(t) = M_0 e^{\\kappa t}"),
    ],
)
def test_a_formula_below_an_equation_at_the_head_is_its_solution(head: str, right: str, wrong: str) -> None:
    assert set(verdicts(f"{head}\n\n$${right}$$\n", ALL)) == {"proved"}
    assert "refuted" in verdicts(f"{head}\n\n$${wrong}$$\n", ALL)


@pytest.mark.parametrize("head", ["Let $u''+\\omega^2u=0$.", "Consider the differential equation $u''+\\omega^2u=0$."])
def test_a_trial_with_a_number_that_is_to_be_found_is_no_solution(head: str) -> None:
    assert verdicts(f"{head}\n\n$$u(t) = e^{{rt}}$$\n", ALL) == []
    assert "refuted" in verdicts(f"{head} Its solution is\n\n$$u(t) = e^{{\\omega t}}$$\n", ALL)
