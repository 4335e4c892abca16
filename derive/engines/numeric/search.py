"""The numeric engine's search: agreement to so many digits at so many instances, or a difference that is none of rounding.

It never refutes: what differs in floating point is a reason to look closer, not a counterexample.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from math import inf

from derive.engines.instances.reading import Reading
from derive.engines.modular.question import Question, claims, introduces, questions, unknown_function
from derive.engines.modular.restated import without
from derive.engines.modular.search import doubtful, generic_rank
from derive.engines.modular.testing import Clock
from derive.engines.numeric import optimum
from derive.engines.numeric.cases import unmet
from derive.engines.numeric.gradients import Agreement, GradientClaim, check, gradient_claim
from derive.engines.numeric.instances import RANGES, Way, instances, places
from derive.engines.numeric.order import is_order, searched
from derive.engines.numeric.truth import compare, equations, holds
from derive.goals import Evidence, Goal, Limits, Result, Verdict
from derive.numerics.fields import NotEvaluable
from derive.numerics.floating import Floating
from derive.numerics.indices import MOST_INDEX_VALUES, free_indices
from derive.record import dataclass, field, replace
from derive.terms import Derivative, Differential, Directional, Optimum, Relates, Relation, Statement, symbols, walk

ENGINE = "numeric"
INSTANCES = 3
LEAST_DIGITS = 5.0
SEARCHING = 1.5  # seconds for one claim about order
LEAST_SEARCHED = 12  # instances that say something of a claim about order
TOUCHES = 1e-9
FEW = 40  # values of the free indices at which derivatives are taken
SMALLER_STEPS = (0.05, 0.004, 0.0005)  # for derivatives near a kink or a pole


class Word(Enum):
    """What instances say of a question."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Found:
    """The word with how far the sides agree, at which sizes, and what a picture needs."""

    word: Word
    reason: str = ""
    digits: float = 15.0
    sizes: list[Mapping[str, int]] = field(default_factory=list)
    differences: bool = False  # finite differences were used
    range: str = ""
    convergence: tuple[tuple[float, float], ...] = ()
    worst: str = ""
    searched: int = 0  # instances at which a claim about order was looked at
    ends: bool = False  # no narrower range of instances is asked
    least: float = inf  # the least margin found, relative to the sides


def search(goal: Goal, limits: Limits) -> Evidence:
    """Compares both sides at instances. SUPPORTED with the digits and sizes, DISAGREES, or UNDECIDED with the reason."""
    if isinstance(goal.statement, Optimum):
        return optimum.search(goal, limits)
    clock = Clock(limits.seconds)
    found = [_answer(question, limits, clock) for question in questions(goal)]
    weakest = min(found, key=lambda f: (list(Word)[::-1].index(f.word) if f.word is not Word.DIFFERS else -1, f.digits))
    data = _data(weakest)
    if weakest.word is Word.AGREES:
        return Evidence(ENGINE, Result.AGREES, Verdict.SUPPORTED, _agreement(weakest), data=data)
    result = Result.DISAGREES if weakest.word is Word.DIFFERS else Result.UNDECIDED
    return Evidence(ENGINE, result, Verdict.UNCHECKED, weakest.reason, data=data)


def _agreement(found: Found) -> str:
    if found.searched:
        by = "equality is reached" if found.least <= TOUCHES else f"by at least {found.least:.1g} of the sides' size"
        return f"holds at {found.searched} instances that were searched for a failure, {by}"
    how = "finite differences agree" if found.differences else "both sides agree"
    shown = [", ".join(f"{n}={v}" for n, v in sizes.items()) for sizes in found.sizes if sizes]
    where = "; ".join(dict.fromkeys(shown))
    ranged = f", symbols of unknown sign {found.range}" if found.range else ""
    return f"{how} to {int(found.digits)} digits at {len(found.sizes)} instances{' of sizes ' + where if where else ''}{ranged}"


def _data(found: Found) -> dict[str, object]:
    data: dict[str, object] = {"sizes": [dict(sizes) for sizes in found.sizes]}
    if found.word is Word.AGREES:
        data["digits"] = round(found.digits, 1)
    if found.convergence:
        data["convergence"] = [list(point) for point in found.convergence]
    return data


