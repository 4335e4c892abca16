"""A space as wide as a quad parts statements; a narrow one does not."""

from __future__ import annotations

import pytest

from derive.formula import parse


@pytest.mark.parametrize(
    ("space", "clauses"),
    [(r"\hspace{1in}", 2), (r"\hspace*{2cm}", 2), (r"\hspace{0.1cm}", 1), (r"\hspace{-1in}", 1), (r"\hspace{2em}", 2)],
)
def test_spaces_by_width(space: str, clauses: int) -> None:
    text = rf"a = b {space} c = d"
    assert len(parse(text, 0, len(text)).clauses) == clauses
