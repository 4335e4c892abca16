"""Closed forms of recursions are shown by induction."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

CONFIRMED = {"proved", "tested"}


@pytest.mark.parametrize(
    ("given", "right", "wrong"),
    [
        (r"$x_{k+1} = A x_k$ with $A \in \mathbb{R}^{n \times n}$", "x_k = A^k x_0", "x_k = A^{k+1} x_0"),
        ("$a_0 = 1$ and $a_{n+1} = 2 a_n + 1$", "a_n = 2^{n+1} - 1", "a_n = 2^n - 1"),
        ("$a_1 = 3$ and $a_n = a_{n-1} + 2$", "a_n = 2 n + 1", "a_n = 2 n - 1"),
        (r"$e_t = (1 - \eta) e_{t-1}$", r"e_t = (1 - \eta)^t e_0", r"e_t = (1 - \eta)^{t-1} e_0"),
        (r"$v_0 = 0$ and $v_t = \beta v_{t-1} + (1 - \beta) g$", r"v_t = (1 - \beta^t) g", r"v_t = (1 - \beta)^t g"),
    ],
)
def test_a_closed_form(given: str, right: str, wrong: str) -> None:
    assert verdicts(f"Let {given}. Then ${right}$.")[-1] in CONFIRMED
    assert verdicts(f"Let {given}. Then ${wrong}$.")[-1] == "refuted"


def test_what_is_said_of_a_member_alone_is_not_refuted_by_any_value() -> None:
    assert verdicts("Let $a_1 = 3$ and $a_n = a_{n-1} + 2$. If $a_n = 7$, then $n = 3$.")[-1] == "unchecked"


def test_members_of_other_sequences_are_not_summed_up() -> None:
    assert verdicts("Let $x_0 = 1$ and $x_{k+1} = x_k + d_k$. Then $x_k = 1$.")[-1] == "unchecked"


def test_one_step_of_a_recursion() -> None:
    text = r"Let $a > 0$ and $x_{k+1} = \frac{1}{2}(x_k + \frac{a}{x_k})$ with $x_k > 0$. Then "
    assert verdicts(text + r"$x_{k+1} - \sqrt{a} = \frac{(x_k - \sqrt{a})^2}{2 x_k}$.")[-1] in CONFIRMED
    assert verdicts(text + r"$x_{k+1} - \sqrt{a} = \frac{(x_k - \sqrt{a})^2}{x_k}$.")[-1] == "refuted"


def test_what_is_defined_by_the_number_moves_with_it() -> None:
    text = "Let $N = 2^k$, $u_0 = 1$ and $u_{k+1} = 2 u_k$. Then $u_k = N$."
    assert verdicts(text)[-1] != "refuted"


def test_a_first_member_that_was_not_decided_shows_nothing() -> None:
    text = r"We have $x_0 y = 5$. Let $x_{k+1} = 2 x_k$. Then $x_0 = 1$. Hence $x_k = 2^k$."
    assert verdicts(text)[-1] not in ("proved", "tested", "supported")


@pytest.mark.parametrize("form", [r"3|n|", r"3\sqrt{n^2}"])
def test_the_step_is_asked_for_members_that_there_are_only(form: str) -> None:
    said = r"Let $a_n = a_{n-1} + 3$, $a_0 = 0$."
    assert verdicts(f"{said} Then $a_n = {form}$.", ("algebra", "modular", "sympy", "numeric"))[-1] != "refuted"
    assert verdicts(f"{said} Then $a_n = 2n$.", ("algebra", "modular", "sympy", "numeric"))[-1] == "refuted"