def _answer(question: Question, limits: Limits, clock: Clock) -> Found:
    parts = claims(question.conclusion)
    if not parts:
        return Found(Word.UNKNOWN, "this kind of claim is not compared at instances")
    reading = question.reading()
    if generic_rank(question, reading):
        return Found(
            Word.UNKNOWN, "random matrices have full rank: what is said of ranks is not confirmed by instances"
        )
    loose = without(reading, reading.equations)
    found = _tried(question, loose, parts, limits, clock) if reading.equations else Found(Word.UNKNOWN)
    if found.word is not Word.AGREES:
        found = _tried(question, reading, parts, limits, clock)
    if found.word is Word.DIFFERS:
        new = next(filter(None, (introduces(question, part) for part in parts)), "")
        reason = f"nothing else is said of {new}: this may define it" if new else doubtful(question, reading)
        if reason:
            return Found(Word.UNKNOWN, reason)
    return found


def _tried(question: Question, reading: Reading, parts: Sequence[Statement], limits: Limits, clock: Clock) -> Found:
    """Instances drawn anywhere, and where a side has no value there, from narrower ranges."""
    found = Found(Word.UNKNOWN)
    for name in RANGES:
        try:
            way = Way(question, reading, limits.seed, name)
            found = _at_instances(way, parts, clock)
        except NotEvaluable as cannot:
            found = Found(Word.UNKNOWN, cannot.reason)
        except ValueError as cannot:  # a gradient or a loss that is not finite
            found = Found(Word.UNKNOWN, str(cannot))
        if found.word is not Word.UNKNOWN or found.ends:
            return replace(found, range=name)
        if clock.over:
            return Found(Word.UNKNOWN, "time limit")
    return found


def _at_instances(way: Way, parts: Sequence[Statement], clock: Clock) -> Found:
    """What several instances say together: they agree at all, or differ at two at least."""
    total = Found(Word.AGREES)
    differing: list[Found] = []
    met: list[Floating] = []
    for number, ip in enumerate(instances(way, INSTANCES)):
        met.append(ip)
        for part in parts:
            found = _part(ip, way, part, number == 0, clock)
            if found.word is Word.UNKNOWN:
                return found
            if found.word is Word.DIFFERS:
                differing.append(found)
            total.digits = min(total.digits, found.digits)
            total.differences = total.differences or found.differences
            total.convergence = total.convergence or found.convergence
        total.sizes.append(ip.sizes)
        if clock.over:
            return Found(Word.UNKNOWN, "time limit")
    orders = [part for part in parts if is_order(part)]
    if orders and not differing:
        return _searched(way, orders, total, clock)
    if len(differing) >= min(2, len(total.sizes)):
        return replace(differing[0], sizes=total.sizes)
    if differing:
        return Found(Word.UNKNOWN, f"the sides differ at one of {len(total.sizes)} instances: {differing[0].reason}")
    if way.reading.equations and (special := _special(met, parts)):
        return Found(
            Word.UNKNOWN, f"the equations were met with {special} only, where much agrees that differs elsewhere"
        )
    if any(unmet(part, met) for part in parts):
        return Found(Word.UNKNOWN, "not every case of a definition by cases was met at an instance")
    return total


def _special(met: Sequence[Floating], parts: Sequence[Statement]) -> str:
    """A number of a claim that was 0, 1 or -1 at every instance, and that value: at such points logarithms are rational, and powers agree."""
    for name in sorted({name for part in parts for name in symbols(part)}):
        values = {float(ip.drawn[name]) for ip in met if name in ip.drawn and not ip.drawn[name].shape}
        if len(values) == 1 and (value := values.pop()) in (-1.0, 0.0, 1.0):
            return f"{name} = {value:g}"
    return ""


def _part(ip: Floating, way: Way, part: Statement, first: bool, clock: Clock) -> Found:
    """One claim at one instance."""
    claim = gradient_claim(part)
    if claim is not None and not free_indices(ip, part):
        return _gradient(ip, way, claim, first)
    if way.question.within:
        return Found(Word.UNKNOWN, "of derivatives among structured matrices only gradients of scalars are compared")
    pairs = equations(part)
    if pairs is None:
        return _ordered(ip, part, way, list(places(ip, way, part)))
    derivatives = any(isinstance(p, Derivative | Directional | Differential) for p in walk(part)) or any(
        isinstance(p, Derivative | Directional | Differential) for d in way.question.definitions for p in walk(d.value)
    )
    found = Found(Word.UNKNOWN)
    for base in SMALLER_STEPS if derivatives else SMALLER_STEPS[:1]:
        ip.base, ip.error, ip.least = base, 0.0, 0.0
        at = list(places(ip, way, part, FEW if derivatives else MOST_INDEX_VALUES))
        found = _compared(ip, pairs, at, clock)
        found.differences = derivatives
        if found.word is Word.AGREES and found.digits >= 2 * LEAST_DIGITS:
            break
    return found


