"""A space as wide as a quad parts statements; a narrow one does not."""

from __future__ import annotations

import pytest

from derive.formula import parse
from derive.formula.syntax import Add, Chain


@pytest.mark.parametrize(
    ("space", "clauses"),
    [(r"\hspace{1in}", 2), (r"\hspace*{2cm}", 2), (r"\hspace{0.1cm}", 1), (r"\hspace{-1in}", 1), (r"\hspace{2em}", 2)],
)
def test_spaces_by_width(space: str, clauses: int) -> None:
    text = rf"a = b {space} c = d"
    assert len(parse(text, 0, len(text)).clauses) == clauses


@pytest.mark.parametrize("relation", [r"= \quad &", r"&\quad =", r"\qquad = \quad"])
def test_a_wide_space_around_a_relation_parts_nothing(relation: str) -> None:
    text = rf"\begin{{aligned}} a {relation} b \\ {relation} c \\ {relation} d \end{{aligned}}"
    (clause,) = parse(text, 0, len(text)).clauses
    assert isinstance(clause.body, Chain) and [link.op for link in clause.body.links] == ["=", "=", "="]


def test_a_wide_space_behind_a_sign_is_no_factor() -> None:
    clauses = [parse(text, 0, len(text)).clauses for text in (r"a = b + \\ & \quad c - \qquad d", r"a = b + c - d")]
    assert [len(found) for found in clauses] == [1, 1]
    sides = [found[0].body.links[0].right for found in clauses if isinstance(found[0].body, Chain)]
    spaced, plain = ([type(term).__name__ for _, term in side.terms] for side in sides if isinstance(side, Add))
    assert spaced == plain
