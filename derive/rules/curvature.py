"""What it means of a function to be convex, strongly convex, smooth or Lipschitz: the inequalities that hold at its points, each with its source.

An unknown function is given by its values and gradients alone; what is said of it holds at every point, so each inequality may be put for any points
that a statement speaks of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from enum import Enum
from fractions import Fraction

from derive.kernel.graph import Malformed, Unsupported
from derive.record import dataclass, replace
from derive.rules.translation import translator
from derive.terms import (
    Apply,
    At,
    BigSum,
    Derivative,
    Expectation,
    Identity,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    Relates,
    Relation,
    ShapeError,
    Statement,
    Sum,
    Symbol,
    Term,
    Transpose,
    Zero,
    map_children,
    symbols,
    walk,
)

BOYD = "Boyd & Vandenberghe, Convex Optimization (2004)"
NESTEROV = "Nesterov, Lectures on Convex Optimization, 2nd ed. (2018)"


class Curvature(Enum):
    """What a function may be said to be; from the third on with a constant, of the last two with any sign."""

    CONVEX = "convex"
    CONCAVE = "concave"
    STRONG = "strongly convex"
    SMOOTH = "with a Lipschitz continuous gradient"
    LIPSCHITZ = "Lipschitz continuous"
    BELOW = "with second derivatives that a constant bounds from below"
    ABOVE = "with second derivatives that a constant bounds from above"


SOURCES = {
    Curvature.CONVEX: f"{BOYD}, 3.1.1, 3.1.3, 3.1.4",
    Curvature.CONCAVE: f"{BOYD}, 3.1.1",
    Curvature.STRONG: f"{BOYD}, 9.1.2; {NESTEROV}, 2.1.10",
    Curvature.SMOOTH: f"{NESTEROV}, 1.2.3 and 2.1.5",
    Curvature.LIPSCHITZ: f"{NESTEROV}, 1.2.2",
    Curvature.BELOW: f"{BOYD}, 9.1.2",
    Curvature.ABOVE: f"{BOYD}, 9.1.2",
}
_ONE, _TWO, _MINUS = Number(Fraction(1)), Number(Fraction(2)), Number(Fraction(-1))


def negative(term: Term) -> Term:
    """-term."""
    return Product((_MINUS, term))


def difference(left: Term, right: Term) -> Term:
    """left - right."""
    return Sum((left, negative(right)))


def inner(left: Term, right: Term) -> Term:
    """The inner product of two vectors, or the product of two numbers."""
    return Product((Transpose(left), right)) if left.shape else Product((left, right))


def squared(term: Term) -> Term:
    """The squared Euclidean norm."""
    return Power(Norm(term), _TWO) if term.shape else Power(term, _TWO)


def length(term: Term) -> Term:
    """The Euclidean norm, of a number its absolute value."""
    return Norm(term) if term.shape else Apply("abs", (term,))


def _half(term: Term) -> Term:
    return Product((Number(Fraction(1, 2)), term))


@dataclass(frozen=True, slots=True)
class Map:
    """An unknown function of one argument; `primed` where the text writes f' for its derivative."""

    name: str
    parameter: Symbol
    primed: bool = False
    flat: tuple[Term, ...] = ()  # points where the gradient is zero

    def value(self, point: Term) -> Term:
        """f(p)."""
        return Apply(f"user:{self.name}", (point,))

    def gradient(self, point: Term) -> Term:
        """∇f(p)."""
        if self.primed:
            return Apply(f"user:{self.name}'", (point,))
        return self._derived(point, 1)

    def hessian(self, point: Term) -> Term:
        """∇²f(p)."""
        if self.primed:
            return Apply(f"user:{self.name}''", (point,))
        return self._derived(point, 2)

    def _derived(self, point: Term, order: int) -> Term:
        if isinstance(point, Symbol):
            return Derivative(self.value(point), (point,) * order)
        u = self.parameter
        return At(Derivative(self.value(u), (u,) * order), ((u, point),))

    def change(self, p: Term, q: Term) -> Term:
        """∇f(p) - ∇f(q)."""
        if p in self.flat or q in self.flat:
            return self.gradient(q if p in self.flat else p)
        return difference(self.gradient(p), self.gradient(q))

    def tangent(self, at: Term, point: Term) -> Term:
        """f(q) + ∇f(q)ᵀ(p - q)."""
        if at in self.flat:
            return self.value(at)
        return Sum((self.value(at), inner(self.gradient(at), difference(point, at))))


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a function: each of its curvatures with its constant, where that is given."""

    kinds: tuple[tuple[Curvature, Term | None], ...]

    def has(self, kind: Curvature) -> bool:
        """Whether it is said to be so, or follows at once."""
        return any(k is kind or (kind is Curvature.CONVEX and k is Curvature.STRONG) for k, _ in self.kinds)

    def plain(self, positive: Callable[[Term], bool]) -> Shape:
        """The same with what bounds on second derivatives come to where their sign is known: convex, strongly convex, and of what is convex smooth."""
        kinds = [_plain(kind, constant, positive) for kind, constant in self.kinds]
        if Shape(tuple(kinds)).has(Curvature.CONVEX):
            kinds = [
                (Curvature.SMOOTH, c) if k is Curvature.ABOVE and c is not None and positive(c) else (k, c)
                for k, c in kinds
            ]
        return Shape(tuple(dict.fromkeys(kinds)))

    def constants(self, kind: Curvature) -> Iterator[Term]:
        """The constants given for a curvature."""
        for k, constant in self.kinds:
            if k is kind and constant is not None:
                yield constant


def _plain(kind: Curvature, constant: Term | None, positive: Callable[[Term], bool]) -> tuple[Curvature, Term | None]:
    if kind in (Curvature.BELOW, Curvature.ABOVE) and constant == Number(Fraction(0)):
        return Curvature.CONVEX if kind is Curvature.BELOW else Curvature.CONCAVE, None
    if kind is Curvature.BELOW and constant is not None and positive(constant):
        return Curvature.STRONG, constant
    return kind, constant


def at_names(term: Term) -> Term:
    """A term with derivatives by a name of its own, taken where that is another, as derivatives by that one: `∂f(u)/∂u` at u = x as `∂f(x)/∂x`."""
    if isinstance(term, At) and isinstance(term.body, Derivative) and len(term.values) == 1:
        place, point = term.values[0]
        of = term.body.body
        own = isinstance(of, Apply) and of.arguments == (place,) and set(term.body.variables) == {place}
        if own and isinstance(of, Apply) and isinstance(point, Symbol):
            return Derivative(replace(of, arguments=(point,)), (point,) * len(term.body.variables), term.body.layout)
    return map_children(term, at_names)


def bounded(statement: Relates, names: Collection[str]) -> tuple[str, Curvature, Term] | None:
    """The function that a statement about all values of some names bounds the second derivative or the slope of, how, and the constant:
    `∇²f(x) ⪰ m I`, `f''(x) ≤ L`, `‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖`, `|f(x) - f(y)| ≤ L ‖x - y‖`."""
    if statement.relation not in _WITH_BOUND:
        return None
    more, less = at_names(statement.left), at_names(statement.right)
    if statement.relation in (Relation.AT_MOST, Relation.LESS):
        more, less = less, more
    for side, other, kind in ((more, less, Curvature.BELOW), (less, more, Curvature.ABOVE)):
        name = _bent(side, names)
        constant = _times_identity(other) if side.shape else other
        if name is not None and constant is not None and not set(names) & set(symbols(constant)) and not constant.shape:
            return name, kind, constant
    return _steep(less, more, names)


_WITH_BOUND = (
    Relation.AT_LEAST,
    Relation.AT_MOST,
    Relation.GREATER,
    Relation.LESS,
    Relation.LOEWNER_AT_LEAST,
    Relation.LOEWNER_GREATER,
)
_USER = "user:"


def _bent(side: Term, names: Collection[str]) -> str | None:
    """The function whose second derivative at a name, of which all values are meant, a term is."""
    of = side.body if isinstance(side, Derivative) else side
    if not isinstance(of, Apply) or len(of.arguments) != 1 or not of.name.startswith(_USER):
        return None
    (point,), stem = of.arguments, of.name.removeprefix(_USER).rstrip("'")
    primes = len(of.name) - len(of.name.rstrip("'"))
    twice = side.variables == (point, point) and not primes if isinstance(side, Derivative) else primes == 2
    return stem if twice and isinstance(point, Symbol) and point.name in names else None


def _times_identity(side: Term) -> Term | None:
    """The number that a multiple of an identity matrix is, zero of a zero matrix."""
    if isinstance(side, Zero):
        return Number(Fraction(0))
    if isinstance(side, Identity):
        return _ONE
    if not isinstance(side, Product) or [isinstance(f, Identity) for f in side.factors].count(True) != 1:
        return None
    rest = tuple(factor for factor in side.factors if not isinstance(factor, Identity))
    return rest[0] if len(rest) == 1 else Product(rest)


def _steep(less: Term, more: Term, names: Collection[str]) -> tuple[str, Curvature, Term] | None:
    """A Lipschitz condition on a function or its gradient, and the constant."""
    if isinstance(more, Symbol | Number) and not more.shape and isinstance(less, Norm):  # `‖∇f(x)‖ ≤ G`
        name, of = _sloping(less.body, names), less.kind is NormKind.FROBENIUS and less.weight is None
        return (name, Curvature.LIPSCHITZ, more) if of and name is not None else None
    constant, step = more.factors if isinstance(more, Product) and len(more.factors) == 2 else (None, more)
    points = [symbol for name, symbol in symbols(step).items() if name in names]
    called = {part.name for part in walk(less) if isinstance(part, Apply) and part.name.startswith(_USER)}
    if len(points) != 2 or points[0].shape != points[1].shape or len(called) != 1:
        return None
    if not isinstance(constant, Symbol | Number) or constant.shape:
        return None
    name = called.pop().removeprefix(_USER).rstrip("'")
    plain, primed = Map(name, points[0]), Map(name, points[0], True)
    for p, q in (points, points[::-1]):
        if step in _lengths(difference(p, q)):
            if any(less in _lengths(difference(f.gradient(p), f.gradient(q))) for f in (plain, primed)):
                return name, Curvature.SMOOTH, constant
            if less in _lengths(difference(plain.value(p), plain.value(q))):
                return name, Curvature.LIPSCHITZ, constant
    return None


def _sloping(slope: Term, names: Collection[str]) -> str | None:
    """The function whose gradient at a name, of which all values are meant, a term is."""
    of = slope.body if isinstance(slope, Derivative) and len(slope.variables) == 1 else None
    if not (isinstance(of, Apply) and of.name.startswith(_USER) and of.arguments == slope.variables):  # type: ignore[attr-defined]
        return None
    point = of.arguments[0]
    return of.name.removeprefix(_USER) if isinstance(point, Symbol) and point.name in names else None


def _lengths(term: Term) -> tuple[Term, ...]:
    return (Norm(term), *(() if term.shape else (Apply("abs", (term,)),)))


def between(f: Map, shape: Shape, p: Term, q: Term) -> Iterator[Statement]:
    """What holds of f(p) and the tangent at q."""
    tangent = f.tangent(q, p)
    gap = squared(difference(p, q))
    strong = list(shape.constants(Curvature.STRONG))
    if strong:
        for m in strong:
            yield Relates(Relation.AT_LEAST, f.value(p), Sum((tangent, Product((_half(m), gap)))))
    elif shape.has(Curvature.CONVEX):
        yield Relates(Relation.AT_LEAST, f.value(p), tangent)
    if shape.has(Curvature.CONCAVE):
        yield Relates(Relation.AT_MOST, f.value(p), tangent)
    for bound in shape.constants(Curvature.SMOOTH):
        yield Relates(Relation.AT_MOST, f.value(p), Sum((tangent, Product((_half(bound), gap)))))
        if not shape.has(Curvature.CONVEX):
            yield Relates(Relation.AT_LEAST, f.value(p), difference(tangent, Product((_half(bound), gap))))
    for bound in shape.constants(Curvature.BELOW):  # Taylor's theorem, with the second derivative between the points
        yield Relates(Relation.AT_LEAST, f.value(p), Sum((tangent, Product((_half(bound), gap)))))
    for bound in shape.constants(Curvature.ABOVE):
        yield Relates(Relation.AT_MOST, f.value(p), Sum((tangent, Product((_half(bound), gap)))))


def of_gradients(f: Map, shape: Shape, p: Term, q: Term) -> Iterator[Statement]:
    """What holds of the gradients at two points, whichever comes first."""
    step, change = difference(p, q), f.change(p, q)
    for m in shape.constants(Curvature.STRONG):  # Nesterov, Theorem 2.1.10
        yield Relates(Relation.AT_LEAST, length(change), Product((m, length(step))))
        for one, other in ((p, q), (q, p)):
            most = Product((_half(Power(m, _MINUS)), squared(change)))
            yield Relates(Relation.AT_MOST, f.value(one), Sum((f.tangent(other, one), most)))
    for bound in shape.constants(Curvature.SMOOTH):
        yield Relates(Relation.AT_MOST, length(change), Product((bound, length(step))))
        limit = Product((Power(bound, _TWO), squared(step)))
        yield Relates(Relation.AT_MOST, squared(change), limit)
        if shape.has(Curvature.CONVEX):  # Nesterov, Theorem 2.1.5
            for one, other in ((p, q), (q, p)):
                extra = Product((_half(Power(bound, _MINUS)), squared(change)))
                yield Relates(Relation.AT_LEAST, f.value(one), Sum((f.tangent(other, one), extra)))


def of_values(f: Map, shape: Shape, p: Term, q: Term) -> Iterator[Statement]:
    """What holds of the values at two points, whichever comes first."""
    for bound in shape.constants(Curvature.LIPSCHITZ):
        change, limit = difference(f.value(p), f.value(q)), Product((bound, length(difference(p, q))))
        yield Relates(Relation.AT_MOST, Apply("abs", (change,)), limit)
        yield Relates(Relation.AT_MOST, Apply("abs", (difference(f.value(q), f.value(p)),)), limit)
        yield Relates(Relation.AT_MOST, change, limit)
        yield Relates(Relation.AT_LEAST, change, negative(limit))


def of_slope(f: Map, shape: Shape, q: Term) -> Iterator[Statement]:
    """What holds of the gradient of a Lipschitz function: it is no longer than that is steep."""
    for bound in shape.constants(Curvature.LIPSCHITZ):
        yield Relates(Relation.AT_MOST, length(f.gradient(q)), bound)
        yield Relates(Relation.AT_MOST, squared(f.gradient(q)), Power(bound, _TWO))


def of_mixture(f: Map, shape: Shape, whole: Term, weight: Term, p: Term, q: Term) -> Iterator[Statement]:
    """What holds of f at `whole` = a p + (1 - a) q for a weight a between 0 and 1."""
    rest = difference(_ONE, weight)
    mixed = Sum((Product((weight, f.value(p))), Product((rest, f.value(q)))))
    for m in shape.constants(Curvature.STRONG):
        lost = Product((_half(m), weight, rest, squared(difference(p, q))))
        yield Relates(Relation.AT_MOST, f.value(whole), difference(mixed, lost))
    if shape.has(Curvature.CONVEX):
        yield Relates(Relation.AT_MOST, f.value(whole), mixed)
    if shape.has(Curvature.CONCAVE):
        yield Relates(Relation.AT_LEAST, f.value(whole), mixed)


def of_mean(f: Map, shape: Shape, mean: Expectation) -> Iterator[Statement]:
    """Jensen's inequality: f(E X) ≤ E f(X)."""
    spread = Expectation(f.value(mean.body), mean.over, mean.given)
    if shape.has(Curvature.CONVEX):
        yield Relates(Relation.AT_MOST, f.value(mean), spread)
    if shape.has(Curvature.CONCAVE):
        yield Relates(Relation.AT_LEAST, f.value(mean), spread)


