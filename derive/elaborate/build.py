"""From loose terms to typed ones, once the sizes are known."""

from __future__ import annotations

from collections.abc import Container
from fractions import Fraction
from math import prod
from typing import Any

from derive.elaborate.activations import ANY, MATRIX
from derive.elaborate.bounding import BOUND
from derive.elaborate.entrywise import (
    PLACE,
    filled,
    is_literal,
    is_spread,
    over_rows,
    slope,
    spread,
    spreads,
    takes_rows,
)
from derive.elaborate.events import TURNED
from derive.elaborate.loose import Loose, Unreadable, shape_error
from derive.elaborate.polynomials import takes_matrices
from derive.elaborate.shapes import Shaper
from derive.elaborate.survey import is_capital
from derive.goals import Origin
from derive.record import dataclass, field, replace
from derive.rules.densities import FAMILIES
from derive.sizes import ONE
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
    Layout,
    Limit,
    Norm,
    NormKind,
    Number,
    Ones,
    Piecewise,
    Power,
    Product,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    Shape,
    ShapeError,
    SizeValue,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    Zero,
    children,
    misfit,
    size_names,
    squeeze,
    substitute,
)

_ONE_PART: dict[str, Any] = {
    "Transpose": Transpose,
    "Trace": Trace,
    "Determinant": Determinant,
    "PseudoInverse": PseudoInverse,
    "Vec": Vec,
    "Diagonal": Diagonal,
}
_CONJUGATED_INSIDE = (
    "Sum",
    "Product",
    "Transpose",
    "Trace",
    "Determinant",
    "Vec",
    "Diagonal",
    "Hadamard",
    "Kronecker",
    "Block",
    "Power",
    "PseudoInverse",
)
_REAL_VALUES = ("Number", "SizeValue", "Index", "Identity", "Zero", "Ones", "BasisVector")
_RELATIONS = {relation.value: relation for relation in Relation}
_ENTRYWISE = {Relation.LOEWNER_AT_LEAST: Relation.AT_LEAST, Relation.LOEWNER_GREATER: Relation.GREATER}
_MISFITS: dict[str, tuple[type[Term], tuple[str, ...]]] = {
    "Sum": (Sum, ("terms",)),
    "Product": (Product, ("factors",)),
    "Trace": (Trace, ("body",)),
    "Determinant": (Determinant, ("body",)),
    "Power": (Power, ("base", "exponent")),
}
# of a name that may be a number or a matrix: its absolute value or its determinant, one as well as the other
_BARS = "user:bars"
_NORMS = {"F": NormKind.FROBENIUS, "1": NormKind.ONE, "inf": NormKind.MAX, "*": NormKind.NUCLEAR, "any": NormKind.ANY}


def between(sign: str, left: Term, right: Term) -> Relation:
    """The relation that a sign means between two terms: x ⪰ 0 of a vector is said entry by entry (Boyd, Vandenberghe: Convex Optimization, 2.4)."""
    relation = _RELATIONS[sign]
    return _ENTRYWISE.get(relation, relation) if len(left.shape or right.shape) == 1 else relation


def _may_be_a_matrix(loose: Loose, numbers: Container[str]) -> bool:
    """Whether a capital letter occurs of which the text says nothing, nor that it is one of the `numbers`: taken for one, it may be a matrix."""
    if loose.op == "Symbol":
        known = loose.data
        guessed = known.origin is Origin.INFERRED and not known.sizes and is_capital(known.name)
        return guessed and known.name not in numbers
    return any(_may_be_a_matrix(part, numbers) for part in loose.parts)


