"""The SymPy engine: claims rebuilt entry by entry and trace by trace, and its known wrong zero avoided."""

from __future__ import annotations

import pytest

from derive.engines.sympy_engine import search
from derive.goals import Limits, Result, Verdict
from tests.engines.reading import MATRICES, goal_of


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_{V} L = -2 C W^\top + 2 V W C W^\top",
        r"\nabla_{W} L = -2 V^\top C + 2 V^\top V W C",
        r"\nabla_{W} (\operatorname{tr}(V W) + \operatorname{tr}(V W V W)) = V^\top + 2 V^\top W^\top V^\top",
    ],
)
def test_gradients_are_rebuilt_in_two_ways(claim: str) -> None:
    found = search(goal_of(claim, MATRICES), Limits())
    assert (found.result, found.verdict) == (Result.AGREES, Verdict.SUPPORTED), found.detail
    assert "entry by entry" in found.detail and "sum of traces" in found.detail
    assert found.trusted[0].startswith("SymPy ")


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_{V} L = V - V",  # what SymPy's own derivative of the sum would say
        r"\nabla_{V} L = -2 C W^\top + V W C W^\top",
        r"\nabla_{W} L = -2 V^\top C - 2 V^\top V W C",
    ],
)
def test_wrong_gradients_disagree(claim: str) -> None:
    found = search(goal_of(claim, MATRICES), Limits())
    assert found.result is Result.DISAGREES
    assert found.verdict is Verdict.UNCHECKED


def test_inverses_and_determinants_of_small_matrices() -> None:
    before = r"Let $A, B \in \mathbb{R}^{n \times n}$ be invertible."
    assert search(goal_of(r"(A B)^{-1} = B^{-1} A^{-1}", before), Limits()).result is Result.AGREES
    assert search(goal_of(r"(A B)^{-1} = A^{-1} B^{-1}", before), Limits()).result is Result.DISAGREES


def test_a_hypothesis_that_entries_do_not_show_is_no_ground_to_disagree() -> None:
    before = r"Let $U \in \mathbb{R}^{m \times k}$ have orthonormal columns."
    assert search(goal_of(r"U U^\top U = U", before), Limits()).result is Result.UNDECIDED


def test_a_derivative_is_taken_before_the_value_is_put_in() -> None:
    before = r"Define $f(x) = x^2 + x^{-2}$."
    assert search(goal_of(r"f''(1) = 8", before), Limits()).result is Result.AGREES
    assert search(goal_of(r"f''(1) = 0", before), Limits()).result is Result.DISAGREES
