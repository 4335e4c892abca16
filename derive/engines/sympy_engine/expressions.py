"""Terms as SymPy expressions in symbols of our own names: functions, derivatives, integrals, limits and sums.

Only what the text declares is assumed of a symbol. Integrals are taken where they converge; what SymPy leaves unevaluated is no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from derive.goals import Definition
from derive.numerics.fields import NotEvaluable
from derive.numerics.interpretation import Array, Interpretation, Scope, derivative_axes, norm_square
from derive.terms import (
    Apply,
    BigProduct,
    BigSum,
    Derivative,
    Entry,
    Integral,
    Limit,
    Norm,
    NormKind,
    PropertyKind,
    Symbol,
    Term,
    symbols,
)

CONSTANTS: dict[str, Any] = {"pi": sp.pi, "e": sp.E, "infinity": sp.oo, "i": sp.I}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "exp": sp.exp,
    "log": sp.log,
    "sqrt": sp.sqrt,
    "abs": sp.Abs,
    "sign": sp.sign,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "cot": sp.cot,
    "sec": sp.sec,
    "csc": sp.csc,
    "asin": sp.asin,
    "acos": sp.acos,
    "atan": sp.atan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "asinh": sp.asinh,
    "acosh": sp.acosh,
    "atanh": sp.atanh,
    "sigmoid": lambda x: 1 / (1 + sp.exp(-x)),
    "softplus": lambda x: sp.log(1 + sp.exp(x)),
    "erf": sp.erf,
    "erfinv": sp.erfinv,
    "normal_quantile": lambda x: sp.sqrt(2) * sp.erfinv(2 * x - 1),
    "gamma": sp.gamma,
    "loggamma": sp.loggamma,
    "digamma": sp.digamma,
    "trigamma": sp.trigamma,
    "factorial": sp.factorial,
    "reciprocal": lambda x: 1 / x,
    "normal_cdf": lambda x: sp.erfc(-x / sp.sqrt(2)) / 2,
}
LARGEST = 4000  # operations in one expression
_OPEN = (sp.Integral, sp.Limit, sp.Sum, sp.Derivative, sp.Piecewise)
_ASSUMED: dict[PropertyKind, dict[str, bool]] = {
    PropertyKind.POSITIVE: {"positive": True},
    PropertyKind.NONNEGATIVE: {"nonnegative": True},
    PropertyKind.NEGATIVE: {"negative": True},
    PropertyKind.NONZERO: {"nonzero": True},
    PropertyKind.INTEGER: {"integer": True},
}


class Expressions(Interpretation):
    """Values as arrays of SymPy expressions. `kinds` are the properties declared of each symbol; with `positive` every undeclared one is."""

    dtype = object

    def __init__(
        self,
        sizes: Mapping[str, int],
        definitions: Sequence[Definition],
        kinds: Mapping[str, frozenset[PropertyKind]],
        positive: bool,
    ) -> None:
        super().__init__(sizes, definitions)
        self.kinds, self.positive = kinds, positive
        self.made: dict[str, Array] = {}
        self.moved: set[str] = set()  # differentiated by, and then put at a point of any sign
        self.count = 0

    def _fresh(self, **assumptions: bool) -> Any:
        self.count += 1
        return sp.Symbol(f"s{self.count}", **assumptions)

    def _box(self, value: Any) -> Array:
        found = np.empty((), dtype=object)
        found[()] = value
        return found

    def value(self, term: Term, scope: Scope) -> Array:
        """The expressions of a term. Raises NotEvaluable."""
        symbolic = isinstance(term, BigSum | BigProduct) and self._symbolic(term, scope)
        found = self._summed(term, scope) if symbolic else super().value(term, scope)  # type: ignore[arg-type]
        for entry in found.reshape(-1):
            if isinstance(entry, sp.Basic) and (entry.has(sp.zoo, sp.nan) or sp.count_ops(entry) > LARGEST):
                raise NotEvaluable("the expressions grow too large, or have no value")
        return found

    def number(self, value: Fraction) -> Array:
        return self._box(sp.Rational(value.numerator, value.denominator))

    def constant(self, name: str) -> Array:
        if name not in CONSTANTS:
            raise NotEvaluable("a constant without a value")
        return self._box(CONSTANTS[name])

    def free_symbol(self, term: Symbol, scope: Scope) -> Array:
        shape = self.shape(term.sizes)
        found = self.made.get(term.name)
        if found is None:
            kinds = self.kinds.get(term.name, frozenset())
            if kinds - set(_ASSUMED) - {PropertyKind.REAL, PropertyKind.CONSTANT, PropertyKind.RANDOM}:
                raise NotEvaluable("a structured matrix")
            assumptions: dict[str, bool] = {"real": True}
            for kind in sorted(kinds & set(_ASSUMED), key=lambda k: k.value):
                assumptions |= _ASSUMED[kind]
            if self.positive and len(assumptions) == 1 and term.name not in self.moved:
                assumptions["positive"] = True
            found = np.empty(shape, dtype=object)
            for index in np.ndindex(shape):
                found[index] = self._fresh(**assumptions)
            self.made[term.name] = found
        if found.shape != shape:
            raise NotEvaluable(f"{term.name} is used with two shapes")
        return found

    def norm(self, term: Norm, scope: Scope) -> Array:
        square = norm_square(self, term, scope)
        if square is None or term.kind not in (NormKind.FROBENIUS, NormKind.SPECTRAL):
            raise NotEvaluable("a norm without a formula")
        return self._each(sp.sqrt, square)

    def _each(self, function: Callable[..., Any], *values: Array) -> Array:
        found = np.empty(values[0].shape, dtype=object)
        for index in np.ndindex(values[0].shape):
            found[index] = function(*(value[index] for value in values))
        return found

    def scalar_power(self, base: Array, exponent: Array, known: Fraction | None) -> Array:
        return self._each(lambda b: b ** exponent[()], base)

    def function(self, term: Apply, scope: Scope) -> Array:
        values = [self.value(argument, scope) for argument in term.arguments]
        if term.name in ("softmax", "logsumexp") and len(values) == 1 and values[0].ndim == 1:
            powers = self._each(sp.exp, values[0])
            total = sum(powers.reshape(-1), sp.Integer(0))
            return self._each(lambda p: p / total, powers) if term.name == "softmax" else self._box(sp.log(total))
        if term.name not in FUNCTIONS or len(values) != 1 or values[0].shape != self.shape(term.shape):
            raise NotEvaluable(f"{term.name} has no formula")
        return self._each(FUNCTIONS[term.name], values[0])

    def determinant(self, value: Array) -> Array:
        if len(value) > 4:
            raise NotEvaluable("a determinant too large to be written out")
        return self._box(sp.Matrix(value).det(method="berkowitz"))

    def inverse(self, value: Array) -> Array:
        if len(value) > 3:
            raise NotEvaluable("an inverse too large to be written out")
        found = sp.Matrix(value).inv(method="ADJ")
        return np.array(found.tolist(), dtype=object)

    def _bound(self, name: str, scope: Scope, **assumptions: bool) -> tuple[Any, Scope]:
        variable = self._fresh(**assumptions)
        return variable, scope.bind({name: self._box(variable)})

    def _closed(self, value: Any) -> Array:
        if value is None or value.has(*_OPEN) or value.has(sp.nan, sp.zoo):
            raise NotEvaluable("SymPy finds no closed form")
        return self._box(value)

    def integral(self, term: Integral, scope: Scope) -> Array:
        if term.shape or term.variable.shape:
            raise NotEvaluable("an integral of something other than a scalar")
        whole = term.domain in ("R", "ℝ", "real", "\\mathbb{R}", "whole")
        if (term.lower is None) != (term.upper is None) or (term.lower is None and not whole):
            raise NotEvaluable("an indefinite integral has no value")
        variable, inner = self._bound(term.variable.name, scope, real=True)
        low = -sp.oo if term.lower is None else self.value(term.lower, scope)[()]
        high = sp.oo if term.upper is None else self.value(term.upper, scope)[()]
        body = self.value(term.body, inner)[()]
        return self._closed(sp.integrate(body, (variable, low, high), conds="none"))

    def limit(self, term: Limit, scope: Scope) -> Array:
        if term.shape or term.variable.shape:
            raise NotEvaluable("a limit of something other than a scalar")
        point: Any = self.value(term.point, scope)[()]
        variable, inner = self._bound(
            term.variable.name, scope, **({"positive": True} if point == sp.oo else {"real": True})
        )
        body = self.value(term.body, inner)[()]
        return self._closed(sp.limit(body, variable, point, term.side or "+-" if point.is_finite else "+"))

    def _symbolic(self, term: BigSum | BigProduct, scope: Scope) -> bool:
        """Whether a bound is a symbol."""
        bounds = [bound for bound in (term.lower, term.upper) if bound is not None]
        return any(self.rational(bound, scope) is None for bound in bounds)

    def _summed(self, term: BigSum | BigProduct, scope: Scope) -> Array:
        """A sum or product with symbolic or infinite bounds."""
        if term.shape or term.condition is not None:
            raise NotEvaluable("a sum of this kind")
        low = sp.Integer(1) if term.lower is None else self.value(term.lower, scope)[()]
        high = self.value(term.upper, scope)[()] if term.upper is not None else sp.Integer(self.size(term.index.size))
        variable = self._fresh(integer=True, nonnegative=True)
        body = self.value(term.body, scope.index(term.index.name, self._box(variable)))[()]
        found = (sp.summation if isinstance(term, BigSum) else sp.product)(body, (variable, low, high))
        return self._closed(found)

    def infinite(self, term: BigSum | BigProduct, scope: Scope) -> Array:
        return self._summed(term, scope)

    def derivative(self, term: Derivative, scope: Scope) -> Array:
        return derivative_axes(term, self._differentiate(term.body, term.variables, scope), len(term.body.shape))

    def _differentiate(self, body: Term, variables: tuple[Term, ...], scope: Scope) -> Array:
        if not variables:
            return self.value(body, scope)
        base = variables[0].base if isinstance(variables[0], Entry) else variables[0]
        if not isinstance(base, Symbol) or base.name in self.definitions:
            raise NotEvaluable("a derivative by something other than a free symbol or its entries")
        if not self.depends(body, base.name) and symbols(body):
            raise NotEvaluable("what is differentiated is not written as a function of the variable")
        if base.name in scope.values:  # differentiated where the variable is free, evaluated there afterwards
            outside = Scope(scope.indices, {n: v for n, v in scope.values.items() if n != base.name}, scope.depth)
            if base.name not in self.made:
                self.moved.add(base.name)
            whole = self._differentiate(body, variables, outside)
            there = dict(zip(self.made[base.name].reshape(-1), scope.values[base.name].reshape(-1), strict=True))
            if any(_has_kink(x, there) for x in self.value(body, outside).reshape(-1)):
                raise NotEvaluable("the derivative of an absolute value or a sign at 0")
            return self._each(lambda x: x.xreplace(there), whole)
        inner = self._differentiate(body, variables[1:], scope)
        names = self.value(base, scope)
        if isinstance(variables[0], Entry):
            chosen: Any = tuple(slice(None) if i is None else self.integer(i, scope) - 1 for i in variables[0].indices)
            names = np.asarray(names[chosen])
        found = np.empty(names.shape + inner.shape, dtype=object)
        for outer in np.ndindex(names.shape):
            for index in np.ndindex(inner.shape):
                found[outer + index] = self._closed(sp.diff(inner[index], names[outer]))[()]
        return found


def _has_kink(value: Any, there: dict[Any, Any]) -> bool:
    """Whether an absolute value or a sign is taken of 0 at a point: SymPy's sign(0) is 0, which would make a slope of a kink."""
    found = value.atoms(sp.Abs, sp.sign) if isinstance(value, sp.Basic) else ()
    return any(part.args[0].xreplace(there).is_zero is not False for part in found)


def zero(difference: Sequence[Any], seed: int) -> bool | None:
    """Whether expressions vanish: at random rational points to 30 digits. None where they have no real value at such points."""
    import random

    names = sorted({s for d in difference for s in d.free_symbols}, key=lambda s: int(s.name[1:]))
    words: list[bool] = []
    for attempt in range(8):
        rng = random.Random(f"{seed} {attempt}")
        point = {s: _drawn(s, rng) for s in names}
        values = [sp.N(d.xreplace(point), 30, maxn=200) for d in difference]
        if any(not v.is_number or v.has(sp.nan, sp.oo, sp.zoo) or abs(sp.im(v)) > sp.Float("1e-20") for v in values):
            continue
        words.append(all(abs(v) < sp.Float("1e-22") for v in values))
        if len(words) == 3 or words == [False]:
            break
    if not words:
        return None
    return all(words)


def _drawn(symbol: Any, rng: Any) -> Any:
    if symbol.is_integer:
        return sp.Integer(rng.randint(1, 6))
    value = sp.Rational(rng.randint(3, 40), 16)
    return (
        -value
        if symbol.is_negative or (not symbol.is_positive and not symbol.is_nonnegative and rng.random() < 0.4)
        else value
    )
