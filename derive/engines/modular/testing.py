"""Testing a question at random instances over random prime fields."""

from __future__ import annotations

import time
from collections.abc import Iterator
from enum import Enum
from math import ceil, inf, log, prod

from derive.engines.instances import CannotDraw, Draft, count_sizes, draw, names_in, test_sizes
from derive.engines.instances.draw import is_filter
from derive.engines.instances.templates import Choices
from derive.engines.modular.question import Question, has_functions, sign_atoms
from derive.goals import Limits
from derive.numerics.degrees import Bound, Bounds, error_bits
from derive.numerics.evaluate import Environment, Evaluator
from derive.numerics.fields import BadLuck, NotEvaluable, PrimeField, random_prime_field
from derive.numerics.truth import environments, free_indices, holds
from derive.record import dataclass, field
from derive.terms import Norm, PropertyKind, Relates, Statement, Symbol, Term

WANTED_BITS = 60
MOST_INDEX_VALUES = 4096
MOST_ROUNDS = 320
REDRAWS = 24
UNLUCKY = 4  # how many instances and sizes without a value make a test give up


class Answer(Enum):
    """What the instances say."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Outcome:
    """The answer, the size assignments it was found at, b of the error bound 2^-b, and the reason where there is no answer."""

    answer: Answer
    sizes: list[dict[str, int]] = field(default_factory=list)
    bits: float = 0.0
    instances: int = 0
    reason: str = ""
    certain: bool = True  # enough instances for the bound
    primes: list[int] = field(default_factory=list)


class Clock:
    """What one search may spend, in seconds of the processor: a busy machine changes no verdict."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.begin = time.process_time()
        self.end = self.begin + seconds

    @property
    def spent(self) -> float:
        """The seconds used so far."""
        return time.process_time() - self.begin

    @property
    def over(self) -> bool:
        """Whether the time is used up."""
        return time.process_time() > self.end


def settings(ev: Evaluator, question: Question, claims: list[Statement]) -> Iterator[Environment]:
    """The values of the free indices at which claims are made: all that meet the hypotheses about indices. Raises NotEvaluable if too many."""
    whole = claims[0] if len(claims) == 1 else None
    indices = {i.name: i for claim in ([whole] if whole is not None else claims) for i in free_indices(ev, claim)}
    filters = [
        h for h in question.hypotheses if is_filter(ev, h) and all(i.name in indices for i in free_indices(ev, h))
    ]
    if prod(ev.instance.size(i.size) for i in indices.values()) > MOST_INDEX_VALUES:
        raise NotEvaluable("there are too many values of the free indices")
    for env in environments(ev, [indices[name] for name in sorted(indices)]):
        if all(holds(ev, h, env) for h in filters):
            yield env


def true_here(ev: Evaluator, question: Question, claims: list[Statement]) -> bool:
    """Whether all claims hold at an instance. Raises NotEvaluable."""
    return all(holds(ev, claim, env) for env in settings(ev, question, claims) for claim in claims)


def degree(term: Term) -> int:
    """A rough degree of a term as a word in matrices: how many factors its longest product has."""
    from derive.engines.modular.words import word_length

    return word_length(term)


def rounds_for_signs(question: Question, claims: list[Statement], sizes: dict[str, int]) -> int:
    """How many instances show every pattern of the signs of the atoms, but for a chance of 2^-60."""
    terms = (*claims, *(d.value for d in question.definitions))
    count = sum(1 if isinstance(a, Norm) else prod(s.at(sizes) for s in a.shape) for a in sign_atoms(terms))
    if not count:
        return 1
    return ceil(WANTED_BITS * log(2) / -log(1 - 2.0**-count)) if count < 20 else 1 << 30


def bound_of_symbol(draft: Draft, sizes: dict[str, int]) -> Bounds:
    """Degrees by how symbols are drawn: free entries count 1, structured ones by their parametrisation, solved ones by Cramer's rule."""
    from derive.numerics.instance import Instance

    instance = Instance(sizes)
    solved = {name for step in draft.steps for name in step.names}
    roots = {name for name, _ in draft.roots}
    curved = (
        PropertyKind.ORTHOGONAL,
        PropertyKind.ORTHONORMAL_COLUMNS,
        PropertyKind.ORTHONORMAL_ROWS,
        PropertyKind.PROJECTION,
    )

    def of_symbol(symbol: Symbol) -> Bound:
        shape = instance.shape(symbol.sizes)
        side, kinds = max(shape, default=1), draft.reading.of(symbol.name)
        if symbol.name in solved:
            return Bound(64 * prod(shape) + 64, 64 * prod(shape) + 64, 256.0 * prod(shape))
        if symbol.name in roots:
            return Bound(4 * side * side + 1, 4 * side * side + 1, 16.0 * side * side)
        if kinds & set(curved) or kinds & {
            PropertyKind.IDEMPOTENT,
            PropertyKind.UNIT_NORM,
            PropertyKind.COLUMN_STOCHASTIC,
        }:
            return Bound(4 * side + 2, 4 * side, 8.0 * side * side)
        return Bound(2, 0, 2.0 + side)

    definitions = {d.symbol.name: d.value for d in draft.definitions if not d.parameters}
    return Bounds(instance, definitions, of_symbol)


