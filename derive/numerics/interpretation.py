"""The structure of terms read off as NumPy arrays, whatever their entries are: floats, or expressions of a computer algebra system.

A value has the axes of its term last; any axes before them are a batch, and broadcast. What depends on the kind of entries (functions,
inverses, derivatives, integrals) is left to a subclass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from derive.goals import Definition
from derive.numerics import ranges
from derive.numerics.fields import NotEvaluable
from derive.record import dataclass, field
from derive.sizes import Size
from derive.terms import (
    Apply,
    At,
    BasisVector,
    BigProduct,
    BigSum,
    Block,
    Conjugate,
    Constant,
    Derivative,
    Determinant,
    Diagonal,
    Differential,
    Directional,
    Entry,
    Expectation,
    Extremum,
    Hadamard,
    Identity,
    Index,
    Integral,
    Kronecker,
    Limit,
    Norm,
    Number,
    Ones,
    Piecewise,
    Power,
    Product,
    PseudoInverse,
    Relates,
    Shape,
    SizeValue,
    Statement,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    Zero,
    product_shape,
    symbols,
    walk,
)  # fmt: skip

Array = np.ndarray[Any, np.dtype[Any]]
MOST_STEPS = 200_000


@dataclass(slots=True)
class Scope:
    """What is bound at a place: indices by name to integers (or a batch of them), symbols to values, none with more than `depth` batch axes.
    `memo` keeps unfolded definitions."""

    indices: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Array] = field(default_factory=dict)
    depth: int = 0
    memo: dict[str, Array] = field(default_factory=dict)

    def index(self, name: str, value: Any, deeper: int = 0) -> Scope:
        """This scope with an index bound; `deeper` counts the batch axes this adds in front."""
        return Scope({**self.indices, name: value}, self.values, self.depth + deeper)

    def bind(self, values: Mapping[str, Array], deeper: int = 0) -> Scope:
        """This scope with symbols bound; `deeper` counts the batch axes this adds in front."""
        return Scope(self.indices, {**self.values, **values}, self.depth + deeper)


def columns(value: Array, rank: int) -> Array:
    """A scalar (rank 0) or vector (rank 1) with the axes of a matrix; a vector is a column."""
    return value[..., None, None] if rank == 0 else value[..., None] if rank == 1 else value


def fit(value: Array, rank: int) -> Array:
    """A matrix with the axes that a rank says: (…, m, 1) → (…, m), (…, 1, 1) → (…)."""
    return value if rank == 2 else value[..., 0] if rank == 1 else value[..., 0, 0]


def _kept(value: Any) -> Array:
    """An array, even of one entry: NumPy hands out what an array of objects without axes holds."""
    if isinstance(value, np.ndarray | np.generic):
        return np.asarray(value)
    return np.array(value, dtype=object)


def multiply(left: Array, a: Shape, right: Array, b: Shape) -> Array:
    """The matrix product or scaling of values of terms of shapes `a` and `b`, batches broadcast."""
    if not a or not b:
        narrow, wide, rank = (left, right, len(b)) if not a else (right, left, len(a))
        return _kept(narrow.reshape(narrow.shape + (1,) * rank) * wide)
    return fit(columns(left, len(a)) @ columns(right, len(b)), len(product_shape(a, b)))


class Interpretation:
    """Values of terms at `sizes`. `definitions` are unfolded where they occur."""

    dtype: Any = float

    def __init__(self, sizes: Mapping[str, int], definitions: Sequence[Definition] = ()) -> None:
        self.sizes = dict(sizes)
        self.definitions = {d.symbol.name: d for d in definitions}
        self.top = Scope()
        self.steps = 0
        self._unfolding: set[str] = set()

    def __call__(self, term: Term) -> Array:
        """The value of a term. Raises NotEvaluable."""
        return self.value(term, self.top)

    def value(self, term: Term, scope: Scope) -> Array:
        """The value of a term in a scope. Raises NotEvaluable."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise NotEvaluable("the evaluation takes too long")
        rule = RULES.get(type(term))
        if rule is None:
            raise NotEvaluable(f"the construct {type(term).__name__} has no value here")
        return np.asarray(rule(self, term, scope), dtype=object if self.dtype is object else None)

    def size(self, size: Size) -> int:
        """The integer a size is here. Raises NotEvaluable for a name without a value or a size below 1."""
        try:
            value = size.at(self.sizes)
        except KeyError as missing:
            raise NotEvaluable(f"the size {missing.args[0]} has no value") from None
        if value < 1:
            raise NotEvaluable(f"the size {size} is {value} here")
        return value

    def shape(self, shape: Shape) -> tuple[int, ...]:
        """The integers of a shape."""
        return tuple(self.size(size) for size in shape)

    def integer(self, term: Term, scope: Scope) -> int:
        """The integer a scalar term is: a bound, an index, an exponent of a matrix. Raises NotEvaluable."""
        exact = self.rational(term, scope)
        if exact is None or exact.denominator != 1:
            raise NotEvaluable("a bound, an index or an exponent is not a known integer")
        return exact.numerator

    def rational(self, term: Term, scope: Scope) -> Fraction | None:
        """The rational a scalar term certainly is, or None."""
        match term:
            case Number(value=value):
                return value
            case SizeValue(size=size):
                return Fraction(size.at(self.sizes)) if size.names <= set(self.sizes) else None
            case Index(name=name):
                bound = scope.indices.get(name)
                return Fraction(bound) if isinstance(bound, int) else None
            case Symbol(name=name, shape=()):
                return self.known_integer(term) if name not in scope.values else None
            case Sum(terms=parts, shape=()) | Product(factors=parts, shape=()):
                found = [self.rational(part, scope) for part in parts]
                known = [x for x in found if x is not None]
                if len(known) < len(found):
                    return None
                total = Fraction(0 if isinstance(term, Sum) else 1)
                for x in known:
                    total = total + x if isinstance(term, Sum) else total * x
                return total
            case Power(base=base, exponent=exponent, shape=()):
                low, high = self.rational(base, scope), self.rational(exponent, scope)
                if low is None or high is None or high.denominator != 1 or abs(high) > 64 or (low == 0 and high < 0):
                    return None
                return Fraction(low**high.numerator)
        return None

    def known_integer(self, symbol: Symbol) -> Fraction | None:
        """The integer a symbol stands for, when it is one."""
        return None

    def depends(self, term: Term, name: str) -> bool:
        """Whether a term depends on a symbol, through definitions too."""
        seen: set[str] = set()
        waiting = [term]
        while waiting:
            for found in names_in(waiting.pop()):
                if found == name:
                    return True
                if found in self.definitions and found not in seen:
                    seen.add(found)
                    waiting.append(self.definitions[found].value)
        return False

    def unfold(self, term: Symbol, scope: Scope) -> Array | None:
        """The value of a defined symbol; None when it is not defined."""
        definition = self.definitions.get(term.name)
        if definition is None:
            return None
        if definition.parameters or definition.value.shape != term.shape or definition.symbol.sizes != term.sizes:
            raise NotEvaluable("a symbol is used in another way than it is defined")
        found = scope.memo.get(term.name)
        if found is None:
            if term.name in self._unfolding:
                raise NotEvaluable("a symbol is defined by itself")
            self._unfolding.add(term.name)
            try:
                found = scope.memo[term.name] = self.value(definition.value, scope)
            finally:
                self._unfolding.discard(term.name)
        return found

    def loop(self, term: BigSum | BigProduct, scope: Scope) -> Iterator[tuple[Scope, Any]]:
        """The scopes of a finite sum or product over an index, each with the truth of its condition."""
        lower = 1 if term.lower is None else self.integer(term.lower, scope)
        upper = self.size(term.index.size) if term.upper is None else self.integer(term.upper, scope)
        ranges.check(term, lower, upper)
        for value in range(lower, upper + 1):
            inner = scope.index(term.index.name, value)
            truth = True if term.condition is None else self.truth(term.condition, inner)
            if truth is not False:
                yield inner, truth

    def number(self, value: Fraction) -> Array:
        """A rational."""
        return np.asarray(float(value))

    def missing(self, what: str) -> NotEvaluable:
        return NotEvaluable(f"{what} has no value here")

    def free_symbol(self, term: Symbol, scope: Scope) -> Array:
        """The value of a symbol that nothing binds or defines."""
        raise self.missing(term.name)

    def constant(self, name: str) -> Array:
        """A named constant."""
        raise self.missing(name)

    def inverse(self, value: Array) -> Array:
        """The inverse of square matrices."""
        raise self.missing("an inverse")

    def determinant(self, value: Array) -> Array:
        """The determinant of square matrices."""
        raise self.missing("a determinant")

    def pseudo_inverse(self, value: Array) -> Array:
        """The Moore-Penrose inverse."""
        raise self.missing("a pseudoinverse")

    def norm(self, term: Norm, scope: Scope) -> Array:
        """A norm."""
        raise self.missing("a norm")

    def scalar_power(self, base: Array, exponent: Array, known: Fraction | None) -> Array:
        """A scalar to a scalar power, `known` when the exponent is a known rational."""
        raise self.missing("a power")

    def function(self, term: Apply, scope: Scope) -> Array:
        """A function that no definition explains."""
        raise self.missing(term.name)

    def choose(self, truth: Any, value: Array, otherwise: Array | None, rank: int) -> Array:
        """`value` where a condition holds and `otherwise` elsewhere."""
        raise self.missing("a definition by cases")

    def meets(self, value: Term, condition: Statement | None, truth: Any) -> None:
        """Where the condition for a value of a definition by cases holds, and none before it."""

    def truth(self, statement: Statement, scope: Scope) -> Any:
        """Whether a condition holds: True, False, or something that `choose` understands."""
        if isinstance(statement, Relates):
            left, right = self.rational(statement.left, scope), self.rational(statement.right, scope)
            if left is not None and right is not None and statement.relation.value in EXACT:
                return EXACT[statement.relation.value](left, right)
        raise NotEvaluable("a condition that is not decided here")

    def conjugate(self, value: Array) -> Array:
        return value

    def infinite(self, term: BigSum | BigProduct, scope: Scope) -> Array:
        """A sum over infinitely many terms."""
        raise self.missing("an infinite sum")

    def derivative(self, term: Derivative, scope: Scope) -> Array:
        raise self.missing("a derivative")

    def directional(self, term: Directional, scope: Scope) -> Array:
        raise self.missing("a directional derivative")

    def differential(self, term: Differential, scope: Scope) -> Array:
        raise self.missing("a differential")

    def integral(self, term: Integral, scope: Scope) -> Array:
        raise self.missing("an integral")

    def limit(self, term: Limit, scope: Scope) -> Array:
        raise self.missing("a limit")


