"""What is wrong with a refuted step and what would be right: the missing hypothesis, the nearest true statement, the kind of mistake."""

from __future__ import annotations

from derive.diagnose.hypotheses import missing
from derive.diagnose.mistakes import TITLES, Mistake
from derive.diagnose.nearest import nearest
from derive.engines.decide import Choice
from derive.goals import Goal, Judgement, Verdict
from derive.record import replace

__all__ = ["diagnose", "mend"]


def mend(judgement: Judgement, goal: Goal | None, choice: Choice, text: str) -> Judgement:
    """The judgement of a step that is not a goal, with the true statements near what an ill-formed one seems to state."""
    return (
        replace(judgement, repairs=(*judgement.repairs, *nearest(goal, choice, text)))
        if goal is not None
        else judgement
    )


def diagnose(goal: Goal, judgement: Judgement, choice: Choice, text: str) -> Judgement:
    """The judgement of a refuted goal with what the diagnosis adds: `conditional` when a customary hypothesis makes it true, else repairs.
    `text` is the document that the spans of the goal's terms refer to."""
    needed = missing(goal)
    repairs = nearest(goal, choice, text)
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
        kind = Mistake(repairs[0].code)
        return replace(judgement, code=kind.value, message=TITLES[kind], repairs=repairs)
    return judgement
