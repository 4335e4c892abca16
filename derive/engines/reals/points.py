"""Statements of scalars at small rational points: counterexamples, and rivals of a claimed optimum. Every value is exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from derive.engines.instances.reading import flatten
from derive.engines.modular.counterexample import compared
from derive.engines.modular.question import questions
from derive.engines.reals.squares import GRID
from derive.goals import Counterexample, Goal
from derive.numerics.arrays import Array
from derive.numerics.evaluate import Evaluator
from derive.numerics.fields import BadLuck, NotEvaluable, Rationals
from derive.numerics.instance import Instance
from derive.numerics.truth import holds
from derive.record import replace
from derive.terms import (
    HasProperty,
    Implies,
    Optimum,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    symbols,
)

MOST_POINTS = 3000
K = PropertyKind


def relevant(goal: Goal) -> Goal:
    """The goal with only the hypotheses and definitions that share symbols with its statement, directly or through others. An equation that a question
    takes for the definition of a name is still a hypothesis here."""
    kept = questions(goal)
    statements = {statement for question in kept for statement in question.hypotheses}
    statements |= {Relates(Relation.EQUAL, d.symbol, d.value) for question in kept for d in question.definitions}
    hypotheses = tuple(h for h in goal.hypotheses if statements.intersection(flatten([h.statement])))
    definitions = tuple(d for d in goal.definitions if any(d in question.definitions for question in kept))
    return replace(goal, hypotheses=hypotheses, definitions=definitions)


def scalars(goal: Goal) -> list[Symbol] | None:
    """The free symbols of a goal, or None where one is no scalar or must be an integer."""
    defined = {d.symbol.name for d in goal.definitions}
    found: dict[str, Symbol] = {}
    for term in (goal.statement, *(h.statement for h in goal.hypotheses), *(d.value for d in goal.definitions)):
        found |= symbols(term)
    for d in goal.definitions:
        found = {n: s for n, s in found.items() if n not in {p.name for p in d.parameters}}
    free = [s for name, s in found.items() if name not in defined]
    integers = {s for h in goal.hypotheses for s in _integers(h.statement)}
    return None if any(s.shape or s.name in integers for s in free) else free


def _integers(statement: Statement) -> Iterator[str]:
    if isinstance(statement, HasProperty) and statement.kind is K.INTEGER:
        yield from symbols(statement)


Point = dict[str, Fraction]


def points(variables: Sequence[Symbol]) -> Iterator[Point]:
    """Small rational points, the simplest first."""
    names = [v.name for v in variables]
    values = GRID if len(names) <= 3 else GRID[:5] if len(names) <= 4 else GRID[:3]
    choices = sorted(islice(product(range(len(values)), repeat=len(names)), 20_000), key=sum)
    for choice in choices[:MOST_POINTS]:
        yield {name: values[k] for name, k in zip(names, choice, strict=True)}


def evaluator(goal: Goal, point: Point) -> Evaluator:
    """The exact evaluator at a point."""
    values = {name: Array((), [int(v) if v.denominator == 1 else v]) for name, v in point.items()}
    return Evaluator(Rationals(), Instance({}, values), goal.definitions)


def _all_hold(ev: Evaluator, statements: Sequence[Statement]) -> bool:
    return all(holds(ev, statement, ev.top) for statement in flatten(statements))


def counterexample(goal: Goal) -> Counterexample | None:
    """A point that meets every hypothesis and premise and fails the conclusion, the simplest tried; None when there is none among them."""
    variables = scalars(goal)
    if not variables:
        return None
    given, conclusion = [h.statement for h in goal.hypotheses], goal.statement
    while isinstance(conclusion, Implies):
        given, conclusion = [*given, *conclusion.premises], conclusion.conclusion
    if not isinstance(conclusion, Relates):
        return None
    for point in points(variables):
        ev = evaluator(goal, point)
        try:
            if _all_hold(ev, given) and not holds(ev, conclusion, ev.top):
                left, right, note = compared(ev, conclusion, ev.top)
                return Counterexample(_printed(point), left, right, note=note)
        except BadLuck:
            continue
        except NotEvaluable:
            return None
    return None


def possible(goal: Goal, names: Iterable[str], value: Fraction) -> bool:
    """Whether some small point meets every hypothesis and premise with the symbols `names` at a value."""
    variables = scalars(goal)
    given, conclusion = [h.statement for h in goal.hypotheses], goal.statement
    while isinstance(conclusion, Implies):
        given, conclusion = [*given, *conclusion.premises], conclusion.conclusion
    if isinstance(conclusion, Optimum):
        given += conclusion.constraints
    fixed = dict.fromkeys(names, value)
    for point in points([v for v in variables or () if v.name not in fixed]):
        try:
            if _all_hold(evaluator(goal, {**point, **fixed}), given):
                return True
        except NotEvaluable:
            continue
    return False


def rival(goal: Goal) -> Counterexample | None:
    """A point that is allowed and shows a claimed optimum to be none, or not the only one; or the claimed point where it is not allowed."""
    claim = goal.statement
    if not isinstance(claim, Optimum) or scalars(goal) is None:
        return None
    try:
        here = evaluator(goal, {})
        at = {symbol.name: Fraction(here.value(value, here.top).data[0]) for symbol, value in claim.point}
        ev = evaluator(goal, at)
        best = Fraction(ev.value(claim.objective, ev.top).data[0])
        stated = best if claim.value is None else Fraction(ev.value(claim.value, ev.top).data[0])
        given = (*claim.constraints, *(h.statement for h in goal.hypotheses))
        if not _all_hold(ev, given):
            return _against(at, best, best, "the point itself is not allowed")
        if best != stated:
            return _against(at, best, stated, "the value there is another")
    except NotEvaluable:
        return None
    for point in points([symbol for symbol, _ in claim.point]):
        if point == at:
            continue
        ev = evaluator(goal, point)
        try:
            value = Fraction(ev.value(claim.objective, ev.top).data[0])
            better = value < best if claim.kind == "min" else value > best
            if (better or (claim.unique and value == best)) and _all_hold(ev, given):
                word = "a better point" if better else "another point that is as good"
                return _against(point, value, best, f"{word} that is allowed")
        except BadLuck:
            continue
        except NotEvaluable:
            return None
    return None


def _against(point: Point, left: Fraction, right: Fraction, note: str) -> Counterexample:
    return Counterexample(_printed(point), ((str(left),),), ((str(right),),), note=note)


def _printed(point: Point) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {name: ((str(value),),) for name, value in point.items()}


def conditions(goal: Goal, terms: Sequence[Term]) -> Iterator[HasProperty]:
    """The signs that scalars may be missing, the weaker first, then pairs of positive ones."""
    defined = {d.symbol.name for d in goal.definitions}
    names: dict[str, Symbol] = {}
    for term in terms:
        names |= {n: s for n, s in symbols(term).items() if not s.shape and n not in defined}
    for kind in (K.NONZERO, K.NONNEGATIVE, K.POSITIVE):
        yield from (HasProperty(kind, (symbol,)) for symbol in names.values())
