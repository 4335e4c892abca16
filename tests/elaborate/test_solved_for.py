"""What is concluded of a name from equations that are given: a claim, by which a derivative moves that name."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_GOOD = ("proved", "tested")


@pytest.mark.parametrize(
    ("given", "right", "wrong"),
    [
        (r"Let $a + b = 1$.", r"b = 1 - a", r"b = 1 + a"),
        (r"Suppose $x + y = s$ and $x - y = d$.", r"y = \frac{s - d}{2}", r"y = \frac{s + d}{2}"),
        (r"Suppose that $A X B = C$ with invertible $A$ and $B$.", r"X = A^{-1} C B^{-1}", r"X = B^{-1} C A^{-1}"),
        (
            r"Let $u$ and $v$ be vectors with $\|u + v\|^2 = c$.",
            r"c = \|u\|^2 + 2 u^T v + \|v\|^2",
            r"c = \|u\|^2 + u^T v + \|v\|^2",
        ),
    ],
)
def test_what_follows_from_a_given_equation_defines_nothing(given: str, right: str, wrong: str) -> None:
    assert verdicts(f"{given} Then ${right}$.") == ["proved"]
    assert verdicts(f"{given} Then ${wrong}$.") == ["refuted"]


def test_an_eigenvalue_is_not_defined_by_what_is_said_of_it() -> None:
    given = r"Let $A \in \mathbb{R}^{n \times n}$ with $A v = \lambda v$ and $v \neq 0$. Then "
    assert verdicts(given + r"$\lambda = \frac{v^T A v}{v^T v}$.") == ["proved"]
    wrong = verdicts(given + r"$\lambda = v^T A v$. Then $v^T v = 1$.")
    assert len(wrong) == 2 and not set(wrong) & set(_GOOD)


def test_a_new_name_is_defined_behind_then() -> None:
    assert verdicts(r"Let $a + b = 1$. Then $m = a - b$. Then $m = 2 a - 1$.") == ["proved"]


_FENCE = r"For a field with $2 a + 2 b = L$ the area is $S = a b$. "


def test_a_derivative_moves_what_a_constraint_gives() -> None:
    right = _FENCE + r"Then $b = \frac{L}{2} - a$ and $\frac{dS}{da} = \frac{L}{2} - 2 a$."
    assert verdicts(right) == ["proved", "proved"]
    wrong = verdicts(_FENCE + r"Then $b = L - a$. So $\frac{dS}{da} = L - 2 a$.")
    assert wrong[0] == "refuted" and not set(wrong) & set(_GOOD)


@pytest.mark.parametrize(
    "claim",
    [
        _FENCE + r"Then $\frac{dS}{da} = b$.",
        r"Let $p + q = 1$ and $f = p^2 q$. Then $\frac{df}{dp} = 2 p q$.",
        r"A gas satisfies $p V = n R T$. Let $U = c n R T$ and $H = U + p V$. Then $\frac{\partial H}{\partial T} = c n R$.",
        r"We have $p V = n R T$. Let $U = c n R T$ and $H = U + p V$. Let $C = \frac{\partial H}{\partial T}$. Then $C - c n R = n R$.",
    ],
)
def test_what_an_equation_ties_is_not_held_fixed(claim: str) -> None:
    found = verdicts(claim)
    assert found[-1] == "unchecked"


def test_constraints_of_extrema_tie_nothing_in_partial_derivatives() -> None:
    given = (
        r"Minimise $x^2 + y^2$ subject to $x + y = 1$. The Lagrangian is $L = x^2 + y^2 + \lambda (x + y - 1)$. Then "
    )
    assert verdicts(given + r"$\frac{\partial L}{\partial x} = 2 x + \lambda$.") == ["proved"]


_CAN = r"A can of radius $r$ and height $h$ has the volume $V = \pi r^2 h$. Hence $h = \frac{V}{\pi r^2}$. Its surface is $S = 2 \pi r^2 + 2 \pi r h$. "


def test_a_definition_solved_for_a_name_lets_it_move() -> None:
    right = verdicts(_CAN + r"So $\frac{dS}{dr} = 4 \pi r - \frac{2 V}{r^2}$.")
    assert right[-1] in _GOOD
    wrong = verdicts(_CAN + r"So $\frac{dS}{dr} = 4 \pi r + \frac{2 V}{r^2}$.")
    assert wrong[-1] == "unchecked"
    held = verdicts(_CAN + r"So $\frac{dS}{dr} = 4 \pi r + 2 \pi h$.")
    assert held[-1] == "unchecked"


_MOTION = r"The momentum is $p = m v$. Hence $v = \frac{p}{m}$. The energy is $K = \frac{1}{2} m v^2$. "


@pytest.mark.parametrize(
    ("slope", "right"),
    [
        (r"\frac{\partial K}{\partial m} = \frac{1}{2} v^2", True),
        (r"\frac{\partial K}{\partial m} = -\frac{p^2}{2 m^2}", True),
        (r"\frac{\partial K}{\partial v} = p", True),
        (r"\frac{\partial K}{\partial m} = \frac{p^2}{2 m^2}", False),
        (r"\frac{\partial K}{\partial m} = v^2", False),
    ],
)
def test_the_value_tells_what_a_partial_derivative_holds(slope: str, right: bool) -> None:
    assert (verdicts(_MOTION + f"Thus ${slope}$.")[-1] in _GOOD) is right