EXACT: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": lambda a, b: a == b,
    "≠": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "≤": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "≥": lambda a, b: a >= b,
}


def names_in(term: Term) -> set[str]:
    """The symbols and functions that occur in a term."""
    return set(symbols(term)) | {part.name for part in walk(term) if isinstance(part, Apply)}


Rule = Callable[[Interpretation, Any, Scope], Array]


def _symbol(ip: Interpretation, term: Symbol, scope: Scope) -> Array:
    bound = scope.values.get(term.name)
    if bound is not None:
        return bound
    found = ip.unfold(term, scope)
    return ip.free_symbol(term, scope) if found is None else found


def _index(ip: Interpretation, term: Index, scope: Scope) -> Array:
    value = scope.indices.get(term.name)
    if value is None:
        raise NotEvaluable(f"the index {term.name} has no value")
    return ip.number(Fraction(value)) if isinstance(value, int) else np.asarray(value)


def _filled(ip: Interpretation, shape: Shape, value: int) -> Array:
    return np.full(ip.shape(shape), ip.number(Fraction(value))[()], dtype=ip.dtype)


def _identity(ip: Interpretation, term: Identity, scope: Scope) -> Array:
    n = ip.size(term.size)
    found = _filled(ip, (term.size, term.size), 0)
    found[np.arange(n), np.arange(n)] = ip.number(Fraction(1))[()]
    return found


