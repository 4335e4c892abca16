"""Jacobians of names that equations of the text give as functions of other names."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

PAGE = r"""The numbers $P$ and $Q$ are functions of $A$ and $B$:

$$
\begin{split}
P &= 2 A + B \\
Q &= B - A
\end{split}
$$

such that the inverse functions are

$$
\begin{split}
A &= %s \\
B &= Q + A \\
&= \frac{P + 2 Q}{3}
\end{split}
$$

The Jacobian matrix and its determinant are

$$
\begin{split}
J &= \left[ \begin{matrix} \frac{\mathrm{d}A}{\mathrm{d}P} & \frac{\mathrm{d}A}{\mathrm{d}Q} \\ \frac{\mathrm{d}B}{\mathrm{d}P} & \frac{\mathrm{d}B}{\mathrm{d}Q} \end{matrix} \right] = \left[ \begin{matrix} \frac{1}{3} & %s \\ \frac{1}{3} & \frac{2}{3} \end{matrix} \right] \\
|J| &= %s
\end{split}
$$
"""
RIGHT = r"\frac{P - Q}{3}", r"-\frac{1}{3}", r"\frac{1}{3}"


def test_what_equations_give_is_differentiated_by_the_new_variables() -> None:
    assert verdicts(PAGE % RIGHT)[-2:] == ["proved", "tested"]


@pytest.mark.parametrize(("entry", "last"), [(r"\frac{1}{3}", r"\frac{1}{3}"), ("0", r"\frac{1}{3}")])
def test_a_wrong_entry_is_seen(entry: str, last: str) -> None:
    assert verdicts(PAGE % (RIGHT[0], entry, last))[-2:] == ["refuted", "tested"]


def test_a_wrong_determinant_is_not_confirmed() -> None:
    assert verdicts(PAGE % (*RIGHT[:2], r"\frac{1}{6}"))[-1] in ("refuted", "unchecked")


def test_nothing_rests_on_an_equation_that_is_wrong() -> None:
    found = verdicts(PAGE % (r"\frac{P + Q}{3}", r"\frac{1}{3}", r"\frac{1}{9}"))
    assert found[0] == "refuted"
    assert found[-2:] == ["unchecked", "unchecked"]


def test_a_name_that_moves_with_the_variable_is_no_constant() -> None:
    text = r"""Let $R = x - z$ and $T = x + z$. Then

$$
\begin{split}
z &= \frac{T - R}{2} \\
R &= T - 2 z
\end{split}
$$

and so $\frac{\mathrm{d}R}{\mathrm{d}T} = 1$.
"""
    assert verdicts(text)[-1] not in ("proved", "tested", "supported")


def test_an_equation_of_another_section_gives_nothing() -> None:
    text = PAGE % RIGHT
    text = text.replace(
        "The Jacobian matrix", "## Other coordinates\n\nLet $A$ and $B$ be numbers. The Jacobian matrix"
    )
    assert verdicts(text)[-2] not in ("proved", "tested", "refuted")


def test_a_slope_that_is_set_to_zero_is_no_claim() -> None:
    text = PAGE % RIGHT
    text = text[: text.index("The Jacobian")] + r"At a critical point, $\frac{\mathrm{d}A}{\mathrm{d}P} = 0$."
    assert "refuted" not in verdicts(text)


STEPS = "Let $y = t^2 + 2 t + 1$ and $s = t + 1$. Then $y = {}$.\n\n"


def test_an_equation_says_how_a_value_moves_with_a_step_of_it() -> None:
    assert verdicts(STEPS.format("s^2") + r"$$\frac{dy}{ds} = 2 s$$") == ["proved", "proved"]
    assert verdicts(STEPS.format("s^2") + r"$$\frac{dy}{ds} = 2 t$$") == ["proved", "refuted"]
    assert verdicts(STEPS.format("s^2 + t") + r"$$\frac{dy}{ds} = 2 s$$")[-1] == "unchecked"
    assert verdicts(STEPS.format("s^3") + r"$$\frac{dy}{ds} = 3 s^2$$") == ["refuted", "unchecked"]
