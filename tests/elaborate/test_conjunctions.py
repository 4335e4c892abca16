"""Lists beside an arrow: each of them follows, and from all of them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_ENGINES = ("algebra", "modular", "reals")
_BLOCKS = r"""Let $P \in \mathbb{R}^{k \times k}$ and $T \in \mathbb{R}^{l \times l}$ be symmetric, $Q \in \mathbb{R}^{k \times l}$, and
$$ G = \begin{bmatrix} P & Q \\ Q^\top & T \end{bmatrix}. $$

"""
_WRONG = {"refuted", "conditional", "ill-formed"}
_CONFIRMED = {"proved", "tested", "supported"}


def test_a_definite_matrix_has_definite_block_and_complement() -> None:
    found = verdicts(_BLOCKS + r"Then $G \succ 0 \iff P, T - Q^\top P^{-1} Q \succ 0$.", _ENGINES)
    assert found == ["proved", "proved", "proved"]  # each of the two follows, and G ≻ 0 from both


def test_a_list_that_is_too_weak_is_not_confirmed_backwards() -> None:
    found = verdicts(_BLOCKS + r"Then $G \succ 0 \iff P, T \succ 0$.", _ENGINES)
    assert sorted(verdict in _CONFIRMED for verdict in found) == [False, True, True]


@pytest.mark.slow
def test_a_list_that_is_too_strong_is_not_confirmed_forwards() -> None:
    found = verdicts(_BLOCKS + r"Then $G \succeq 0 \iff P, T - Q^\top P^{-1} Q \succ 0$.", _ENGINES)
    assert sum(verdict in _CONFIRMED for verdict in found) <= 1


def test_a_list_before_an_arrow_is_supposed_as_a_whole() -> None:
    right = verdicts(r"Let $a$ and $b$ be real numbers. Then $a, b > 0 \iff a + b, a b > 0$.", _ENGINES)
    assert set(right) <= _CONFIRMED and len(right) == 4
    wrong = verdicts(r"Let $a$ and $b$ be real numbers. Then $a, b > 0 \iff a + b > 0$.", _ENGINES)
    assert sorted(verdict in _CONFIRMED for verdict in wrong) == [False, False, True]
