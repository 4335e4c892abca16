"""Enclosures of infinite sums: the first terms, and a bound on what lies beyond them from a bound on the ratio of neighbouring terms, for refuting values of series.

[K] K. Knopp, Theory and Application of Infinite Series (1990), 76: where |a_{k+1}| ≤ q |a_k| for all k ≥ N with q < 1, the rest from N on is at most |a_N|/(1 - q).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from derive.numerics.evaluate import Environment, Evaluator
from derive.numerics.fields import Jet, NotEvaluable
from derive.numerics.intervals import Enclosures, Interval, between, enclosed
from derive.terms import Apply, BigSum, Constant, Index, Number, Power, Product, Sum, Term

FIRST = 24  # terms that are added at least
MOST = 200  # and at most
CLOSE = 1e-4  # the rest that is good enough, relative to the sum

Bound = Any  # a number of mpmath's interval arithmetic


def is_infinite(term: BigSum) -> bool:
    """Whether a sum has no last term."""
    return isinstance(term.upper, Constant) and term.upper.name == "infinity"


def series(ev: Evaluator, term: BigSum, env: Environment) -> Interval:
    """An enclosure of an infinite sum of numbers. Raises NotEvaluable where no bound on its terms is found."""
    if term.shape or term.condition is not None or not isinstance(ev.field, Enclosures) or not ev.field.integrates:
        raise NotEvaluable("an infinite sum is not evaluated exactly")
    first = 1 if term.lower is None else ev.integer(term.lower, env)
    total, last = enclosed(0), first
    for end in (first + FIRST, first + MOST):
        for k in range(last, end):
            total += _term(ev, term, env, k)
        last = end
        ratio = _ratio(ev, term.body, term.index, env, last)
        most = max(abs(ratio.a), abs(ratio.b))
        if not most < 1:
            continue
        rest = abs(_term(ev, term, env, last)) / (1 - enclosed_at(most))
        if last > first + FIRST or not rest.b > CLOSE * abs(total).b:
            return Interval(total + between(-rest.b, rest.b))
    raise NotEvaluable("an infinite sum whose terms are not bounded")


def enclosed_at(end: Any) -> Bound:
    """An end of an interval as an interval."""
    return between(end, end)


def _term(ev: Evaluator, term: BigSum, env: Environment, k: int) -> Bound:
    value = ev.scalar(term.body, ev.bind_index(env, term.index, k))
    if isinstance(value, Jet):
        raise NotEvaluable("the derivative of an infinite sum is not enclosed")
    return enclosed(value)


def _ratio(ev: Evaluator, part: Term, index: Index, env: Environment, start: int) -> Bound:
    """An enclosure of what a part is multiplied by from one term to the next, for all from `start` on. Raises NotEvaluable."""
    if "#" + index.name not in ev.free(part):
        return enclosed(1)
    match part:
        case Product(factors=factors) if not part.shape:
            product = enclosed(1)
            for factor in factors:
                product = product * _ratio(ev, factor, index, env, start)
            return product
        case Power(base=base, exponent=Number(value=value)) if value.denominator == 1 and not base.shape:
            return _ratio(ev, base, index, env, start) ** int(value)
        case Power(base=base, exponent=exponent) if not base.shape and "#" + index.name not in ev.free(base):
            rise, _ = _line(ev, exponent, index, env, start)
            if rise.denominator != 1:
                raise NotEvaluable("a power whose exponents are no integers")
            return enclosed(ev.scalar(base, env)) ** int(rise)
        case Apply(name="factorial", arguments=(argument,)):
            rise, value = _line(ev, argument, index, env, start)
            if rise >= 1 and rise.denominator == 1 and value >= 0:  # (k + r)!/k! ≥ (k + 1)^r
                return between(enclosed((value + 1) ** int(rise)).a, "inf")
        case Apply(name="exp", arguments=(argument,)):
            rise, _ = _line(ev, argument, index, env, start)
            assert isinstance(ev.field, Enclosures)
            return enclosed(ev.field.irrational("exp", rise))
    rise, value = _line(ev, part, index, env, start)
    if rise < 0 or value <= 0:
        raise NotEvaluable("terms of which the sign is not known")
    return between(1, enclosed(1 + rise / value).b)


def _line(ev: Evaluator, part: Term, index: Index, env: Environment, start: int) -> tuple[Fraction, Fraction]:
    """By how much a part that is linear in the index rises from one term to the next, and its value at `start`. Raises NotEvaluable."""
    if not _is_linear(ev, part, index):
        raise NotEvaluable("a part of a term that is not linear in the index")
    here, there = (ev.scalar(part, ev.bind_index(env, index, k)) for k in (start, start + 1))
    if isinstance(here, Interval | Jet) or isinstance(there, Interval | Jet):
        raise NotEvaluable("a part of a term that is not rational")
    return Fraction(there) - Fraction(here), Fraction(here)


def _is_linear(ev: Evaluator, part: Term, index: Index) -> bool:
    moves = "#" + index.name in ev.free(part)
    if not moves or (isinstance(part, Index) and part.name == index.name):
        return True
    if isinstance(part, Sum):
        return all(_is_linear(ev, term, index) for term in part.terms)
    if isinstance(part, Product):
        moving = [factor for factor in part.factors if "#" + index.name in ev.free(factor)]
        return len(moving) == 1 and _is_linear(ev, moving[0], index)
    return False
