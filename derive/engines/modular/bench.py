"""A bench of exact instances at which hundreds of variants of one equation are compared; variants that share subterms share their values."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import Any

from derive.engines.instances import CannotDraw, drafts, draw, names_in, test_sizes
from derive.engines.instances.templates import Choices
from derive.engines.modular.question import Question, needs_exponents
from derive.engines.modular.search import solvable
from derive.engines.modular.testing import settings
from derive.goals import Goal, Limits
from derive.numerics.fields import NotEvaluable, random_prime_field
from derive.record import dataclass, field
from derive.terms import Implies, Statement, Symbol, Term

Vector = tuple[int, ...]
INSTANCES = 2
TRIES = 12


@dataclass(slots=True)
class Bench:
    """Evaluators at instances that meet every hypothesis, each with the choices of the free indices at which the equation is claimed."""

    places: list[tuple[Any, list[Any]]] = field(default_factory=list)
    names: tuple[str, ...] = ()
    until: float = float("inf")

    @property
    def over(self) -> bool:
        """Whether the time is used up."""
        return time.monotonic() > self.until

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

    def agree(self, left: Term, right: Term) -> bool:
        """Whether two terms of one shape are equal at every instance."""
        if left.shape != right.shape:
            return False
        for number in range(len(self.places)):
            one, other = self.vector(number, left), self.vector(number, right)
            if one is None or one != other:
                return False
        return bool(self.places)

    def difference(self, number: int, one: Vector, other: Vector) -> Vector:
        """one - other at instance `number`."""
        reduce = self.places[number][0].field.reduce
        return tuple(reduce([a - b for a, b in zip(one, other, strict=True)]))

    def ratio(self, number: int, one: Vector, other: Vector) -> int | None:
        """c with one = c · other at instance `number`; None when there is none or `other` is zero."""
        values = self.places[number][0].field
        for a, b in zip(one, other, strict=True):
            if b:
                try:
                    c = values.reduce([a * values.invert(b)])[0]
                except (NotEvaluable, TypeError):
                    return None
                good = tuple(values.reduce([c * y for y in other])) == one
                return int(c) if good and isinstance(c, int) else None
        return None

    def times(self, number: int, a: int, b: int) -> int:
        """The product in the field of instance `number`."""
        return int(self.places[number][0].field.reduce([a * b])[0])

    def rational(self, number: int, value: Fraction) -> int:
        """A rational number as an element of the field of instance `number`."""
        return int(self.places[number][0].field.number(value))

    def is_zero(self, symbol: Symbol) -> bool:
        """Whether a symbol is zero at every instance: what is assumed of it leaves nothing else, or nothing could be said."""
        return not any(any(self.vector(number, symbol) or ()) for number in range(len(self.places)))


def bench_of(goal: Goal, statement: Statement, seed: int, seconds: float) -> Bench | None:
    """A bench for variants of `statement`, the conclusion of a goal; None when no instance that meets the hypotheses could be drawn."""
    given = [hypothesis.statement for hypothesis in goal.hypotheses]
    whole = goal.statement
    while isinstance(whole, Implies):
        given += whole.premises
        whole = whole.conclusion
    question = Question(tuple(given), statement, goal.definitions)
    bench = Bench(names=names_in(question.terms()), until=time.monotonic() + seconds)
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
                    random_prime_field(8 * seed + number),
                    (seed, "diagnosis", number),
                    Choices(number + 1),
                )
                environments = list(settings(ev, question, [statement]))
            except (CannotDraw, NotEvaluable):
                continue
            if environments:
                bench.places.append((ev, environments))
            if len(bench.places) == INSTANCES:
                return bench
        if bench.places:
            return bench
    return None
