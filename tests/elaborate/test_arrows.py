"""What is concluded by an arrow keeps its own relation."""

from __future__ import annotations

from derive.document import read_text
from derive.elaborate import elaborate
from derive.terms import Implies, Relates, Relation
from tests.judged import PATIENT


def test_a_concluded_inequality_stays_one() -> None:
    step = elaborate(read_text("Since $y \\neq 0 \\implies \\|y\\| > 0$ it holds.\n")).steps[-1]
    assert step.relation == "implies"
    assert step.goal is not None
    statement = step.goal.statement
    assert isinstance(statement, Implies)
    assert isinstance(statement.conclusion, Relates)
    assert statement.conclusion.relation is Relation.GREATER


def test_a_premise_about_declared_names_defines_none_of_them() -> None:
    from derive.check import Options, check_document
    from derive.document import Format, read_text
    from derive.engines.decide import Choice

    text = (
        "Let $c$ and $s$ be real numbers.\n\n" + r"$c = s \iff c^2 = s^2$" + "\n\n" + r"$$c = s \Rightarrow c^2 = s^2$$"
    )
    report = check_document(
        read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    assert [step.verdict.value for step in report.steps if step.verdict.value != "defined"] == ["refuted", "proved"]
