"""Integrals over a prime field: a random combination of the integrand at a few random points, the same for every integral over one domain.

That is linear in the integrand and depends on nothing else, as an integral is: what agrees so follows from the integrands alone. A difference says
nothing: the value of an integral is more than that.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

from derive.numerics import arrays, enclosed_integrals
from derive.numerics.arrays import Array
from derive.numerics.evaluate import Environment, Evaluator, rule
from derive.numerics.fields import NotEvaluable, PrimeField, Scalar, base
from derive.numerics.intervals import Enclosures
from derive.terms import Constant, Integral, Number, Product, Term

POINTS = 3


@rule(Integral)
def integral(ev: Evaluator, term: Integral, env: Environment) -> Array:
    """A random linear functional of the integrand. An enclosure where values are enclosed. Raises NotEvaluable for indefinite integrals and over the rationals."""
    field = ev.field
    if isinstance(field, Enclosures):
        return arrays.scalar(enclosed_integrals.integral(ev, term, env))
    if not isinstance(field, PrimeField):
        raise NotEvaluable("an integral is not evaluated exactly")
    domain = (*_domain(ev, term, env), ev.instance.shape(term.variable.sizes))
    positive = isinstance(term.lower, Number) and term.lower.value >= 0
    shape = ev.instance.shape(term.variable.sizes)
    parts = []
    for number in range(POINTS):
        here = {term.variable.name: _point(field, domain, number, shape, positive)}
        inner = Environment(env, here, _mirror(ev, term, (domain, number, shape, positive)))
        weight = field.digest("weight", domain, number)
        parts.append(arrays.scale(field, weight, ev.value(term.body, inner)))
    return arrays.add(field, parts)


def _mirror(
    ev: Evaluator, term: Integral, place: tuple[tuple[object, ...], int, tuple[int, ...], bool]
) -> Callable[[Environment], dict[str, Any]] | None:
    """What the variable is in the field of exponents."""
    if ev.exponents is None or not isinstance(ev.exponents.field, PrimeField):
        return None
    values = {term.variable.name: _point(ev.exponents.field, *place)}
    return lambda outside: values


def _point(field: PrimeField, domain: tuple[object, ...], number: int, shape: tuple[int, ...], positive: bool) -> Array:
    data: list[Scalar] = [field.digest("point", domain, number, place) for place in range(prod(shape))]
    return Array(shape, [x * x % field.modulus for x in data] if positive else data)


def _domain(ev: Evaluator, term: Integral, env: Environment) -> tuple[object, ...]:
    if term.lower is None and term.upper is None and not term.domain:
        raise NotEvaluable("an indefinite integral")
    bounds = tuple(None if bound is None else _end(ev, bound, env) for bound in (term.lower, term.upper))
    return ("".join(term.domain.split()), *bounds)


def _end(ev: Evaluator, bound: Term, env: Environment) -> object:
    """An end of a domain: infinity, or a number of the field."""
    sign, inside = 1, bound
    if isinstance(inside, Product) and len(inside.factors) == 2 and isinstance(inside.factors[0], Number):
        sign, inside = int(inside.factors[0].value), inside.factors[1]
    if isinstance(inside, Constant) and inside.name == "infinity":
        return f"{sign} infinity"
    value = ev.scalar(bound, env)
    if base(value) is not value:
        raise NotEvaluable("an integral whose ends are differentiated")
    return value
