"""What a diagnosis adds to the judgement of a wrong step: the missing hypothesis, the nearest true statements, the kind of mistake."""

from __future__ import annotations

from collections.abc import Sequence

from derive.diagnose.gradient_form import general_form
from derive.diagnose.hypotheses import Missing, missing
from derive.diagnose.mistakes import TITLES, Mistake
from derive.diagnose.nearest import nearest
from derive.diagnose.vocabulary import conclusion
from derive.engines.decide import Choice, decide
from derive.goals import Goal, Hypothesis, Judgement, Verdict
from derive.record import replace
from derive.terms import Apply, Iff, Implies, Number, Power, PropertyKind, Statement, symbols, walk

__all__ = ["diagnose", "mend"]


def mend(judgement: Judgement, goal: Goal, choice: Choice, text: str) -> Judgement:
    """The judgement of a step that is not a goal, with the true statements near what an ill-formed one seems to state."""
    return replace(judgement, repairs=(*judgement.repairs, *nearest(goal, choice, text)))


def diagnose(
    goal: Goal, judgement: Judgement, choice: Choice, text: str, stated: Sequence[Hypothesis] = ()
) -> Judgement:
    """The judgement of a refuted goal with what the diagnosis adds: `conditional` when a customary hypothesis makes it true, and repairs. `text` is
    the document that the spans of the goal's terms refer to, `stated` what it states elsewhere."""
    half = replace(choice, limits=replace(choice.limits, seconds=choice.limits.seconds / 2))
    needed = missing(goal, half, stated)
    repairs = nearest(goal, half, text)
    if needed:
        kind = _kind(goal, needed[0])
        return replace(
            judgement,
            verdict=Verdict.CONDITIONAL,
            code=kind.value,
            message=_conditional(kind, needed),
            missing=tuple(one.latex for one in needed),
            repairs=repairs or general_form(goal, half),
        )
    if judgement.verdict is Verdict.CONDITIONAL:  # an engine has found what is missing
        return judgement
    if isinstance(goal.statement, Iff) and _holds_one_way(goal, goal.statement, half):
        return replace(judgement, code=Mistake.DIRECTION.value, message=TITLES[Mistake.DIRECTION])
    if repairs:
        kind = Mistake(repairs[0].code)
        return replace(judgement, code=kind.value, message=TITLES[kind], repairs=repairs)
    return judgement


def _holds_one_way(goal: Goal, statement: Iff, choice: Choice) -> bool:
    """Whether a direction of an equivalence is not wrong."""
    sides = ((statement.left, statement.right), (statement.right, statement.left))
    ways = (replace(goal, statement=Implies((premise,), concluded)) for premise, concluded in sides)
    return any(decide(way, choice).verdict not in (Verdict.REFUTED, Verdict.CONDITIONAL) for way in ways)


_CANCELLING = {
    PropertyKind.INVERTIBLE: Mistake.CANCELLED,
    PropertyKind.FULL_COLUMN_RANK: Mistake.CANCELLED,
    PropertyKind.FULL_ROW_RANK: Mistake.CANCELLED,
    PropertyKind.NONZERO: Mistake.DIVIDED,
    PropertyKind.POSITIVE: Mistake.ROOT,
    PropertyKind.NONNEGATIVE: Mistake.ROOT,
}


def _kind(goal: Goal, needed: Missing) -> Mistake:
    """What was overlooked: cancelling, dividing and taking roots have names of their own."""
    if len(needed.properties) != 1:
        return Mistake.HYPOTHESIS
    (one,) = needed.properties
    kind = _CANCELLING.get(one.kind, Mistake.HYPOTHESIS)
    if kind is Mistake.ROOT:
        return kind if isinstance(goal.statement, Implies | Iff) or _has_root(goal.statement) else Mistake.HYPOTHESIS
    if not isinstance(goal.statement, Implies | Iff):
        return Mistake.HYPOTHESIS
    kept = symbols(conclusion(goal.statement))  # what was cancelled does not stand in the conclusion
    return Mistake.HYPOTHESIS if any(name in kept for name in symbols(one)) else kind


def _has_root(statement: Statement) -> bool:
    return any(
        (isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.value.denominator != 1)
        or (isinstance(part, Apply) and part.name in ("sqrt", "abs"))
        for part in walk(statement)
    )


def _conditional(kind: Mistake, needed: Sequence[Missing]) -> str:
    first = needed[0]
    where = f", which line {first.line} states" if first.line else ""
    others = f", or when {' or when '.join(one.latex for one in needed[1:])}" if len(needed) > 1 else ""
    return f"{TITLES[kind]}; {first.verdict.value} when {first.latex}{where}{others}"
