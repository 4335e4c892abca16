"""Typed terms as polynomials of contraction graphs: one entry of a table for each kind of term."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from math import prod
from types import MappingProxyType
from typing import Any, NamedTuple

from derive.kernel.function import call, mentions
from derive.kernel.graph import LETTERS as AXES
from derive.kernel.graph import Poly, Unsupported, permuted, scale, structure
from derive.rules.derivatives import differentiate, total
from derive.rules.functions import NORM, each, put
from derive.rules.tensors import (
    LETTERS, add, delta, einsum, inner, name_axes, number, of_size, ones, open_names, rank, scalar, tensor, times, transpose,
)  # fmt: skip
from derive.sizes import ONE, Size
from derive.terms import (
    ELEMENTWISE,
    Apply,
    At,
    BasisVector,
    BigProduct,
    BigSum,
    Conjugate,
    Block,
    Constant,
    Derivative,
    Determinant,
    Diagonal,
    Differential,
    Directional,
    Entry,
    Hadamard,
    Identity,
    Index,
    Kronecker,
    Layout,
    Norm,
    NormKind,
    Number,
    Ones,
    Power,
    Product,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    Shape,
    SizeValue,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    Zero,
    walk,
    product_shape,
)  # fmt: skip


PRODUCT = "product of all"  # of the numbers of a vector; no name of a document
REMEMBERED = 10_000  # monomials that a translator remembers


class Given(NamedTuple):
    """A definition: `symbol := value`; with parameters, a function."""

    symbol: Symbol
    value: Term
    parameters: tuple[Symbol, ...] = ()


def multiply(left: Poly, a: Shape, right: Poly, b: Shape) -> Poly:
    """The matrix product or scaling of values of shapes `a` and `b`."""
    if not a or not b:
        letters = LETTERS[: len(a or b)]
        return einsum((*letters,), (letters[: len(a)], left), (letters[: len(b)], right))
    rest = "k"[: len(b) - 1]
    return rank(einsum(("i", *rest), ("ij", rank(left, 2)), ("j" + rest, right)), len(product_shape(a, b)))


class Translator:
    """Terms to polynomials under definitions, which are unfolded; `structures` says which symbols a derivative takes as symmetric or diagonal.

    Calling it raises Unsupported for what is outside the fragment.
    """

    def __init__(self, definitions: Iterable[Given] = (), structures: Mapping[str, PropertyKind] | None = None) -> None:
        self.definitions = tuple(definitions)
        self.structures = structures or {}
        self.hidden: frozenset[str] = frozenset()
        self.memo: dict[Any, Poly] = {}
        self.held = 0  # monomials in it

    def __call__(self, term: Term) -> Poly:
        """The polynomial of a term, one axis for each of its shape."""
        key = (term, self.hidden)
        poly = self.memo.get(key)
        if poly is None:
            rule = RULES.get(type(term))
            if rule is None:
                raise Unsupported(f"{type(term).__name__} is outside the algebra")
            if any(size.value is not None and size.value < 1 for size in term.shape):
                raise Unsupported("a size that is not positive")
            poly = rule(self, term)
            if poly and [prod(axis, start=ONE) for axis in structure(poly)] != list(term.shape):
                raise Unsupported(f"{type(term).__name__} has another shape than it says")
            if self.held > REMEMBERED:
                self.memo, self.held = {}, 0
            self.memo[key] = poly
            self.held += len(poly)
        return poly

    def defined(self, name: str) -> Given | None:
        """The definition of a name, if it has one that counts here."""
        found = [d for d in self.definitions if d.symbol.name == name and name not in self.hidden]
        if len(found) > 1:
            raise Unsupported(f"{name} is defined twice")
        return found[0] if found else None

    def unfold(self, definition: Given) -> Poly:
        """The value of a definition, in which only earlier ones count, and its parameters are symbols. A free index in it (that of `z_i := x_i - m`) is
        the index of that name where the definition is used."""
        place = self.definitions.index(definition)
        parameters = {p.name for p in definition.parameters}
        hidden = self.hidden | parameters
        poly = translator(self.definitions[:place], self.structures).under(hidden, definition.value)
        later = {d.symbol.name for d in self.definitions[place:]} - hidden
        if any(mentions(label, name) for graph in poly for label, _ in graph.nodes for name in later):
            raise Unsupported(f"the definition of {definition.symbol.name} needs a later one")
        return poly

    def replaced(self, poly: Poly, pairs: Iterable[tuple[Symbol, Term]]) -> Poly:
        """Symbols replaced, all at once, by terms of the same shapes."""
        new = [(symbol, self(term)) for symbol, term in pairs]
        if any(symbol.shape != term.shape for symbol, term in pairs):
            raise Unsupported("a value of another shape is put in")
        for symbol, _ in new:
            poly = put(poly, symbol.name, tensor(("symbol", "\2" + symbol.name, (), ()), symbol.shape))
        for symbol, replacement in new:
            poly = put(poly, "\2" + symbol.name, replacement)
        return poly

    def without(self, names: Iterable[str], term: Term) -> Poly:
        """The polynomial of a term in which the definitions of `names` do not count either."""
        return self.under(self.hidden | set(names), term)

    def under(self, hidden: frozenset[str], term: Term) -> Poly:
        """The polynomial of a term in which the definitions of the names in `hidden` do not count."""
        before, self.hidden = self.hidden, hidden
        try:
            return self(term)
        finally:
            self.hidden = before


@lru_cache(maxsize=16)
def _shared(definitions: tuple[Given, ...], structures: tuple[tuple[str, PropertyKind], ...]) -> Translator:
    return Translator(definitions, dict(structures))


def translator(
    definitions: tuple[Given, ...] = (), structures: Mapping[str, PropertyKind] = MappingProxyType({})
) -> Translator:
    """The translator under definitions: the steps of a document share theirs, and each term is translated once."""
    return _shared(definitions, tuple(sorted(structures.items())))


def _symbol(to: Translator, term: Symbol) -> Poly:
    definition = to.defined(term.name)
    if definition is None:
        return tensor(("symbol", term.name, (), ()), term.sizes)
    if definition.value.shape != term.shape or definition.parameters:
        raise Unsupported(f"{term.name} is not used as it was defined")
    return to.unfold(definition)


def _constant(to: Translator, term: Constant) -> Poly:
    if term.name not in ("pi", "e"):
        raise Unsupported(f"the constant {term.name}")
    return scalar(("constant", term.name, (), ()))


def _conjugate(to: Translator, term: Conjugate) -> Poly:
    """The conjugate of a symbol is a symbol of its own; elaboration has brought conjugation down to the symbols."""
    body = term.body
    if not isinstance(body, Symbol) or to.defined(body.name) is not None:
        raise Unsupported("the conjugate of an expression")
    return tensor(("conjugate", body.name, (), ()), body.sizes)


def pick(to: Translator, poly: Poly, axis: int, size: Size, index: Term) -> Poly:
    """An axis put at an index: a free one names it, a literal one meets a basis vector, any other one an unknown vector that depends on it."""
    if not poly or size == ONE:
        return permuted(poly, [k for k in range(len(structure(poly))) if k != axis])
    if len(structure(poly)[axis]) != 1:
        raise Unsupported("an entry along an axis that is a pair")
    if isinstance(index, Index):
        if index.size != size:
            raise Unsupported(f"{index.name} runs over another range than the axis")
        return name_axes(poly, [[index.name] if k == axis else None for k in range(len(structure(poly)))])
    if isinstance(index, Number) and index.value.denominator == 1:
        unit = tensor(("basis", str(index.value), (), ()), (size,))
    else:
        unit = call("opaque", [to(index)], ((size,),), "basis")
    letters = LETTERS[: len(structure(poly))]
    return einsum([x for k, x in enumerate(letters) if k != axis], (letters, poly), (letters[axis], unit))


def _entry(to: Translator, term: Entry) -> Poly:
    poly = to(term.base)
    for k, index in reversed([*enumerate(term.indices)]):
        poly = poly if index is None else pick(to, poly, k, term.base.shape[k], index)
    return poly


class Chain:
    """A product taken in one go: the factors with a letter for each axis, so that it is multiplied out once."""

    def __init__(self, to: Translator, factors: Iterable[Term]) -> None:
        self.inputs: list[tuple[str, Poly]] = []
        self.letters = ""
        self.shape: Shape = ()
        self.fresh = iter(AXES)
        self.scalar = number(1)
        for factor in factors:
            self._multiply(to(factor), factor.shape)

    def _multiply(self, poly: Poly, shape: Shape) -> None:
        letters = "".join(next(self.fresh) for _ in shape)
        if not shape:  # numbers are multiplied one by one: they collect
            self.scalar = times(self.scalar, poly)
            return
        if self.shape:
            whole = (self.shape[0], *shape[1:])
            open_letters = self.letters[0] + letters[1:]
            if len(self.shape) > 1:  # a column meets a row along an axis of size 1, which is none
                letters = self.letters[1] + letters[1:]
            self.shape = product_shape(self.shape, shape)
            self.letters = open_letters[: len(self.shape)]
            if len(self.shape) < len(whole) and any(s != ONE for s in whole[len(self.shape) :]):
                raise Unsupported("a product that loses an axis")
        else:
            self.shape, self.letters = shape, letters
        self.inputs.append((letters, poly))

    def value(self, closed: bool = False) -> Poly:
        """The product; `closed`: its trace."""
        if closed and self.letters:
            first, last = self.letters[0], self.letters[-1]
            self.inputs = [("".join(first if x == last else x for x in letters), poly) for letters, poly in self.inputs]
        return einsum("" if closed else self.letters, ("", self.scalar), *self.inputs)


def flattened(term: Term) -> Iterator[Term]:
    """The factors of a product of products."""
    for factor in term.factors if isinstance(term, Product) else (term,):
        if isinstance(factor, Product) and factor.shape and len(factor.shape) == 2:
            yield from flattened(factor)
        else:
            yield factor


def _trace(to: Translator, term: Trace) -> Poly:
    if isinstance(term.body, Sum):
        return add(*(_trace(to, Trace(part)) for part in term.body.terms))
    return Chain(to, flattened(term.body)).value(closed=True)


def _power(to: Translator, term: Power) -> Poly:
    base, shape, exponent = term.base, term.base.shape, term.exponent
    if not isinstance(exponent, Number):
        if shape:
            raise Unsupported("a symbolic power of a matrix")
        return each("exp", [to(exponent)]) if base == Constant("e") else each("power", [to(base), to(exponent)])
    k, twice = int(abs(exponent.value) // 1), abs(exponent.value) % 1 * 2
    if k > 64 or twice not in (0, 1):
        raise Unsupported("a power with a large or fractional exponent")
    if k and k % 2 == 0 and not twice and isinstance(base, Norm):
        one, k = _square(to, base), k // 2
    else:
        one = to(base)
    root = call("sqrtm", [one]) if twice and shape else each("sqrt", [one]) if twice else None
    if exponent.value < 0:
        one = _inverse(one, shape) if k else one
        root = root and _inverse(root, shape)
    poly = delta(shape[0]) if shape else number(1)
    for factor in [one] * k + [root] * (root is not None):
        poly = multiply(poly, shape, factor or {}, shape)
    return poly


def _inverse(poly: Poly, shape: Shape) -> Poly:
    return call("inverse", [poly]) if shape else each("reciprocal", [poly])


def _square(to: Translator, term: Norm) -> Poly:
    """The square of a norm."""
    body, poly = term.body, to(term.body)
    if term.weight is not None:
        return inner(poly, multiply(to(term.weight), term.weight.shape, poly, body.shape), len(body.shape))
    if term.kind is NormKind.FROBENIUS or (term.kind is NormKind.SPECTRAL and len(body.shape) < 2):
        return inner(poly, poly, len(body.shape))
    return times(to(term), to(term))


def _norm(to: Translator, term: Norm) -> Poly:
    if not to(term.body):
        return {}
    if term.weight is None and term.kind is NormKind.ONE and len(term.body.shape) == 1:
        return inner(each("abs", [to(term.body)], structure(to(term.body))), ones(term.body.shape[0]), 1)
    if (
        term.weight is None
        and term.kind not in (NormKind.FROBENIUS, NormKind.SPECTRAL)
        or len(term.body.shape) > 1
        and term.kind is NormKind.SPECTRAL
    ):
        return call(
            "opaque"
            if term.kind.value in ("1", "inf", "any") or len(term.body.shape) < 2
            else f"norm_{term.kind.value}",
            [to(term.body)],
            (),
            f"{NORM}{term.kind.value}",
        )
    return each("sqrt", [_square(to, term)])


def _hadamard(to: Translator, term: Hadamard) -> Poly:
    letters = LETTERS[: len(term.shape)]
    return einsum((*letters,), (letters, to(term.left)), (letters, to(term.right)))


def _kronecker(to: Translator, term: Kronecker) -> Poly:
    return rank(einsum(("ik", "jl"), ("ij", rank(to(term.left), 2)), ("kl", rank(to(term.right), 2))), len(term.shape))


def _diagonal(to: Translator, term: Diagonal) -> Poly:
    if not term.shape:
        return to(term.body)
    vector = len(term.shape) == 1
    return einsum(("i",) if vector else ("i", "i"), ("ii" if vector else "i", to(term.body)))


def injection(parts: tuple[Size, ...], k: int) -> Poly:
    """The injection of part k (from 0) of a partitioned axis, total × part."""
    if len(parts) == 1:
        return delta(parts[0])
    if set(parts) == {ONE}:
        return rank(tensor(("basis", str(k + 1), (), ()), (Size.number(len(parts)),)), 2)
    return tensor(("inject", str(k + 1), parts, ()), (sum(parts, Size(())), parts[k]))


def _block(to: Translator, term: Block) -> Poly:
    heights = tuple((*row[0].shape, ONE)[0] for row in term.rows)
    widths = tuple((*cell.shape, ONE, ONE)[1] for cell in term.rows[0])
    cells = [
        einsum(("i", "j"), ("ik", injection(heights, a)), ("kl", rank(to(cell), 2)), ("jl", injection(widths, b)))
        for a, row in enumerate(term.rows)
        for b, cell in enumerate(row)
    ]
    return rank(add(*cells), len(term.shape))


def _apply(to: Translator, term: Apply) -> Poly:
    arguments, definition = term.arguments, to.defined(term.name)
    if definition is not None and definition.parameters:
        if len(arguments) != len(definition.parameters):
            raise Unsupported(f"{term.name} is not used as it was defined")
        return to.replaced(to.unfold(definition), list(zip(definition.parameters, arguments)))
    polys = [to(argument) for argument in arguments]
    if term.name in ("softmax", "logsumexp"):  # Boyd & Vandenberghe, Convex Optimization (2004), 3.1.5
        if len(arguments) != 1 or len(arguments[0].shape) != 1:
            raise Unsupported(f"{term.name} of what is no vector")
        above = each("exp", polys, ((arguments[0].shape[0],),))
        mass = inner(above, ones(arguments[0].shape[0]), 1)
        return (
            each("log", [mass])
            if term.name == "logsumexp"
            else einsum(("i",), ("i", above), ("", each("reciprocal", [mass])))
        )
    if term.name in ELEMENTWISE:
        axes = next((structure(p) for p in polys if p), tuple((s,) for s in term.shape if s != ONE))
        return each(term.name, polys, axes)
    if term.name in ("expm", "logm", "sqrtm", "rank", "logdet"):
        if len(arguments[0].shape) != 2:
            raise Unsupported(f"{term.name} of what is no matrix")
        return call(term.name, polys)
    return call("opaque", polys, [() if size == ONE else (size,) for size in term.sizes], term.name)


def _bigsum(to: Translator, term: BigSum) -> Poly:
    size = term.index.size
    whole = term.lower in (None, Number(Fraction(1))) and (term.upper is None or to(term.upper) == to(SizeValue(size)))
    if not whole:
        raise Unsupported("a sum over a part of the range of its index")
    pair = _ordered_pair(to, term)
    if pair is not None:
        return pair
    body = open_names(to(term.body), [[(term.index.name, size)]])
    letters = LETTERS[: len(term.shape)]
    full = einsum((*letters,), (letters + "z", body))
    if term.condition is None:
        return full
    other = _other_than(term)
    if other is None or not _is_polynomial(to, term.body):
        raise Unsupported("a sum over a part of the range of its index")
    there = name_axes(body, [*[None] * len(term.shape), [other.name]]) if body else body
    return add(full, scale(there, -1))


_OF_ALL = (Entry, Symbol, Index, SizeValue, Number, Sum, Product, Power, BigSum, Transpose, Relates)


def _is_polynomial(to: Translator, term: Term, within: frozenset[str] = frozenset()) -> bool:
    """Whether a term has a value at every place: `1/(x_i - x_j)` has none where i is j."""
    parts = [*walk(term)]
    exponents = [part.exponent for part in parts if isinstance(part, Power)]
    plain = all(isinstance(e, Number) and e.value >= 0 and e.value.denominator == 1 for e in exponents)
    names = {part.name for part in parts if isinstance(part, Symbol)}
    made = {name: to.defined(name) for name in names}
    inside = all(
        one is None or (name not in within and _is_polynomial(to, one.value, within | {name}))
        for name, one in made.items()
    )
    return plain and inside and all(isinstance(part, _OF_ALL) for part in parts)


def _other_than(term: BigSum, relations: tuple[Relation, ...] = (Relation.NOT_EQUAL,)) -> Index | None:
    """The k of a sum over the l ≠ k: all of the sum but the term at k."""
    said = term.condition
    if not isinstance(said, Relates) or said.relation not in relations:
        return None
    sides = [side for side in (said.left, said.right) if isinstance(side, Index)]
    others = [side for side in sides if side.name != term.index.name and side.size == term.index.size]
    return others[0] if len(sides) == 2 and len(others) == 1 else None


def _ordered_pair(to: Translator, term: BigSum) -> Poly | None:
    """A sum over the k < l of what is the same for (k, l) and (l, k): half of what the sum over all pairs has off its diagonal; None of other sums."""
    inside = term.body
    if not isinstance(inside, BigSum) or term.shape or term.condition is not None or inside.condition is None:
        return None
    ordered = _other_than(inside, (Relation.LESS, Relation.GREATER))
    k, l = term.index, inside.index
    plain = inside.lower is None and inside.upper is None
    if ordered is None or ordered.name != k.name or not plain or not _is_polynomial(to, inside.body):
        return None
    grid = open_names(to(inside.body), [[(k.name, k.size)], [(l.name, l.size)]])
    if grid != permuted(grid, (1, 0)):
        return None
    return scale(add(einsum((), ("ab", grid)), scale(einsum((), ("aa", grid)), -1)), Fraction(1, 2))


def _bigproduct(to: Translator, term: BigProduct) -> Poly:
    """A function of all the factors together, of which nothing is known here."""
    whole = term.lower in (None, Number(Fraction(1))) and term.upper in (None, SizeValue(term.index.size))
    if not whole or term.condition is not None or term.shape:
        raise Unsupported("a product over a part of the range of its index")
    factors = open_names(to(term.body), [[(term.index.name, term.index.size)]])
    return call("opaque", [factors], (), PRODUCT)


def _derivative(to: Translator, term: Derivative) -> Poly:
    bases = [v.base if isinstance(v, Entry) else v.body if isinstance(v, Vec) else v for v in term.variables]
    symbols = [base for base in bases if isinstance(base, Symbol)]
    if len(symbols) < len(bases):
        raise Unsupported("a derivative by something that is not a symbol")
    poly = to.without([s.name for s in symbols], term.body)
    count = own = len(term.body.shape)
    for variable, symbol in zip(term.variables, symbols):
        poly = _constrained(differentiate(poly, symbol.name, symbol.sizes), count, to.structures.get(symbol.name))
        if isinstance(variable, Entry):
            for k, index in reversed([*enumerate(variable.indices)]):
                poly = poly if index is None else pick(to, poly, count + k, symbol.sizes[k], index)
        if isinstance(variable, Vec):
            rest = LETTERS[:count]
            poly = einsum((*rest, "yx"), (rest + "xy", poly))
        count += len(variable.shape)
    poly = to.replaced(poly, [(s, s) for s in symbols if to.defined(s.name)])
    order = [*range(count)]
    if term.layout is Layout.DENOMINATOR:
        order = order[own:] + order[:own]
    elif not own and len(term.variables) == 1:
        poly, order = rank(poly, max(2, count)), [1, 0] if 0 < count < 3 else order
    return rank(permuted(poly, order), len(term.shape))


def _constrained(poly: Poly, own: int, kind: PropertyKind | None) -> Poly:
    """The derivative by a symmetric matrix is G + G' - G∘I, by a diagonal one G∘I: Petersen & Pedersen, Matrix Cookbook (2012), 2.8."""
    if kind not in (PropertyKind.SYMMETRIC, PropertyKind.DIAGONAL):
        return poly
    rest = LETTERS[:own]
    middle = einsum((*rest, "y", "y"), (rest + "yy", poly))
    return (
        middle
        if kind is PropertyKind.DIAGONAL
        else add(poly, permuted(poly, [*range(own), own + 1, own]), scale(middle, -1))
    )


