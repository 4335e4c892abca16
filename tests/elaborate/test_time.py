"""Reading takes time that grows with the text, whatever the text looks like."""

from __future__ import annotations

import time

from derive.document import read_text
from derive.elaborate import elaborate


def test_runs_of_spaces_cost_nothing() -> None:
    """The patterns for names of rows and columns tried every way to divide the spaces behind a formula: 400 of them took minutes."""
    text = f"Let $A$ {' ' * 400}and {' ' * 400}$b$ be given. Then $b = b$.\n"
    begin = time.process_time()
    elaborate(read_text(text))
    assert time.process_time() - begin < 5