def _basis(ip: Interpretation, term: BasisVector, scope: Scope) -> Array:
    found, place = _filled(ip, (term.size,), 0), ip.integer(term.index, scope)
    if not 1 <= place <= len(found):
        raise NotEvaluable(f"there is no basis vector {place} of {len(found)}")
    found[place - 1] = ip.number(Fraction(1))[()]
    return found


def _entry(ip: Interpretation, term: Entry, scope: Scope) -> Array:
    whole = ip.value(term.base, scope)
    places: list[Any] = [...]
    for size, index in zip(whole.shape[len(whole.shape) - len(term.indices) :], term.indices, strict=True):
        place = None if index is None else ip.integer(index, scope)
        if place is not None and not 1 <= place <= size:
            raise NotEvaluable(f"the index {place} is outside 1 … {size}")
        places.append(slice(None) if place is None else place - 1)
    return np.asarray(whole[tuple(places)])


def _sum(ip: Interpretation, term: Sum, scope: Scope) -> Array:
    total = ip.value(term.terms[0], scope)
    for part in term.terms[1:]:
        total = _kept(total + ip.value(part, scope))
    return total


def _product(ip: Interpretation, term: Product, scope: Scope) -> Array:
    total, shape = ip.value(term.factors[0], scope), term.factors[0].shape
    for factor in term.factors[1:]:
        total = multiply(total, shape, ip.value(factor, scope), factor.shape)
        shape = product_shape(shape, factor.shape)
    return np.asarray(total)


