"""How the constructs of linear algebra are evaluated: one rule a construct."""

from __future__ import annotations

from derive.numerics import arrays
from derive.numerics.arrays import Array, matmul, scalar
from derive.numerics.enclosed_series import is_infinite, series
from derive.numerics.evaluate import Environment, Evaluator, rule
from derive.numerics.fields import NotEvaluable, Scalar
from derive.terms import (
    At,
    BasisVector,
    BigProduct,
    BigSum,
    Block,
    Determinant,
    Diagonal,
    Entry,
    Hadamard,
    Identity,
    Index,
    Kronecker,
    Number,
    Ones,
    Piecewise,
    Product,
    PseudoInverse,
    Shape,
    SizeValue,
    Sum,
    Symbol,
    Trace,
    Transpose,
    Vec,
    Zero,
    product_shape,
)


def fit(shape: Shape, array: Array) -> Array:
    """The array with the rank that a term's shape says."""
    if len(shape) == len(array.shape):
        return array
    if len(shape) == 2:
        return Array(arrays.matrix_shape(array.shape), array.data)
    return Array((len(array.data),) if shape else (), array.data)


@rule(Number)
def number(ev: Evaluator, term: Number, env: Environment) -> Array:
    return scalar(ev.field.number(term.value))


@rule(SizeValue)
def size_value(ev: Evaluator, term: SizeValue, env: Environment) -> Array:
    return scalar(ev.field.number(ev.rational(term, env)))


@rule(Index)
def index(ev: Evaluator, term: Index, env: Environment) -> Array:
    value = env.find("#" + term.name)
    if value is None:
        raise NotEvaluable(f"the index {term.name} has no value")
    return scalar(ev.field.number(value))


@rule(Symbol)
def symbol(ev: Evaluator, term: Symbol, env: Environment) -> Array:
    bound = env.find(term.name)
    if isinstance(bound, Array):
        return bound
    definition = ev.definitions.get(term.name)
    if definition is None:
        return ev.instance.value(term)
    if definition.parameters or definition.symbol.sizes != term.sizes or definition.value.shape != term.shape:
        raise NotEvaluable(f"{term.name} is used in another way than it is defined")
    with ev.unfolding(term.name):
        return ev.value(definition.value, env)


@rule(Identity)
def identity(ev: Evaluator, term: Identity, env: Environment) -> Array:
    return arrays.identity(ev.instance.size(term.size))


@rule(Zero)
def zero(ev: Evaluator, term: Zero, env: Environment) -> Array:
    return arrays.zeros(ev.instance.shape(term.sizes))


@rule(Ones)
def ones(ev: Evaluator, term: Ones, env: Environment) -> Array:
    result = arrays.zeros(ev.instance.shape(term.sizes))
    result.data = [1] * len(result.data)
    return result


@rule(BasisVector)
def basis_vector(ev: Evaluator, term: BasisVector, env: Environment) -> Array:
    place, size = ev.integer(term.index, env), ev.instance.size(term.size)
    if not 1 <= place <= size:
        raise NotEvaluable(f"there is no basis vector {place} of {size}")
    result = arrays.zeros((size,))
    result.data[place - 1] = 1
    return result


def entry_positions(ev: Evaluator, term: Entry, env: Environment, shape: tuple[int, ...]) -> list[int]:
    """The places an entry or slice selects in an array of a shape. Raises NotEvaluable for an index out of range."""
    places: list[int | None] = []
    if len(shape) != len(term.indices):
        raise NotEvaluable("an entry of what has another number of axes")
    for size, place in zip(shape, term.indices, strict=True):
        value = None if place is None else ev.integer(place, env)
        if value is not None and not 1 <= value <= size:
            raise NotEvaluable(f"the index {value} is outside 1 … {size}")
        places.append(None if value is None else value - 1)
    return arrays.positions(shape, tuple(places))


@rule(Entry)
def entry(ev: Evaluator, term: Entry, env: Environment) -> Array:
    whole = ev.value(term.base, env)
    places = entry_positions(ev, term, env, whole.shape)
    shape = tuple([size for size, place in zip(whole.shape, term.indices, strict=True) if place is None])
    return Array(shape, [whole.data[place] for place in places])


@rule(Sum)
def total(ev: Evaluator, term: Sum, env: Environment) -> Array:
    return arrays.add(ev.field, [ev.value(t, env) for t in term.terms])


