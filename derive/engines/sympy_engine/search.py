"""The SymPy engine's search: the same claim rebuilt in another system, from the start, and compared there.

Its answer carries `supported` at most, and names what is trusted.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from derive.engines.instances import names_in
from derive.engines.modular.question import Question, claims, introduces, questions
from derive.engines.modular.search import doubtful
from derive.engines.sympy_engine import traces
from derive.engines.sympy_engine.rings import Field, at, matrix_at
from derive.engines.watchdog import within
from derive.goals import Evidence, Goal, Limits, Result, Verdict
from derive.notation import unicode
from derive.numerics.explicit import SHOWN, Explicit
from derive.numerics.fields import NotEvaluable
from derive.numerics.indices import free_indices, scopes
from derive.record import dataclass, replace
from derive.terms import (
    BigSum,
    Derivative,
    Integral,
    Layout,
    Limit,
    Number,
    Optimum,
    Relates,
    Relation,
    Symbol,
    Term,
    Zero,
    symbols,
    walk,
)

ENGINE = "sympy"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What one way of rebuilding a claim found: True, False or None, with the words for it."""

    result: bool | None
    how: str


def search(goal: Goal, limits: Limits) -> Evidence:
    """Rebuilds a goal in SymPy. AGREES (`supported`), DISAGREES, or UNDECIDED with the reason."""
    if goal.within:
        return Evidence(ENGINE, Result.UNDECIDED, Verdict.UNCHECKED, "derivatives among structured matrices")
    if isinstance(goal.statement, Optimum):
        found = [_optimum(goal, limits)]
    else:
        found = [_answer(question, limits) for question in questions(goal)]
    details = "; ".join(dict.fromkeys(f.how for f in found if f.how))
    if all(f.result is True for f in found):
        return Evidence(ENGINE, Result.AGREES, Verdict.SUPPORTED, details, trusted=(_version(),))
    if any(f.result is False for f in found):
        return Evidence(ENGINE, Result.DISAGREES, Verdict.UNCHECKED, details)
    return Evidence(ENGINE, Result.UNDECIDED, Verdict.UNCHECKED, details)


def _optimum(goal: Goal, limits: Limits) -> Rebuilt:
    """The stationary points, in a process that is ended when solving takes too long."""
    import sympy  # noqa: F401  # before the fork, so that it is loaded once

    (question,) = questions(goal)
    reading = question.reading()
    kinds = {name: reading.of(name) for name in reading.properties}
    names = {name: unicode(symbol) for name, symbol in symbols(goal.statement).items()}

    def solved() -> tuple[bool | None, str]:
        from derive.engines.sympy_engine.optimum import stationary

        try:
            return stationary(replace(goal, definitions=question.definitions), kinds, names)
        except NotEvaluable as cannot:
            return None, cannot.reason
        except (ValueError, TypeError, NotImplementedError, AttributeError, RecursionError) as fault:
            return None, f"SymPy fails: {type(fault).__name__}"

    answer = within(SHARE * limits.seconds, solved)
    return Rebuilt(*answer) if answer else Rebuilt(None, "SymPy found no answer in its time")


def _version() -> str:
    import sympy

    return f"SymPy {sympy.__version__}"


def _answer(question: Question, limits: Limits) -> Rebuilt:
    parts = claims(question.conclusion)
    if not parts or not all(isinstance(part, Relates) and part.relation is Relation.EQUAL for part in parts):
        return Rebuilt(None, "this kind of claim is not rebuilt")
    found: list[Rebuilt] = []
    for part in parts:
        assert isinstance(part, Relates)
        ways = [_tried(way, question, part, limits) for way in (explicit, by_traces)]
        if all(way.result is None for way in ways):
            ways.append(_tried(by_calculus, question, part, limits))
        found += [way for way in ways if way.result is not None] or ways[-1:]
    words = "; ".join(dict.fromkeys(way.how for way in found))
    if any(way.result is False for way in found):
        new = next(filter(None, (introduces(question, part) for part in parts)), "")
        reason = f"nothing else is said of {new}: this may define it" if new else doubtful(question, question.reading())
        return Rebuilt(None if reason else False, reason or words)
    return Rebuilt(None if any(way.result is None for way in found) else True, words)


Way = Callable[[Question, Relates, Limits], Rebuilt]


def _tried(way: Way, question: Question, part: Relates, limits: Limits) -> Rebuilt:
    try:
        return way(question, part, limits)
    except NotEvaluable as cannot:
        return Rebuilt(None, cannot.reason)


def _sizes(terms: Sequence[Term]) -> dict[str, int]:
    """Small sizes: 2 and 3, then larger; with many names all between 2 and 3, so that the polynomials stay short."""
    names = names_in(terms)
    values = (2, 3, 4) if len(names) <= 3 else (2, 3, 2, 3, 2, 3)
    return dict(zip(names, values, strict=False)) | dict.fromkeys(names[len(values) :], 2)


def explicit(question: Question, part: Relates, limits: Limits) -> Rebuilt:
    """Both sides entry by entry as polynomials or fractions at small sizes. Raises NotEvaluable."""
    import numpy as np

    sizes = _sizes(tuple(question.terms()))
    ip = Explicit(sizes, question.definitions, (part.left, part.right), question.hypotheses, Field)
    equal = True
    for scope in scopes(ip, free_indices(ip, part)):
        left, right = ip.value(part.left, scope), ip.value(part.right, scope)
        if left.size != right.size:
            left, right = np.broadcast_arrays(left, right)
        equal = equal and all(a == b for a, b in zip(left.reshape(-1), right.reshape(-1), strict=True))
    where = f" at {_written(sizes)}" if sizes else ""
    if not equal and _restricted(question, ip):
        raise NotEvaluable("the entries differ, and a hypothesis was not used")
    form = (
        "the derivative taken entry by entry from the form written"
        if _derivative(part)
        else "both sides written out entry by entry"
    )
    return Rebuilt(equal, f"{form}{where}: {'equal' if equal else 'they differ'}")


