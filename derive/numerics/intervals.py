"""Rationals together with rigorous enclosures of the irrational numbers that functions give: for refuting transcendental statements.

A number stays exact as long as it is rational; exp, log, roots and the like of rational numbers become intervals by mpmath's interval arithmetic, of 120
bits. A comparison that the intervals do not decide raises NotEvaluable. mpmath is imported when the first irrational number occurs.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import atan
from typing import Any

from derive.numerics.fields import BadLuck, Jet, NotEvaluable, Rationals, Scalar, TooClose
from derive.record import dataclass

PRECISION = 120
_CLOSE = Fraction(1, 10**12)


@lru_cache(maxsize=1)
def _context() -> Any:
    from mpmath.ctx_iv import MPIntervalContext

    context = MPIntervalContext()
    context.prec = PRECISION
    return context


def enclosed(x: Any) -> Any:
    """The mpmath interval of an exact number or an Interval."""
    if isinstance(x, Interval):
        return x.value
    x = Fraction(x)
    whole = _context().mpf(x.numerator)
    return whole if x.denominator == 1 else whole / x.denominator


def between(low: Any, high: Any) -> Any:
    """The mpmath interval from one end to the other; the ends may be '-inf' and 'inf'."""
    return _context().mpf([low, high])


class Interval:
    """A real number known to lie between two bounds. Truth and order are those of the number; NotEvaluable where the bounds do not decide."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def _with(self, other: Any, operation: Callable[[Any, Any], Any]) -> Any:
        if type(other) is Jet:
            return NotImplemented
        return Interval(operation(self.value, enclosed(other)))

    def __add__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: a + b)

    __radd__ = __add__

    def __neg__(self) -> Interval:
        return Interval(-self.value)

    def __sub__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: a - b)

    def __rsub__(self, other: Any) -> Any:
        return self._with(other, lambda a, b: b - a)

    def __mul__(self, other: Any) -> Any:
        if type(other) is not Jet and not isinstance(other, Interval) and other == 0:
            return 0
        return self._with(other, lambda a, b: a * b)

    __rmul__ = __mul__

    def sign(self) -> int:
        """1, 0 or -1. Raises NotEvaluable when the bounds do not decide."""
        if self.value.a > 0:
            return 1
        if self.value.b < 0:
            return -1
        raise TooClose

    def __bool__(self) -> bool:
        return self.sign() != 0

    def __lt__(self, other: Any) -> bool:
        return bool((self - other).sign() < 0)

    def __gt__(self, other: Any) -> bool:
        return bool((self - other).sign() > 0)

    __le__ = __lt__
    __ge__ = __gt__

    def __abs__(self) -> Interval:
        return self if self.sign() > 0 else -self

    def __str__(self) -> str:
        return f"{float(self.value.mid):.10g}"

    def bounds(self) -> str:
        """The two bounds, as decimals."""
        return f"[{float(self.value.a):.12g}, {float(self.value.b):.12g}]"


@dataclass(frozen=True)
class Enclosures(Rationals):
    """ℚ with intervals for what is irrational."""

    @property
    def integrates(self) -> bool:
        """Whether integrals and limits are enclosed too, which takes longer."""
        return False

    def inverse_of_plain(self, x: Any) -> Any:
        if not isinstance(x, Interval):
            return super().inverse_of_plain(x)
        if not x:
            raise BadLuck("a division by zero")
        return Interval(1 / x.value)

    def irrational(self, name: str, x: Any) -> Any:
        """The enclosure of a function's value. Raises NotEvaluable for functions without one, BadLuck outside the domain."""
        function = _FUNCTIONS.get(name)
        if function is None:
            raise NotEvaluable(f"{name}({x}) has no enclosure")
        return Interval(function(_context(), enclosed(x)))

    def irrational_power(self, x: Any, exponent: Any) -> Any:
        """The enclosure of x^exponent for x > 0, of an enclosure that touches 0 what it tends to there."""
        context = _context()
        if not (isinstance(x, Interval) and x.value.a == 0 < x.value.b) and not x > 0:
            raise BadLuck("a root of a number that is not positive")
        if exponent == Fraction(1, 2):
            return Interval(context.sqrt(enclosed(x)))
        return Interval(context.exp(enclosed(exponent) * context.log(enclosed(x))))

    def constant(self, name: str) -> Any:
        """π or e."""
        context = _context()
        return Interval(+context.pi if name == "pi" else +context.e)


class Areas(Enclosures):
    """As Enclosures, of integrals and limits too."""

    @property
    def integrates(self) -> bool:
        return True


def _log(context: Any, x: Any) -> Any:
    if x.b <= 0:
        raise BadLuck("the logarithm of a number that is not positive")
    if not x.a > 0:
        raise TooClose
    return context.log(x)


def _gamma(name: str) -> Callable[[Any, Any], Any]:
    def function(context: Any, x: Any) -> Any:
        if not x.a > 0:
            raise BadLuck(f"{name} of a number that is not positive")
        return getattr(context, name)(x)

    return function


def _arctangent(context: Any, x: Any) -> Any:
    """Bounds found in floating point, confirmed by the tangents of theirs."""
    low, high = Fraction(atan(float(x.a))) - _CLOSE, Fraction(atan(float(x.b))) + _CLOSE
    lower, upper = enclosed(low), enclosed(high)
    half = context.pi / 2
    if not (lower.a > -half.a and upper.b < half.a and context.tan(lower).b <= x.a and context.tan(upper).a >= x.b):
        raise NotEvaluable("an arctangent could not be enclosed")
    return context.mpf([lower.a, upper.b])


def _arcsine(context: Any, x: Any) -> Any:
    rest = 1 - x * x
    if not rest.a > 0:
        raise BadLuck("the arcsine at the edge of its domain")
    return _arctangent(context, x / context.sqrt(rest))


def _area_tangent(context: Any, x: Any) -> Any:
    if not (x.a > -1 and x.b < 1):
        raise BadLuck("the inverse hyperbolic tangent outside its domain")
    return context.log((1 + x) / (1 - x)) / 2


def _area_cosine(context: Any, x: Any) -> Any:
    if not x.a > 1:
        raise BadLuck("the inverse hyperbolic cosine outside its domain")
    return context.log(x + context.sqrt(x * x - 1))


_FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "exp": lambda context, x: context.exp(x),
    "log": _log,
    "sin": lambda context, x: context.sin(x),
    "cos": lambda context, x: context.cos(x),
    "atan": _arctangent,
    "asin": _arcsine,
    "acos": lambda context, x: context.pi / 2 - _arcsine(context, x),
    "asinh": lambda context, x: (
        context.log(x + context.sqrt(x * x + 1)) if x.a >= 0 else -context.log(-x + context.sqrt(x * x + 1))
    ),
    "acosh": _area_cosine,
    "atanh": _area_tangent,
    "gamma": _gamma("gamma"),
    "loggamma": _gamma("loggamma"),
}


def holds_an_interval(data: list[Scalar]) -> bool:
    """Whether any of the numbers is not exact."""
    return any(isinstance(x, Interval) for x in data)
