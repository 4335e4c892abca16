"""Terms in float64, batched: every value may have batch axes before its own. Derivatives are finite differences."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import e, inf, pi
from typing import Any

import numpy as np

from derive.goals import Definition
from derive.numerics import gaussian, quadrature
from derive.numerics.ends import by_distance
from derive.numerics.fields import NotEvaluable
from derive.numerics.finite_differences import (
    LEVELS,
    coordinate_directions,
    differences,
    extrapolate,
    has_kink,
    moves,
    scale_of,
)
from derive.numerics.interpretation import Array, Interpretation, Scope, columns, derivative_axes, norm_square
from derive.numerics.special import FUNCTIONS, KINKS, characteristic_polynomial, eigenvalues, matrix_function
from derive.record import replace
from derive.terms import (
    ELEMENTWISE,
    All,
    Apply,
    BigProduct,
    BigSum,
    Derivative,
    Differential,
    Directional,
    Entry,
    Integral,
    Limit,
    Norm,
    NormKind,
    Product,
    Relates,
    Statement,
    Symbol,
    Term,
    symbols,
)  # fmt: skip

CONSTANTS: dict[str, Any] = {"pi": pi, "e": e, "infinity": inf, "i": 1j}
MOST_TERMS = 2000  # of a series of matrices
LARGEST = 30_000_000  # entries of one batched value
NEAR = 1e-9


class Floating(Interpretation):
    """Float64 values at one instance. `draw` gives the values of free symbols; `integers` are those known to be integers.

    `error` is the largest relative error estimated in a derivative, an integral, a limit or an infinite sum so far; of a derivative that is smaller than
    `least` it is the error relative to that: where a gradient vanishes only rounding of what is differentiated is left. `spread` is the largest ∫ |f| of
    each integral of an f, by its identity: the error of an integral is relative to that.
    """

    def __init__(
        self,
        sizes: Mapping[str, int],
        definitions: Sequence[Definition] = (),
        draw: Callable[[Symbol], Array] | None = None,
        values: Mapping[str, Array] | None = None,
    ) -> None:
        super().__init__(sizes, definitions)
        self.drawn: dict[str, Array] = dict(values or {})
        self.draw = draw
        self.integers: dict[str, int] = {}
        self.error = 0.0
        self.least = 0.0
        self.spread: dict[int, float] = {}
        self.taken: set[tuple[Term, Statement | None]] = set()  # the cases of definitions by cases that were met
        self.seed = 0
        self.kinks = False
        self.any_norm = False  # whether one norm may stand for any: where only hypotheses speak of it
        self.base = 0.05
        self.varying: frozenset[str] | None = None
        self.constants: frozenset[str] = frozenset()
        self.draw_direction: Callable[[Symbol], Array] | None = None

    def value(self, term: Term, scope: Scope) -> Array:
        """The value of a term, batch axes first. Raises NotEvaluable."""
        found = super().value(term, scope)
        if found.size > LARGEST:
            raise NotEvaluable("the values are too large")
        return found

    def known_integer(self, symbol: Symbol) -> Fraction | None:
        found = self.integers.get(symbol.name)
        if found is not None:
            return Fraction(found)
        definition = self.definitions.get(symbol.name)
        return (
            self.rational(definition.value, self.top) if definition is not None and not definition.parameters else None
        )

    def free_symbol(self, term: Symbol, scope: Scope) -> Array:
        found = self.drawn.get(term.name)
        if found is None:
            if self.draw is None:
                raise NotEvaluable(f"{term.name} has no value")
            found = self.drawn[term.name] = self.draw(term)
        shape = self.shape(term.sizes)
        if found.shape[found.ndim - len(shape) :] != shape:
            raise NotEvaluable(f"{term.name} is used with two shapes")
        return found

    def constant(self, name: str) -> Array:
        if name not in CONSTANTS:
            raise NotEvaluable("a constant without a value")
        return np.asarray(CONSTANTS[name])

    def inverse(self, value: Array) -> Array:
        try:
            return np.linalg.inv(value)
        except np.linalg.LinAlgError:
            raise NotEvaluable("a singular matrix is inverted") from None

    def determinant(self, value: Array) -> Array:
        return np.asarray(np.linalg.det(value))

    def pseudo_inverse(self, value: Array) -> Array:
        return np.linalg.pinv(value, rcond=1e-12)

    def conjugate(self, value: Array) -> Array:
        return np.conj(value)

    def norm(self, term: Norm, scope: Scope) -> Array:
        square = norm_square(self, term, scope)
        if square is not None:
            return np.asarray(np.sqrt(square))
        if term.kind is NormKind.ANY and not self.any_norm:
            raise NotEvaluable("a norm that is not named")
        if term.kind is NormKind.ANY:
            return self.norm(replace(term, kind=NormKind.FROBENIUS), scope)
        if term.weight is not None:
            raise NotEvaluable("a weighted norm of something other than a vector")
        body, rank = np.abs(self.value(term.body, scope)), len(term.body.shape)
        axes = tuple(range(-rank, 0))
        if rank == 0:
            return body
        if term.kind is NormKind.MAX:
            return np.asarray(body.max(axis=axes) if rank == 1 else body.sum(axis=-1).max(axis=-1))
        if term.kind is NormKind.ONE:
            return np.asarray(body.sum(axis=-1) if rank == 1 else body.sum(axis=-2).max(axis=-1))
        singular = np.linalg.svd(columns(self.value(term.body, scope), rank), compute_uv=False)
        return np.asarray(singular[..., 0] if term.kind is NormKind.SPECTRAL else singular.sum(axis=-1))

    def scalar_power(self, base: Array, exponent: Array, known: Fraction | None) -> Array:
        if known is not None and known.denominator == 1:
            return np.asarray(np.power(np.asarray(base, dtype=complex if np.iscomplexobj(base) else float), int(known)))
        if known is not None and known.denominator % 2 and np.isrealobj(base):  # odd roots of negative numbers are real
            return np.asarray(np.sign(base) ** known.numerator * np.power(np.abs(base), float(known)))
        return np.asarray(np.power(base, exponent))

    def function(self, term: Apply, scope: Scope) -> Array:
        name = term.name
        values = [self.value(argument, scope) for argument in term.arguments]
        if name == "power" and len(values) == 2 and not term.arguments[1].shape:
            return np.asarray(np.power(values[0], values[1].reshape(values[1].shape + (1,) * len(term.shape))))
        if name in ELEMENTWISE and len(values) == 1 and term.arguments[0].shape == term.shape:
            self.kinks = self.kinks or name in KINKS
            return np.asarray(FUNCTIONS[name](values[0]))
        if name in ("softmax", "logsumexp") and len(values) == 1:
            return self._soft(name, values[0], len(term.arguments[0].shape), len(term.shape))
        if name == "rank":
            return np.asarray(
                np.linalg.matrix_rank(columns(values[0], len(term.arguments[0].shape)), tol=1e-9).astype(float)
            )
        if name in ("expm", "logm", "sqrtm"):
            return (
                matrix_function(name, values[0])
                if term.shape
                else FUNCTIONS[{"expm": "exp", "logm": "log", "sqrtm": "sqrt"}[name]](values[0])
            )
        if name == "binomial" and len(values) == 2:
            return _binomial(*values)
        if name == "eigenvalues":
            return eigenvalues(values[0], self.seed)
        if name == "characteristic polynomial":
            return characteristic_polynomial(values[0], values[1])
        if name == "spectral radius":
            return np.asarray(np.abs(np.linalg.eigvals(values[0])).max(axis=-1))
        if name in ("largest", "smallest"):
            if np.iscomplexobj(values[0]):
                raise NotEvaluable("complex numbers are in no order")
            return np.asarray(values[0].max(axis=-1) if name == "largest" else values[0].min(axis=-1))
        if name in ("max", "min") and len(values) == 2:
            return np.asarray(np.maximum(*values) if name == "max" else np.minimum(*values))
        return self._unknown(term, values)

    def _soft(self, name: str, value: Array, rank: int, out: int) -> Array:
        top = value.max(axis=-1, keepdims=True)
        powers = np.exp(value - top)
        total = powers.sum(axis=-1, keepdims=True)
        if name == "softmax":
            return np.asarray(powers / total)
        if rank - out != 1:
            raise NotEvaluable("logsumexp of something other than a vector")
        return np.asarray((top + np.log(total))[..., 0])

    def _unknown(self, term: Apply, values: Sequence[Array]) -> Array:
        """A function nothing is known of: a fixed smooth one, drawn by its name."""
        rng = np.random.default_rng([self.seed, zlib.crc32(term.name.encode())])
        flat = []
        for value, argument in zip(values, term.arguments, strict=True):
            rank = len(argument.shape)
            flat.append(value.reshape(*value.shape[: value.ndim - rank], -1))
        batch = np.broadcast_shapes(*(value.shape[:-1] for value in flat)) if flat else ()
        joined = (
            np.concatenate([np.broadcast_to(v, batch + v.shape[-1:]) for v in flat], axis=-1)
            if flat
            else np.zeros((1,))
        )
        shape = self.shape(term.shape)
        count = int(np.prod(shape, dtype=int))
        weights, shift = rng.normal(size=(joined.shape[-1], count)), rng.normal(size=count)
        found = np.sin(joined @ weights + shift) + 0.3 * np.cos(joined @ rng.normal(size=weights.shape)) + 1.7
        return np.asarray(found.reshape(batch + shape))

    def meets(self, value: Term, condition: Statement | None, truth: Any) -> None:
        if truth is True or np.any(truth):
            self.taken.add((value, condition))

    def choose(self, truth: Any, value: Array, otherwise: Array | None, rank: int) -> Array:
        mask = np.asarray(truth)
        return np.where(mask.reshape(mask.shape + (1,) * rank), value, np.nan if otherwise is None else otherwise)

    def truth(self, statement: Statement, scope: Scope) -> Any:
        match statement:
            case All(parts=parts):
                return _both([self.truth(part, scope) for part in parts])
            case Relates(relation=relation, left=left, right=right) if not left.shape and not right.shape:
                a, b = self.value(left, scope), self.value(right, scope)
                if relation.value not in _ORDER:
                    raise NotEvaluable("a condition that is not decided in floating point")
                found = _ORDER[relation.value](a, b)
                return bool(found) if np.ndim(found) == 0 else found
        raise NotEvaluable("a condition that is not decided in floating point")

    def infinite(self, term: BigSum | BigProduct, scope: Scope) -> Array:
        if isinstance(term, BigProduct) or term.condition is not None:
            raise NotEvaluable("an infinite sum of this kind")
        lower = 1 if term.lower is None else self.integer(term.lower, scope)
        if term.shape:
            return self._series(term, lower, scope)

        def terms(places: Array) -> Array:
            spread = places.reshape(places.shape + (1,) * scope.depth)
            return np.broadcast_to(self.value(term.body, scope.index(term.index.name, spread, 1)), spread.shape)

        if scope.depth:
            raise NotEvaluable("an infinite sum inside a derivative")
        return self._estimated(quadrature.series(terms, lower))

    def _series(self, term: BigSum, lower: int, scope: Scope) -> Array:
        """A sum of vectors or matrices that converges at least as fast as a geometric one: until the terms are nothing beside it."""
        total = self.value(term.body, scope.index(term.index.name, lower))
        small, steps = 0, self.steps
        for place in range(lower + 1, lower + MOST_TERMS):
            self.steps = steps  # each term is as much work as the first
            part = self.value(term.body, scope.index(term.index.name, place))
            total = total + part
            size = float(np.max(np.abs(total)))
            small = small + 1 if float(np.max(np.abs(part))) <= 1e-17 * size else 0
            if not np.isfinite(size) or small == 5:
                break
        if small < 5:
            raise NotEvaluable("a sum does not converge well enough")
        return np.asarray(total)

    def integral(self, term: Integral, scope: Scope) -> Array:
        if not term.shape and len(term.variable.shape) == 1 and _whole_line(term.domain):
            return self._over_vectors(term, scope)
        if term.shape or term.variable.shape:
            raise NotEvaluable("an integral of something other than a scalar")
        if (term.lower is None) != (term.upper is None) or (term.lower is None and not _whole_line(term.domain)):
            raise NotEvaluable("an indefinite integral has no value")
        ends = (
            [-inf, inf]
            if term.lower is None or term.upper is None
            else [self._real(t, scope) for t in (term.lower, term.upper)]
        )

        def over(integrand: Term, variable: Symbol, low: float, high: float) -> tuple[Array, float, float]:
            def body(points: Array) -> Array:
                spread = points.reshape(points.shape + (1,) * scope.depth)
                value = self.value(integrand, scope.bind({variable.name: spread}, 1))
                return value if value.ndim == scope.depth + 1 else np.broadcast_to(value, spread.shape)

            return quadrature.integrate(body, low, high)

        halves = by_distance(term) if -inf < ends[0] < ends[1] < inf else None
        if halves is None:
            value, size, error = over(term.body, term.variable, ends[0], ends[1])
        else:
            distance, *near = halves
            parts = [over(integrand, distance, 0.0, (ends[1] - ends[0]) / 2) for integrand in near]
            value, size = parts[0][0] + parts[1][0], parts[0][1] + parts[1][1]
            error = sum(part[1] * part[2] for part in parts) / (size or 1.0) + 1e-15
        if np.isfinite(size):
            self.spread[id(term)] = max(size, self.spread.get(id(term), 0.0))
        return self._estimated((value, error))

    def _over_vectors(self, term: Integral, scope: Scope) -> Array:
        """∫ over ℝⁿ of what is a Gaussian up to a factor."""
        (n,) = self.shape(term.variable.shape)

        def body(points: Array) -> Array:
            spread = points.reshape(len(points), *(1,) * scope.depth, n)
            value = self.value(term.body, scope.bind({term.variable.name: spread}, 1))
            if value.ndim == scope.depth + 1:
                return np.broadcast_to(value, (len(points), *value.shape[1:]))
            return np.broadcast_to(value, (len(points), *(1,) * scope.depth))

        return self._estimated(gaussian.integrate(body, n))

    def _real(self, term: Term, scope: Scope) -> float:
        sign = 1.0
        if isinstance(term, Product) and len(term.factors) == 2 and self.rational(term.factors[0], scope) == -1:
            sign, term = -1.0, term.factors[1]
        value = self.value(term, scope)
        if value.ndim or np.iscomplexobj(value):
            raise NotEvaluable("a bound that varies")
        return sign * float(value)

    def limit(self, term: Limit, scope: Scope) -> Array:
        if term.shape or term.variable.shape or scope.depth:
            raise NotEvaluable("a limit of something other than a scalar")
        point = self._real(term.point, scope)

        def body(points: Array) -> Array:
            return np.broadcast_to(self.value(term.body, scope.bind({term.variable.name: points}, 1)), points.shape)

        return self._estimated(quadrature.limit(body, point, term.side))

    def _estimated(self, found: tuple[Array, float]) -> Array:
        value, error = found
        if not error < 1e-4:
            raise NotEvaluable("an integral, a limit or a sum does not converge well enough")
        self.error = max(self.error, error)
        return np.asarray(value)

    def derivative(self, term: Derivative, scope: Scope) -> Array:
        return derivative_axes(term, self._differentiate(term.body, term.variables, scope), len(term.body.shape))

    def _differentiate(self, body: Term, variables: tuple[Term, ...], scope: Scope) -> Array:
        """The derivative with the variables' axes, the first outermost, before the body's."""
        if not variables:
            return self.value(body, scope)
        variable = variables[0]
        symbol = variable.base if isinstance(variable, Entry) else variable
        if not isinstance(symbol, Symbol):
            raise NotEvaluable("a derivative by something other than a symbol or its entries")
        self.require(body, symbol)
        value = self.value(symbol, scope)
        shape = self.shape(symbol.shape)
        directions = self._selected(variable, coordinate_directions(shape, 1.0), scope)
        found = self._along(body, variables[1:], scope, {symbol.name: (value, directions, len(shape))})
        axes = self.shape(variable.shape)
        batch = found.ndim - 1 - sum(len(v.shape) for v in variables[1:]) - len(body.shape)
        found = np.moveaxis(found, 0, batch)
        return found.reshape((*found.shape[:batch], *axes, *found.shape[batch + 1 :]))

    def _selected(self, variable: Term, directions: Array, scope: Scope) -> Array:
        """The coordinates that an entry or slice selects: all of a whole symbol's."""
        if not isinstance(variable, Entry):
            return directions
        shape = directions.shape[1:]
        places = np.arange(len(directions)).reshape(shape)
        chosen: Any = tuple(slice(None) if i is None else self.integer(i, scope) - 1 for i in variable.indices)
        return np.asarray(directions[np.asarray(places[chosen]).reshape(-1)])

    def _along(
        self, body: Term, rest: tuple[Term, ...], scope: Scope, moving: Mapping[str, tuple[Array, Array, int]]
    ) -> Array:
        """Derivatives of a body (differentiated by `rest`) along directions: a first axis for the directions."""
        depth = scope.depth
        bound, scale, widths = {}, max(scale_of(v) for v, _, _ in moving.values()), np.zeros(0)
        for name, (value, directions, rank) in moving.items():
            batch = value.ndim - rank
            shaped = directions.reshape((directions.shape[0], *(1,) * depth, *directions.shape[1:]))
            value = value.reshape((*(1,) * (depth - batch), *value.shape))
            points, widths = moves(value, shaped * scale, self.base)
            bound[name] = points.reshape((-1, *points.shape[3:]))
        count = next(iter(moving.values()))[1].shape[0]
        values = self._differentiate(body, rest, scope.bind(bound, 1))
        inner = sum(len(v.shape) for v in rest) + len(body.shape)
        lead = LEVELS * 2 * count
        if values.ndim - inner <= depth or values.shape[0] != lead:
            return np.zeros((count, *values.shape[max(0, values.ndim - inner - depth) :]))
        values = values.reshape((LEVELS, 2, count, *values.shape[1:]))
        if has_kink(values, widths):
            raise NotEvaluable("the slopes on the two sides differ")
        with np.errstate(all="ignore"):
            size = float(np.max(np.abs(values))) if values.size else 0.0
            estimate = extrapolate(differences(values, widths), size, self.base)
        top = float(np.max(np.abs(estimate.value))) if estimate.value.size else 0.0
        self.error = max(self.error, estimate.error / max(top, 1e-3 * size, 1e-300))
        self.least = max(self.least, 1e-3 * size / scale)
        return np.asarray(estimate.value / scale)

    def require(self, body: Term, symbol: Symbol) -> None:
        """A body that does not depend on the variable, though it has symbols of unknown dependence, has no clear derivative."""
        if not self.depends(body, symbol.name) and symbols(body):
            raise NotEvaluable(f"what is differentiated is not written as a function of {symbol.name}")

    def directional(self, term: Directional, scope: Scope) -> Array:
        self.require(term.body, term.variable)
        value, direction = self.value(term.variable, scope), self.value(term.direction, scope)
        rank = len(term.variable.shape)
        if direction.ndim > rank:
            raise NotEvaluable("a direction that varies")
        return np.asarray(self._along(term.body, (), scope, {term.variable.name: (value, direction[None], rank)})[0])

    def differential(self, term: Differential, scope: Scope) -> Array:
        known = {
            s.name: s for t in (term.body, *(d.value for d in self.definitions.values())) for s in symbols(t).values()
        }
        names = [n for n in sorted(known) if self.depends(term.body, n) and n not in self.definitions]
        moving = {}
        for name in names:
            if name in self.constants or (self.varying is not None and name not in self.varying):
                continue
            if self.draw_direction is None:
                raise NotEvaluable(f"d{name} has no value")
            value, rank = self.value(known[name], scope), len(known[name].shape)
            moving[name] = (value, self.draw_direction(known[name])[None], rank)
        if not moving:
            raise NotEvaluable("nothing that a differential could move")
        return np.asarray(self._along(term.body, (), scope, moving)[0])


