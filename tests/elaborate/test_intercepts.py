"""A column of ones beside a matrix in square brackets: a design matrix with an intercept."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ROWS = [r"[\mathbf 1\ \ Z]", r"[\mathbf{1} \; Z]", r"[\mathbf{1}_n \quad Z]"]


@pytest.mark.parametrize("row", ROWS)
def test_a_column_of_ones_beside_a_matrix_is_a_block(row: str) -> None:
    text = rf"$X = {row} \in \mathbb{{R}}^{{n \times (p + 1)}}$. $$\operatorname{{tr}}(X (X^T X)^{{-1}} X^T) = p + 1$$"
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace("= p + 1", "= p"))[-1] == "refuted"


@pytest.mark.parametrize("row", ROWS)
def test_its_gram_matrix_is_made_of_blocks(row: str) -> None:
    blocks = r"\begin{bmatrix} n & \mathbf 1^T Z \\ Z^T \mathbf 1 & Z^T Z \end{bmatrix}"
    text = rf"$X = {row} \in \mathbb{{R}}^{{n \times (p + 1)}}$. $$X^T X = {blocks}$$"
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace("Z^T Z", "2 Z^T Z"))[-1] == "refuted"