def bits_of(draft: Draft, sizes: dict[str, int], claims: list[Statement], prime: int, functions: bool) -> float:
    """b of the error bound 2^-b of one instance."""
    bounds = bound_of_symbol(draft, sizes)
    least = inf
    for claim in claims:
        if isinstance(claim, Relates):
            least = min(least, error_bits(bounds, claim.left, claim.right, prime, functions))
        else:
            for subject in getattr(claim, "subjects", ()):
                least = min(least, error_bits(bounds, subject, subject, prime, functions) - 4)
    return min(least, 61.0)


def test(question: Question, draft: Draft, claims: list[Statement], limits: Limits, clock: Clock) -> Outcome:
    """Tests the claims at instances of a draft, at two assignments of sizes."""
    names = names_in(question.terms())
    functions = has_functions(question.terms(), question.definitions)
    outcome = Outcome(Answer.UNKNOWN, bits=inf, reason="no instance was drawn")
    word = max(map(degree, claims), default=1)
    failures = 0
    for sizes in test_sizes(names, word):
        if clock.over or failures >= 4 * UNLUCKY:
            return Outcome(Answer.UNKNOWN, reason="time limit" if clock.over else outcome.reason)
        try:
            found = _test_at(question, draft, claims, sizes, limits, clock, functions)
        except (CannotDraw, NotEvaluable) as problem:
            outcome.reason = problem.reason
            failures += 1
            if isinstance(problem, NotEvaluable) and not isinstance(problem, BadLuck) and not names:
                break
            continue
        if found.answer is not Answer.AGREES:
            return found
        outcome.sizes += found.sizes
        outcome.primes += found.primes
        outcome.bits = min(outcome.bits, found.bits)
        outcome.instances += found.instances
        outcome.certain &= found.certain
        if len(outcome.sizes) == 2 or not names:
            break
    for sizes in count_sizes((*claims, *question.terms()), outcome.sizes[0]) if outcome.sizes else ():
        if clock.over:
            return Outcome(Answer.UNKNOWN, reason="time limit")
        try:
            found = _test_at(question, draft, claims, sizes, limits, clock, functions, once=True)
        except (CannotDraw, NotEvaluable):
            continue
        if found.answer is not Answer.AGREES:
            return found
        outcome.instances += found.instances
    if len(names) > 1 and len(outcome.sizes) == 1:
        outcome.reason = "instances were found at one choice of the sizes only"
    elif outcome.sizes:
        outcome.answer = Answer.AGREES
    return outcome


test.__test__ = False  # type: ignore[attr-defined]  # not a test of pytest's


def _test_at(
    question: Question,
    draft: Draft,
    claims: list[Statement],
    sizes: dict[str, int],
    limits: Limits,
    clock: Clock,
    functions: bool,
    once: bool = False,
) -> Outcome:
    """What instances at given sizes say: as many as make an error unlikely, or one."""
    prime = random_prime_field(limits.seed).modulus
    bits = bits_of(draft, sizes, claims, prime, functions)
    signs = rounds_for_signs(question, claims, sizes)
    each = max(2, ceil(WANTED_BITS / max(bits, 1.0)))
    rounds = 1 if once else min(max(each, signs), MOST_ROUNDS)
    outcome = Outcome(Answer.AGREES, [sizes], bits * each, certain=signs <= MOST_ROUNDS and bits > 1)
    number, problem = 0, BadLuck("no instance was drawn")
    while number < rounds:
        if clock.over:
            return Outcome(Answer.UNKNOWN, reason="time limit")
        choices = Choices(number)
        field = random_prime_field(8 * limits.seed + number % 8)
        try:
            agrees = _redrawn(question, draft, claims, sizes, field, (limits.seed, number), choices)
        except (
            BadLuck,
            CannotDraw,
        ) as luck:  # this choice of ranks may leave the claim without a value; another may not
            if isinstance(luck, CannotDraw) and luck.hopeless:
                raise
            number, problem = number + 1, BadLuck(luck.reason)
            if not outcome.instances and number >= max(UNLUCKY, min(choices.count, 4 * UNLUCKY)):
                raise problem from None
            rounds = rounds if once else max(rounds, min(each * choices.count, MOST_ROUNDS))
            continue
        if not agrees:
            return Outcome(Answer.DISAGREES, [sizes], primes=[field.modulus])
        if field.modulus not in outcome.primes:
            outcome.primes.append(field.modulus)
        number += 1
        outcome.instances += 1
        wanted = each * choices.count
        rounds = rounds if once else max(rounds, min(wanted, MOST_ROUNDS))
        outcome.certain &= wanted <= MOST_ROUNDS
    if not outcome.instances:
        raise problem
    return outcome


def _redrawn(
    question: Question,
    draft: Draft,
    claims: list[Statement],
    sizes: dict[str, int],
    field: PrimeField,
    seed: tuple[int, int],
    choices: Choices,
) -> bool:
    problem = BadLuck("no instance was drawn")
    for attempt in range(REDRAWS):
        ev = draw(draft, sizes, field, (*seed, attempt), choices)
        try:
            return true_here(ev, question, claims)
        except BadLuck as luck:
            problem = luck
    raise problem