@dataclass(slots=True)
class Builder:
    """Builds typed terms; shapes come from the shaper. Raises Clash or Unreadable. A `lenient` one lets stand what does not fit, for the
    diagnosis to mend."""

    shaper: Shaper
    called: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lenient: bool = False
    numbers: Container[str] = ()  # names that the text calls random variables

    def build(self, loose: Loose) -> Term:
        """The typed term of a loose one. Raises Clash, Unreadable."""
        try:
            return self._build(loose)
        except ShapeError as error:
            raise shape_error(error, loose.span) from error

    def _build(self, loose: Loose) -> Term:
        try:
            return self._fitting(loose)
        except ShapeError:
            if not self.lenient or loose.op not in _MISFITS:
                raise
            return self._misfit(loose)

    def _misfit(self, loose: Loose) -> Term:
        """A sum, product, trace, determinant or power of parts that do not fit, with the shape that it would have."""
        parts = tuple(self._build(part) for part in loose.parts)
        kind, names = _MISFITS[loose.op]
        shape: Shape = ()
        if loose.op == "Product":
            inner = [part.shape for part in parts if part.shape]
            shape = squeeze((inner[0][0], *inner[-1][1:]))
        elif loose.op in ("Sum", "Power"):
            shape = parts[0].shape
        values = (parts,) if loose.op in ("Sum", "Product") else parts
        return misfit(kind, shape, loose.span, **dict(zip(names, values, strict=True)))

    def _fitting(self, loose: Loose) -> Term:
        simple = _ONE_PART.get(loose.op)
        if simple is not None:
            term: Term = simple(self._build(loose.parts[0]), span=loose.span)
            return term
        method = getattr(self, f"_{loose.op.lower()}", None)
        if method is None:
            raise Unreadable(f"{loose.op} is outside what is checked", loose.span)
        built: Term = method(loose)
        return built

    def _sizes(self, shape: Shape) -> Shape:
        return self.shaper.sizes.shape(shape)

    def _number(self, loose: Loose) -> Term:
        return Number(loose.data, span=loose.span)

    def _constant(self, loose: Loose) -> Term:
        return Constant(loose.data, span=loose.span)

    def _sizevalue(self, loose: Loose) -> Term:
        return SizeValue(self.shaper.sizes.resolve(loose.data), span=loose.span)

    def _symbol(self, loose: Loose) -> Term:
        known = loose.data
        return Symbol(known.name, self._sizes(known.sizes), known.latex, span=loose.span)

    def _index(self, loose: Loose) -> Term:
        return Index(loose.data.name, self._sizes(loose.data.sizes)[0], span=loose.span)

    def _identity(self, loose: Loose) -> Term:
        return Identity(self.shaper.sizes.resolve(loose.data), span=loose.span)

    def _zero(self, loose: Loose) -> Term:
        shape = self.shaper.shape(loose)
        return Zero(shape, span=loose.span) if shape else Number(Fraction(0), span=loose.span)

    def _ones(self, loose: Loose) -> Term:
        return Ones(self._sizes(loose.data), span=loose.span)

    def _basisvector(self, loose: Loose) -> Term:
        return BasisVector(self.shaper.sizes.resolve(loose.data), self._build(loose.parts[0]), span=loose.span)

    def _sum(self, loose: Loose) -> Term:
        built = [self._build(part) for part in loose.parts]
        shape = next((term.shape for term, part in zip(built, loose.parts, strict=True) if not is_literal(part)), ())
        if is_spread(shape):
            each = zip(built, loose.parts, strict=True)
            built = [filled(term, shape) if is_literal(part) else term for term, part in each]
        return Sum(tuple(built), span=loose.span)

    def _product(self, loose: Loose) -> Term:
        return Product(tuple(self._build(part) for part in loose.parts), span=loose.span)

    def _power(self, loose: Loose) -> Term:
        base = self._build(loose.parts[0])
        if loose.data == "scalar" and base.shape:
            raise Unreadable("a division by a matrix", loose.span)
        exponent = self._build(loose.parts[1])
        if base == Constant("e") and len(exponent.shape) == 2:
            return Apply("expm", (exponent,), exponent.shape, span=loose.span)
        if exponent.shape:
            raise Unreadable("a matrix as an exponent", loose.span)
        value = _literal(exponent)
        if len(base.shape) == 1 and value is not None and loose.data == "entries":
            return spread(base, lambda entry: Power(entry, Number(value)), loose.span)
        return Power(base, exponent if value is None else Number(value, span=exponent.span), span=loose.span)

    def _norm(self, loose: Loose) -> Term:
        body = self._build(loose.parts[0])
        kind = _NORMS.get(loose.data) if body.shape else NormKind.FROBENIUS
        if kind is None:
            unnamed = NormKind.ANY if loose.data == "" else NormKind.SPECTRAL
            kind = unnamed if len(body.shape) == 2 else NormKind.FROBENIUS
        return Norm(body, kind, span=loose.span)

    def _hadamard(self, loose: Loose) -> Term:
        return Hadamard(self._build(loose.parts[0]), self._build(loose.parts[1]), span=loose.span)

    def _kronecker(self, loose: Loose) -> Term:
        return Kronecker(self._build(loose.parts[0]), self._build(loose.parts[1]), span=loose.span)

    def _block(self, loose: Loose) -> Term:
        self.shaper.shape(loose)  # gives the zeros in it their shapes
        cells = [self._build(part) for part in loose.parts]
        width: int = loose.data
        return Block(tuple(tuple(cells[i : i + width]) for i in range(0, len(cells), width)), span=loose.span)

    def _apply(self, loose: Loose) -> Term:
        name, kind = loose.data
        arguments = tuple(self._build(part) for part in loose.parts)
        if name == "abs-or-det":
            if len(arguments[0].shape) == 2:
                return Determinant(arguments[0], span=loose.span)
            if arguments[0].shape:
                raise Unreadable("bars around a vector", loose.span)
            if any(_may_be_a_matrix(part, self.numbers) for part in loose.parts):
                if isinstance(arguments[0], Symbol):  # the value of a function of it of which nothing is known
                    return Apply(_BARS, arguments, (), span=loose.span)
                raise Unreadable("bars around what may be a number or a matrix", loose.span)
            name = "abs"
        if name in ("log", "exp", "sqrt") and len(arguments[0].shape) == 2:
            raise Unreadable(f"{name} of a matrix: entry by entry, or as a matrix function", loose.span)
        if kind == "spectrum":
            return Apply(name, arguments, arguments[0].shape[:1], span=loose.span)
        return Apply(name, arguments, () if kind == "scalar" else arguments[0].shape, span=loose.span)

    def _density(self, loose: Loose) -> Term:
        """A named density, written out."""
        arguments = [self._build(part) for part in loose.parts]
        return replace(FAMILIES[loose.data].value(*arguments), span=loose.span)

    def _call(self, loose: Loose) -> Term:
        name, order, _, known = loose.data
        arguments = tuple(self._build(part) for part in loose.parts)
        value = self._sizes(known.sizes) if known is not None else ()
        entrywise = known.entrywise if known is not None else ""
        if entrywise == MATRIX and len(arguments) == 1 and not order:
            return self._power_series(name, arguments[0], loose)
        if len(arguments) == 1 and (entrywise or spreads(known, arguments[0].shape)):

            def of_number(at: Term) -> Term:
                called = Apply("user:" + name if entrywise in ("", ANY) else entrywise, (at,), span=loose.span)
                return called if not order else slope(lambda x: replace(called, arguments=(x,)), order, at, name)

            return spread(arguments[0], of_number, loose.span) if arguments[0].shape else of_number(arguments[0])
        if not order and len(arguments) == 1 and takes_rows(known, arguments[0].shape):
            return over_rows(arguments[0], lambda row: Apply("user:" + name, (row,), span=loose.span), loose.span)
        if not order and len(arguments) == 1 and takes_matrices(known, arguments[0].shape):
            return Apply("user:" + name, arguments, arguments[0].shape, span=loose.span)
        if not order or len(arguments) != 1:
            return Apply("user:" + name + "'" * order, arguments, value, span=loose.span)
        argument = arguments[0]
        own = known is None or all(parameter.name == getattr(argument, "name", "") for parameter in known.parameters)
        # the m of `f'(m)` may stand in the formula of f too: then f is differentiated by its variable, and m put in afterwards
        place = argument if isinstance(argument, Symbol) and own else Symbol(f"{PLACE}{name}", argument.shape, "u")
        called = Apply("user:" + name, (place,), value)
        found = Derivative(called, (place,) * order, Layout.DENOMINATOR, span=loose.span)
        return found if place is argument else At(found, ((place, argument),), span=loose.span)

    def _power_series(self, name: str, argument: Term, loose: Loose) -> Term:
        """A power series at a number or a square matrix. Raises Unreadable for another argument."""
        if argument.shape and (len(argument.shape) != 2 or argument.shape[0] != argument.shape[1]):
            raise Unreadable(f"{name} of something other than a number or a square matrix", loose.span)
        return Apply(f"user:matrix {name}", (argument,), argument.shape, span=loose.span)

    def _slope(self, loose: Loose) -> Term:
        name, order = loose.data
        argument = self._build(loose.parts[0])

        def of_number(at: Term) -> Term:
            return slope(lambda x: Apply(name, (x,)), order, at, name)

        if not argument.shape:
            return of_number(argument)
        if not is_spread(argument.shape) and name not in ("relu", "sigmoid", "softplus"):
            raise Unreadable(f"{name}' of a matrix: entry by entry, or as a matrix function", loose.span)
        return spread(argument, of_number, loose.span)

    def _conjugate(self, loose: Loose) -> Term:
        return self._conjugated(loose.parts[0])

    def _conjugated(self, loose: Loose) -> Term:
        """The conjugate, brought down to the complex symbols."""
        if loose.op == "Symbol":
            symbol = self._build(loose)
            return Conjugate(symbol, span=loose.span) if PropertyKind.COMPLEX in loose.data.properties else symbol
        if loose.op == "Conjugate":
            return self._build(loose.parts[0])
        if loose.op in _REAL_VALUES:
            return self._build(loose)
        if loose.op not in _CONJUGATED_INSIDE:
            raise Unreadable("the conjugate of this", loose.span)
        parts = tuple(Loose("Conjugate", (part,), None, part.span) for part in loose.parts)
        return self._build(Loose(loose.op, parts, loose.data, loose.span))

    def _inner(self, loose: Loose) -> Term:
        left, right = (self._build(part) for part in loose.parts)
        if not left.shape:
            return Product((left, right), span=loose.span)
        product = Product((Transpose(left), right), span=loose.span)
        return Trace(product, span=loose.span) if len(left.shape) == 2 else product

    def _khatrirao(self, loose: Loose) -> Term:
        left, right = (self._build(part) for part in loose.parts)
        return self._columnwise(left, right, loose)

    def _columnwise(self, left: Term, right: Term, loose: Loose) -> Term:
        """Σ_k (A e_k ⊗ B e_k) e_kᵀ, which says it column by column."""
        columns = left.shape[1] if len(left.shape) == 2 else ONE
        name = f"column {loose.span[0]}"
        pieces = Kronecker(_column(left, Index(name, columns)), _column(right, Index(name, columns)))
        body = Product((pieces, Transpose(BasisVector(columns, Index(name, columns)))))
        return BigSum(Index(name, columns), body, span=loose.span)

    def _facesplitting(self, loose: Loose) -> Term:
        """(Aᵀ ∗ Bᵀ)ᵀ."""
        left, right = (Transpose(self._build(part)) for part in loose.parts)
        return Transpose(self._columnwise(left, right, loose), span=loose.span)

    def _directional(self, loose: Loose) -> Term:
        body, variable, direction = (self._build(part) for part in loose.parts)
        assert isinstance(variable, Symbol)
        return Directional(body, variable, direction, span=loose.span)

    def _differential(self, loose: Loose) -> Term:
        return Differential(self._build(loose.parts[0]), span=loose.span)

    def _expectation(self, loose: Loose) -> Term:
        return self._mean(self._build(loose.parts[0]), loose)

    def _mean(self, value: Term, of: Loose) -> Expectation:
        """The expected value of a term under the distribution and the condition of a loose one."""
        label, given = of.data.label, tuple(self._build(one) for one in of.data.given)
        return Expectation(value, (Symbol(label, (), label),) if label else (), given, span=of.span)

    def _centred(self, value: Term, of: Loose) -> Term:
        """x - E x."""
        return Sum((value, Product((Number(Fraction(-1)), self._mean(value, of)))))

    def _variance(self, loose: Loose) -> Term:
        """E[(x - E x)²], of a vector E[(x - E x)(x - E x)ᵀ]."""
        return self._covariance(Loose("Covariance", loose.parts * 2, loose.data, loose.span))

    def _covariance(self, loose: Loose) -> Term:
        """E[(x - E x)(y - E y)ᵀ]."""
        one, other = (self._centred(self._build(part), loose) for part in loose.parts)
        return self._mean(Product((one, Transpose(other) if other.shape else other)), loose)

    def _correlation(self, loose: Loose) -> Term:
        """Cov(x, y) / (√Var(x) √Var(y))."""
        spreads = (self._covariance(Loose("Covariance", (part, part), loose.data, loose.span)) for part in loose.parts)
        over = [Power(spread, Number(Fraction(-1, 2))) for spread in spreads]
        return Product((self._covariance(loose), *over), span=loose.span)

    def _piecewise(self, loose: Loose) -> Term:
        conditions = [None if case is None else self._relates(case) for case in loose.data]
        values = (self._build(part) for part in loose.parts)
        return Piecewise(tuple(zip(values, conditions, strict=True)), span=loose.span)

    def _relates(self, loose: Loose) -> Relates:
        left, right = (self._build(part) for part in loose.parts)
        if loose.data in TURNED:
            return Relates(between(TURNED[loose.data], right, left), right, left, span=loose.span)
        return Relates(between(loose.data, left, right), left, right, span=loose.span)

    def _extremum(self, loose: Loose) -> Term:
        kind, count = loose.data
        body, *rest = (self._build(part) for part in loose.parts)
        variables = [v for v in rest[:count] if isinstance(v, Symbol)]
        own = {v.name: Symbol(f"{BOUND}{v.name}", v.sizes, v.latex) for v in variables}
        constraints = tuple(c for part in rest[count:] if isinstance(c := substitute(part, own), Relates))
        return Extremum(kind, tuple(own.values()), substitute(body, own), constraints, span=loose.span)

    def _integral(self, loose: Loose) -> Term:
        known, domain = loose.data
        body, *bounds = (self._build(part) for part in loose.parts)
        variable = Symbol(known.name, self._sizes(known.sizes), known.latex)
        lower, upper = bounds or (None, None)
        return Integral(variable, body, lower, upper, domain, span=loose.span)

    def _limit(self, loose: Loose) -> Term:
        body, point = (self._build(part) for part in loose.parts)
        if loose.data.name in size_names(body):  # `‖x‖²/n` as n tends to infinity: another x at each n
            raise Unreadable("a limit over a size of what it is the limit of", loose.span)
        return Limit(Symbol(loose.data.name, (), loose.data.latex), point, body, span=loose.span)

    def _entry(self, loose: Loose) -> Term:
        indices = tuple(None if index is None else self._build(index) for index in loose.data)
        return Entry(self._build(loose.parts[0]), indices, span=loose.span)

    def _bigsum(self, loose: Loose) -> Term:
        return self._big(loose, BigSum)

    def _bigproduct(self, loose: Loose) -> Term:
        return self._big(loose, BigProduct)

    def _big(self, loose: Loose, kind: Any) -> Term:
        known, lower, upper, given = loose.data
        index = Index(known.name, self._sizes(known.sizes)[0])
        bounds = tuple(None if bound is None else self._build(bound) for bound in (lower, upper))
        condition = None if given is None else self._relates(given)
        built: Term = kind(index, self._build(loose.parts[0]), *bounds, condition, span=loose.span)
        return built

    def _derivative(self, loose: Loose) -> Term:
        body, *variables = (self._build(part) for part in loose.parts)
        if any(_base_of_power(variable) for variable in variables):
            return self._by_powers(body, variables, Layout(loose.data), loose.span)
        taken = [by_inverse(variable) for variable in variables]
        places = tuple((new, value) for new, value, _ in filter(None, taken))
        inside = tuple(within for _, _, within in filter(None, taken))
        by = tuple(variable if found is None else found[0] for variable, found in zip(variables, taken, strict=True))
        made = Derivative(At(body, inside) if inside else body, by, Layout(loose.data), span=loose.span)
        return At(made, places, span=loose.span) if places else made

    def _at(self, loose: Loose) -> Term:
        body, *values = (self._build(part) for part in loose.parts)
        places = (Symbol(known.name, self._sizes(known.sizes), known.latex) for known in loose.data)
        return At(body, tuple(zip(places, values, strict=True)), span=loose.span)

    def _by_powers(self, body: Term, variables: list[Term], layout: Layout, span: tuple[int, int]) -> Term:
        """Derivatives of which some are by a power of a number: ∂f/∂σ² is ∂f/∂σ/(2σ)."""
        for variable in reversed(variables):
            base = _base_of_power(variable)
            body = Derivative(body, (base or variable,), layout, span=span)
            if base is not None:
                assert isinstance(variable, Power) and isinstance(variable.exponent, Number)
                less = Power(base, Number(variable.exponent.value - 1))
                body = Product((Power(Product((variable.exponent, less)), Number(Fraction(-1))), body), span=span)
        return body