def of_sum(f: Map, shape: Shape, whole: BigSum, weight: Term, point: Term) -> Iterator[Statement]:
    """Jensen's inequality for weights that are not negative and add up to one: f(Σ a_i x_i) ≤ Σ a_i f(x_i)."""
    mixed = BigSum(whole.index, Product((weight, f.value(point))), whole.lower, whole.upper, whole.condition)
    if shape.has(Curvature.CONVEX):
        yield Relates(Relation.AT_MOST, f.value(whole), mixed)
    if shape.has(Curvature.CONCAVE):
        yield Relates(Relation.AT_LEAST, f.value(whole), mixed)


def of_average(f: Map, shape: Shape, whole: Term, weight: Term, total: BigSum) -> Iterator[Statement]:
    """Jensen's inequality for a mean of n points: f(1/n Σ x_i) ≤ 1/n Σ f(x_i)."""
    spread = Product((weight, BigSum(total.index, f.value(total.body))))
    if shape.has(Curvature.CONVEX):
        yield Relates(Relation.AT_MOST, f.value(whole), spread)
    if shape.has(Curvature.CONCAVE):
        yield Relates(Relation.AT_LEAST, f.value(whole), spread)


def of_subgradient(f: Map, shape: Shape, slope: Term, at: Term, points: tuple[Term, ...]) -> Iterator[Statement]:
    """What holds of a subgradient at a point: that it supports f there, and is no longer than f is steep."""
    strong = list(shape.constants(Curvature.STRONG))
    for p in points if shape.has(Curvature.CONVEX) else ():
        gap = difference(p, at)
        tangent = Sum((f.value(at), inner(slope, gap)))
        if p != at:
            for m in strong:
                yield Relates(Relation.AT_LEAST, f.value(p), Sum((tangent, Product((_half(m), squared(gap))))))
            if not strong:
                yield Relates(Relation.AT_LEAST, f.value(p), tangent)
    for bound in shape.constants(Curvature.LIPSCHITZ) if shape.has(Curvature.CONVEX) else ():
        yield Relates(Relation.AT_MOST, length(slope), bound)
        yield Relates(Relation.AT_MOST, squared(slope), Power(bound, _TWO))


