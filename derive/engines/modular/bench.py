"""A bench of exact instances at which hundreds of variants of one equation are compared; variants that share subterms share their values."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import Any

from derive.engines.instances import CannotDraw, drafts, draw, names_in, test_sizes
from derive.engines.instances.templates import Choices
from derive.engines.modular.question import Question, needs_exponents
from derive.engines.modular.restated import small_rational
from derive.engines.modular.search import solvable
from derive.engines.modular.testing import settings
from derive.goals import Goal, Limits
from derive.numerics.fields import NotEvaluable, random_prime_field
from derive.numerics.intervals import Enclosures
from derive.record import dataclass, field
from derive.terms import Apply, Implies, Statement, Symbol, Term, walk

Vector = tuple[int, ...]
INSTANCES = 2
TRIES = 12


@dataclass(slots=True)
class Bench:
    """Evaluators at instances that meet every hypothesis, each with the choices of the free indices at which the equation is claimed."""

    places: list[tuple[Any, list[Any]]] = field(default_factory=list)
    names: tuple[str, ...] = ()
    until: float = float("inf")
    seconds: float = 0.0
    enclosed: bool = False  # instances are small integers, and irrational values are enclosed in intervals

    @property
    def late(self) -> bool:
        """Whether as much time again as was given is used up."""
        return time.process_time() > self.until + self.seconds

    @property
    def over(self) -> bool:
        """Whether the time is used up."""
        return time.process_time() > self.until

    def vector(self, number: int, term: Term) -> Vector | None:
        """All entries of a term at instance `number`, reduced; None where it has no value there."""
        ev, environments = self.places[number]
        found: list[Any] = []
        try:
            for env in environments:
                found += ev.field.reduce(list(ev.value(term, env).data))
            return tuple(found)
        except (NotEvaluable, RecursionError):
            return None
        except TypeError:  # a jet that does not hash or compare: a perturbation got out of its derivative
            return None

    def vectors(self, term: Term) -> tuple[Vector, ...] | None:
        """The entries at every instance, or None."""
        found = [self.vector(number, term) for number in range(len(self.places))]
        return None if None in found else tuple(v for v in found if v is not None)

    def same(self, one: Vector, other: Vector) -> bool:
        """Whether two vectors are equal; of numbers that are only enclosed, whether the enclosures meet."""
        return one == other or (self.enclosed and len(one) == len(other) and not any(map(_apart, one, other)))

    def agree(self, left: Term, right: Term) -> bool:
        """Whether two terms of one shape are equal at every instance."""
        if left.shape != right.shape:
            return False
        for number in range(len(self.places)):
            one, other = self.vector(number, left), self.vector(number, right)
            if one is None or other is None or not self.same(one, other):
                return False
        return bool(self.places)

    def sum(self, number: int, one: Vector, other: Vector) -> Vector:
        """one + other at instance `number`."""
        reduce = self.places[number][0].field.reduce
        return tuple(reduce([a + b for a, b in zip(one, other, strict=True)]))

    def difference(self, number: int, one: Vector, other: Vector) -> Vector:
        """one - other at instance `number`."""
        reduce = self.places[number][0].field.reduce
        return tuple(reduce([a - b for a, b in zip(one, other, strict=True)]))

    def ratio(self, number: int, one: Vector, other: Vector) -> int | None:
        """c with one = c · other at instance `number`; None when there is none or `other` is zero."""
        values = self.places[number][0].field
        place = next((k for k, b in enumerate(other) if b), None)
        if place is None or not (isinstance(one[place], int) and isinstance(other[place], int)):
            return None
        try:
            c = values.reduce([one[place] * values.invert(other[place])])[0]
        except NotEvaluable:
            return None
        return int(c) if tuple(values.reduce([c * y for y in other])) == one else None

    def multiple(self, ones: tuple[Vector, ...], others: tuple[Vector, ...]) -> Fraction | None:
        """The small rational c with one = c · other at every instance, or None."""
        if self.enclosed:
            return None  # ratios of enclosures are no residues
        found: set[Fraction | None] = set()
        for number, (one, other) in enumerate(zip(ones, others, strict=True)):
            ratio = self.ratio(number, one, other)
            if not ratio:
                return None
            found.add(small_rational(ratio, self.places[number][0].field.modulus))
        return next(iter(found)) if len(found) == 1 else None

    def zero(self, number: int, vector: Vector) -> bool:
        """Whether a vector is zero at instance `number`; of numbers that are only enclosed, whether it may be."""
        return not any(_apart(entry, 0) for entry in self.places[number][0].field.reduce(list(vector)))

    def is_zero(self, symbol: Symbol) -> bool:
        """Whether a symbol is zero at every instance: what is assumed of it leaves nothing else, or nothing could be said."""
        return all(self.zero(number, self.vector(number, symbol) or ()) for number in range(len(self.places)))


def _apart(one: Any, other: Any) -> bool:
    """Whether two numbers are known to differ."""
    try:
        return bool(one - other)
    except NotEvaluable:  # the bounds do not decide
        return False


_PERIODIC = frozenset(["sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "sinh", "cosh", "tanh", "erf"])


def bench_of(goal: Goal, statement: Statement, known: Term, seed: int, seconds: float) -> Bench | None:
    """A bench for variants of `statement`, the conclusion of a goal, at instances where the term `known` has a value; None when no instance that
    meets the hypotheses could be drawn."""
    given = [hypothesis.statement for hypothesis in goal.hypotheses]
    whole = goal.statement
    while isinstance(whole, Implies):
        given += whole.premises
        whole = whole.conclusion
    question = Question(tuple(given), statement, goal.definitions)
    bench = Bench(names=names_in(question.terms()), until=time.process_time() + seconds, seconds=seconds)
    bench.enclosed = any(
        isinstance(part, Apply) and part.name in _PERIODIC for term in question.terms() for part in walk(term)
    )  # these obey laws that a prime field does not know
    reading = question.reading()
    plain = drafts(reading, question.definitions, (), statement, needs_exponents(question.terms()))
    for draft in solvable(question, reading, plain, Limits(seconds, seed)):
        for number, sizes in zip(range(TRIES), test_sizes(bench.names, 2), strict=False):
            if bench.over:
                return bench if bench.places else None
            try:
                ev = draw(
                    draft,
                    sizes,
                    Enclosures(29) if bench.enclosed else random_prime_field(8 * seed + number),
                    (seed, "diagnosis", number),
                    Choices(number + 1),
                )
                environments = list(settings(ev, question, [statement]))
            except (CannotDraw, NotEvaluable):
                continue
            if environments:
                bench.places.append((ev, environments))
                if bench.vector(len(bench.places) - 1, known) is None:  # such as an inverse that these sizes rule out
                    bench.places.pop()
            if len(bench.places) == INSTANCES:
                return bench
        if bench.places:
            return bench
    return None
