"""Goals read from small documents, as the program reads them."""

from __future__ import annotations

from derive.document import read_text
from derive.elaborate import elaborate
from derive.goals import Goal

MATRICES = """Let $X \\in \\mathbb{R}^{m \\times n}$, $W \\in \\mathbb{R}^{k \\times m}$, $V \\in \\mathbb{R}^{m \\times k}$,
and let $C := X X^\\top$. The loss is defined as
$$L = \\|X - V W X\\|_F^2.$$
"""


def goal_of(claim: str, before: str = "") -> Goal:
    """The goal of the last step of a document that ends with the display `claim`."""
    steps = elaborate(read_text(f"{before}\n\nThen\n\n$${claim}$$\n", path="t.md")).steps
    goal = steps[-1].goal
    assert goal is not None, steps[-1].message
    return goal