def _power(ip: Interpretation, term: Power, scope: Scope) -> Array:
    known = ip.rational(term.exponent, scope)
    if not term.base.shape:
        if (
            isinstance(term.base, Norm)
            and known is not None
            and known.denominator == 1
            and known > 0
            and known % 2 == 0
        ):
            square = norm_square(ip, term.base, scope)
            if square is not None:
                return ip.scalar_power(square, ip.number(known / 2), known / 2)
        return ip.scalar_power(ip.value(term.base, scope), ip.value(term.exponent, scope), known)
    if known is not None and known.denominator == 2:
        root = ip.function(Apply("sqrtm", (term.base,), term.base.shape), scope)
        return matrix_power(ip, root, known.numerator)
    return matrix_power(ip, ip.value(term.base, scope), ip.integer(term.exponent, scope))


def matrix_power(ip: Interpretation, value: Array, count: int) -> Array:
    """Square matrices to an integer power."""
    if abs(count) > 4096:
        raise NotEvaluable(f"the power {count}")
    value, count = (ip.inverse(value), -count) if count < 0 else (value, count)
    found = _identity(ip, Identity(Size.number(value.shape[-1])), ip.top)
    for bit in bin(count)[2:]:
        found = found @ found
        found = found @ value if bit == "1" else found
    return found


def norm_square(ip: Interpretation, term: Norm, scope: Scope) -> Array | None:
    """The square of a Euclidean, Frobenius or weighted norm; None for other norms."""
    if term.kind.value not in ("F", "2") or (term.kind.value == "2" and len(term.body.shape) > 1):
        return None
    body, rank = ip.value(term.body, scope), len(term.body.shape)
    if term.weight is None:
        return (
            np.asarray((body * ip.conjugate(body)).sum(axis=tuple(range(-rank, 0))))
            if rank
            else np.asarray(body * ip.conjugate(body))
        )
    if rank != 1:
        return None
    weighted = multiply(ip.value(term.weight, scope), term.weight.shape, body, term.body.shape)
    return np.asarray((body * weighted).sum(axis=-1))


