"""Letters that a slip of the pen puts into a text do not change what others mean."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}


def test_a_t_that_only_stands_somewhere_makes_no_power_of_a_transpose() -> None:
    text = r"""Let $U, V$ be orthogonal $n \times n$ matrices, $\Sigma$ a diagonal one and $X = U \Sigma V^T$. Then

$$X^T X = (U \Sigma V^T)T (U \Sigma V^T)$$

$$X^T X = V \Sigma^2 V^T$$

$$X^T X = X X^T$$
"""
    found = verdicts(text)
    assert found[0] not in _CONFIRMED and found[1] == "proved" and found[2] not in _CONFIRMED


@pytest.mark.parametrize("matrix", ["A A^T", "A"])
def test_an_eigenvalue_by_its_number_is_no_product(matrix: str) -> None:
    text = rf"Let $A$ be a square matrix and $\lambda_i$ its eigenvalues. Put $s_i = \lambda_i({matrix})$. Then $s_i = \lambda_i(A^T A)$."
    assert not set(verdicts(text)) & {"refuted", "conditional", "ill-formed", *_CONFIRMED}


def test_a_slip_shows_that_a_mean_by_custom_need_not_be_one() -> None:
    text = "$u_1, \\dots, u_n$ and $w_1, \\dots, w_n$ are numbers.\n\n$$\\sum_i (u_i - \\bar u) w_i = \\sum_i u_i w_i %s \\bar u \\sum_i w_i$$\n"
    assert verdicts(text % "-") == ["proved"]
    assert verdicts(text % "+") == ["refuted"]
    kept = "$u_1, \\dots, u_n$ are numbers.\n\n$$\\sum_i (u_i - \\bar u) u_i = \\sum_i (u_i - \\bar u)^2$$\n"
    assert "refuted" not in verdicts(kept)
