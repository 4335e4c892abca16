"""What the words at the end of a display suppose holds for what stands before them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_ALL = ("algebra", "modular", "reals", "numeric")
_CONFIRMED = {"proved", "tested", "supported"}
_TEXT = r"Let $A$ and $B$ be symmetric positive definite $n \times n$ matrices. Then $$x^\top %s x > 0 \quad \text{%s } x \neq 0.$$"


@pytest.mark.parametrize("words", ["for all", "whenever", "if"])
def test_it_is_no_claim(words: str) -> None:
    found = verdicts(_TEXT % ("A", words), _ALL)
    assert len(found) == 1 and set(found) <= _CONFIRMED
    assert not set(verdicts(_TEXT % ("A B", words), _ALL)) & _CONFIRMED


def test_an_assumption_that_is_dropped_leaves_no_equation_behind() -> None:
    text = r"""Let $x \neq 0$ be real.

Suppose for the moment that $x > 0$. In this case $\arctan x + \arctan \frac{1}{x} = \frac{\pi}{2}$.

Without that extra assumption, for every real $x \neq 0$, again $$\arctan x + \arctan \frac{1}{x} = \frac{\pi}{2}.$$
"""
    assert not set(verdicts(text, _ALL)[1:]) & _CONFIRMED  # the first is so where x > 0


@pytest.mark.slow
def test_of_an_equation_that_only_zero_solves_little_is_said() -> None:
    text = r"Let $A$, $B$ be $n \times n$ matrices with $A B - B A = B$ and $k \geq 1$. Then $A^k - B^k = (A - B) \sum_{j=0}^{k-1} A^j B^{k-1-j}$."
    assert not set(verdicts(text, _ALL)) & _CONFIRMED


@pytest.mark.parametrize(
    "condition", [r"x^2 \geq x \quad \text{unless } 0 < x < 1", r"x^2 = 2x \quad \text{for some } x \neq 0"]
)
def test_what_is_not_said_of_all_is_not_refuted(condition: str) -> None:
    assert not {"refuted", "conditional"} & set(verdicts(rf"Here $x$ is a real number. $${condition}.$$", _ALL))


def test_a_property_that_is_dropped_is_no_hypothesis() -> None:
    text = r"""In this section $A$ is a symmetric $d \times d$ matrix. Assume first that $A$ is positive definite. Then for all $u \in \mathbb{R}^d$, $u^\top A u \geq 0$.

From now on the assumption of definiteness is dropped. Still, for all $u, v \in \mathbb{R}^d$, $$u^\top A v = v^\top A u$$ and also $$(u^\top A v)^2 \leq (u^\top A u)(v^\top A v).$$
"""
    found = verdicts(text, _ALL)
    assert found[-2] == "proved" and found[-1] not in _CONFIRMED


def test_bounds_of_all_of_another_range_replace_those_before() -> None:
    text = r"""Let $n \geq 1$. Then $\sum_{k=0}^n \binom{n}{k} = 2^n$.

For every integer $n \geq %d$, $$\sum_{k=0}^n (-1)^k \binom{n}{k} = 0.$$
"""
    assert verdicts(text % 1)[-1] in _CONFIRMED
    assert not set(verdicts(text % 0)[1:]) & _CONFIRMED
