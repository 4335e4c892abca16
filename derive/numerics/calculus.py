"""How derivatives are evaluated: forward mode with jets, one ε for each derivative taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from derive.numerics import arrays
from derive.numerics.algebra import entry_positions, fit
from derive.numerics.arrays import Array
from derive.numerics.evaluate import Environment, Evaluator, rule
from derive.numerics.fields import Jet, NotEvaluable, Scalar, split
from derive.terms import Derivative, Differential, Directional, Entry, Layout, Number, Symbol, Term, symbols, walk


@contextmanager
def fresh_bit(ev: Evaluator) -> Iterator[int]:
    """An ε of its own for one derivative."""
    bit = ev.next_bit
    ev.next_bit <<= 1
    try:
        yield bit
    finally:
        ev.next_bit = bit


def moved(ev: Evaluator, value: Array, direction: Array, bit: int) -> Array:
    """value + ε·direction."""
    epsilon = Jet({bit: 1})
    data = [x + epsilon * d if arrays.nonzero(d) else x for x, d in zip(value.data, direction.data, strict=True)]
    return Array(value.shape, ev.field.reduce(data))


def slope(ev: Evaluator, body: Term, env: Environment, values: dict[str, Array], bit: int) -> Array:
    """The ε part of a body where symbols have values with ε parts."""
    value = ev.value(body, ev.perturb(env, values))
    return Array(value.shape, [split(x, bit)[1] for x in value.data])


def _variable(term: Term) -> Symbol:
    base = term.base if isinstance(term, Entry) else term
    if not isinstance(base, Symbol):
        raise NotEvaluable("a derivative by something other than a symbol or its entries")
    return base


def _require_dependence(ev: Evaluator, body: Term, variable: Symbol) -> None:
    if variable.name in ev.free(body):
        return
    unknown = [name for name in symbols(body) if name not in ev.instance.constants]
    if unknown:
        raise NotEvaluable(f"{unknown[0]} is not written as a function of {variable.name}")


def _directions(ev: Evaluator, variable: Term, env: Environment, value: Array) -> list[Array]:
    symbol = _variable(variable)
    places = entry_positions(ev, variable, env, value.shape) if isinstance(variable, Entry) else range(len(value.data))
    found = []
    for place in places:
        direction = arrays.zeros(value.shape)
        direction.data[place] = 1
        if symbol.name in ev.instance.symmetric and len(value.shape) == 2:
            row, column = divmod(place, value.shape[0])
            direction.data[column * value.shape[0] + row] = 1
        found.append(direction)
    return found


def gradient(ev: Evaluator, body: Term, variables: tuple[Term, ...], env: Environment) -> list[list[Scalar]]:
    """The derivatives of the body's entries by the variables' coordinates, the first variable outermost: one list an (outer) coordinate."""
    if not variables:
        return [ev.value(body, env).data]
    variable, rest = variables[0], variables[1:]
    symbol = _variable(variable)
    _require_dependence(ev, body, symbol)
    value = ev.value(symbol, env)
    rows: list[list[Scalar]] = []
    for direction in _directions(ev, variable, env, value):
        with fresh_bit(ev) as bit:
            inner = ev.perturb(env, {symbol.name: moved(ev, value, direction, bit)})
            rows += [[split(x, bit)[1] for x in row] for row in gradient(ev, body, rest, inner)]
    return rows


@rule(Derivative)
def derivative(ev: Evaluator, term: Derivative, env: Environment) -> Array:
    rows = gradient(ev, term.body, term.variables, env)
    axes = sum((ev.instance.shape(v.shape) for v in term.variables), ())
    inner = ev.instance.shape(term.body.shape)
    if term.layout is Layout.DENOMINATOR:
        return Array(axes + inner, [x for row in rows for x in row])
    columns = [x for column in zip(*rows, strict=True) for x in column]
    if not inner and len(term.variables) == 1 and len(axes) in (1, 2):
        return fit(term.shape, arrays.transpose(Array(axes, columns)))
    return Array(inner + axes, columns)


@rule(Directional)
def directional(ev: Evaluator, term: Directional, env: Environment) -> Array:
    if term.direction.shape != term.variable.shape:
        raise NotEvaluable("a direction of another shape than the variable")
    value, direction = ev.value(term.variable, env), ev.value(term.direction, env)
    _require_dependence(ev, term.body, term.variable)
    with fresh_bit(ev) as bit:
        return slope(ev, term.body, env, {term.variable.name: moved(ev, value, direction, bit)}, bit)


def varying_symbols(*terms: Term) -> frozenset[str] | None:
    """The symbols whose own differentials occur; None when none does."""
    found = {
        t.body.name for term in terms for t in walk(term) if isinstance(t, Differential) and isinstance(t.body, Symbol)
    }
    return frozenset(found) or None


@rule(Differential)
def differential(ev: Evaluator, term: Differential, env: Environment) -> Array:
    names = sorted(name for name in ev.free(term.body) if not name.startswith("#") and name not in ev.definitions)
    if ev.varying is not None:
        names = [name for name in names if name in ev.varying]
    names = [name for name in names if name not in ev.instance.constants]
    known = {s.name: s for t in (term.body, *(d.value for d in ev.definitions.values())) for s in symbols(t).values()}
    if not names and not isinstance(term.body, Number):
        raise NotEvaluable("nothing that a differential could move")
    with fresh_bit(ev) as bit:
        values = {
            n: moved(ev, ev.value(known[n], env), ev.instance.direction(known[n]), bit) for n in names if n in known
        }
        return slope(ev, term.body, env, values, bit)