def _binomial(top: Array, bottom: Array) -> Array:
    """Γ(n + 1)/(Γ(k + 1) Γ(n - k + 1)): [AS] 6.1.21."""
    log = FUNCTIONS["loggamma"]
    if np.any(np.minimum(np.minimum(top, bottom), top - bottom) <= -1):
        raise NotEvaluable("a binomial coefficient outside its triangle")
    return np.asarray(np.exp(log(top + 1.0) - log(bottom + 1.0) - log(top - bottom + 1.0)))


def _whole_line(domain: str) -> bool:
    return domain in ("R", "ℝ", "real", "\\mathbb{R}", "whole")


def _both(found: Sequence[Any]) -> Any:
    total: Any = True
    for item in found:
        total = np.logical_and(total, item)
    return bool(total) if np.ndim(total) == 0 else total


_ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "=": lambda a, b: np.abs(a - b) <= NEAR * (1 + np.abs(a)),
    "≠": lambda a, b: np.abs(a - b) > NEAR * (1 + np.abs(a)),
    "<": lambda a, b: a < b,
    "≤": lambda a, b: a <= b + NEAR * (1 + np.abs(a)),
    ">": lambda a, b: a > b,
    "≥": lambda a, b: a >= b - NEAR * (1 + np.abs(a)),
}
