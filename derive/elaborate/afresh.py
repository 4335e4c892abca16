"""A claim without what stands before its section, and without the numbers that names were given for an example: true for all values, it is true for these."""

from __future__ import annotations

from derive.goals import Definition, Goal, Hypothesis, Origin
from derive.record import replace
from derive.terms import (
    Derivative,
    Differential,
    Directional,
    Expectation,
    Extremum,
    Optimum,
    Relates,
    Symbol,
    symbols,
    walk,
)

# of what is differentiated, averaged or optimised an equation says on what it depends: without it another thing would be claimed
_DEPENDS = (Derivative, Differential, Directional, Expectation, Extremum, Optimum)


def afresh(goal: Goal, began: int, line: int) -> Goal | None:
    """The goal without equations and bounds from lines before `began`, where its section begins, and without definitions from there, or that only give a
    number on a line before `line`; None where that leaves it as it is. What is proved of it holds under more hypotheses too."""
    said = (goal.statement, *(h.statement for h in goal.hypotheses), *(d.value for d in goal.definitions))
    dependent = any(isinstance(part, _DEPENDS) for one in said for part in walk(one))

    def kept(definition: Definition) -> bool:
        if not symbols(definition.value):
            return definition.line >= line
        return dependent or definition.line >= began

    def holds(hypothesis: Hypothesis) -> bool:
        assumed = isinstance(hypothesis.statement, Relates) and hypothesis.origin is not Origin.INFERRED
        return not assumed or hypothesis.line >= began or (dependent and _ties(hypothesis))

    hypotheses = tuple(filter(holds, goal.hypotheses))
    definitions = tuple(filter(kept, goal.definitions))
    if len(hypotheses) == len(goal.hypotheses) and len(definitions) == len(goal.definitions):
        return None
    return replace(goal, hypotheses=hypotheses, definitions=definitions)


def _ties(hypothesis: Hypothesis) -> bool:
    """Whether a hypothesis says of more than one name, or of a name and a function, how they depend on one another."""
    return len(symbols(hypothesis.statement)) > 1 or not any(isinstance(p, Symbol) for p in walk(hypothesis.statement))
