"""Equations solved for one symbol once the others have values: isolated, or linear in the symbol's entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod

from derive.engines.instances.reading import Reading
from derive.engines.instances.templates import Source, number
from derive.numerics import arrays
from derive.numerics.arrays import Array, transpose
from derive.numerics.evaluate import Environment, Evaluator
from derive.numerics.fields import BadLuck, Scalar
from derive.numerics.truth import environments, free_indices
from derive.record import dataclass
from derive.terms import (
    BigSum,
    Block,
    Derivative,
    Diagonal,
    Entry,
    Hadamard,
    Kronecker,
    Number,
    Power,
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
    walk,
)

CURVED = 99


@dataclass(frozen=True, slots=True)
class Solve:
    """The symbol is chosen last, to meet the equations that contain it."""

    symbol: Symbol
    equations: tuple[Relates, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.symbol.name,)

    def covers(self, reading: Reading, inverted: frozenset[Term]) -> bool:
        """Whether solving reaches every instance that meets the equations."""
        return covers(self, reading, inverted)

    def assign(self, ev: Evaluator, reading: Reading, source: Callable[[str], Source]) -> dict[str, Array]:
        """The value of the symbol. Raises Inconsistent when there is none."""
        return {self.symbol.name: solve(ev, self, reading, source(self.symbol.name))}


class Inconsistent(BadLuck):
    """Equations without a common solution at an instance."""


@dataclass(frozen=True, slots=True)
class Factor:
    """`left right = product` met by a full-rank factorisation of the product's value."""

    left: Symbol
    right: Symbol
    product: Term

    @property
    def names(self) -> tuple[str, ...]:
        return self.left.name, self.right.name

    def covers(self, reading: Reading, inverted: frozenset[Term]) -> bool:
        """Not known: the product may have a lower rank than the factors' inner size."""
        return False

    def assign(self, ev: Evaluator, reading: Reading, source: Callable[[str], Source]) -> dict[str, Array]:
        """Values of both factors: C M and M⁻¹ R for a factorisation C R, padded to the inner size. Raises Inconsistent when its rank is too high."""
        field, whole = ev.field, ev(self.product)
        inner, right = arrays.matrix_shape(ev.instance.shape(self.left.sizes))[1], ev.instance.shape(self.right.sizes)
        reduced = arrays.row_reduce(field, whole.rows(), arrays.matrix_shape(whole.shape)[1])
        rank, rng = len(reduced.pivots), source(self.left.name)
        if rank > inner:
            raise Inconsistent("a product of two factors of a lower rank than it must have")
        columns = [
            [row[j] for j in reduced.pivots] + [number(field, rng, frozenset()) for _ in range(inner - rank)]
            for row in whole.rows()
        ]
        lower = reduced.rows[:rank] + [[0] * arrays.matrix_shape(whole.shape)[1]] * (inner - rank)
        mixing = Array((inner, inner), [number(field, rng, frozenset()) for _ in range(inner * inner)])
        first = arrays.matmul(field, arrays.from_rows(columns), mixing)
        second = arrays.matmul(field, arrays.inverse(field, mixing), arrays.from_rows(lower))
        return {
            self.left.name: Array(ev.instance.shape(self.left.sizes), first.data),
            self.right.name: Array(right, second.data),
        }


def factoring(equation: Relates) -> Factor | None:
    """The factorisation an equation `X Y = Z` asks for, X and Y symbols that do not occur in Z; None for other equations."""
    for left, right in ((equation.left, equation.right), (equation.right, equation.left)):
        match left:
            case Product(factors=(Symbol() as x, Symbol() as y)) if x != y and len(x.shape) == len(y.shape) == 2:
                if not {x.name, y.name} & set(symbols(right)):
                    return Factor(x, y, right)
    return None


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


