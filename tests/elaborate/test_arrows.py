"""What is concluded by an arrow keeps its own relation."""

from __future__ import annotations

from derive.document import read_text
from derive.elaborate import elaborate
from derive.terms import Implies, Relates, Relation


def test_a_concluded_inequality_stays_one() -> None:
    step = elaborate(read_text("Since $y \\neq 0 \\implies \\|y\\| > 0$ it holds.\n")).steps[-1]
    assert step.relation == "implies"
    assert step.goal is not None
    statement = step.goal.statement
    assert isinstance(statement, Implies)
    assert isinstance(statement.conclusion, Relates)
    assert statement.conclusion.relation is Relation.GREATER
