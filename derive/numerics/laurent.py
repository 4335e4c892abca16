"""Limits of scalar terms by their Laurent series at the point, with exact or enclosed coefficients: for refuting values of limits.

A function is written in h, where its variable is a + h, 1/h or -1/h with h → 0; its limit is the coefficient of h⁰ where none stands before it [KP].
[KP] Knuth, The Art of Computer Programming 2, section 4.7: the power series of quotients, powers, exponentials and logarithms.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from derive.numerics.arrays import Array, scalar
from derive.numerics.elementary import Elementary
from derive.numerics.evaluate import Environment, Evaluator
from derive.numerics.fields import Jet, NotEvaluable, base
from derive.numerics.intervals import Interval, between, enclosed
from derive.record import dataclass
from derive.terms import Apply, Constant, Limit, Number, Power, Product, Sum, Symbol, Term

LENGTH = 9  # coefficients that are kept
FAR = 2.0**40  # beyond it an interval is taken where there is no series


@dataclass(frozen=True, slots=True)
class Series:
    """The sum of coefficients[k] h^(first + k), and what is of higher order than the last one. `flat`: it vanishes faster than any power of h."""

    first: int
    coefficients: tuple[Any, ...]
    flat: bool = False

    @property
    def end(self) -> int:
        """The first order of which nothing is known."""
        return self.first + len(self.coefficients)

    def __add__(self, other: Series) -> Series:
        first, end = min(self.first, other.first), min(self.end, other.end)
        return Series(first, tuple(self.at(k) + other.at(k) for k in range(first, end)), self.flat and other.flat)

    def __mul__(self, other: Series) -> Series:
        size = min(len(self.coefficients), len(other.coefficients))
        a, b = self.coefficients, other.coefficients
        found = [sum((a[i] * b[k - i] for i in range(k + 1)), 0) for k in range(size)]
        return Series(self.first + other.first, tuple(found), self.flat or other.flat)

    def at(self, order: int) -> Any:
        """The coefficient of a power of h."""
        place = order - self.first
        return self.coefficients[place] if 0 <= place < len(self.coefficients) else 0

    def scaled(self, factor: Any) -> Series:
        """The series times a number."""
        return Series(self.first, tuple(factor * c for c in self.coefficients), self.flat)

    def trimmed(self) -> Series:
        """The series from its first coefficient on that is not 0. Raises NotEvaluable where none is known not to be."""
        for place, value in enumerate(self.coefficients):
            if isinstance(value, Interval) or value:
                if not value:  # of an enclosure: raises where it is not told from 0
                    break
                return Series(self.first + place, self.coefficients[place:], self.flat)
        raise NotEvaluable("a quotient whose divisor vanishes to a high order")


@dataclass(frozen=True, slots=True)
class Expansion:
    """Expands terms in h, in which the variable is a given series."""

    ev: Evaluator
    env: Environment
    variable: Symbol
    local: Series

    def of(self, term: Term) -> Series:
        """The series of a scalar term. Raises NotEvaluable."""
        if term.shape:
            raise NotEvaluable("a limit of something other than a number")
        if self.variable.name not in self.ev.free(term):
            return self.number(self.ev.scalar(term, self.env))
        match term:
            case Symbol(name=self.variable.name):
                return self.local
            case Sum(terms=terms):
                total = self.of(terms[0])
                for part in terms[1:]:
                    total = total + self.of(part)
                return total
            case Product(factors=factors):
                result = self.of(factors[0])
                for part in factors[1:]:
                    result = result * self.of(part)
                return result
            case Power(base=Constant(name="e"), exponent=exponent):
                return self.exponential(self.of(exponent))
            case Power(base=inside, exponent=Number(value=value)):
                return self.power(self.of(inside), value)
            case Power(base=inside, exponent=exponent):
                return self.exponential(self.of(exponent) * self.logarithm(self.of(inside)))
            case Apply(name="exp", arguments=(argument,)):
                return self.exponential(self.of(argument))
            case Apply(name="log", arguments=(argument,)):
                return self.logarithm(self.of(argument))
            case Apply(name="sqrt", arguments=(argument,)):
                return self.power(self.of(argument), Fraction(1, 2))
            case Apply(name="sin" | "cos" as name, arguments=(argument,)):
                return self.circular(name, self.of(argument))
        raise NotEvaluable("a limit of a function without a series here")

    def number(self, value: Any) -> Series:
        """A constant as a series. Raises NotEvaluable while a derivative is taken."""
        if isinstance(value, Jet):
            raise NotEvaluable("the derivative of a limit")
        return Series(0, (value,) + (0,) * (LENGTH - 1))

    def _split(self, series: Series) -> tuple[Any, Series]:
        """The constant of a series without poles, and the rest of it."""
        if any(isinstance(c, Interval) or c for c in series.coefficients[: max(0, -series.first)]):
            raise NotEvaluable("a function at a pole")
        if series.end <= 0:
            raise NotEvaluable("too little is known of a series")
        rest = Series(1, tuple(series.at(k) for k in range(1, series.end)))
        return series.at(0), rest

    def exponential(self, series: Series) -> Series:
        """exp of a series; of one that tends to -∞ nothing is left."""
        pole = [c for c in series.coefficients[: max(0, -series.first)] if isinstance(c, Interval) or c]
        if pole and pole[0] < 0:
            return Series(0, (0,) * LENGTH, True)
        constant, rest = self._split(series)
        value = Elementary(self.ev.field).exp(constant)
        return self._composed([Fraction(1, _factorial(k)) for k in range(LENGTH)], rest).scaled(value)

    def logarithm(self, series: Series) -> Series:
        """log of a series that tends to a positive number."""
        constant, rest = self._positive(series)
        slopes = [Fraction(0)] + [Fraction((-1) ** (k + 1), k) for k in range(1, LENGTH)]
        return self._composed(slopes, rest) + self.number(Elementary(self.ev.field).log(constant))

    def _positive(self, series: Series) -> tuple[Any, Series]:
        constant, rest = self._split(series)
        if not (isinstance(constant, Interval) or constant) or not constant > 0:
            raise NotEvaluable("a logarithm or a root where its argument is not positive")
        return constant, rest.scaled(self.ev.field.invert(constant))

    def power(self, series: Series, exponent: Fraction) -> Series:
        """A series to a rational power."""
        if exponent.denominator == 1 and exponent >= 0:
            result = self.number(1)
            for _ in range(min(exponent.numerator, 64)):
                result = result * series
            return result
        if series.flat:
            raise NotEvaluable("a quotient whose divisor vanishes faster than any power")
        lead = series.trimmed()
        order = lead.first * exponent
        if order.denominator != 1:
            raise NotEvaluable("a root at a point where there is no series")
        first = lead.coefficients[0]
        if exponent.denominator != 1 and not first > 0:
            raise NotEvaluable("a root of a negative number")
        rest = Series(1, lead.coefficients[1:]).scaled(self.ev.field.invert(first))
        binomials, value = [Fraction(1)], Fraction(1)
        for k in range(1, LENGTH):
            value *= (exponent - k + 1) / k
            binomials.append(value)
        scale = Elementary(self.ev.field).fractional_power(first, exponent)
        found = self._composed(binomials, rest).scaled(scale)
        return Series(found.first + order.numerator, found.coefficients)

    def circular(self, name: str, series: Series) -> Series:
        """sin and cos by the addition theorem."""
        constant, rest = self._split(series)
        here = {word: Elementary(self.ev.field).apply(word, constant) for word in ("sin", "cos")}
        signs = [Fraction((-1) ** (k // 2), _factorial(k)) for k in range(LENGTH)]
        even = self._composed([c if k % 2 == 0 else Fraction(0) for k, c in enumerate(signs)], rest)
        odd = self._composed([c if k % 2 else Fraction(0) for k, c in enumerate(signs)], rest)
        if name == "cos":
            return even.scaled(here["cos"]) + odd.scaled(-here["sin"])
        return even.scaled(here["sin"]) + odd.scaled(here["cos"])

    def _composed(self, coefficients: list[Fraction], rest: Series) -> Series:
        """The power series of the coefficients at a series without a constant, by Horner's rule."""
        size = min(LENGTH, rest.end)
        result = Series(0, (0,) * size)
        for coefficient in reversed(coefficients[:size]):
            constant = Series(0, (self.ev.field.number(coefficient),) + (0,) * (size - 1))
            product = result * rest
            result = Series(0, tuple(product.at(k) for k in range(size))) + constant
        return result


