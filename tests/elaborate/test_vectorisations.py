"""Texts whose vec goes along the rows."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ROWS = r"Then $$\operatorname{vec}(AXB)=(A\otimes B^\top)\operatorname{vec}(X)$$"
COLUMNS = r"Then $$\operatorname{vec}(AXB)=(B^\top\otimes A)\operatorname{vec}(X)$$"


@pytest.mark.parametrize(
    ("words", "claim", "expected"),
    [
        (r"Here $\operatorname{vec}(X)=(x_{11},x_{12},\dots,x_{1n},x_{21},\dots)^\top$.", ROWS, "proved"),
        (r"Here $\operatorname{vec}(X)=(x_{11},x_{12},\dots,x_{1n},x_{21},\dots)^\top$.", COLUMNS, "unchecked"),
        (r"Here $\operatorname{vec}(X)=(x_{11},x_{21},\dots,x_{m1},x_{12},\dots)^\top$.", COLUMNS, "proved"),
        (r"The operator $\operatorname{vec}$ stacks the rows of a matrix.", ROWS, "proved"),
        (r"The operator $\operatorname{vec}$ stacks the rows of a matrix.", COLUMNS, "refuted"),
        (r"The operator $\operatorname{vec}$ stacks the columns of a matrix.", COLUMNS, "proved"),
        ("", COLUMNS, "proved"),
        ("", ROWS, "refuted"),
    ],
)
def test_along_rows_or_columns(words: str, claim: str, expected: str) -> None:
    assert verdicts(f"{words} {claim}")[-1] == expected
