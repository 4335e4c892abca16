"""The elementary functions on single numbers, exact over the rationals and interpreted over a prime field, with their derivatives."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial
from typing import Any

from derive.numerics.fields import (
    BadLuck,
    Field,
    Jet,
    NotEvaluable,
    PrimeField,
    Rationals,
    Scalar,
    base,
    coprime,
    highest_bit,
    rational_root,
    split,
)
from derive.record import dataclass

_LARGEST_FACTORED = 1 << 20

# values over the rationals: function, argument, value
_RATIONAL_VALUES: dict[tuple[str, int], Fraction] = {
    ("exp", 0): Fraction(1),
    ("log", 1): Fraction(0),
    ("sin", 0): Fraction(0),
    ("cos", 0): Fraction(1),
    ("asin", 0): Fraction(0),
    ("atan", 0): Fraction(0),
    ("asinh", 0): Fraction(0),
    ("acosh", 1): Fraction(0),
    ("atanh", 0): Fraction(0),
    ("erf", 0): Fraction(0),
    ("erfinv", 0): Fraction(0),
    ("normal_cdf", 0): Fraction(1, 2),
    ("acos", 1): Fraction(0),
    ("loggamma", 1): Fraction(0),
    ("loggamma", 2): Fraction(0),
}
_ODD = frozenset(["asin", "atan", "asinh", "atanh", "erf"])
_STEPS = frozenset(("floor", "ceil"))


@dataclass(frozen=True)
class Elementary:
    """The functions over one field. `e` is an argument's value in the field of exponents, where there is one."""

    field: Field

    def apply(self, name: str, x: Scalar, e: Any = None) -> Scalar:
        """A named elementwise function of one number. Raises NotEvaluable."""
        composite = _COMPOSITE.get(name)
        if composite is not None:
            return self.field.reduce([composite(self, x, e)])[0]
        if name == "log":
            return self.log(x)
        if name == "abs":
            return self.absolute(x)
        if name not in _SLOPES and name not in _STEPS:
            raise NotEvaluable(f"the function {name} has no exact value")
        return self._lift(name, x, e)

    @staticmethod
    def needs_exponent(name: str) -> bool:
        """Whether a function is made of exponentials of its argument."""
        return name in _EXPONENTIAL

    def _lift(self, name: str, x: Scalar, e: Any) -> Scalar:
        bit = highest_bit(x)
        if not bit:
            return self._plain(name, x)
        outer, inner = split(x, bit)
        slope: Scalar = 0
        if name in _SLOPES:
            slope = _SLOPES[name](self, outer, e)
        elif self.field.prime:
            raise NotEvaluable(f"the derivative of {name}")
        return self._join(self._lift(name, outer, e), slope * inner, bit)

    def _join(self, outer: Scalar, inner: Scalar, bit: int) -> Scalar:
        return self.field.reduce([outer + inner * Jet({bit: 1})])[0]

    def _plain(self, name: str, x: Any) -> Any:
        if isinstance(self.field, PrimeField):
            return self._uninterpreted(self.field, name, x)
        return self._real(name, x)

    def _real(self, name: str, x: Any) -> Any:
        """A value over the rationals, or over their enclosures."""
        if name in ("sign", "step"):
            if not x:
                raise BadLuck(f"{name} at 0")
            return int(x > 0) if name == "step" else (1 if x > 0 else -1)
        assert isinstance(self.field, Rationals)
        if not isinstance(x, int | Fraction):
            return self.field.irrational(name, x)
        x = Fraction(x)
        whole = x.denominator == 1
        if name == "floor":
            return x.numerator // x.denominator
        if name == "ceil":
            return -(-x.numerator // x.denominator)
        if name == "gamma" and whole and 0 < x <= 100:
            return factorial(x.numerator - 1)
        if whole and (name, x.numerator) in _RATIONAL_VALUES:
            return self.field.number(_RATIONAL_VALUES[name, x.numerator])
        return self.field.irrational(name, x)

    def _uninterpreted(self, field: PrimeField, name: str, x: int) -> int:
        if name in ("sign", "step"):
            if not x:
                raise BadLuck(f"{name} at 0")
            plus = field.is_positive(x)
            return int(plus) if name == "step" else (1 if plus else field.modulus - 1)
        if name in ("sin", "cos"):
            return self._circle(field, name, x)
        if name == "gamma" and x <= 1000:
            if not x:
                raise BadLuck("gamma at 0")
            return factorial(x - 1) % field.modulus
        if name in _STEPS:
            raise NotEvaluable(f"the function {name} has no value in a prime field")
        if name in _ODD:
            return (
                0
                if not x
                else field.digest(name, x)
                if field.is_positive(x)
                else -field.digest(name, -x % field.modulus) % field.modulus
            )
        return field.digest(name, x)

    def _circle(self, field: PrimeField, name: str, x: int) -> int:
        if not x:
            return int(name == "cos")
        half = field.digest("half-angle", min(x, field.modulus - x))
        inverse = pow(1 + half * half, -1, field.modulus)
        if name == "cos":
            return (1 - half * half) * inverse % field.modulus
        return (2 * half * inverse if field.is_positive(x) else -2 * half * inverse) % field.modulus

    def positive(self, name: str) -> int:
        """An uninterpreted positive element of a prime field."""
        if not isinstance(self.field, PrimeField):
            raise NotEvaluable(f"{name} is not a rational number")
        return self.field.digest(name) ** 2 % self.field.modulus

    def is_positive(self, x: Any) -> bool:
        """Whether a plain number is above 0; in a prime field, whether it is a square other than 0."""
        return self.field.is_positive(x) if isinstance(self.field, PrimeField) else x > 0

    def exp(self, x: Scalar, e: Any = None) -> Scalar:
        """The exponential; over a prime field g^e, e being x in the field of exponents."""
        bit = highest_bit(x)
        if bit:
            outer, inner = split(x, bit)
            value = self.exp(outer, e)
            return self._join(value, value * inner, bit)
        if not isinstance(self.field, PrimeField):
            return self._real("exp", x)
        if e is None:
            return self.field.digest("exp", x) ** 2 % self.field.modulus if x else 1
        return pow(self.positive("generator"), base(e), self.field.modulus)

    def log(self, x: Scalar) -> Scalar:
        """The natural logarithm. Raises BadLuck for numbers that are not positive."""
        bit = highest_bit(x)
        if bit:
            outer, inner = split(x, bit)
            return self._join(self.log(outer), inner * self.field.invert(outer), bit)
        if not self.is_positive(x):
            raise BadLuck("the logarithm of a number that is not positive")
        if not isinstance(self.field, PrimeField):
            return self._real("log", x)
        if x < _LARGEST_FACTORED:
            return sum(self.field.digest("log", n) for n in _prime_factors(x)) % self.field.modulus
        other = self.field.inverse_of_plain(x)
        return -self.log(other) % self.field.modulus if other < x else self.field.digest("log", x)

    def absolute(self, x: Scalar) -> Scalar:
        """|x|. Raises BadLuck for a derivative at 0."""
        here = base(x)
        if not here:
            if x is not here:
                raise BadLuck("the derivative of an absolute value at 0")
            return 0
        return x if self.is_positive(here) else self.field.reduce([-x])[0]

    def root(self, x: Scalar) -> Scalar:
        """The square root. Raises BadLuck for negative numbers, NotEvaluable where it is not rational."""
        return self.fractional_power(x, Fraction(1, 2))

    def fractional_power(self, x: Scalar, exponent: Fraction) -> Scalar:
        """x to a rational power; the base of a fractional one is positive."""
        bit = highest_bit(x)
        if bit:
            outer, inner = split(x, bit)
            slope = self.field.number(exponent) * self.fractional_power(outer, exponent - 1) * inner
            return self._join(self.fractional_power(outer, exponent), slope, bit)
        if exponent.denominator == 1 and exponent > 0:
            return self._integer_power(x, exponent.numerator)
        if isinstance(self.field, Rationals) and not isinstance(x, int | Fraction) and exponent.denominator != 1:
            return self.field.irrational_power(x, exponent)
        if not x:
            if exponent <= 0:
                raise BadLuck("zero to a power that is not positive")
            return 0
        if exponent.denominator == 1:
            return self._integer_power(x, exponent.numerator)
        if not self.is_positive(x):
            raise BadLuck("a root of a negative number")
        if isinstance(self.field, Rationals):
            root = rational_root(x, exponent.denominator) if isinstance(x, int | Fraction) else None
            return (
                self.field.irrational_power(x, exponent)
                if root is None
                else self.field.number(Fraction(root**exponent.numerator))
            )
        assert isinstance(self.field, PrimeField)
        order = self.field.modulus // 2
        if not coprime(exponent.denominator, order):
            raise NotEvaluable("a root has no value in this field")
        return pow(x, exponent.numerator * pow(exponent.denominator, -1, order) % order, self.field.modulus)

    def _integer_power(self, x: Any, count: int) -> Any:
        if isinstance(self.field, PrimeField):
            return pow(x, count, self.field.modulus)
        if isinstance(x, int | Fraction):
            return self.field.number(Fraction(x) ** count)
        total: Any = 1
        for _ in range(abs(count)):
            total = total * x
        return self.field.inverse_of_plain(total) if count < 0 else total

    def real_power(self, x: Scalar, y: Scalar, e: Any) -> Scalar:
        """x^y for positive x; over a prime field `e` is y in the field of exponents."""
        here = base(x)
        if isinstance(self.field, Rationals) and not isinstance(x, int | Fraction | Jet) and not highest_bit(y):
            return self.field.irrational_power(x, y)
        if not self.is_positive(here):
            raise BadLuck("a real power of a number that is not positive")
        if isinstance(self.field, Rationals):
            if not highest_bit(x) and isinstance(y, int | Fraction):
                return self.fractional_power(x, Fraction(y))
            return self.exp(self.field.reduce([y * self.log(x)])[0])
        assert isinstance(self.field, PrimeField)
        value = (
            pow(here, base(e), self.field.modulus) if e is not None else self.field.digest("power", here, base(y)) ** 2
        )
        if not highest_bit(x) and not highest_bit(y):
            return value % self.field.modulus
        rest = self.field.reduce([y * self.log(x) - base(y) * self.log(here)])[0]  # nilpotent
        total: Scalar = 1
        term: Scalar = 1
        count = 0
        while highest_bit(rest):
            count += 1
            term = self.field.reduce([term * rest * self.field.number(Fraction(1, count))])[0]
            if not highest_bit(term):
                break
            total = total + term
        return self.field.reduce([total * value])[0]

    def unknown(self, name: str, arguments: list[Scalar], place: int, order: tuple[int, ...] = ()) -> Scalar:
        """Entry `place` of the partial derivative `order` of a function nothing is known of."""
        if not isinstance(self.field, PrimeField):
            raise NotEvaluable(f"nothing is known of the function {name}")
        bit = max(map(highest_bit, arguments), default=0)
        if not bit:
            return self.field.digest(name, order, tuple(arguments), place)
        pairs = [split(x, bit) for x in arguments]
        outer = [a for a, _ in pairs]
        slope: Scalar = 0
        for i, (_, inner) in enumerate(pairs):
            if type(inner) is Jet or inner:
                slope = slope + inner * self.unknown(name, outer, place, tuple(sorted((*order, i))))
        return self._join(self.unknown(name, outer, place, order), slope, bit)


def _prime_factors(n: int) -> list[int]:
    found, d = [], 2
    while d * d <= n:
        while n % d == 0:
            found.append(d)
            n //= d
        d += 1
    return found + [n] * (n > 1)


def _minus(e: Any) -> Any:
    return None if e is None else -base(e)


def _double(e: Any) -> Any:
    return None if e is None else 2 * base(e)


Composite = Callable[[Elementary, Scalar, Any], Scalar]


def _hyperbolic(sign: int) -> Composite:
    def function(f: Elementary, x: Scalar, e: Any) -> Scalar:
        return (f.exp(x, e) + sign * f.exp(-x, _minus(e))) * f.field.number(Fraction(1, 2))

    return function


def _tanh(f: Elementary, x: Scalar, e: Any) -> Scalar:
    double = f.exp(2 * x, _double(e))
    return (double - 1) * f.field.invert(f.field.reduce([double + 1])[0])


def _sigmoid(f: Elementary, x: Scalar, e: Any) -> Scalar:
    return f.field.invert(f.field.reduce([f.exp(-x, _minus(e)) + 1])[0])


def _factorial(f: Elementary, x: Scalar, e: Any) -> Scalar:
    return f.apply("gamma", f.field.reduce([x + 1])[0])


def _relu(f: Elementary, x: Scalar, e: Any) -> Scalar:
    return x * f.apply("step", x) if highest_bit(x) or x else 0


_COMPOSITE: dict[str, Composite] = {
    "exp": lambda f, x, e: f.exp(x, e),
    "sqrt": lambda f, x, e: f.root(x),
    "tan": lambda f, x, e: f.apply("sin", x) * f.field.invert(f.apply("cos", x)),
    "cot": lambda f, x, e: f.apply("cos", x) * f.field.invert(f.apply("sin", x)),
    "sec": lambda f, x, e: f.field.invert(f.apply("cos", x)),
    "csc": lambda f, x, e: f.field.invert(f.apply("sin", x)),
    "sinh": _hyperbolic(-1),
    "cosh": _hyperbolic(1),
    "tanh": _tanh,
    "sigmoid": _sigmoid,
    "softplus": lambda f, x, e: f.log(f.field.reduce([f.exp(x, e) + 1])[0]),
    "relu": _relu,
    "factorial": _factorial,
}
_EXPONENTIAL = frozenset(["exp", "sinh", "cosh", "tanh", "sigmoid", "softplus"])


def _inverse_root(sign: int, constant: int) -> Composite:
    return lambda f, x, e: f.fractional_power(f.field.reduce([constant + sign * x * x])[0], Fraction(-1, 2))


# the derivatives of the functions that are not made of others (DLMF 4.7, 4.21, 4.26, 5.2, 7.2)
_SLOPES: dict[str, Composite] = {
    "sin": lambda f, x, e: f.apply("cos", x),
    "cos": lambda f, x, e: -f.apply("sin", x),
    "asin": _inverse_root(-1, 1),
    "acos": lambda f, x, e: -_inverse_root(-1, 1)(f, x, e),
    "atan": lambda f, x, e: f.field.invert(f.field.reduce([x * x + 1])[0]),
    "asinh": _inverse_root(1, 1),
    "acosh": _inverse_root(1, -1),
    "atanh": lambda f, x, e: f.field.invert(f.field.reduce([1 - x * x])[0]),
    "gamma": lambda f, x, e: f.apply("gamma", x) * f.apply("digamma", x),
    "loggamma": lambda f, x, e: f.apply("digamma", x),
    "digamma": lambda f, x, e: f.apply("trigamma", x),
    "trigamma": lambda f, x, e: f.unknown("polygamma 2", [x], 0),
    "erf": lambda f, x, e: f.unknown("erf slope", [x], 0),  # to be even in x would cost more than it decides
    "normal_cdf": lambda f, x, e: f.unknown("normal density", [x], 0),
    "erfinv": lambda f, x, e: f.unknown("erfinv slope", [x], 0),
    "normal_quantile": lambda f, x, e: f.unknown("normal quantile slope", [x], 0),
    "sign": lambda f, x, e: 0,
    "step": lambda f, x, e: 0,
}
