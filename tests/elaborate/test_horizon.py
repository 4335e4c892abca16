"""T above something: a transpose, or how many steps there are; and recursions that go back by several places."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}
_COUPONS = r"At the rate $r > 0$, with $v = 1/(1+r)$, the sum over the years $1, \dots, T$ is $$\sum_{t=1}^{T} \frac{c}{(1+r)^t} = c v \frac{1 - v^T}{1 - v} = \frac{c}{r} \left(1 - (1+r)^{%sT}\right).$$"


def test_how_many_steps_there_are() -> None:
    assert set(verdicts(_COUPONS % "-")) <= _CONFIRMED
    assert verdicts(_COUPONS % "")[-1] == "refuted"


def test_a_transpose_stays_one() -> None:
    text = r"Let $A \in \mathbb{R}^{n \times n}$ be invertible and $T \geq 1$. Then $(A^{-1})^T = A^{-T}$."
    assert set(verdicts(text)) == {"proved"}


@pytest.mark.parametrize(
    ("recursion", "right", "wrong"),
    [
        (r"a_0 = 2$, $a_1 = 3$ and $a_{n+1} = 3 a_n - 2 a_{n-1}$ for $n \ge 1", "2^n + 1", "2^n + n"),
        (r"a_0 = 0$, $a_1 = 1$ and $a_n = 5 a_{n-1} - 6 a_{n-2}$ for $n \ge 2", "3^n - 2^n", "3^n + 2^n"),
    ],
)
def test_recursions_of_the_second_order(recursion: str, right: str, wrong: str) -> None:
    text = rf"Let ${recursion}$. Then for every $n \ge 0$, $a_n = %s$."
    assert verdicts(text % right) == ["tested"]
    assert not set(verdicts(text % wrong)) & _CONFIRMED


def test_sets_of_numbers_in_macros_of_an_author() -> None:
    text = r"Let $f : \rr^n \to \rr$ be a function and $x, y \in \RR^n$. Then $x^\top y = %s$."
    assert verdicts(text % r"y^\top x") == ["proved"]
    assert verdicts(text % r"y x^\top") == ["ill-formed"]


def test_a_recursion_may_begin_with_the_first_member() -> None:
    text = r"Let $a_1, a_2$ satisfy $a_1 = 1$ and $a_2 = 5$, and let $a_n = 5 a_{n-1} - 6 a_{n-2}$ for $n \ge 3$. Then $a_n = %s$."
    assert not {"refuted", "conditional"} & set(verdicts(text % "3^n - 2^n"))
    assert not set(verdicts(text % "3^n - 2^{n-1}")) & _CONFIRMED
