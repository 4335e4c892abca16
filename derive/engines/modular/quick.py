"""A quick modular check for many variants of one statement: instances and the values of common subterms are kept."""

from __future__ import annotations

from collections import OrderedDict

from derive.engines.instances import CannotDraw, Draft, drafts, draw, names_in, test_sizes
from derive.engines.instances.templates import Choices
from derive.engines.modular.question import Question, claims, has_functions, is_identity, needs_exponents
from derive.engines.modular.search import solvable
from derive.engines.modular.testing import settings
from derive.goals import Goal, Limits
from derive.numerics.calculus import varying_symbols
from derive.numerics.evaluate import Evaluator
from derive.numerics.fields import NotEvaluable, random_prime_field
from derive.numerics.truth import holds as true
from derive.record import dataclass, field
from derive.terms import Iff, Implies, Statement

MOST_BENCHES = 8
INSTANCES = 2
SPENT = 200_000  # steps after which a bench's evaluators are made anew, so that their caches stay small


@dataclass(slots=True)
class Bench:
    """Evaluators at instances that meet the hypotheses of a question, kept from call to call."""

    question: Question
    evaluators: list[Evaluator] = field(default_factory=list)
    kept: tuple[object, ...] = ()


_benches: OrderedDict[tuple[object, ...], Bench | None] = OrderedDict()


def holds(goal: Goal, seed: int = 0) -> bool | None:
    """Whether a goal holds at exact random instances that meet its hypotheses: True (agrees), False (differs), None (not known).

    False is certain for statements of rational operations, and never said of others. Goals that share the objects of their hypotheses and definitions
    share their instances.
    """
    given, statement = _unfolded(goal)
    if given is None:
        return None
    parts = claims(statement)
    if not parts or not all(map(is_identity, parts)):
        return None
    bench = _bench(goal, given, statement, seed)
    if bench is None:
        return None
    certain = not has_functions((statement,), goal.definitions)
    agreed = 0
    for ev in bench.evaluators:
        try:
            varying = varying_symbols(statement)
            if ev.varying != varying:
                ev.varying = varying
                ev.top.cache.clear()
            if not all(true(ev, part, env) for env in settings(ev, bench.question, parts) for part in parts):
                return False if certain else None
            agreed += 1
        except NotEvaluable:  # at these sizes perhaps: U has no orthonormal columns where it is wide
            continue
    return True if agreed else None


def _unfolded(goal: Goal) -> tuple[tuple[Statement, ...] | None, Statement]:
    given, statement = tuple(h.statement for h in goal.hypotheses), goal.statement
    while isinstance(statement, Implies):
        given, statement = (*given, *statement.premises), statement.conclusion
    return (None if isinstance(statement, Iff) else given), statement


def _bench(goal: Goal, given: tuple[Statement, ...], statement: Statement, seed: int) -> Bench | None:
    names = names_in((statement, *given, *(d.value for d in goal.definitions)))
    premises = goal.statement.premises if isinstance(goal.statement, Implies) else ()
    interpreted = needs_exponents((statement,))
    key = (id(goal.hypotheses), id(goal.definitions), tuple(map(id, premises)), names, interpreted, seed)
    if key in _benches:
        _benches.move_to_end(key)
        bench = _benches[key]
        if bench is None or all(ev.steps < SPENT for ev in bench.evaluators):
            return bench
    question = Question(given, statement, goal.definitions)
    bench = _prepared(question, names, seed)
    if bench is not None:
        bench.kept = (goal.hypotheses, goal.definitions, premises)
        _benches[key] = bench
        while len(_benches) > MOST_BENCHES:
            _benches.popitem(last=False)
    return bench


def _prepared(question: Question, names: tuple[str, ...], seed: int) -> Bench | None:
    reading = question.reading()
    plain = drafts(reading, question.definitions, (), question.conclusion, needs_exponents(question.terms()))
    plans: list[Draft] = solvable(question, reading, plain, Limits(seed=seed))
    for draft in plans:
        bench = Bench(question)
        for number, sizes in zip(range(12), test_sizes(names, 2), strict=False):
            try:
                bench.evaluators.append(
                    draw(
                        draft,
                        sizes,
                        random_prime_field(8 * seed + number),
                        (seed, "quick", number),
                        Choices(number + 1),
                    )
                )
            except CannotDraw:
                continue
            if len(bench.evaluators) == INSTANCES:
                return bench
        if bench.evaluators:
            return bench
    return None
