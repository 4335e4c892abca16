"""Arrays of exact numbers and their linear algebra, over any field of `derive.numerics.fields`.

An array is a shape and its entries in one list, the last axis fastest. The rank is that of the term's shape: a 1×1 matrix of size n = 1 stays a matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import prod
from operator import mul

from derive.numerics.fields import BadLuck, Field, Jet, NotEvaluable, Scalar, base
from derive.record import dataclass


@dataclass(slots=True)
class Array:
    """Entries of a shape, row-major."""

    shape: tuple[int, ...]
    data: list[Scalar]

    def rows(self) -> list[list[Scalar]]:
        """The rows of a matrix; a vector is a column."""
        height, width = matrix_shape(self.shape)
        return [self.data[i * width : (i + 1) * width] for i in range(height)]


def scalar(value: Scalar) -> Array:
    """A scalar as an array."""
    return Array((), [value])


def matrix_shape(shape: tuple[int, ...]) -> tuple[int, int]:
    """The shape as a matrix: a vector is a column, a scalar 1×1. Raises NotEvaluable for tensors."""
    if len(shape) > 2:
        raise NotEvaluable("a tensor has no matrix form")
    height, width = (*shape, 1, 1)[:2]
    return height, width


def from_rows(rows: list[list[Scalar]]) -> Array:
    """A matrix of rows."""
    return Array((len(rows), len(rows[0]) if rows else 0), [x for row in rows for x in row])


def identity(n: int) -> Array:
    """The n×n identity."""
    data: list[Scalar] = [0] * (n * n)
    data[:: n + 1] = [1] * n
    return Array((n, n), data)


def zeros(shape: tuple[int, ...]) -> Array:
    """Zeros of a shape."""
    return Array(shape, [0] * prod(shape))


def add(field: Field, arrays: list[Array]) -> Array:
    """The sum of arrays of one shape."""
    if len(arrays) == 1:
        return arrays[0]
    return Array(
        arrays[0].shape, field.reduce([sum(entries) for entries in zip(*(a.data for a in arrays), strict=True)])
    )


def scale(field: Field, factor: Scalar, array: Array) -> Array:
    """A scalar times an array."""
    return Array(array.shape, field.reduce([factor * x for x in array.data]))


def matmul(field: Field, left: Array, right: Array) -> Array:
    """The matrix product (m×k)(k×n) → m×n, vectors as columns."""
    (m, k), (k2, n) = matrix_shape(left.shape), matrix_shape(right.shape)
    if k != k2:
        raise NotEvaluable(f"{m}×{k} times {k2}×{n} does not fit at these sizes")
    columns = [right.data[j::n] for j in range(n)]
    data: list[Scalar] = []
    for i in range(m):
        row = left.data[i * k : (i + 1) * k]
        data += [sum(map(mul, row, column)) for column in columns]
    return Array((m, n), field.reduce(data))


def transpose(array: Array) -> Array:
    """The transpose, of a matrix m×n → n×m; a vector becomes a row."""
    height, width = matrix_shape(array.shape)
    return Array((width, height), [x for j in range(width) for x in array.data[j::width]])


def entrywise(field: Field, function: Callable[..., Scalar], *arrays: Array) -> Array:
    """A function entry by entry."""
    return Array(
        arrays[0].shape, field.reduce([function(*entries) for entries in zip(*(a.data for a in arrays), strict=True)])
    )


def trace(field: Field, array: Array) -> Scalar:
    """The sum of the diagonal."""
    n = matrix_shape(array.shape)[0]
    return field.reduce([sum(array.data[:: n + 1])])[0]


def kronecker(field: Field, left: Array, right: Array) -> Array:
    """(a×b) ⊗ (c×d) → ac×bd."""
    first, second = left.rows(), right.rows()
    rows = [[x * y for x in r for y in s] for r in first for s in second]
    result = from_rows(rows)
    return Array(result.shape, field.reduce(result.data))


def is_zero(array: Array) -> bool:
    """Whether every entry is 0."""
    return not any(map(nonzero, array.data))


def nonzero(x: Scalar) -> bool:
    """Whether a reduced number is not 0, its ε parts included."""
    return any(x.parts.values()) if type(x) is Jet else bool(x)


def equal(field: Field, left: Array, right: Array) -> bool:
    """Whether two arrays of one shape are the same."""
    if left.data == right.data:
        return True
    unclear: NotEvaluable | None = None
    for difference in field.reduce([x - y for x, y in zip(left.data, right.data, strict=True)]):
        try:
            if nonzero(difference):
                return False
        except NotEvaluable as problem:  # two intervals that overlap; another entry may differ for certain
            unclear = problem
    if unclear is not None:
        raise unclear
    return True


@dataclass(slots=True)
class Reduced:
    """Reduced row echelon form: `rows`, the pivot columns, and the product of the pivots with the sign of the row swaps."""

    rows: list[list[Scalar]]
    pivots: list[int]
    factor: Scalar


def row_reduce(field: Field, rows: list[list[Scalar]], columns: int) -> Reduced:
    """Gauss-Jordan on the first `columns` columns. Raises NotEvaluable when a column's only nonzero entries are nilpotent."""
    rows = [list(row) for row in rows]
    pivots: list[int] = []
    factor: Scalar = 1
    for column in range(columns):
        top = len(pivots)
        choice = next((i for i in range(top, len(rows)) if base(rows[i][column])), None)
        if choice is None:
            if any(nonzero(row[column]) for row in rows[top:]):
                raise BadLuck("a matrix is singular there and its derivative is not")
            continue
        if choice != top:
            rows[top], rows[choice] = rows[choice], rows[top]
            factor = -factor
        pivot = rows[top][column]
        factor = field.reduce([factor * pivot])[0]
        inverse = field.invert(pivot)
        lead = rows[top] = field.reduce([x * inverse for x in rows[top]])
        for i, row in enumerate(rows):
            if i != top and nonzero(row[column]):
                entry = row[column]
                rows[i] = field.reduce([x - entry * y for x, y in zip(row, lead, strict=True)])
        pivots.append(column)
        if len(pivots) == len(rows):
            break
    return Reduced(rows, pivots, factor)


