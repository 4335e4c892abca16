"""How large the numbers are that a value is put together from: sums and products of absolute values.

Rounding errors are proportional to it, and where both sides of an equation are zero it is the only scale there is (Higham, Accuracy and
Stability of Numerical Algorithms, 2002, section 3.5).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from derive.numerics.floating import Floating
from derive.numerics.interpretation import RULES, Array, Interpretation, Scope, norm_square
from derive.terms import (
    Apply,
    At,
    BigProduct,
    BigSum,
    Block,
    Derivative,
    Diagonal,
    Entry,
    Hadamard,
    Integral,
    Kronecker,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
)

_PERIODIC = frozenset(["sin", "cos", "tan"])
_MONOTONE = (BigSum, Block, Diagonal, Entry, Hadamard, Kronecker, Product, Sum, Trace, Transpose, Vec)


class Majorant(Interpretation):
    """The values of a term with every subtraction made an addition of absolute values; what is no polynomial is taken as it is."""

    def __init__(self, floating: Floating) -> None:
        super().__init__(floating.sizes, tuple(floating.definitions.values()))
        self.floating = floating
        self._kept: dict[str, Array] = {}

    def value(self, term: Term, scope: Scope) -> Array:
        """The majorant of a term. Raises NotEvaluable."""
        if isinstance(term, Symbol) and term.name in self.definitions and term.name not in scope.values:
            return self._defined(term, scope)
        if isinstance(term, _MONOTONE) or self._is_power(term):
            rule: Any = RULES[type(term)]
            return np.asarray(rule(self, term, scope), dtype=float)
        if isinstance(term, Norm) and term.kind is NormKind.FROBENIUS and term.weight is None:
            square = norm_square(self, term, scope)
            return np.sqrt(np.zeros(()) if square is None else square)
        if isinstance(term, Apply) and term.name in _PERIODIC:  # their error is that of the argument
            return np.maximum(np.abs(self.floating.value(term, scope)), self.value(term.arguments[0], scope))
        inner = term.body if isinstance(term, At) else term
        value = np.abs(self.floating.value(term, scope))
        if isinstance(inner, Integral):  # of an odd function it is rounding, of what it is put together from
            return np.maximum(value, self.floating.spread.get(id(inner), 0.0))
        return np.maximum(value, self.floating.least) if isinstance(inner, Derivative) else value

    def _is_power(self, term: Term) -> bool:
        return (
            isinstance(term, Power)
            and isinstance(term.exponent, Number)
            and term.exponent.value.denominator == 1
            and 0 < term.exponent.value <= 64
        )

    def _defined(self, term: Symbol, scope: Scope) -> Array:
        definition = self.definitions[term.name]
        if definition.parameters:
            return np.abs(self.floating.value(term, scope))
        if scope.values or scope.indices:
            return self.value(definition.value, scope)
        if term.name not in self._kept:
            self._kept[term.name] = self.value(definition.value, scope)
        return self._kept[term.name]

    def integer(self, term: Term, scope: Scope) -> int:
        return self.floating.integer(term, scope)

    def infinite(self, term: BigSum | BigProduct, scope: Scope) -> Array:
        return np.abs(self.floating.value(term, scope))

    def number(self, value: Fraction) -> Array:
        return np.asarray(abs(float(value)))

    def scalar_power(self, base: Array, exponent: Array, known: Fraction | None) -> Array:
        return np.asarray(np.power(base, float(known or 1)))
