"""The smallest counterexample: least sizes, then small integers, every hypothesis verified exactly, both sides evaluated in rationals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import prod

from derive.engines.instances import CannotDraw, Draft, draw, names_in, small_sizes
from derive.engines.modular.question import Question
from derive.engines.modular.testing import Clock, settings
from derive.goals import Counterexample, Matrix
from derive.numerics import arrays, generic
from derive.numerics.arrays import Array, matmul, transpose
from derive.numerics.evaluate import Environment, Evaluator
from derive.numerics.fields import NotEvaluable, Rationals, TooClose
from derive.numerics.intervals import Interval, holds_an_interval
from derive.numerics.truth import free_indices, holds
from derive.record import dataclass, replace
from derive.terms import Apply, HasProperty, Implies, PropertyKind, Relates, Statement, Symbol, symbols, walk

# bound and denominators of what is drawn, how often: integers at every size first, then fractions
INTEGERS = ((1, 1, 10), (2, 1, 10), (3, 1, 10), (5, 1, 6))
FRACTIONS = ((1, 4, 12), (3, 5, 8))
ENOUGH = 3
HOPELESS = 40
UNSAID = 10
UNLUCKY = 80
# seconds of a search in which no instance was drawn at all, after which none is expected, and the share of what it may spend where that is more: who
# gives it more time waits longer, so that how fast the machine is decides nothing
PATIENCE, SHARE = 1.0, 0.1


@dataclass(slots=True)
class Failure:
    """An instance at which a claim is false."""

    draft: Draft
    sizes: dict[str, int]
    ev: Evaluator
    claim: Statement
    env: Environment
    cost: tuple[int, int]


def smallest(
    question: Question,
    claims: list[Statement],
    drafts: Sequence[Draft],
    seed: int,
    clock: Clock,
    also: Sequence[dict[str, int]] = (),
    kind: type[Rationals] = Rationals,
) -> Counterexample | None:
    """The least instance found on which a claim fails, or None. `also` are sizes tried last; `kind` is Enclosures where irrational values
    are enclosed in intervals."""
    names = names_in(question.terms())
    silent = 0
    mute: set[str] = set()  # instances that say nothing: 0 again and again, the only integer of which |x| < 1
    passes = [(INTEGERS, [[0, 0] for _ in drafts]), (FRACTIONS, [[0, 0] for _ in drafts])]
    for tries, luck, sizes in ((tries, luck, s) for tries, luck in passes for s in (*small_sizes(names), *also)):
        failures: list[Failure] = []
        here = 0  # instances of these sizes that say nothing: `(XᵀX)⁻¹` of an X with more columns than rows has a value at none
        for draft, ev in _instances(drafts, luck, sizes, seed, clock, kind, tries):
            silent += 1
            here += 1
            try:
                failure = _failure(question, claims, draft, sizes, ev)
            except TooClose:  # 0 is the only integer of which |x| < 1
                silent -= 1
                if here > UNSAID:
                    break
                continue
            except NotEvaluable:
                drawn = repr(sorted((name, value.data) for name, value in ev.instance.values.items()))
                silent -= bool(ev.instance.values) and drawn in mute
                mute.add(drawn)
                if silent > HOPELESS:
                    return None
                if len(names) > 1 and here > UNSAID:
                    break
                continue
            here = -HOPELESS
            silent = -HOPELESS
            if failure is not None:
                failures.append(failure)
                if len(failures) == ENOUGH:
                    break
        if failures:
            best = _shrunk(question, claims, min(failures, key=lambda f: f.cost), clock)
            described = _described(question, best)
            if described is not None:
                return described
        impatient = clock.spent > max(PATIENCE, SHARE * clock.seconds)
        if clock.over or (impatient and not any(met for _, tried in passes for met, _ in tried)):
            return None
    return None


def _instances(
    drafts: Sequence[Draft],
    luck: list[list[int]],
    sizes: dict[str, int],
    seed: int,
    clock: Clock,
    kind: type[Rationals],
    ways: tuple[tuple[int, int, int], ...],
) -> Iterator[tuple[Draft, Evaluator]]:
    """Instances of one size, by all drafts in turn; `luck` counts how often each draft could be drawn and could not."""
    hopeless = [0] * len(drafts)
    for bound, denominator, tries in ways:
        here = [4 * count for count in hopeless]  # `p ≥ 3` is met by none of the smallest numbers
        for number in range(tries):
            for k, draft in enumerate(drafts):
                if clock.over:
                    return
                if here[k] > 8 or (luck[k][1] > UNLUCKY and not luck[k][0]):
                    continue
                try:
                    ev = draw(draft, sizes, kind(bound, denominator), (seed, bound, denominator, number))
                except CannotDraw as problem:
                    here[k] += 4 if problem.hopeless else 1
                    hopeless[k] += problem.hopeless
                    luck[k][1] += 1
                    continue
                luck[k][0] += 1
                yield draft, ev


def _failure(
    question: Question, claims: list[Statement], draft: Draft, sizes: dict[str, int], ev: Evaluator
) -> Failure | None:
    problem: NotEvaluable | None = None
    decided = False
    for env in settings(ev, question, claims):
        for claim in claims:
            try:
                if not holds(ev, claim, env):
                    return Failure(draft, sizes, ev, claim, env, _cost(ev))
                decided = True
            except NotEvaluable as unknown:
                problem = unknown
    if problem is not None and not decided:
        raise problem
    return None


def _cost(ev: Evaluator) -> tuple[int, int]:
    values = (*ev.instance.values.values(), *ev.instance.directions.values())
    if any(holds_an_interval(value.data) for value in values):
        raise NotEvaluable("a hypothesis gives a symbol an irrational value")
    numbers = [Fraction(x) for value in values for x in value.data]
    return sum(abs(x.numerator) + 3 * (x.denominator - 1) for x in numbers), sum(x < 0 for x in numbers)


def _shrunk(question: Question, claims: list[Statement], failure: Failure, clock: Clock) -> Failure:
    """Entries of the symbols set to 0, 1 or -1 one after another, as long as the claim still fails."""
    solved = {n for step in failure.draft.steps for n in step.names} | {name for name, _ in failure.draft.roots}
    for _ in range(2):
        before = failure.cost
        for name in sorted(failure.ev.instance.values):
            if name in solved or name in failure.draft.integers:
                continue
            for places in _groups(failure.ev.instance.values[name]):
                for value in (0, 1, -1):
                    if clock.over:
                        return failure
                    old = failure.ev.instance.values[name]
                    if _no_simpler(value, old.data[places[0]]):
                        break
                    failure = _replaced(question, claims, failure, name, places, value) or failure
        if failure.cost == before:
            break
    return failure


def _no_simpler(value: int, old: Fraction | int) -> bool:
    return (abs(Fraction(old)), Fraction(old).denominator, old < 0) <= (abs(value), 1, value < 0)


def _groups(value: Array) -> list[list[int]]:
    """The entries one by one, then the pairs that mirror each other."""
    single = [[place] for place in range(len(value.data))]
    if len(value.shape) != 2 or value.shape[0] != value.shape[1]:
        return single
    n = value.shape[0]
    return [
        [i * n + j, j * n + i] for i in range(n) for j in range(i) if value.data[i * n + j] == value.data[j * n + i]
    ] + single


def _replaced(
    question: Question, claims: list[Statement], failure: Failure, name: str, places: list[int], value: int
) -> Failure | None:
    solved = {n for step in failure.draft.steps for n in step.names} | {other for other, _ in failure.draft.roots}
    fixed = {n: a for n, a in failure.ev.instance.values.items() if n not in solved}
    data = list(fixed[name].data)
    for place in places:
        data[place] = value
    fixed[name] = Array(fixed[name].shape, data)
    try:
        ev = draw(failure.draft, failure.sizes, failure.ev.field, 0, fixed=fixed)
        ev.instance.directions.update(failure.ev.instance.directions)
        found = _failure(question, claims, failure.draft, failure.sizes, ev)
    except (CannotDraw, NotEvaluable):
        return None
    return found if found is not None and found.cost < failure.cost else None


def printed(value: Array) -> Matrix:
    """Entries as exact text, of enclosed numbers their decimals: a scalar 1×1, a vector a column, a tensor by its first axis."""
    if len(value.shape) > 2:
        value = Array((value.shape[0], len(value.data) // value.shape[0]), value.data)
    return tuple(tuple(str(x) if isinstance(x, Interval) else str(Fraction(x)) for x in row) for row in value.rows())


def _described(question: Question, failure: Failure) -> Counterexample | None:
    """A failure in print, once more evaluated from its values alone; None where it does not survive that."""
    ev = failure.ev
    # a last independent evaluation: nothing cached, every hypothesis once more
    plain = replace(
        failure.draft, steps=(), roots=()
    )  # nothing is solved anew: the values are those found, and are verified
    try:
        again = draw(plain, failure.sizes, ev.field, 0, fixed=dict(ev.instance.values))
    except CannotDraw:  # values that were solved for meet a hypothesis only with what they were solved from
        return None
    again.instance.directions.update(ev.instance.directions)
    confirmed = _failure(question, [failure.claim], failure.draft, failure.sizes, again)
    if confirmed is None:
        return None
    known: dict[str, Symbol] = {name: s for term in question.terms() for name, s in symbols(term).items()}
    values = {name: printed(value) for name, value in sorted(again.instance.values.items()) if name in known}
    for definition in question.definitions:
        if not definition.parameters and definition.symbol.name in symbols(failure.claim):
            try:
                values[definition.symbol.name] = printed(again.value(definition.symbol, confirmed.env))
            except NotEvaluable:  # it has a value for an index only, or none that the claim needs
                continue
    values |= {f"d{name}": printed(value) for name, value in sorted(again.instance.directions.items())}
    left, right, note = compared(again, confirmed.claim, confirmed.env)
    indices = ", ".join(f"{i.name} = {confirmed.env.find('#' + i.name)}" for i in free_indices(again, confirmed.claim))
    places = f"at {indices}" if indices else ""
    said = (question.note, places, _functions(again, question), note, _enclosing(again, confirmed.claim, confirmed.env))
    notes = "; ".join(part for part in said if part)
    return Counterexample(values, left, right, dict(failure.sizes), notes)


def _functions(ev: Evaluator, question: Question) -> str:
    """What the functions of which nothing is assumed are here."""
    found: dict[str, int] = {}
    for part in (part for term in question.terms() for part in walk(term)):
        if isinstance(part, Apply) and part.name.startswith(generic.PREFIX) and part.name not in ev.definitions:
            found[part.name] = sum(prod(ev.instance.shape(argument.shape)) for argument in part.arguments)
    return ", ".join(generic.text(name, count) for name, count in sorted(found.items()))


def _enclosing(ev: Evaluator, claim: Statement, env: Environment) -> str:
    """Says that the sides were separated by intervals, and by which."""
    if not isinstance(claim, Relates):
        return ""
    pairs = zip(ev.value(claim.left, env).data, ev.value(claim.right, env).data, strict=True)
    for left, right in pairs:
        if isinstance(left, Interval) or isinstance(right, Interval):
            shown = [x.bounds() if isinstance(x, Interval) else str(Fraction(x)) for x in (left, right)]
            return f"the decimals are rounded; an entry of the left side lies in {shown[0]}, of the right side in {shown[1]}"
    return ""


def compared(ev: Evaluator, claim: Statement, env: Environment) -> tuple[Matrix, Matrix, str]:
    """The two sides of a claim at an instance, and what more is to be said."""
    if isinstance(claim, Implies):
        return compared(ev, claim.conclusion, env)
    if isinstance(claim, Relates):
        return printed(ev.value(claim.left, env)), printed(ev.value(claim.right, env)), ""
    if not isinstance(claim, HasProperty):
        return (), (), ""
    values = [ev.value(subject, env) for subject in claim.subjects]
    first, flipped = values[0], transpose(values[0])
    match claim.kind:
        case PropertyKind.SYMMETRIC | PropertyKind.PROJECTION:
            return printed(first), printed(flipped), f"not {claim.kind.value}"
        case PropertyKind.SKEW:
            return printed(first), printed(Array(flipped.shape, [-x for x in flipped.data])), "not skew-symmetric"
        case PropertyKind.ORTHOGONAL | PropertyKind.ORTHONORMAL_COLUMNS:
            return (
                printed(matmul(ev.field, flipped, first)),
                printed(arrays.identity(flipped.shape[0])),
                f"not {claim.kind.value}",
            )
        case PropertyKind.IDEMPOTENT:
            return printed(matmul(ev.field, first, first)), printed(first), "not idempotent"
        case PropertyKind.COMMUTE:
            second = values[1]
            return (
                printed(matmul(ev.field, first, second)),
                printed(matmul(ev.field, second, first)),
                "they do not commute",
            )
    return printed(first), (), f"not {claim.kind.value}"
