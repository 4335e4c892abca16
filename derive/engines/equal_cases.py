"""Cases that hold only where two things are equal, `f(x) = 1 for x = 0`: no random instance meets them. They are asked one by one, with one thing put for the
other, and what is left without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from derive.goals import Goal, with_values
from derive.record import replace
from derive.terms import (
    At,
    Derivative,
    Differential,
    Directional,
    Expectation,
    Extremum,
    Integral,
    Limit,
    Piecewise,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    indices_in,
    map_children,
    symbols,
    walk,
)

T = TypeVar("T", bound=Term)
MOST = 4
_EQUATED = (Relation.EQUAL, Relation.NOT_EQUAL)
_MOVING = (At, Derivative, Differential, Directional, Expectation, Extremum, Integral, Limit)


def has_equal_cases(goal: Goal) -> bool:
    """Whether a goal has cases that no random instance meets."""
    return next(_conditions(goal), None) is not None


def by_cases(goal: Goal, left: int = MOST) -> tuple[Goal, ...] | None:
    """The goals that a goal with such cases comes to, none with such a case; one in which no case is left holds of nothing. None where they cannot be told
    apart."""
    condition = next(_conditions(goal), None)
    if condition is None:
        return (goal,)
    value = _value(goal, condition)
    if value is None or left == 0:
        return None
    name, put = value
    found: list[Goal] = []
    for truth in (False, True):
        told = _told(goal, condition, truth)
        if told is not None:
            parts = by_cases(with_values(told, {name: put}) if truth else told, left - 1)
            if parts is None:
                return None
            found += parts
    return tuple(found)


def _terms(goal: Goal) -> tuple[Term, ...]:
    return (goal.statement, *(definition.value for definition in goal.definitions if not definition.parameters))


def _conditions(goal: Goal) -> Iterator[Relates]:
    for term in _terms(goal):
        for part in walk(term):
            cases = part.cases if isinstance(part, Piecewise) else ()
            for place, (_, condition) in enumerate(cases):
                for said in walk(condition) if condition is not None else ():
                    excluded = said is condition and place + 1 == len(
                        cases
                    )  # by `… if x ≠ 0` at the end: there is no value
                    if not isinstance(said, Relates) or said.relation not in _EQUATED or not symbols(said):
                        continue
                    if said.relation is Relation.EQUAL or not excluded:
                        yield said


def _value(goal: Goal, condition: Relates) -> tuple[str, Term] | None:
    """A name that the condition gives a value, where that can be put for it everywhere."""
    made = {definition.symbol.name for definition in goal.definitions}
    moving = any(isinstance(part, _MOVING) for term in _terms(goal) for part in walk(term))
    if moving or indices_in(condition) or condition.left.shape or condition.right.shape:
        return None
    for side, other in ((condition.left, condition.right), (condition.right, condition.left)):
        if isinstance(side, Symbol) and side.name not in made and side.name not in symbols(other):
            return side.name, other
    return None


def _told(goal: Goal, condition: Relates, truth: bool) -> Goal | None:
    """The goal where it is known whether both sides of the condition are equal; None where no case of something is left."""
    try:
        statement = _settled(goal.statement, condition, truth)
        made = tuple(
            d if d.parameters else replace(d, value=_settled(d.value, condition, truth)) for d in goal.definitions
        )
    except _NoCase:
        return None
    return replace(goal, statement=statement, definitions=made)


class _NoCase(Exception):
    """Of something defined by cases none is left."""


def _settled(term: T, condition: Relates, truth: bool) -> T:
    if isinstance(term, Piecewise):
        cases: list[tuple[Term, Statement | None]] = []
        for value, said in term.cases:
            holds = _holds(said, condition, truth)
            if holds is not False:
                cases.append((_settled(value, condition, truth), None if holds else said))
            if holds:
                break
        if not cases:
            raise _NoCase
        return cases[0][0] if cases[0][1] is None else replace(term, cases=tuple(cases))  # type: ignore[return-value]
    return map_children(term, lambda child: _settled(child, condition, truth))  # type: ignore[return-value]


def _holds(said: Statement | None, condition: Relates, truth: bool) -> bool | None:
    """Whether a case applies; None where the condition does not tell."""
    if said is None:
        return True
    if not isinstance(said, Relates) or said.relation not in _EQUATED:
        return None
    sides = (said.left, said.right)
    if sides not in ((condition.left, condition.right), (condition.right, condition.left)):
        return None
    return truth if said.relation is Relation.EQUAL else not truth