def covers(step: Solve, reading: Reading, inverted: frozenset[Term] = frozenset()) -> bool:
    """Whether solving for the symbol reaches every instance: it is alone on a side, or multiplied by what is known to be invertible."""
    equation, name = step.equations[0], step.symbol.name
    kinds = reading.of(name) - _NONZERO - {PropertyKind.REAL, PropertyKind.CONSTANT, PropertyKind.RANDOM}
    by_entries = any(isinstance(part, Entry) and part.base == step.symbol for part in walk(equation))
    if len(step.equations) != 1 or kinds - ({PropertyKind.DIAGONAL} if by_entries else set()):
        return False
    if isolated(equation, name) is not None:
        return True
    for left, right in ((equation.left, equation.right), (equation.right, equation.left)):
        if name in symbols(right) or not isinstance(left, Product):
            continue
        mine = [factor for factor in left.factors if name in symbols(factor)]
        if len(mine) != 1 or not (
            mine[0] == step.symbol or (isinstance(mine[0], Entry) and mine[0].base == step.symbol)
        ):
            continue
        place = next(k for k, factor in enumerate(left.factors) if factor is mine[0])
        before, after = left.factors[:place], left.factors[place + 1 :]
        others = (*before, *after)
        if not left.shape and not any(f.shape for f in others) and isinstance(right, Number) and right.value:
            return True
        if _all_invertible(before, reading, inverted) and _all_invertible(after, reading, inverted):
            return True
    return False


def _all_invertible(factors: tuple[Term, ...], reading: Reading, inverted: frozenset[Term]) -> bool:
    if all(_invertible(factor, reading, inverted) for factor in factors):
        return True
    return len(factors) > 1 and Product(factors) in inverted


def inverted_in(terms: Iterable[Term]) -> frozenset[Term]:
    """The terms that a statement inverts: it has a meaning only where they are invertible."""
    return frozenset(
        part.base
        for term in terms
        for part in walk(term)
        if isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.value < 0
    )


def _invertible(term: Term, reading: Reading, inverted: frozenset[Term]) -> bool:
    if term in inverted:
        return True
    if isinstance(term, Transpose):
        return _invertible(term.body, reading, inverted)
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
        if value is not None and symbol.name not in ev.free(value) and not free_indices(ev, equation):
            shape, data = ev.instance.shape(symbol.sizes), ev(value).data
            if len(data) != prod(shape):
                raise Inconsistent("an equation between different shapes")
            return Array(shape, data)
    shape = ev.instance.shape(symbol.sizes)
    count = len(arrays.zeros(shape).data)
    # what depends on an index and not on the symbol has one value for all that the symbol is tried with
    places = [(e, env) for e in step.equations for env in environments(ev, free_indices(ev, e), ev.top)]
    origin = _residual(ev, step, reading, places, arrays.zeros(shape))
    columns = []
    for place in range(count):
        unit = arrays.zeros(shape)
        unit.data[place] = 1
        there = _residual(ev, step, reading, places, unit)
        columns.append([x - y for x, y in zip(there, origin, strict=True)])
    rows = [[*row, -constant] for *row, constant in zip(*columns, origin, strict=True)]
    found = arrays.solutions(ev.field, [ev.field.reduce(row) for row in rows], count)
    if found is None:
        raise Inconsistent("the equations have no common solution at this instance")
    particular, kernel = found
    total = list(particular)
    for vector in kernel:
        factor = number(ev.field, rng, frozenset())
        total = [x + factor * y for x, y in zip(total, vector, strict=True)]
    return Array(shape, ev.field.reduce(total))


def _residual(
    ev: Evaluator, step: Solve, reading: Reading, places: list[tuple[Relates, Environment]], value: Array
) -> list[Scalar]:
    found: list[Scalar] = []
    for equation, env in places:
        inner = Environment(env, {step.symbol.name: value})
        left, right = ev.value(equation.left, inner), ev.value(equation.right, inner)
        if len(left.data) != len(right.data):
            # the sizes of an instance do not fit what was said of another thing of that name
            raise Inconsistent("an equation between different shapes")
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