def of_curvature(f: Map, shape: Shape, p: Term) -> Iterator[Statement]:
    """What holds of the Hessian at a point."""
    hessian = f.hessian(p)
    unit: Term = Identity(p.shape[0]) if p.shape else _ONE
    zero: Term = Zero(hessian.shape) if p.shape else Number(Fraction(0))
    above = Relation.LOEWNER_AT_LEAST if p.shape else Relation.AT_LEAST
    strong = list(shape.constants(Curvature.STRONG))
    for m in strong:
        yield Relates(above, hessian, Product((m, unit)))
    if shape.has(Curvature.CONVEX) and not strong:
        yield Relates(above, hessian, zero)
    if shape.has(Curvature.CONCAVE):
        yield Relates(above, negative(hessian), zero)
    for bound in shape.constants(Curvature.SMOOTH):
        yield Relates(above, Product((bound, unit)), hessian)
        if not shape.has(Curvature.CONVEX):
            yield Relates(above, hessian, negative(Product((bound, unit))))
    for bound in shape.constants(Curvature.BELOW):
        yield Relates(above, hessian, Product((bound, unit)))
    for bound in shape.constants(Curvature.ABOVE):
        yield Relates(above, Product((bound, unit)), hessian)


def at_minimiser(
    f: Map, smooth: bool, best: Term, points: tuple[Term, ...], others: tuple[Term, ...] = ()
) -> Iterator[Statement]:
    """What holds at a point where f is smallest: no value is less, at `others` of that kind it is the same and, where f has a gradient, that is zero."""
    for other in others:
        yield Relates(Relation.EQUAL, f.value(best), f.value(other))
    for point in points:
        if point != best:
            yield Relates(Relation.AT_LEAST, f.value(point), f.value(best))
    if smooth:
        slope = f.gradient(best)
        yield Relates(Relation.EQUAL, slope, Zero(slope.shape) if slope.shape else Number(Fraction(0)))


def same(left: Term, right: Term) -> bool:
    """Whether two terms are equal as polynomials, whatever their symbols stand for."""
    try:
        return not translator(())(difference(left, right))
    except (Unsupported, Malformed, ShapeError):
        return False
