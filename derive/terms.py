"""Typed terms: mathematics with its shapes.

Every term knows its `shape`: `()` a scalar, `(n,)` a column vector, `(m, n)` a matrix, more sizes a tensor. A transposed
vector is a matrix with one row, `(1, n)`. Constructing an ill-shaped term raises `ShapeError`. Indices count from 1.
A term may remember the span of the document it was read from; the span is not part of equality.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from derive.record import dataclass, field, fields, replace
from derive.sizes import ONE, Size

Shape = tuple[Size, ...]
Span = tuple[int, int]


class ShapeError(Exception):
    """The shapes of `term`'s parts do not fit; `reason` is one sentence."""

    def __init__(self, reason: str, span: Span | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span


class Layout(Enum):
    """The order of axes of a derivative. DENOMINATOR: a gradient has the shape of the variable; NUMERATOR: a Jacobian is outputs × inputs."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class Term:
    """The base of all terms."""

    span: Span | None = field(default=None, compare=False, kw_only=True, repr=False)
    shape: Shape = field(default=(), init=False, compare=False, repr=False)

    def _set(self, shape: Shape) -> None:
        object.__setattr__(self, "shape", shape)


@dataclass(frozen=True, slots=True)
class Number(Term):
    """An exact rational number."""

    value: Fraction

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", Fraction(self.value))


@dataclass(frozen=True, slots=True)
class Constant(Term):
    """A named real constant: 'pi', 'e', 'infinity', 'i'."""

    name: str


@dataclass(frozen=True, slots=True)
class SizeValue(Term):
    """A size used as a number: the n of `1/n`."""

    size: Size


@dataclass(frozen=True, slots=True)
class Symbol(Term):
    """A variable. `name` identifies it (`W_1`, `\\hat{beta}`); `sizes` is its shape; `latex` prints it.

    A family of vectors x_1 … x_n is one symbol whose first axis is the index.
    """

    name: str
    sizes: Shape = ()
    latex: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        self._set(self.sizes)


OUTCOME = (
    "outcome "  # begins the names that belong to a sample space; no name of a document has a space behind its letters
)


@dataclass(frozen=True, slots=True)
class Index(Term):
    """An index: bound by a sum, or free in a statement that holds for every value of it. It runs over 1 … size. Also a scalar value."""

    name: str
    size: Size


@dataclass(frozen=True, slots=True)
class Identity(Term):
    """The identity matrix, n×n."""

    size: Size

    def __post_init__(self) -> None:
        self._set((self.size, self.size))


@dataclass(frozen=True, slots=True)
class Zero(Term):
    """The zero of a shape."""

    sizes: Shape

    def __post_init__(self) -> None:
        self._set(self.sizes)


@dataclass(frozen=True, slots=True)
class Ones(Term):
    """All ones, of a shape."""

    sizes: Shape

    def __post_init__(self) -> None:
        self._set(self.sizes)


@dataclass(frozen=True, slots=True)
class BasisVector(Term):
    """The standard basis vector e_index of ℝ^size; `index` is a Number, an Index or arithmetic on them."""

    size: Size
    index: Term

    def __post_init__(self) -> None:
        self._set((self.size,))


@dataclass(frozen=True, slots=True)
class Entry(Term):
    """`base` at `indices`, one for each axis; None keeps the axis (a slice). An index is a scalar term."""

    base: Term
    indices: tuple[Term | None, ...]

    def __post_init__(self) -> None:
        if len(self.indices) != len(self.base.shape):
            raise ShapeError(f"{len(self.indices)} indices for {describe(self.base.shape)}", self.span)
        self._set(tuple(s for s, i in zip(self.base.shape, self.indices, strict=True) if i is None))


@dataclass(frozen=True, slots=True)
class Sum(Term):
    """Terms of one shape added."""

    terms: tuple[Term, ...]

    def __post_init__(self) -> None:
        first = self.terms[0].shape
        for term in self.terms[1:]:
            if term.shape != first:
                raise ShapeError(
                    f"{describe(first)} and {describe(term.shape)} cannot be added", term.span or self.span
                )
        self._set(first)


def product_shape(left: Shape, right: Shape, span: Span | None = None) -> Shape:
    """The shape of a matrix product or a scaling; a 1×1 result is a scalar. Raises ShapeError."""
    if not left or not right:
        return left or right
    if len(left) == 1:  # a column vector times a row is their outer product
        left = (left[0], ONE)
    if len(left) > 2 or len(right) > 2 or left[-1] != right[0]:
        raise ShapeError(f"{describe(left)} times {describe(right)} does not fit", span)
    return squeeze((left[0], *right[1:]))


def squeeze(shape: Shape) -> Shape:
    """(1,), (1, 1) → (); (n, 1) → (n,). A row (1, n) stays."""
    if shape in ((ONE,), (ONE, ONE)):
        return ()
    return shape[:1] if len(shape) == 2 and shape[1] == ONE else shape


@dataclass(frozen=True, slots=True)
class Product(Term):
    """Factors multiplied in order: scalars scale, matrices and vectors multiply as matrices (associated from the left)."""

    factors: tuple[Term, ...]

    def __post_init__(self) -> None:
        shape: Shape = ()
        for factor in self.factors:
            shape = product_shape(shape, factor.shape, factor.span or self.span)
        self._set(shape)


def _square(term: Term, what: str, span: Span | None) -> None:
    if len(term.shape) not in (0, 2) or (term.shape and term.shape[0] != term.shape[1]):
        raise ShapeError(f"{what} needs a square matrix, and this one is {describe(term.shape)}", term.span or span)


@dataclass(frozen=True, slots=True)
class Power(Term):
    """A scalar or square matrix to a scalar power; exponent -1 is the inverse (reciprocal for a scalar)."""

    base: Term
    exponent: Term

    def __post_init__(self) -> None:
        _square(self.base, "a power", self.span)
        self._set(self.base.shape)


@dataclass(frozen=True, slots=True)
class PseudoInverse(Term):
    """The Moore-Penrose inverse of an m×n matrix: n×m."""

    body: Term

    def __post_init__(self) -> None:
        self._set(transposed(self.body.shape))


def transposed(shape: Shape) -> Shape:
    """The shape of the transpose: (n,) → (1, n), (1, n) → (n,), (m, n) → (n, m)."""
    if len(shape) == 1:
        return (ONE, shape[0])
    if len(shape) == 2:
        return squeeze((shape[1], shape[0]))
    if not shape:
        return ()
    raise ShapeError(f"{describe(shape)} has no transpose")


@dataclass(frozen=True, slots=True)
class Transpose(Term):
    """The transpose."""

    body: Term

    def __post_init__(self) -> None:
        self._set(transposed(self.body.shape))


@dataclass(frozen=True, slots=True)
class Conjugate(Term):
    """The entrywise complex conjugate."""

    body: Term

    def __post_init__(self) -> None:
        self._set(self.body.shape)


@dataclass(frozen=True, slots=True)
class Trace(Term):
    """The trace of a square matrix (of a scalar: itself)."""

    body: Term

    def __post_init__(self) -> None:
        _square(self.body, "tr", self.span)


@dataclass(frozen=True, slots=True)
class Determinant(Term):
    """The determinant of a square matrix."""

    body: Term

    def __post_init__(self) -> None:
        _square(self.body, "det", self.span)


class NormKind(Enum):
    """Which norm: Frobenius (of a vector: Euclidean), spectral, sum of absolute values, maximum (of a matrix: the norms that these induce),
    nuclear; ANY is one of which no more is known than that it is a norm."""

    FROBENIUS = "F"
    SPECTRAL = "2"
    ONE = "1"
    MAX = "inf"
    NUCLEAR = "*"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Norm(Term):
    """A norm. The Euclidean norm of a vector is FROBENIUS; `weight` W makes it sqrt(x' W x)."""

    body: Term
    kind: NormKind = NormKind.FROBENIUS
    weight: Term | None = None


@dataclass(frozen=True, slots=True)
class Hadamard(Term):
    """The entrywise product of two terms of one shape."""

    left: Term
    right: Term

    def __post_init__(self) -> None:
        if self.left.shape != self.right.shape:
            raise ShapeError(f"{describe(self.left.shape)} ⊙ {describe(self.right.shape)} does not fit", self.span)
        self._set(self.left.shape)


def _matrix(shape: Shape) -> tuple[Size, Size]:
    rows, columns = (*shape, ONE, ONE)[:2]
    return rows, columns


@dataclass(frozen=True, slots=True)
class Kronecker(Term):
    """The Kronecker product: (m×n) ⊗ (p×q) is mp×nq."""

    left: Term
    right: Term

    def __post_init__(self) -> None:
        (a, b), (c, d) = _matrix(self.left.shape), _matrix(self.right.shape)
        self._set(squeeze((a * c, b * d)))


@dataclass(frozen=True, slots=True)
class Vec(Term):
    """The columns of an m×n matrix stacked: (mn,)."""

    body: Term

    def __post_init__(self) -> None:
        rows, columns = _matrix(self.body.shape)
        self._set(squeeze((rows * columns,)))


@dataclass(frozen=True, slots=True)
class Diagonal(Term):
    """diag of a vector, n×n, or of a matrix, its diagonal (n,)."""

    body: Term

    def __post_init__(self) -> None:
        if len(self.body.shape) == 2:
            _square(self.body, "diag", self.span)
        n = self.body.shape[:1]
        self._set(n if len(self.body.shape) == 2 else n + n)


@dataclass(frozen=True, slots=True)
class Block(Term):
    """A matrix of blocks, or of entries: rows of terms whose shapes fit together."""

    rows: tuple[tuple[Term, ...], ...]

    def __post_init__(self) -> None:
        heights = [_matrix(row[0].shape)[0] for row in self.rows]
        widths = [_matrix(term.shape)[1] for term in self.rows[0]]
        for height, row in zip(heights, self.rows, strict=True):
            if [_matrix(t.shape) for t in row] != [(height, w) for w in widths]:
                raise ShapeError("the blocks do not fit together", self.span)
        self._set(squeeze((sum(heights, Size(())), sum(widths, Size(())))))


@dataclass(frozen=True, slots=True)
class Apply(Term):
    """A named function of its arguments, with the shape of the result.

    Known elementwise names (`ELEMENTWISE`) act entry by entry. Matrix functions are called 'expm', 'logm', 'sqrtm'; 'softmax' and
    'logsumexp' act on a vector; 'rank' on a matrix. Any other name is a function nothing is known of.
    """

    name: str
    arguments: tuple[Term, ...]
    sizes: Shape = ()

    def __post_init__(self) -> None:
        self._set(self.sizes)


ELEMENTWISE = frozenset(
    [
        "exp",
        "log",
        "sqrt",
        "abs",
        "sign",
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "asin",
        "acos",
        "atan",
        "sinh",
        "cosh",
        "tanh",
        "asinh",
        "acosh",
        "atanh",
        "sigmoid",
        "softplus",
        "relu",
        "step",
        "erf",
        "erfinv",
        "gamma",
        "loggamma",
        "digamma",
        "trigamma",
        "factorial",
        "floor",
        "ceil",
        "power",
        "reciprocal",
        "normal_cdf",
        "normal_quantile",
    ]
)


ENTRY = (
    "entry "  # begins the names of the indices of a function that is applied at each entry; no document can name one
)


@dataclass(frozen=True, slots=True)
class BigSum(Term):
    """Σ over `index` from `lower` to `upper`, both scalar terms or None for the whole range of the index; `condition` restricts it."""

    index: Index
    body: Term
    lower: Term | None = None
    upper: Term | None = None
    condition: Statement | None = None

    def __post_init__(self) -> None:
        self._set(self.body.shape)


@dataclass(frozen=True, slots=True)
class BigProduct(Term):
    """Π over `index` of a scalar body, with bounds as in BigSum."""

    index: Index
    body: Term
    lower: Term | None = None
    upper: Term | None = None
    condition: Statement | None = None

    def __post_init__(self) -> None:
        self._set(self.body.shape)


@dataclass(frozen=True, slots=True)
class Integral(Term):
    """∫ of `body` over `variable`; bounds None means indefinite when both are, or the whole domain named by `domain`."""

    variable: Symbol
    body: Term
    lower: Term | None = None
    upper: Term | None = None
    domain: str = ""

    def __post_init__(self) -> None:
        self._set(self.body.shape)


@dataclass(frozen=True, slots=True)
class Limit(Term):
    """lim of `body` as `variable` tends to `point`; `side` '+', '-' or ''."""

    variable: Symbol
    point: Term
    body: Term
    side: str = ""

    def __post_init__(self) -> None:
        self._set(self.body.shape)


@dataclass(frozen=True, slots=True)
class Extremum(Term):
    """max, min, sup, inf, argmax or argmin (`kind`) of `body` over `variables`, subject to `constraints`."""

    kind: str
    variables: tuple[Symbol, ...]
    body: Term
    constraints: tuple[Statement, ...] = ()

    def __post_init__(self) -> None:
        if self.kind in ("argmax", "argmin") and len(self.variables) == 1:
            self._set(self.variables[0].shape)


@dataclass(frozen=True, slots=True)
class Expectation(Term):
    """E[body], a linear operator on the random symbols; `over` the symbols drawn (empty: all random ones), `given` the conditions."""

    body: Term
    over: tuple[Symbol, ...] = ()
    given: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        self._set(self.body.shape)


@dataclass(frozen=True, slots=True)
class Derivative(Term):
    """The derivative of `body` with respect to `variables` in turn (symbols, entries of symbols, or vec of one).

    DENOMINATOR layout: axes of the variables, then of the body (a gradient has the variable's shape). NUMERATOR: axes of the body, then of
    the variables; a scalar by a matrix is transposed and a scalar by a vector is a row (Minka 1997; Magnus & Neudecker 1999).
    A second derivative by x and x is the Hessian, n×n, in either layout.
    """

    body: Term
    variables: tuple[Term, ...]
    layout: Layout = Layout.DENOMINATOR

    def __post_init__(self) -> None:
        axes = sum((v.shape for v in self.variables), ())
        if self.layout is Layout.DENOMINATOR:
            self._set(axes + self.body.shape)
        elif not self.body.shape and len(self.variables) == 1:
            self._set(transposed(axes) if len(axes) <= 2 else axes)
        else:
            self._set(self.body.shape + axes)


@dataclass(frozen=True, slots=True)
class Directional(Term):
    """D body(variable)[direction]: the derivative of `body` along `direction`, of the body's shape."""

    body: Term
    variable: Symbol
    direction: Term

    def __post_init__(self) -> None:
        if not isinstance(self.variable, Symbol):
            raise ShapeError("a derivative along a direction is one by a symbol", self.span)
        self._set(self.body.shape)


@dataclass(frozen=True, slots=True)
class Differential(Term):
    """d(body): the total differential, of the body's shape; linear in the differentials of the symbols."""

    body: Term

    def __post_init__(self) -> None:
        self._set(self.body.shape)


@dataclass(frozen=True, slots=True)
class Piecewise(Term):
    """Cases: pairs (value, condition); a last condition None means otherwise."""

    cases: tuple[tuple[Term, Statement | None], ...]

    def __post_init__(self) -> None:
        self._set(self.cases[0][0].shape)


@dataclass(frozen=True, slots=True)
class At(Term):
    """`body` with `values` put in for symbols: f'(1), an evaluation bar."""

    body: Term
    values: tuple[tuple[Symbol, Term], ...]

    def __post_init__(self) -> None:
        for symbol, value in self.values:
            if not isinstance(symbol, Symbol):
                raise ShapeError("values are put in for symbols alone", self.span)
            if symbol.shape != value.shape:
                raise ShapeError(f"{describe(value.shape)} put in for {describe(symbol.shape)}", self.span)
        self._set(self.body.shape)


class Relation(Enum):
    """The relations between two terms."""

    EQUAL = "="
    NOT_EQUAL = "≠"
    LESS = "<"
    AT_MOST = "≤"
    GREATER = ">"
    AT_LEAST = "≥"
    APPROXIMATELY = "≈"
    PROPORTIONAL = "∝"
    LOEWNER_AT_LEAST = "⪰"
    LOEWNER_GREATER = "≻"


UPWARDS = frozenset((Relation.GREATER, Relation.AT_LEAST, Relation.LOEWNER_GREATER, Relation.LOEWNER_AT_LEAST))


class PropertyKind(Enum):
    """What a symbol (or term) may be said to be."""

    SYMMETRIC = "symmetric"
    SKEW = "skew-symmetric"
    DIAGONAL = "diagonal"
    UPPER_TRIANGULAR = "upper triangular"
    LOWER_TRIANGULAR = "lower triangular"
    ORTHOGONAL = "orthogonal"
    ORTHONORMAL_COLUMNS = "orthonormal columns"
    ORTHONORMAL_ROWS = "orthonormal rows"
    IDEMPOTENT = "idempotent"
    PROJECTION = "orthogonal projection"
    INVERTIBLE = "invertible"
    POSITIVE_DEFINITE = "positive definite"
    POSITIVE_SEMIDEFINITE = "positive semidefinite"
    FULL_COLUMN_RANK = "full column rank"
    FULL_ROW_RANK = "full row rank"
    COMMUTE = "commute"
    POSITIVE = "positive"
    NONNEGATIVE = "nonnegative"
    NEGATIVE = "negative"
    NONZERO = "nonzero"
    INTEGER = "integer"
    UNIT_NORM = "unit norm"
    COLUMN_STOCHASTIC = "sums to one"
    RANDOM = "random"
    CONSTANT = "constant"
    REAL = "real"
    COMPLEX = "complex"
    HERMITIAN = "Hermitian"
    UNITARY = "unitary"


@dataclass(frozen=True, slots=True)
class Relates(Term):
    """`left relation right`. A statement, not a value; it is a Term only so that terms and statements share traversal."""

    relation: Relation
    left: Term
    right: Term


IMPOSSIBLE = Relates(
    Relation.EQUAL, Number(Fraction(0)), Number(Fraction(1))
)  # what follows only from what nothing meets


@dataclass(frozen=True, slots=True)
class HasProperty(Term):
    """The subjects have a property (COMMUTE has two subjects, the others one)."""

    kind: PropertyKind
    subjects: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class All(Term):
    """Every part holds."""

    parts: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Implies(Term):
    """The conclusion follows from the premises."""

    premises: tuple[Statement, ...]
    conclusion: Statement


@dataclass(frozen=True, slots=True)
class Iff(Term):
    """Each side follows from the other."""

    left: Statement
    right: Statement


@dataclass(frozen=True, slots=True)
class Optimum(Term):
    """`objective` subject to `constraints` attains its `kind` ('min' or 'max') at `point`; `unique` claims there is no other; `value` None when not stated."""

    kind: str
    objective: Term
    constraints: tuple[Statement, ...]
    point: tuple[tuple[Symbol, Term], ...]
    unique: bool = False
    value: Term | None = None


Statement = Relates | HasProperty | All | Implies | Iff | Optimum


def is_average(term: Term) -> bool:
    """Whether a term is a sum over the outcomes of a sample space with their probabilities: an expected value, as it is decided."""
    if not (isinstance(term, BigSum) and term.index.name.startswith(OUTCOME) and isinstance(term.body, Product)):
        return False
    weight, *rest = term.body.factors
    return isinstance(weight, Entry) and weight.indices[:1] == (term.index,) and bool(rest)


def misfit(kind: type[Term], shape: Shape, span: Span | None, **parts: Any) -> Term:
    """A term whose parts do not fit, taken to have a shape; it has no value, and terms built from its parts are held to the rules again."""
    term = object.__new__(kind)
    for name, value in {**parts, "span": span, "shape": shape}.items():
        object.__setattr__(term, name, value)
    return term


def fits(term: Term) -> bool:
    """Whether a term's own parts fit: it is no `misfit`."""
    try:
        replace(term)
    except ShapeError:
        return False
    return True


def describe(shape: Shape) -> str:
    """A shape in words: 'a scalar', 'n', 'm × n'."""
    return " × ".join(map(str, shape)) if shape else "a scalar"


_PARTS: dict[type, tuple[str, ...]] = {}
_LEAVES = frozenset(("str", "bool", "Fraction", "Size", "Shape", "Layout", "NormKind", "PropertyKind", "Relation"))


def _parts(kind: type[Term]) -> tuple[str, ...]:
    """The names of the fields in which a kind of term keeps terms."""
    if kind not in _PARTS:
        held = (f.name for f in fields(kind) if f.name not in ("span", "shape") and str(f.type) not in _LEAVES)
        _PARTS[kind] = tuple(held)
    return _PARTS[kind]


def _within(value: Any, found: list[Term]) -> None:
    if isinstance(value, Term):
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _within(item, found)


def children(term: Term) -> tuple[Term, ...]:
    """The terms directly inside a term, in order, those inside tuples too; looked for once."""
    held: tuple[Term, ...] | None = getattr(term, "_held", None)
    if held is None:
        found: list[Term] = []
        for name in _parts(type(term)):
            _within(getattr(term, name), found)
        held = tuple(found)
        object.__setattr__(term, "_held", held)
    return held


def _rebuild(value: Any, change: Callable[[Term], Term]) -> Any:
    if isinstance(value, Term):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_rebuild(item, change) for item in value)
    return value


def map_children(term: Term, change: Callable[[Term], Term], lenient: bool = False) -> Term:
    """The same node with `change` applied to each direct child. Raises ShapeError when the new parts do not fit; with `lenient` they make a misfit."""
    values = {name: getattr(term, name) for name in _parts(type(term))}
    changed = {name: _rebuild(value, change) for name, value in values.items()}
    if all(changed[name] is values[name] or changed[name] == values[name] for name in values):
        return term
    try:
        return replace(term, **changed)
    except ShapeError:
        if not lenient:
            raise
        return misfit(type(term), term.shape, term.span, **changed)


def walk(term: Term) -> Iterator[Term]:
    """The term and everything inside it, outermost first."""
    waiting = [term]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += children(part)[::-1]


@lru_cache(maxsize=1 << 12)
def _symbols(term: Any) -> dict[str, Symbol]:
    found: dict[str, Symbol] = {}
    for part in walk(term):
        if isinstance(part, Symbol):
            found.setdefault(part.name, part)
    return found


def size_names(term: Term) -> set[str]:
    """The names of sizes that a term speaks of, those of its symbols too: `n ≥ 3` holds of every n × n matrix."""
    found: set[str] = set()
    for part in walk(term):
        own = (part.size,) if isinstance(part, SizeValue | Index) else ()
        for size in (*part.shape, *own):
            found |= size.names
    return found


def indices_in(term: Term) -> set[str]:
    """The names of the indices that occur (bound ones included)."""
    return {part.name for part in walk(term) if isinstance(part, Index)}


def factors_of(term: Term) -> tuple[Term, ...]:
    """The factors of a term, those of a product within a product by themselves; a term that is no product is the only one."""
    return tuple(part for f in term.factors for part in factors_of(f)) if isinstance(term, Product) else (term,)


def replaced(term: Term, values: Mapping[Term, Term]) -> Term:
    """A term with other terms in the place of those that stand in it."""
    return values[term] if term in values else map_children(term, lambda child: replaced(child, values))


def reindexed(term: Term, old: Index, new: Index) -> Term:
    """A term with one index in the place of another."""
    return new if term == old else map_children(term, lambda child: reindexed(child, old, new))


def symbols(term: Term) -> dict[str, Symbol]:
    """The symbols that occur, by name, in order of first occurrence (bound ones included)."""
    return dict(_symbols(term))


def substitute(term: Term, values: Mapping[str, Term]) -> Term:
    """Symbols replaced by name. Raises ShapeError when a value does not fit. Bound variables of integrals are left alone, and so are those of a
    place at which a term is taken; a derivative is taken at what its variable is replaced by."""
    if isinstance(term, Symbol):
        return values.get(term.name, term)
    if isinstance(term, Integral | Limit):
        values = {name: value for name, value in values.items() if name != term.variable.name}
        return map_children(term, lambda child: child if child is term.variable else substitute(child, values))
    if isinstance(term, At):
        return _put_into(term, values)
    if isinstance(term, Derivative):
        places = tuple(
            (variable, variable)  # each is replaced once, with all else: the value may speak of the variable itself
            for variable in dict.fromkeys(term.variables)
            if isinstance(variable, Symbol) and not isinstance(values.get(variable.name, variable), Symbol)
        )
        if places:
            return _put_into(At(term, places, span=term.span), values)
    return map_children(term, lambda child: substitute(child, values))


def resized(term: Term, sizes: Mapping[str, Size]) -> Term:
    """Sizes put for size names, in the shapes of symbols too."""

    def changed(value: object) -> object:
        if isinstance(value, Size):
            return value.rename(sizes)
        if isinstance(value, tuple) and value and all(isinstance(item, Size) for item in value):
            return tuple(item.rename(sizes) for item in value)
        return value

    made = map_children(term, lambda child: resized(child, sizes))
    new = {f.name: changed(getattr(made, f.name)) for f in fields(made) if f.name not in ("span", "shape")}
    if all(new[name] is getattr(made, name) or new[name] == getattr(made, name) for name in new):
        return made
    renamed: Term = replace(made, **new)  # type: ignore[arg-type]
    return renamed


def _put_into(term: At, values: Mapping[str, Term]) -> At:
    """Symbols replaced in what is put in, and in the body but for those that it is put in for."""
    bound = {symbol.name for symbol, _ in term.values}
    outer = {name: value for name, value in values.items() if name not in bound}
    taken = {name for value in outer.values() for name in _symbols(value)}
    renamed = {
        symbol.name: Symbol(f"place of {symbol.name}", symbol.sizes, symbol.latex)
        for symbol, _ in term.values
        if symbol.name in taken
    }
    body = substitute(substitute(term.body, renamed) if renamed else term.body, outer)
    places = tuple((renamed.get(symbol.name, symbol), substitute(value, values)) for symbol, value in term.values)
    return At(body, places, span=term.span)
