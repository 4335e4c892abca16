"""How one symbol of given properties is drawn, over any field: exact parametrisations of the structured matrices.

Each parametrisation reaches a dense part of its set; the rank of projectors and the number of reflections vary from draw to draw.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Set
from fractions import Fraction
from math import prod

from derive.numerics import arrays
from derive.numerics.arrays import Array, identity, inverse, matmul, transpose
from derive.numerics.fields import BadLuck, Field, NotEvaluable, PrimeField, Rationals, Scalar
from derive.record import dataclass
from derive.record import field as attribute
from derive.terms import PropertyKind as P

Kinds = Set[P]


@dataclass(slots=True)
class Choices:
    """The discrete choices of one instance: ranks and signs. Instance number `round` takes the choices that its digits in mixed radix are, so
    that rounds 0 … `count` - 1 go through all of them; None makes them random. A choice is made once for a name."""

    round: int | None
    count: int = 1
    made: dict[str, int] = attribute(default_factory=dict)

    def pick(self, name: str, options: int, rng: random.Random) -> int:
        """One of `options`."""
        if name not in self.made:
            if self.round is None:
                self.made[name] = rng.randrange(options)
            else:
                self.made[name] = self.round // self.count % options
            self.count *= options
        return self.made[name]


class Source(random.Random):
    """The randomness of one symbol, with its instance's discrete choices."""

    name = ""
    discrete = Choices(None)

    def pick(self, options: int, place: int = 0) -> int:
        """A discrete choice among `options`."""
        return self.discrete.pick(f"{self.name}/{place}", options, self)