def _conjugate(ip: Interpretation, term: Conjugate, scope: Scope) -> Array:
    """The instances are real, so a conjugate that matters has no value at them."""
    raise ip.missing("a complex conjugate")


def _transpose(ip: Interpretation, term: Transpose, scope: Scope) -> Array:
    body, rank = ip.value(term.body, scope), len(term.body.shape)
    if rank == 0:
        return body
    return body[..., None, :] if rank == 1 else fit(np.swapaxes(body, -1, -2), len(term.shape))


def _trace(ip: Interpretation, term: Trace, scope: Scope) -> Array:
    body = ip.value(term.body, scope)
    return np.asarray(np.trace(body, axis1=-2, axis2=-1)) if term.body.shape else body


def _kronecker(ip: Interpretation, term: Kronecker, scope: Scope) -> Array:
    a = columns(ip.value(term.left, scope), len(term.left.shape))
    b = columns(ip.value(term.right, scope), len(term.right.shape))
    whole = a[..., :, None, :, None] * b[..., None, :, None, :]
    return fit(whole.reshape(*whole.shape[:-4], a.shape[-2] * b.shape[-2], a.shape[-1] * b.shape[-1]), len(term.shape))


def _vec(ip: Interpretation, term: Vec, scope: Scope) -> Array:
    if not term.body.shape:
        return ip.value(term.body, scope)
    body = np.swapaxes(columns(ip.value(term.body, scope), len(term.body.shape)), -1, -2)
    return body.reshape(*body.shape[:-2], body.shape[-2] * body.shape[-1]) if term.shape else body[..., 0, 0]


def _diagonal(ip: Interpretation, term: Diagonal, scope: Scope) -> Array:
    body = ip.value(term.body, scope)
    if not term.body.shape:
        return body
    if len(term.body.shape) == 2:
        return np.diagonal(body, axis1=-2, axis2=-1)
    return body[..., :, None] * _identity(ip, Identity(term.body.shape[0]), scope)


def _block(ip: Interpretation, term: Block, scope: Scope) -> Array:
    rows = [[columns(ip.value(part, scope), len(part.shape)) for part in row] for row in term.rows]
    batch = np.broadcast_shapes(*(part.shape[:-2] for row in rows for part in row))
    wide = [[np.broadcast_to(part, batch + part.shape[-2:]) for part in row] for row in rows]
    if any(len({part.shape[-2] for part in row}) > 1 for row in wide):
        raise NotEvaluable("the blocks do not fit together at these sizes")
    return fit(np.concatenate([np.concatenate(row, axis=-1) for row in wide], axis=-2), len(term.shape))


def _hadamard(ip: Interpretation, term: Hadamard, scope: Scope) -> Array:
    return np.asarray(ip.value(term.left, scope) * ip.value(term.right, scope))


def _is_infinite(term: Term | None) -> bool:
    return isinstance(term, Constant) and term.name == "infinity"


def _big(ip: Interpretation, term: BigSum | BigProduct, scope: Scope) -> Array:
    if _is_infinite(term.upper):
        return ip.infinite(term, scope)
    adding, rank = isinstance(term, BigSum), len(term.shape)
    total: Array | None = None
    neutral = _filled(ip, term.shape, 0 if adding else 1)
    for inner, truth in ip.loop(term, scope):
        value = ip.value(term.body, inner)
        value = value if truth is True else ip.choose(truth, value, neutral, rank)
        if total is None:
            total = value
        else:
            total = total + value if adding else multiply(total, term.shape, value, term.shape)
    return neutral if total is None else np.asarray(total)


