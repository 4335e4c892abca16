"""A ground in the margin ends with its line; the next line goes on with what stands before it."""

from __future__ import annotations

from derive.formula.parse import parse
from derive.formula.syntax import Chain


def test_a_line_goes_on_before_the_ground() -> None:
    text = r"\begin{aligned} B &= A C \;\; \because C D = I \\ &= E \\ &= F \end{aligned}"
    first, ground = parse(text, 0, len(text)).clauses
    assert isinstance(first.body, Chain) and len(first.body.links) == 3
    assert ground.lead == "because" and isinstance(ground.body, Chain) and len(ground.body.links) == 1
