"""Bounds of the degree and of the coefficients of what a term evaluates to, for the error of a random test.

Every entry of a value is a polynomial over a common denominator, in the random numbers that an instance is made of. If two such values differ, they
agree at random numbers modulo p with probability at most degree/p, plus the chance that p divides the coefficients (Schwartz 1980, Zippel 1979).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log2, prod

from derive.numerics.fields import NotEvaluable
from derive.numerics.instance import Instance
from derive.record import dataclass
from derive.terms import (
    Apply,
    At,
    BigProduct,
    BigSum,
    Block,
    Derivative,
    Determinant,
    Diagonal,
    Differential,
    Directional,
    Entry,
    Hadamard,
    Index,
    Kronecker,
    Norm,
    Number,
    Piecewise,
    Power,
    Product,
    PseudoInverse,
    SizeValue,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
)

SPARSEST = 42  # there are more than 2^42 primes that a field is drawn from


@dataclass(frozen=True, slots=True)
class Bound:
    """Degrees of numerators and of the common denominator; `bits` bounds log2 of the sums of the coefficients' absolute values."""

    top: int
    bottom: int = 0
    bits: float = 0.0

    def __mul__(self, other: Bound) -> Bound:
        return Bound(self.top + other.top, self.bottom + other.bottom, self.bits + other.bits)

    def plus(self, other: Bound) -> Bound:
        """The bound of a sum."""
        top = max(self.top + other.bottom, other.top + self.bottom)
        return Bound(top, self.bottom + other.bottom, self.bits + other.bits + 1)

    def power(self, count: int) -> Bound:
        """The bound of a product of `count` such factors."""
        return Bound(self.top * count, self.bottom * count, self.bits * count)

    def inverse(self, n: int) -> Bound:
        """The bound of the inverse of an n×n matrix: its adjugate over its determinant."""
        return Bound(self.bottom + (n - 1) * self.top, n * self.top, n * (self.bits + log2(n + 1) + 1))


class Bounds:
    """Bounds the values of terms at an instance. `of_symbol` bounds a symbol by how it is drawn."""

    def __init__(
        self, instance: Instance, definitions: Mapping[str, Term], of_symbol: Callable[[Symbol], Bound]
    ) -> None:
        self.instance = instance
        self.definitions = dict(definitions)
        self.of_symbol = of_symbol
        self.active: set[str] = set()

    def _size(self, term: Term) -> int:
        return prod(self.instance.shape(term.shape)) if term.shape else 1

    def __call__(self, term: Term) -> Bound:
        """The bound of a term; applied functions count as variables of their own. Raises NotEvaluable for sizes without a value."""
        match term:
            case Number(value=value):
                return Bound(0, 0, log2(abs(value.numerator) + 1) + log2(value.denominator + 1))
            case SizeValue() | Index():
                return Bound(0, 0, 16)
            case Symbol(name=name):
                if name in self.definitions:
                    if name in self.active:
                        raise NotEvaluable(f"{name} is defined by itself")
                    self.active.add(name)
                    try:
                        return self(self.definitions[name])
                    finally:
                        self.active.discard(name)
                return self.of_symbol(term)
            case Sum(terms=parts):
                return self._folded(parts, Bound.plus)
            case Product(factors=parts):
                inner = sum(log2(self._size(part) + 1) for part in parts)
                bound = self._folded(parts, Bound.__mul__)
                return Bound(bound.top, bound.bottom, bound.bits + inner)
            case Hadamard(left=left, right=right) | Kronecker(left=left, right=right):
                return self(left) * self(right)
            case Transpose(body=body) | Vec(body=body) | Diagonal(body=body) | Entry(base=body):
                return self(body)
            case Trace(body=body):
                bound = self(body)
                return Bound(bound.top, bound.bottom, bound.bits + log2(self._size(body) + 1))
        return self._others(term)

    def _folded(self, parts: tuple[Term, ...], combine: Callable[[Bound, Bound], Bound]) -> Bound:
        bound = self(parts[0])
        for part in parts[1:]:
            bound = combine(bound, self(part))
        return bound

    def _others(self, term: Term) -> Bound:
        match term:
            case Power(base=base, exponent=exponent):
                return self._power(base, exponent)
            case Determinant(body=body):
                n = self._side(body)
                bound = self(body).power(n)
                return Bound(bound.top, bound.bottom, bound.bits + n * log2(n + 1))
            case PseudoInverse(body=body):
                square = self(body) * self(body)
                return square.inverse(max(self.instance.shape(body.shape) or (1,))).power(2) * self(body)
            case Block(rows=rows):
                return self._folded(tuple(part for row in rows for part in row), Bound.plus)
            case BigSum(body=body, index=index):
                count = self.instance.size(index.size)
                bound = self(body)
                return Bound(bound.top + count * bound.bottom, count * bound.bottom, count * (bound.bits + 1))
            case BigProduct(body=body, index=index):
                return self(body).power(self.instance.size(index.size))
            case Derivative(body=body, variables=variables):
                return self._slope(self(body), len(variables))
            case Directional(body=body, direction=direction):
                return self._slope(self(body), 1) * self(direction)
            case Differential(body=body):
                return self._slope(self(body), 1) * Bound(1)
            case At(body=body, values=values):
                inner = self._folded(tuple(value for _, value in values), Bound.plus)
                outer = self(body)
                return Bound(
                    (outer.top + outer.bottom) * (inner.top + inner.bottom + 1),
                    outer.bottom * (inner.bottom + 1),
                    outer.bits * 4,
                )
            case Piecewise(cases=cases):
                return self._folded(tuple(value for value, _ in cases), Bound.plus)
            case Norm() | Apply():
                return Bound(1)
        return Bound(1)

    def _slope(self, bound: Bound, times: int) -> Bound:
        for _ in range(times):
            bound = Bound(
                bound.top + bound.bottom, 2 * bound.bottom, 2 * bound.bits + log2(bound.top + bound.bottom + 1) + 1
            )
        return bound

    def _side(self, term: Term) -> int:
        return self.instance.size(term.shape[0]) if term.shape else 1

    def _power(self, base: Term, exponent: Term) -> Bound:
        if isinstance(base, Norm):
            return self(base.body).power(2)
        count = exponent.value if isinstance(exponent, Number) else None
        if count is None or count.denominator != 1:
            return Bound(8, 8, 8)
        n = self._side(base)
        bound = self(base) if count > 0 else self(base).inverse(n)
        times = max(abs(count.numerator), 1)
        powered = bound.power(times)
        return Bound(powered.top, powered.bottom, powered.bits + times * log2(n + 1))


def error_bits(bounds: Bounds, left: Term, right: Term, prime: int, functions: bool) -> float:
    """b where 2^-b bounds the chance that two different values agree at one random instance modulo one random prime."""
    difference = bounds(left).plus(bounds(right))
    degree = max(difference.top + difference.bottom, 1)
    chance = degree / prime * (1 << 20 if functions else 1) + (difference.bits + 64) / 60 / 2.0**SPARSEST
    return -log2(chance) if chance < 1 else 0.0


__all__ = ["Bound", "Bounds", "NotEvaluable", "error_bits"]