def _base_of_power(variable: Term) -> Symbol | None:
    """The σ of σ², where that is a number."""
    power = isinstance(variable, Power) and isinstance(variable.exponent, Number) and variable.exponent.value > 1
    base = variable.base if power and isinstance(variable, Power) else None
    return base if isinstance(base, Symbol) and not base.shape else None


def by_inverse(variable: Term) -> tuple[Symbol, Term, tuple[Symbol, Term]] | None:
    """What a derivative by X⁻¹, Xᵀ or X⁺ is taken by: a new symbol Y, its value, and X as the function of Y that undoes this. None for a name, an entry of one and vec X."""
    if isinstance(variable, Symbol | Entry) or (isinstance(variable, Vec) and isinstance(variable.body, Symbol)):
        return None
    inner = variable.base if isinstance(variable, Power) else children(variable)[0]
    plain = not isinstance(variable, Power) or variable.exponent == Number(Fraction(-1))
    if not (isinstance(inner, Symbol) and isinstance(variable, Power | Transpose | PseudoInverse) and plain):
        raise Unreadable("a derivative by something that is not a variable", variable.span or (0, 0))
    new = Symbol(f"function of {inner.name}", variable.shape, "Y")
    undone = Power(new, variable.exponent) if isinstance(variable, Power) else type(variable)(new)
    return new, variable, (inner, undone)


def _column(matrix: Term, column: Index) -> Term:
    return Entry(matrix, (None, column)) if len(matrix.shape) == 2 else matrix


def needs_sizes(term: Term) -> bool:
    """Whether a typed term still has a size that nothing determined."""
    return any(name.startswith("?") for name in _size_names(term))


def _size_names(term: Term) -> set[str]:
    from derive.terms import walk

    names: set[str] = set()
    for part in walk(term):
        for size in part.shape:
            names |= size.names
        if isinstance(part, Index | SizeValue):
            names |= part.size.names
    return names


def _literal(term: Term) -> Fraction | None:
    """The value of an exponent that is written in numbers alone, such as -1 or 1/2."""
    if isinstance(term, Number):
        return term.value
    if isinstance(term, Sum | Product):
        values = [_literal(part) for part in children(term)]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        return sum(known, Fraction(0)) if isinstance(term, Sum) else prod(known, start=Fraction(1))
    if isinstance(term, Power) and isinstance(term.exponent, Number) and abs(term.exponent.value) == 1:
        base = _literal(term.base)
        return base**term.exponent.value.numerator if base else None
    return None
