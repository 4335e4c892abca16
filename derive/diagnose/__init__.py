"""What is wrong with a refuted step and what would be right: the missing hypothesis, the nearest true statement, the kind of mistake."""

from __future__ import annotations

from derive.diagnose.edits import nearest
from derive.diagnose.hypotheses import missing
from derive.engines.modular import holds
from derive.goals import Goal, Judgement, Limits, Repair, Verdict
from derive.notation import latex
from derive.record import replace
from derive.terms import Relates

__all__ = ["diagnose", "mend"]

_KINDS = {
    "D402": "a transpose is missing or too much",
    "D403": "factors stand in the wrong order",
    "D404": "a sign is wrong",
    "D405": "a factor is wrong",
    "D406": "a term is missing or too much",
    "D408": "a symbol is wrong",
}


def mend(goals: tuple[Goal, ...]) -> tuple[Repair, ...]:
    """Of the well-formed neighbours of an ill-formed step, those that hold; their right sides as LaTeX."""
    return tuple(
        Repair(latex(goal.statement.right), Verdict.TESTED, statement=goal.statement)
        for goal in goals
        if isinstance(goal.statement, Relates) and all(holds(goal, seed) is True for seed in (1, 2))
    )[:3]


def diagnose(goal: Goal, judgement: Judgement, limits: Limits, source: tuple[str, tuple[int, int]]) -> Judgement:
    """The judgement of a refuted goal with what the diagnosis adds: `conditional` when a customary hypothesis makes it true, else repairs."""
    needed = missing(goal)
    repairs = nearest(goal, limits, source)
    if needed:
        return replace(
            judgement,
            verdict=Verdict.CONDITIONAL,
            code="D501",
            message=f"false in general; true when {needed[0]}",
            missing=needed,
            repairs=repairs,
        )
    if repairs:
        code = repairs[0].code
        return replace(judgement, code=code, message=_KINDS.get(code, "false"), repairs=repairs)
    return judgement