def _piecewise(ip: Interpretation, term: Piecewise, scope: Scope) -> Array:
    found: Array | None = None
    kept: list[tuple[Any, Array]] = []
    for value, condition in term.cases:
        truth = True if condition is None else ip.truth(condition, scope)
        if truth is False:
            continue
        ip.meets(value, condition, truth)
        if truth is True:
            found = ip.value(value, scope)
            break
        kept.append((truth, ip.value(value, scope)))
    for truth, value in reversed(kept):
        found = ip.choose(truth, value, found, len(term.shape))
    if found is None:
        raise NotEvaluable("no case of a definition by cases applies")
    return found


def _at(ip: Interpretation, term: At, scope: Scope) -> Array:
    return ip.value(term.body, scope.bind({s.name: ip.value(t, scope) for s, t in term.values}))


def _apply(ip: Interpretation, term: Apply, scope: Scope) -> Array:
    definition = ip.definitions.get(term.name)
    if definition is None or not definition.parameters:
        return ip.function(term, scope)
    if len(definition.parameters) != len(term.arguments) or definition.value.shape != term.shape:
        raise NotEvaluable("a function is used in another way than it is defined")
    values = {p.name: ip.value(a, scope) for p, a in zip(definition.parameters, term.arguments, strict=True)}
    return ip.value(definition.value, scope.bind(values))


def _expectation(ip: Interpretation, term: Expectation | Extremum, scope: Scope) -> Array:
    raise NotEvaluable("an expectation or an extremum has no value at an instance")


RULES: dict[type[Term], Rule] = {
    Number: lambda ip, term, scope: ip.number(term.value),
    Constant: lambda ip, term, scope: ip.constant(term.name),
    SizeValue: lambda ip, term, scope: ip.number(Fraction(term.size.at(ip.sizes))),
    Symbol: _symbol,
    Index: _index,
    Identity: _identity,
    Zero: lambda ip, term, scope: _filled(ip, term.sizes, 0),
    Ones: lambda ip, term, scope: _filled(ip, term.sizes, 1),
    BasisVector: _basis,
    Entry: _entry,
    Sum: _sum,
    Product: _product,
    Power: _power,
    PseudoInverse: lambda ip, term, scope: fit(
        ip.pseudo_inverse(columns(ip.value(term.body, scope), len(term.body.shape))), len(term.shape)
    ),
    Transpose: _transpose,
    Conjugate: _conjugate,
    Trace: _trace,
    Determinant: lambda ip, term, scope: ip.determinant(columns(ip.value(term.body, scope), len(term.body.shape))),
    Norm: lambda ip, term, scope: ip.norm(term, scope),
    Hadamard: _hadamard,
    Kronecker: _kronecker,
    Vec: _vec,
    Diagonal: _diagonal,
    Block: _block,
    Apply: _apply,
    BigSum: _big,
    BigProduct: _big,
    Integral: lambda ip, term, scope: ip.integral(term, scope),
    Limit: lambda ip, term, scope: ip.limit(term, scope),
    Expectation: _expectation,
    Extremum: _expectation,
    Derivative: lambda ip, term, scope: ip.derivative(term, scope),
    Directional: lambda ip, term, scope: ip.directional(term, scope),
    Differential: lambda ip, term, scope: ip.differential(term, scope),
    Piecewise: _piecewise,
    At: _at,
}


def derivative_axes(term: Derivative, values: Array, inner: int) -> Array:
    """A derivative computed with the variables' axes before the body's `inner` axes, in the order of axes that the term's layout says."""
    from derive.terms import Layout

    outer = sum(len(v.shape) for v in term.variables)
    if term.layout is Layout.DENOMINATOR or outer == 0:
        return values
    batch = values.ndim - outer - inner
    if not inner and len(term.variables) == 1:
        if outer == 1:
            return values[..., None, :]
        return fit(np.swapaxes(values, -1, -2), len(term.shape)) if outer == 2 else values
    order = [*range(batch), *range(batch + outer, values.ndim), *range(batch, batch + outer)]
    return np.transpose(values, order)