def draw_array(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
    """A value of a shape with properties. Raises NotEvaluable when there is none at these sizes; BadLuck when another try may do."""
    if len(shape) == 2:
        for template, applies in _MATRICES:
            if applies(kinds):
                return template(field, rng, kinds, shape)
    if P.UNIT_NORM in kinds:
        return Array(shape, _unit(field, rng, prod(shape)))
    if P.COLUMN_STOCHASTIC in kinds:
        return _stochastic(field, rng, kinds, shape)
    return Array(shape, [number(field, rng, kinds) for _ in range(prod(shape))])


def number(field: Field, rng: Source, kinds: Kinds) -> Scalar:
    """A number with the sign that properties ask for."""
    if isinstance(field, PrimeField):
        x = field.random(rng)
        if kinds & {P.POSITIVE, P.NONNEGATIVE}:
            return x * x % field.modulus
        return -x * x % field.modulus if P.NEGATIVE in kinds else x
    bound = field.bound if isinstance(field, Rationals) else 3
    if isinstance(field, Rationals) and field.denominator > 1 and kinds <= _SIGNS:
        return _fraction(field, rng, kinds)
    if P.POSITIVE in kinds:
        return rng.randint(1, bound)
    if P.NONNEGATIVE in kinds:
        return rng.randint(0, bound)
    if P.NEGATIVE in kinds:
        return -rng.randint(1, bound)
    if P.NONZERO in kinds:
        return rng.choice((-1, 1)) * rng.randint(1, bound)
    return rng.randint(-bound, bound)


_SIGNS = frozenset((P.POSITIVE, P.NONNEGATIVE, P.NEGATIVE, P.NONZERO, P.REAL))


def _fraction(field: Rationals, rng: Source, kinds: Kinds) -> Scalar:
    """A fraction between -bound and bound, other than 0."""
    value = Fraction(rng.randint(1, field.bound * field.denominator), rng.randint(2, field.denominator))
    negative = P.NEGATIVE in kinds or (not kinds & {P.POSITIVE, P.NONNEGATIVE} and rng.random() < 0.5)
    return field.number(-value if negative else value)


def _vector(field: Field, rng: Source, n: int) -> list[Scalar]:
    return [number(field, rng, frozenset()) for _ in range(n)]


def _general(field: Field, rng: Source, m: int, n: int) -> Array:
    return Array((m, n), _vector(field, rng, m * n))


def _reflection(field: Field, rng: Source, n: int) -> Array:
    v = Array((n, 1), _vector(field, rng, n))
    square = field.reduce([sum(x * x for x in v.data)])[0]
    factor = field.reduce([-2 * field.invert(square)])[0]
    return arrays.add(field, [identity(n), arrays.scale(field, factor, matmul(field, v, transpose(v)))])


def orthogonal(field: Field, rng: Source, n: int) -> Array:
    """An orthogonal matrix: a product of n or n - 1 reflections (Cartan and Dieudonné: these are all)."""
    result = identity(n)
    for _ in range(n - rng.pick(2)):
        result = matmul(field, result, _reflection(field, rng, n))
    return result


def _unit(field: Field, rng: Source, n: int) -> list[Scalar]:
    if n == 1:
        return [1 - 2 * rng.pick(2)]
    return _reflection(field, rng, n).data[:n]


def _stochastic(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
    height, width = arrays.matrix_shape(shape)
    wanted = kinds if isinstance(field, PrimeField) else kinds | {P.NONNEGATIVE}
    columns = []
    for _ in range(width):
        column = [number(field, rng, wanted) for _ in range(height)]
        factor = field.invert(field.reduce([sum(column)])[0])
        columns.append(field.reduce([x * factor for x in column]))
    return Array(shape, [columns[j][i] for i in range(height) for j in range(width)])


def projector(field: Field, rng: Source, n: int, rank: int) -> Array:
    """The orthogonal projector V(V'V)⁻¹V' of a rank."""
    if not rank:
        return arrays.zeros((n, n))
    v = _general(field, rng, n, rank)
    vt = transpose(v)
    return matmul(field, matmul(field, v, inverse(field, matmul(field, vt, v))), vt)


def _square(shape: tuple[int, ...]) -> int:
    if shape[0] != shape[1]:
        raise NotEvaluable("a property of square matrices at sizes that are not square")
    return shape[0]


def _orthogonal(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
    n = _square(shape)
    if P.DIAGONAL in kinds:
        return _diagonal_of([1 - 2 * rng.pick(2, i) for i in range(n)])
    if kinds & {P.SYMMETRIC, P.POSITIVE_DEFINITE}:
        rank = 0 if P.POSITIVE_DEFINITE in kinds else rng.pick(n + 1)
        minus = field.number(-2)
        return arrays.add(field, [identity(n), arrays.scale(field, minus, projector(field, rng, n, rank))])
    return orthogonal(field, rng, n)


def _orthonormal_columns(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
    m, n = shape
    if m < n:
        raise NotEvaluable("more orthonormal columns than dimensions")
    whole = orthogonal(field, rng, m)
    return arrays.from_rows([row[:n] for row in whole.rows()])


def _orthonormal_rows(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
    return transpose(_orthonormal_columns(field, rng, kinds, shape[::-1]))


def _projection(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
    n = _square(shape)
    if P.DIAGONAL in kinds:
        return _diagonal_of([rng.pick(2, i) for i in range(n)])
    return projector(field, rng, n, n if kinds & {P.INVERTIBLE, P.POSITIVE_DEFINITE} else rng.pick(n + 1))


def _idempotent(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
    n = _square(shape)
    rank = n if P.INVERTIBLE in kinds else rng.pick(n + 1)
    s = _general(field, rng, n, n)
    d = _diagonal_of([int(i < rank) for i in range(n)])
    return matmul(field, matmul(field, s, d), inverse(field, s))


def _diagonal_of(entries: list[Scalar]) -> Array:
    n = len(entries)
    result = arrays.zeros((n, n))
    result.data[:: n + 1] = entries
    return result


def _diagonal(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
    signs = {
        P.POSITIVE_DEFINITE: P.POSITIVE,
        P.POSITIVE_SEMIDEFINITE: P.NONNEGATIVE,
        P.INVERTIBLE: P.NONZERO,
        P.POSITIVE: P.POSITIVE,
    }
    wanted = {signs[kind] for kind in kinds if kind in signs}
    if isinstance(field, Rationals) and P.NONNEGATIVE in kinds:
        wanted.add(P.NONNEGATIVE)
    m, n = shape
    result = arrays.zeros(shape)
    for i in range(min(m, n)):
        result.data[i * n + i] = number(field, rng, wanted)
    return result


def _gram(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
    n = _square(shape)
    strictly = P.POSITIVE_DEFINITE in kinds or P.INVERTIBLE in kinds
    v = _general(field, rng, n, n if strictly or isinstance(field, PrimeField) else rng.randint(1, n))
    gram = matmul(field, v, transpose(v))
    if not isinstance(field, PrimeField) and strictly:
        return arrays.add(field, [gram, identity(n)])
    return gram


def _mirrored(sign: int) -> Callable[[Field, Source, Kinds, tuple[int, ...]], Array]:
    def draw(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
        n = _square(shape)
        result = _general(field, rng, n, n)
        for i in range(n):
            if sign < 0:
                result.data[i * n + i] = 0
            for j in range(i):
                result.data[i * n + j] = field.reduce([sign * result.data[j * n + i]])[0]
        return result

    return draw


def _triangular(upper: bool) -> Callable[[Field, Source, Kinds, tuple[int, ...]], Array]:
    def draw(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
        result = _general(field, rng, *shape)
        for place in range(len(result.data)):
            row, column = divmod(place, shape[1])
            if row != column and (row > column) == upper:
                result.data[place] = 0
            elif row == column and kinds & {P.INVERTIBLE, P.POSITIVE, P.NONZERO}:
                result.data[place] = number(field, rng, {P.POSITIVE if P.POSITIVE in kinds else P.NONZERO})
        return result

    return draw


Template = Callable[[Field, Source, Kinds, tuple[int, ...]], Array]


def _any(*wanted: P) -> Callable[[Kinds], bool]:
    return lambda kinds: bool(kinds & frozenset(wanted))


def _both(first: P, second: P) -> Callable[[Kinds], bool]:
    return lambda kinds: first in kinds and second in kinds


# the first template that applies is used; the other properties are checked afterwards
_MATRICES: tuple[tuple[Template, Callable[[Kinds], bool]], ...] = (
    (_orthogonal, _any(P.ORTHOGONAL)),
    (_orthogonal, _both(P.ORTHONORMAL_COLUMNS, P.ORTHONORMAL_ROWS)),
    (_orthonormal_columns, _any(P.ORTHONORMAL_COLUMNS)),
    (_orthonormal_rows, _any(P.ORTHONORMAL_ROWS)),
    (_projection, _any(P.PROJECTION)),
    (_projection, _both(P.SYMMETRIC, P.IDEMPOTENT)),
    (_projection, _both(P.DIAGONAL, P.IDEMPOTENT)),
    (_idempotent, _any(P.IDEMPOTENT)),
    (_diagonal, _any(P.DIAGONAL)),
    (_gram, _any(P.POSITIVE_DEFINITE, P.POSITIVE_SEMIDEFINITE)),
    (_mirrored(1), _any(P.SYMMETRIC)),
    (_mirrored(-1), _any(P.SKEW)),
    (_triangular(True), _any(P.UPPER_TRIANGULAR)),
    (_triangular(False), _any(P.LOWER_TRIANGULAR)),
)

_LINEAR = frozenset((P.SYMMETRIC, P.SKEW, P.DIAGONAL, P.UPPER_TRIANGULAR, P.LOWER_TRIANGULAR))
_CURVED = frozenset(
    (
        P.ORTHOGONAL,
        P.ORTHONORMAL_COLUMNS,
        P.ORTHONORMAL_ROWS,
        P.IDEMPOTENT,
        P.PROJECTION,
        P.UNIT_NORM,
        P.COLUMN_STOCHASTIC,
        P.COMMUTE,
    )
)


def draw_direction(field: Field, rng: Source, kinds: Kinds, shape: tuple[int, ...]) -> Array:
    """A differential of a symbol with properties. Raises NotEvaluable where the symbol's set is curved."""
    if kinds & _CURVED:
        raise NotEvaluable("a differential along a set that is not flat")
    wanted = set(kinds & _LINEAR)
    if kinds & {P.POSITIVE_DEFINITE, P.POSITIVE_SEMIDEFINITE}:
        wanted.add(P.SYMMETRIC)
    return draw_array(field, rng, wanted, shape)


def polynomial_in(field: Field, rng: Source, matrix: Array) -> Array:
    """A random polynomial in a matrix, of the largest useful degree: what commutes with a generic matrix."""
    n = matrix.shape[0]
    result, power = arrays.zeros((n, n)), identity(n)
    for _ in range(n):
        result = arrays.add(field, [result, arrays.scale(field, number(field, rng, frozenset()), power)])
        power = matmul(field, power, matrix)
    return result


__all__ = ["BadLuck", "draw_array", "draw_direction", "number", "orthogonal", "polynomial_in", "projector"]