def inverse(field: Field, array: Array) -> Array:
    """The inverse of an n×n matrix. Raises BadLuck when it is singular."""
    n = matrix_shape(array.shape)[0]
    rows = [row + [int(i == j) for j in range(n)] for i, row in enumerate(array.rows())]
    reduced = row_reduce(field, rows, n)
    if len(reduced.pivots) < n:
        raise BadLuck("a matrix that is inverted is singular")
    return from_rows([row[n:] for row in reduced.rows])


def determinant(field: Field, array: Array) -> Scalar:
    """The determinant of an n×n matrix: elimination, or Faddeev-LeVerrier where a pivot is nilpotent."""
    n = matrix_shape(array.shape)[0]
    try:
        reduced = row_reduce(field, array.rows(), n)
    except BadLuck:
        return _leverrier(field, array)
    return reduced.factor if len(reduced.pivots) == n else 0


def _leverrier(field: Field, array: Array) -> Scalar:
    n = array.shape[0]
    current, coefficient = zeros((n, n)), field.number(1)
    for k in range(1, n + 1):
        current = add(field, [matmul(field, array, current), scale(field, coefficient, identity(n))])
        coefficient = field.reduce([-trace(field, matmul(field, array, current)) * field.invert(field.number(k))])[0]
    return field.reduce([coefficient * (-1) ** n])[0]


def rank(field: Field, array: Array) -> int:
    """The rank of a plain matrix."""
    return len(row_reduce(field, array.rows(), matrix_shape(array.shape)[1]).pivots)


def pseudo_inverse(field: Field, array: Array) -> Array:
    """The Moore-Penrose inverse by a full-rank factorisation A = C R: R'(R R')⁻¹(C'C)⁻¹C'. Raises BadLuck where C'C or R R' is singular."""
    m, n = matrix_shape(array.shape)
    if any(type(x) is Jet for x in array.data):
        flipped = transpose(array)
        if m >= n:
            return matmul(field, inverse(field, matmul(field, flipped, array)), flipped)
        return matmul(field, flipped, inverse(field, matmul(field, array, flipped)))
    reduced = row_reduce(field, array.rows(), n)
    r = len(reduced.pivots)
    if not r:
        return zeros((n, m))
    rows = array.rows()
    c = from_rows([[row[j] for j in reduced.pivots] for row in rows])
    right = from_rows(reduced.rows[:r])
    ct, rt = transpose(c), transpose(right)
    left = matmul(field, inverse(field, matmul(field, ct, c)), ct)
    return matmul(field, matmul(field, rt, inverse(field, matmul(field, right, rt))), left)


def solutions(field: Field, rows: list[list[Scalar]], columns: int) -> tuple[list[Scalar], list[list[Scalar]]] | None:
    """All x with M x = b, for rows [M | b] of `columns` + 1 numbers: a particular solution and a basis of the kernel; None when there is none."""
    reduced = row_reduce(field, rows, columns)
    if any(nonzero(row[columns]) for row in reduced.rows[len(reduced.pivots) :]):
        return None
    particular: list[Scalar] = [0] * columns
    for row, pivot in zip(reduced.rows, reduced.pivots, strict=False):
        particular[pivot] = row[columns]
    kernel: list[list[Scalar]] = []
    for free in (j for j in range(columns) if j not in set(reduced.pivots)):
        vector: list[Scalar] = [0] * columns
        vector[free] = 1
        for row, pivot in zip(reduced.rows, reduced.pivots, strict=False):
            vector[pivot] = -row[free]
        kernel.append(field.reduce(vector))
    return particular, kernel


def positions(shape: tuple[int, ...], indices: tuple[int | None, ...]) -> list[int]:
    """The places in the list of the entries an index tuple selects (counted from 0; None keeps an axis)."""
    ranges = [range(size) if index is None else (index,) for size, index in zip(shape, indices, strict=True)]
    strides = [prod(shape[k + 1 :]) for k in range(len(shape))]
    return [sum(map(mul, strides, choice)) for choice in product(*ranges)]
