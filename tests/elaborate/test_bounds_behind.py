"""What the words at the end of a display suppose holds for what stands before them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_ALL = ("algebra", "modular", "reals", "numeric")
_CONFIRMED = {"proved", "tested", "supported"}
_TEXT = r"Let $A$ and $B$ be symmetric positive definite $n \times n$ matrices. Then $$x^\top %s x > 0 \quad \text{%s } x \neq 0.$$"


@pytest.mark.parametrize("words", ["for all", "whenever", "for every", "if", "for any vector"])
def test_it_is_no_claim(words: str) -> None:
    found = verdicts(_TEXT % ("A", words), _ALL)
    assert len(found) == 1 and set(found) <= _CONFIRMED
    assert not set(verdicts(_TEXT % ("A B", words), _ALL)) & _CONFIRMED


def test_an_assumption_that_is_dropped_leaves_no_equation_behind() -> None:
    text = r"""Let $x \neq 0$ be real.

Suppose for the moment that $x > 0$. In this case $\arctan x + \arctan \frac{1}{x} = \frac{\pi}{2}$.

Without that extra assumption, for every real $x \neq 0$, again $$\arctan x + \arctan \frac{1}{x} = \frac{\pi}{2}.$$
"""
    assert not set(verdicts(text, _ALL)[-1:]) & _CONFIRMED


def test_of_an_equation_that_only_zero_solves_little_is_said() -> None:
    text = r"Let $A$, $B$ be $n \times n$ matrices with $A B - B A = B$ and $k \geq 1$. Then $A^k - B^k = (A - B) \sum_{j=0}^{k-1} A^j B^{k-1-j}$."
    assert not set(verdicts(text, _ALL)) & _CONFIRMED
