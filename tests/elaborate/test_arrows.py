"""What is concluded by an arrow keeps its own relation."""

from __future__ import annotations

from derive.document import read_text
from derive.elaborate import elaborate
from derive.terms import Implies, Relates, Relation
from tests.judged import PATIENT, verdicts


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


_VALUE_AND_CONCLUSION = (
    r"Let $y$ be a number. In the first round $$ a = 0 \quad \Rightarrow \quad b = a + y = {} . $$" "\n\n"
)


def test_a_premise_may_give_a_new_name_its_value_and_the_conclusion_another() -> None:
    right = _VALUE_AND_CONCLUSION.format("y")
    assert verdicts(right + "Hence $$ b^2 = y^2 . $$") == ["proved", "proved"]
    assert "proved" not in verdicts(right + "Hence $$ b^2 = 2 y^2 . $$")[1:]
    assert verdicts(_VALUE_AND_CONCLUSION.format("2 y")) == ["refuted"]


def test_the_value_of_a_case_is_no_value() -> None:
    cases = (
        r"$$ a = 0 \quad \Rightarrow \quad b = a + y = y $$ and $$ a = 1 \quad \Rightarrow \quad c = a + y = 1 + y $$"
    )
    after = verdicts(f"Let $y$ be a number. Then {cases}\n\nHence $$ c = y . $$")
    assert "proved" not in after[-1:] and "tested" not in after[-1:]


_SHARES = r"The sizes $k_1$ and $k_2$ of the parts are given by $$ \begin{{split}} k &= k_1 + k_2 \\ k_1 &= \frac{{1}}{{3}} k \\ k_2 &= \frac{{{}}}{{3}} k \end{{split}} $$"


def test_words_before_a_display_say_which_names_it_gives() -> None:
    assert verdicts(_SHARES.format("2")) == ["proved"]
    assert "proved" not in verdicts(_SHARES.format("1"))
    # without such words the first line says what its left side is
    assert verdicts(r"With parts of $$ k = k_1 + k_2 $$ we have $$ k - k_1 = k_2 . $$") == ["proved"]