def _directional(to: Translator, term: Directional) -> Poly:
    slope = to(Derivative(term.body, (term.variable,), Layout.NUMERATOR if term.body.shape else Layout.DENOMINATOR))
    own, rest = LETTERS[: len(term.shape)], LETTERS[-len(term.direction.shape) :] if term.direction.shape else ""
    return einsum((*own,), (own + rest, slope), (rest, to(term.direction)))


RULES: dict[type[Term], Callable[[Translator, Any], Poly]] = {
    Number: lambda to, t: number(t.value if t.value.denominator > 1 else int(t.value)),
    Constant: _constant,
    SizeValue: lambda to, t: of_size(t.size),
    Symbol: _symbol,
    Index: lambda to, t: name_axes(tensor(("position", "", (), ()), (t.size,)), [[t.name]]),
    Identity: lambda to, t: delta(t.size),
    Zero: lambda to, t: {},
    Ones: lambda to, t: ones(*t.sizes),
    BasisVector: lambda to, t: pick(to, delta(t.size), 1, t.size, t.index),
    Entry: _entry,
    Sum: lambda to, t: add(*map(to, t.terms)),
    Product: lambda to, t: Chain(to, flattened(t)).value(),
    Power: _power,
    PseudoInverse: lambda to, t: rank(call("pseudoinverse", [rank(to(t.body), 2)]), len(t.shape)),
    Conjugate: _conjugate,
    Transpose: lambda to, t: rank(transpose(rank(to(t.body), 2)), len(t.shape)),
    Trace: _trace,
    Determinant: lambda to, t: call("det", [to(t.body)]) if t.body.shape else to(t.body),
    Norm: _norm,
    Hadamard: _hadamard,
    Kronecker: _kronecker,
    Vec: lambda to, t: rank(einsum(("ji",), ("ij", rank(to(t.body), 2))), len(t.shape)),
    Diagonal: _diagonal,
    Block: _block,
    Apply: _apply,
    BigProduct: _bigproduct,
    BigSum: _bigsum,
    Derivative: _derivative,
    Directional: _directional,
    Differential: lambda to, t: total(to(t.body)),
    At: lambda to, t: to.replaced(to.without([s.name for s, _ in t.values], t.body), t.values),
}
