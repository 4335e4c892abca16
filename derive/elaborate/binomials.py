"""Binomial coefficients beside factorials and gamma functions: n!/(k! (n - k)!) (Graham, Knuth, Patashnik, Concrete Mathematics, (5.4))."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

from derive.goals import Definition, Goal
from derive.record import replace
from derive.terms import Apply, Number, Power, Product, Statement, Sum, Term, map_children, walk

T = TypeVar("T", bound=Term)
_BINOMIAL, _FACTORIAL = "binomial", "factorial"
_BY_FACTORIALS = frozenset([_FACTORIAL, "gamma"])
_MINUS = Number(Fraction(-1))


def by_factorials(goal: Goal) -> Goal:
    """A goal that speaks of factorials, or of the gamma function, with its binomial coefficients written by factorials."""
    spoken: tuple[Term | Statement, ...] = (goal.statement, *(definition.value for definition in goal.definitions))
    called = {part.name for term in spoken for part in walk(term) if isinstance(part, Apply)}
    if _BINOMIAL not in called or not called & _BY_FACTORIALS:
        return goal
    definitions = tuple(_defined(definition) for definition in goal.definitions)
    hypotheses = tuple(replace(h, statement=_written_out(h.statement)) for h in goal.hypotheses)
    return replace(
        goal,
        statement=_written_out(goal.statement),
        definitions=definitions,
        hypotheses=hypotheses,
    )


def _defined(definition: Definition) -> Definition:
    return replace(definition, value=_written_out(definition.value))


def _written_out(term: T) -> T:
    return _factorials(term)  # type: ignore[return-value]


def _factorials(term: Term) -> Term:
    made = map_children(term, _factorials)
    if not isinstance(made, Apply) or made.name != _BINOMIAL:
        return made
    top, bottom = made.arguments
    rest = Sum((top, Product((_MINUS, bottom))))
    below = Product((_of(bottom), _of(rest)))
    return Product((_of(top), Power(below, _MINUS)), span=made.span)


def _of(term: Term) -> Term:
    return Apply(_FACTORIAL, (term,))
