"""How derivatives are evaluated: forward mode with jets, one ε for each derivative taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from derive.numerics import arrays
from derive.numerics.algebra import entry_positions, fit
from derive.numerics.arrays import Array
from derive.numerics.evaluate import Environment, Evaluator, rule
from derive.numerics.fields import Jet, NotEvaluable, Scalar, base, split
from derive.numerics.intervals import Enclosures
from derive.terms import (
    Apply,
    Derivative,
    Differential,
    Directional,
    Entry,
    Layout,
    Limit,
    Number,
    Piecewise,
    Power,
    Product,
    Symbol,
    Term,
    Vec,
    symbols,
    walk,
)


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
    if isinstance(base, Vec) and len(base.body.shape) == 2:
        base = base.body
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
    if isinstance(variable, Vec):  # column by column
        height, width = value.shape
        places = [row * width + column for column in range(width) for row in range(height)]
    found = []
    for place in places:
        direction = arrays.zeros(value.shape)
        row, column = divmod(place, value.shape[-1]) if len(value.shape) == 2 else (0, 0)
        direction.data[place] = int(symbol.name not in ev.instance.diagonal or row == column)
        if symbol.name in ev.instance.symmetric and len(value.shape) == 2:
            row, column = divmod(place, value.shape[0])
            direction.data[column * value.shape[0] + row] = 1
        if symbol.name in ev.instance.projected and len(value.shape) == 2 and row != column:
            half = ev.field.invert(2)
            direction.data[row * value.shape[-1] + column] = direction.data[column * value.shape[0] + row] = half
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


@rule(Limit)
def limit(ev: Evaluator, term: Limit, env: Environment) -> Array:
    """A limit at a finite point: the value there, or of a quotient 0/0 that of derivatives of numerator and denominator (de l'Hôpital); by series where
    limits are enclosed."""
    if isinstance(ev.field, Enclosures) and ev.field.integrates and not term.shape:
        from derive.numerics import laurent

        return laurent.limit(ev, term, env)
    if term.shape or any(isinstance(part, Piecewise) or _jumps(part) for part in walk(term.body)):
        raise NotEvaluable("a limit that may be one-sided")
    point = ev.value(term.point, env)
    here = Environment(env, {term.variable.name: point})
    top, bottom = _quotient(term.body)
    for order in range(MOST_ORDERS):
        above, below = (_taken_at(ev, part, term.variable, order, here) for part in (top, bottom))
        if base(below) != 0:
            return arrays.scalar(ev.field.reduce([above * ev.field.invert(below)])[0])
        if base(above) != 0:
            raise NotEvaluable("a limit that is not finite")
    raise NotEvaluable("a limit that is not found by differentiating")


MOST_ORDERS = 5


def _jumps(part: Term) -> bool:
    return isinstance(part, Apply) and part.name in ("sign", "step", "floor", "ceil", "abs", "relu")


def _quotient(body: Term) -> tuple[Term, Term]:
    """A term as numerator and denominator."""
    one = Number(Fraction(1))
    if isinstance(body, Power) and isinstance(body.exponent, Number) and body.exponent.value < 0:
        return one, Power(body.base, Number(-body.exponent.value))
    if not isinstance(body, Product):
        return body, one
    pairs = [_quotient(factor) for factor in body.factors]
    return Product(tuple(top for top, _ in pairs)), Product(tuple(bottom for _, bottom in pairs))


def _taken_at(ev: Evaluator, part: Term, variable: Symbol, order: int, env: Environment) -> Scalar:
    """The derivative of a part by a variable, where the variable is bound."""
    if not order:
        return ev.scalar(part, env)
    rows = gradient(ev, part, (variable,) * order, env) if variable.name in ev.free(part) else [[0]]
    return rows[0][0]


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