def _written(sizes: dict[str, int]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sizes.items())


def _restricted(question: Question, ip: Explicit) -> bool:
    """Whether a hypothesis restricts the symbols in a way that explicit entries do not show."""
    return any(
        not (getattr(statement, "kind", None) in SHOWN and len(getattr(statement, "subjects", ())) == 1)
        for statement in question.reading().statements
    )


def _derivative(part: Relates) -> tuple[Derivative, Term] | None:
    for left, right in ((part.left, part.right), (part.right, part.left)):
        if isinstance(left, Derivative):
            return left, right
    return None


def by_traces(question: Question, part: Relates, limits: Limits) -> Rebuilt:
    """A gradient by SymPy's matrix calculus, trace by trace, compared at random integer matrices. Raises NotEvaluable."""
    import sympy

    pair = _derivative(part)
    if pair is None or pair[0].body.shape or len(pair[0].variables) != 1:
        raise NotEvaluable("no gradient of a scalar")
    derivative, claimed = pair
    variable = derivative.variables[0]
    definitions = {d.symbol.name: d for d in question.definitions}
    if not isinstance(variable, Symbol) or not variable.shape or variable.name in definitions:
        raise NotEvaluable("no gradient by a free vector or matrix")
    sizes = _sizes(tuple(question.terms()))
    ip = Explicit(sizes, question.definitions, (part.left, part.right), question.hypotheses, Field)
    rng = random.Random(f"sympy {limits.seed}")
    numbers = [rng.randint(-10_000, 10_000) for _ in ip.field.gens]
    values = {name: matrix_at(ip, name, numbers) for name in ip.places}
    found = traces.gradient(derivative.body, variable, sizes, definitions, values)
    wanted = ip.value(claimed, ip.top)
    if derivative.layout is Layout.NUMERATOR and wanted.ndim == 2:
        wanted = wanted.T
    there = [at(entry, numbers) for entry in wanted.reshape(-1)]
    equal = there == [sympy.Rational(x) for x in found]
    if not equal and _restricted(question, ip):
        raise NotEvaluable("the entries differ, and a hypothesis was not used")
    return Rebuilt(
        equal, f"the sum of traces, split and differentiated as matrices: {'equal' if equal else 'they differ'}"
    )


SHARE = 0.4  # of a step's seconds, for what may never end


def by_calculus(question: Question, part: Relates, limits: Limits) -> Rebuilt:
    """Both sides as SymPy's expressions, compared at rational points; in a process that is ended when it takes too long. Raises NotEvaluable."""
    import sympy  # noqa: F401  # before the fork, so that it is loaded once

    answer = within(SHARE * limits.seconds, lambda: _calculated(question, part, limits.seed))
    if answer is None:
        raise NotEvaluable("SymPy found no answer in its time")
    return Rebuilt(*answer)


def _calculated(question: Question, part: Relates, seed: int) -> tuple[bool | None, str]:
    """What the process finds: whether the sides agree, and how."""
    from derive.engines.sympy_engine.expressions import Expressions, zero

    reading, reason = question.reading(), "the sides have no value"
    kinds = {name: reading.of(name) for name in reading.properties}
    sizes = _sizes(tuple(question.terms()))
    for positive in (False, True):
        ip = Expressions(sizes, question.definitions, kinds, positive)
        try:
            differences = []
            for scope in scopes(ip, free_indices(ip, part)):
                left, right = ip.value(part.left, scope), ip.value(part.right, scope)
                differences += [a - b for a, b in zip(left.reshape(-1), right.reshape(-1), strict=True)]
            equal = zero(differences, seed)
        except NotEvaluable as cannot:
            reason = cannot.reason
            continue
        except (ValueError, TypeError, NotImplementedError, ZeroDivisionError, AttributeError, RecursionError) as fault:
            reason = f"SymPy fails: {type(fault).__name__}"
            continue
        if equal is not None and (equal or not (reading.equations or _ordered(question))):
            where = f" at {_written(sizes)}" if sizes else ""
            ranged = ", undeclared symbols positive" if positive else ""
            word = "equal to 22 digits at rational points" if equal else "they differ at a rational point"
            return equal, f"{_operations(part)}{where}: {word}{ranged}"
    return None, reason


def _ordered(question: Question) -> bool:
    """Whether a hypothesis bounds more than a symbol by a number: points are drawn without it."""
    return any(
        isinstance(statement, Relates)
        and statement.relation is not Relation.EQUAL
        and not (isinstance(statement.left, Symbol) and isinstance(statement.right, Number | Zero))
        for statement in question.hypotheses
    )


_OPERATIONS = ((Integral, "integrate"), (Limit, "limit"), (Derivative, "diff"), (BigSum, "summation"))


def _operations(part: Relates) -> str:
    """Which of SymPy's operations were relied on."""
    used = [word for kind, word in _OPERATIONS if any(isinstance(inner, kind) for inner in walk(part))]
    return f"both sides by SymPy's {', '.join(used)}" if used else "both sides written out"