def _compared(ip: Floating, pairs, places, clock: Clock) -> Found:  # type: ignore[no-untyped-def]
    digits = 15.0
    for scope in places:
        if clock.over:
            return Found(Word.UNKNOWN, "time limit")
        for left, right in pairs:
            comparison = compare(ip, left, right, scope)
            if comparison.differs:
                size = comparison.gap / (comparison.scale or 1.0)
                return Found(Word.DIFFERS, f"the sides differ by {size:.1e} of their size at an instance")
            if not comparison.agrees:
                return Found(Word.UNKNOWN, "the estimated error of the evaluation is too large to say")
            digits = min(digits, comparison.digits)
    if digits < LEAST_DIGITS:
        return Found(Word.UNKNOWN, f"the sides agree to {int(digits)} digits only")
    return Found(Word.AGREES, digits=digits)


def _ordered(ip: Floating, part: Statement, way: Way, places) -> Found:  # type: ignore[no-untyped-def]
    if not isinstance(part, Relates) or part.relation is Relation.EQUAL:
        return Found(Word.UNKNOWN, "this property is not compared at instances")
    if not all(holds(ip, part, scope) for scope in places):
        return Found(Word.DIFFERS, "the relation fails at an instance")
    if part.relation is Relation.NOT_EQUAL and (ip.drawn or unknown_function(part, way.question.definitions)):
        return Found(
            Word.UNKNOWN, "what is drawn at random differs, which says nothing of what may be equal", ends=True
        )
    return Found(Word.AGREES)


def _searched(way: Way, parts: Sequence[Statement], total: Found, clock: Clock) -> Found:
    """What a search for instances says at which claims about order, which hold at those drawn, hold by little or fail."""
    for part in parts:
        assert isinstance(part, Relates)
        if (unknown := unknown_function(part, way.question.definitions)) is not None:
            return Found(Word.UNKNOWN, f"of {unknown} nothing is said but that it is a function", ends=True)
        found = searched(way, part, total.sizes, Clock(SEARCHING))
        if found.failed:
            reason = "the relation fails, or is an equality, at an instance that was searched for"
            return Found(Word.UNKNOWN, reason, ends=True)
        if found.instances < LEAST_SEARCHED or clock.over:
            return Found(Word.UNKNOWN, "holds at the few instances tried, which says little of a claim about order")
        total.searched += found.instances
        total.least = min(total.least, found.least)
    return total


ROUGH = 1e-8  # of an entry: by less than this nothing is said to be wrong


def _gradient(ip: Floating, way: Way, claim: GradientClaim, first: bool) -> Found:
    kinds = [said.kind for said in way.question.within if said.subjects == (claim.variable,)]
    result = check(ip, claim, way.seed, first, kinds[0] if kinds else None)
    if result.agreement is Agreement.AGREES:
        return Found(Word.AGREES, digits=result.digits, differences=True, convergence=result.convergence)
    if result.agreement is Agreement.UNDECIDED:
        return Found(Word.UNKNOWN, result.note)
    where = ""
    if result.worst is not None and result.claimed is not None and result.found is not None:
        place = ", ".join(str(i + 1) for i in result.worst)
        where = f"; at entry ({place}) {result.claimed:.6g} is claimed and {result.found:.6g} is found"
        apart = abs(result.claimed - result.found) / max(abs(result.claimed), abs(result.found))
        if (
            max(apart, result.relative_error) < ROUGH
        ):  # no slip of the pen is so small, but the error of a difference may be
            return Found(Word.UNKNOWN, f"finite differences do not reach the claim's digits: {apart:.1e} apart")
    return Found(
        Word.DIFFERS,
        f"finite differences disagree by {result.relative_error:.1e} of the gradient's size{where}",
        differences=True,
    )
