"""Equations solved for one symbol once the others have values: isolated, or linear in the symbol's entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derive.engines.instances.reading import Reading
from derive.engines.instances.templates import Source, number
from derive.numerics import arrays
from derive.numerics.arrays import Array, transpose
from derive.numerics.evaluate import Environment, Evaluator
from derive.numerics.fields import BadLuck, Scalar
from derive.terms import (
    BigSum,
    Block,
    Derivative,
    Diagonal,
    Entry,
    Hadamard,
    Kronecker,
    Number,
    Product,
    PropertyKind,
    Relates,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    symbols,
)

CURVED = 99


@dataclass(frozen=True, slots=True)
class Solve:
    """The symbol is chosen last, to meet the equations that contain it."""

    symbol: Symbol
    equations: tuple[Relates, ...]


def degree_in(term: Term, name: str) -> int:
    """An upper bound of the degree of a term in a symbol; CURVED when it is no polynomial that is known to be one."""
    match term:
        case Symbol():
            return int(term.name == name)
        case Sum(terms=parts):
            return max(degree_in(part, name) for part in parts)
        case Product(factors=parts):
            return sum(degree_in(part, name) for part in parts)
        case Hadamard(left=left, right=right) | Kronecker(left=left, right=right):
            return degree_in(left, name) + degree_in(right, name)
        case Transpose(body=body) | Trace(body=body) | Vec(body=body) | Diagonal(body=body):
            return degree_in(body, name)
        case Entry(base=base) if isinstance(base, Term):
            return degree_in(base, name)
        case BigSum(body=body):
            return degree_in(body, name)
        case Block(rows=rows):
            return max(degree_in(part, name) for row in rows for part in row)
        case Derivative(body=body, variables=variables):
            return degree_in(body, name) if all(name not in symbols(v) for v in variables) else CURVED
    return CURVED if name in symbols(term) else 0


def isolated(equation: Relates, name: str) -> Term | None:
    """The value an equation gives a symbol that stands alone on one side; None when it does not."""
    for left, right in ((equation.left, equation.right), (equation.right, equation.left)):
        if name in symbols(right):
            continue
        if isinstance(left, Symbol) and left.name == name:
            return right
        if isinstance(left, Transpose) and isinstance(left.body, Symbol) and left.body.name == name:
            return Transpose(right)
    return None


_INVERTIBLE = frozenset((PropertyKind.INVERTIBLE, PropertyKind.ORTHOGONAL, PropertyKind.POSITIVE_DEFINITE))
_NONZERO = frozenset((PropertyKind.NONZERO, PropertyKind.POSITIVE, PropertyKind.NEGATIVE))


def covers(step: Solve, reading: Reading) -> bool:
    """Whether solving for the symbol reaches every instance: it is alone on a side, or multiplied by what is known to be invertible."""
    if len(step.equations) != 1 or reading.of(step.symbol.name):
        return False
    equation, name = step.equations[0], step.symbol.name
    if isolated(equation, name) is not None:
        return True
    for left, right in ((equation.left, equation.right), (equation.right, equation.left)):
        if name in symbols(right) or not isinstance(left, Product):
            continue
        others = [factor for factor in left.factors if factor != step.symbol]
        if len(others) != len(left.factors) - 1 or any(name in symbols(other) for other in others):
            continue
        if not left.shape and not any(f.shape for f in others) and isinstance(right, Number) and right.value:
            return True
        if all(_invertible(factor, reading) for factor in others):
            return True
    return False


def _invertible(term: Term, reading: Reading) -> bool:
    if isinstance(term, Transpose):
        return _invertible(term.body, reading)
    if isinstance(term, Number):
        return term.value != 0
    if isinstance(term, Symbol):
        return bool(reading.of(term.name) & (_INVERTIBLE if term.shape else _INVERTIBLE | _NONZERO))
    return False


_LINEAR_PROPERTIES = (
    PropertyKind.SYMMETRIC,
    PropertyKind.SKEW,
    PropertyKind.DIAGONAL,
    PropertyKind.UPPER_TRIANGULAR,
    PropertyKind.LOWER_TRIANGULAR,
    PropertyKind.COLUMN_STOCHASTIC,
)


def solve(ev: Evaluator, step: Solve, reading: Reading, rng: Source) -> Array:
    """A value of the symbol that meets its equations, random among them. Raises BadLuck when there is none."""
    symbol = step.symbol
    for equation in step.equations:
        value = isolated(equation, symbol.name)
        if value is not None and symbol.name not in ev.free(value):
            return Array(ev.instance.shape(symbol.sizes), ev(value).data)
    shape = ev.instance.shape(symbol.sizes)
    count = len(arrays.zeros(shape).data)
    origin = _residual(ev, step, reading, arrays.zeros(shape))
    columns = []
    for place in range(count):
        unit = arrays.zeros(shape)
        unit.data[place] = 1
        there = _residual(ev, step, reading, unit)
        columns.append([x - y for x, y in zip(there, origin, strict=True)])
    rows = [[*row, -constant] for *row, constant in zip(*columns, origin, strict=True)]
    found = arrays.solutions(ev.field, [ev.field.reduce(row) for row in rows], count)
    if found is None:
        raise BadLuck("the equations have no common solution at this instance")
    particular, kernel = found
    total = list(particular)
    for vector in kernel:
        factor = number(ev.field, rng, frozenset())
        total = [x + factor * y for x, y in zip(total, vector, strict=True)]
    return Array(shape, ev.field.reduce(total))


def _residual(ev: Evaluator, step: Solve, reading: Reading, value: Array) -> list[Scalar]:
    env = Environment(ev.top, {step.symbol.name: value})
    found: list[Scalar] = []
    for equation in step.equations:
        left, right = ev.value(equation.left, env), ev.value(equation.right, env)
        found += [x - y for x, y in zip(left.data, right.data, strict=True)]
    kinds = reading.of(step.symbol.name)
    for kind in _LINEAR_PROPERTIES:
        if kind in kinds:
            found += _deviation(kind, value)
    return ev.field.reduce(found)


def _deviation(kind: PropertyKind, value: Array) -> list[Scalar]:
    rows = value.rows()
    if kind is PropertyKind.COLUMN_STOCHASTIC:
        return [sum(column) - 1 for column in zip(*rows, strict=True)]
    if kind in (PropertyKind.SYMMETRIC, PropertyKind.SKEW):
        sign = 1 if kind is PropertyKind.SYMMETRIC else -1
        return [x - sign * y for x, y in zip(value.data, transpose(value).data, strict=True)]
    outside = _OUTSIDE[kind]
    return [x for i, row in enumerate(rows) for j, x in enumerate(row) if outside(i, j)]


_OUTSIDE: dict[PropertyKind, Callable[[int, int], bool]] = {
    PropertyKind.DIAGONAL: lambda i, j: i != j,
    PropertyKind.UPPER_TRIANGULAR: lambda i, j: i > j,
    PropertyKind.LOWER_TRIANGULAR: lambda i, j: i < j,
}