def limit(ev: Evaluator, term: Limit, env: Environment) -> Array:
    """An enclosure of a limit: by a series, or by an interval that holds all values far out. Raises NotEvaluable."""
    infinite = _infinite(term.point)
    one: tuple[Any, ...] = (infinite or 1,) + (0,) * (LENGTH - 1)
    local = Series(-1 if infinite else 1, one)
    expansion = Expansion(ev, env, term.variable, local)
    if not infinite:
        expansion = Expansion(ev, env, term.variable, local + expansion.number(ev.scalar(term.point, env)))
    try:
        found = expansion.of(term.body)
        value, _ = expansion._split(found)
        return scalar(value)
    except NotEvaluable:
        if not infinite:
            raise
    far = between(FAR, "inf") if infinite > 0 else between("-inf", -FAR)
    value = ev.scalar(term.body, Environment(env, {term.variable.name: scalar(Interval(far))}))
    if base(value) is not value:
        raise NotEvaluable("the derivative of a limit")
    return scalar(Interval(enclosed(value)))


def _infinite(point: Term) -> int:
    """1 for ∞, -1 for -∞, 0 for a number."""
    sign, inside = 1, point
    if isinstance(inside, Product) and len(inside.factors) == 2 and isinstance(inside.factors[0], Number):
        sign, inside = int(inside.factors[0].value), inside.factors[1]
    return sign if isinstance(inside, Constant) and inside.name == "infinity" else 0


def _factorial(n: int) -> int:
    result = 1
    for k in range(2, n + 1):
        result *= k
    return result