@rule(Product)
def product(ev: Evaluator, term: Product, env: Environment) -> Array:
    field = ev.field
    result, shape = scalar(1), ()  # type: tuple[Array, Shape]
    for factor in term.factors:
        value = ev.value(factor, env)
        after = product_shape(shape, factor.shape)
        if not shape:
            first = result.data[0]
            result = value if type(first) is int and first == 1 else arrays.scale(field, first, value)
        elif not factor.shape:
            result = arrays.scale(field, value.data[0], result)
        else:
            result = fit(after, matmul(field, result, value))
        shape = after
    return result


@rule(Transpose)
def transpose(ev: Evaluator, term: Transpose, env: Environment) -> Array:
    body = ev.value(term.body, env)
    return fit(term.shape, arrays.transpose(body)) if term.body.shape else body


@rule(Trace)
def trace(ev: Evaluator, term: Trace, env: Environment) -> Array:
    return scalar(arrays.trace(ev.field, ev.value(term.body, env)))


@rule(Determinant)
def determinant(ev: Evaluator, term: Determinant, env: Environment) -> Array:
    return scalar(arrays.determinant(ev.field, ev.value(term.body, env)))


@rule(PseudoInverse)
def pseudo_inverse(ev: Evaluator, term: PseudoInverse, env: Environment) -> Array:
    return fit(term.shape, arrays.pseudo_inverse(ev.field, ev.value(term.body, env)))


@rule(Hadamard)
def hadamard(ev: Evaluator, term: Hadamard, env: Environment) -> Array:
    return arrays.entrywise(ev.field, lambda x, y: x * y, ev.value(term.left, env), ev.value(term.right, env))


@rule(Kronecker)
def kronecker(ev: Evaluator, term: Kronecker, env: Environment) -> Array:
    return fit(term.shape, arrays.kronecker(ev.field, ev.value(term.left, env), ev.value(term.right, env)))


@rule(Vec)
def vec(ev: Evaluator, term: Vec, env: Environment) -> Array:
    data = arrays.transpose(ev.value(term.body, env)).data
    return fit(term.shape, Array((len(data),), data))


@rule(Diagonal)
def diagonal(ev: Evaluator, term: Diagonal, env: Environment) -> Array:
    body = ev.value(term.body, env)
    if not term.body.shape:
        return body
    n = body.shape[0]
    if len(term.body.shape) == 2:
        return Array((n,), body.data[:: n + 1])
    result = arrays.zeros((n, n))
    result.data[:: n + 1] = body.data
    return result


@rule(Block)
def block(ev: Evaluator, term: Block, env: Environment) -> Array:
    rows: list[list[Scalar]] = []
    for row in term.rows:
        parts = [ev.value(part, env).rows() for part in row]
        if len({len(part) for part in parts}) != 1:
            raise NotEvaluable("the blocks do not fit together at these sizes")
        rows += [sum(pieces, []) for pieces in zip(*parts, strict=True)]
    return fit(term.shape, arrays.from_rows(rows))


@rule(BigSum)
def big_sum(ev: Evaluator, term: BigSum, env: Environment) -> Array:
    if is_infinite(term) and not ev.field.prime:
        return scalar(series(ev, term, env))
    parts = [ev.value(term.body, inner) for inner in ev.index_values(term, env)]
    return arrays.add(ev.field, parts) if parts else arrays.zeros(ev.instance.shape(term.shape))


@rule(BigProduct)
def big_product(ev: Evaluator, term: BigProduct, env: Environment) -> Array:
    if term.shape:
        raise NotEvaluable("a product over an index of matrices")
    result: Scalar = 1
    for inner in ev.index_values(term, env):
        result = ev.field.reduce([result * ev.scalar(term.body, inner)])[0]
    return scalar(result)


@rule(Piecewise)
def piecewise(ev: Evaluator, term: Piecewise, env: Environment) -> Array:
    for value, condition in term.cases:
        if condition is None or ev.holds(condition, env):
            return ev.value(value, env)
    raise NotEvaluable("no case of a definition by cases applies")


@rule(At)
def at(ev: Evaluator, term: At, env: Environment) -> Array:
    return ev.value(term.body, ev.bind_symbols(env, term.values))
