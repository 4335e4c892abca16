"""The number systems of exact evaluation: rationals, prime fields, and jets (nested dual numbers) over either.

Elements are plain Python numbers (`Fraction` or `int`) or `Jet`s of them, and take part in `+`, `-`, `*` directly; a field reduces and divides.
"""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import Any

from derive.record import dataclass

Scalar = Any  # int, Fraction or Jet


class NotEvaluable(Exception):
    """A term has no exact value here; `reason` is one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadLuck(NotEvaluable):
    """The instance hit a pole or the edge of a domain; another draw may not."""


class TooClose(NotEvaluable):
    """Enclosures overlap: the two sides are equal there, or nearly; at another instance they may not be."""

    def __init__(self) -> None:
        super().__init__("the intervals are too close to decide")


class Jet:
    """A number with nilpotent parts: the sum of `parts[mask]` times the product of ε_k over the bits k of `mask`, with ε_k² = 0.

    Every derivative taken has a bit of its own, so that nested derivatives never mix their perturbations.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: dict[int, Any]) -> None:
        self.parts = parts

    def __add__(self, other: Scalar) -> Jet:
        parts = dict(self.parts)
        if type(other) is Jet:
            for mask, value in other.parts.items():
                parts[mask] = parts.get(mask, 0) + value
        else:
            parts[0] = parts.get(0, 0) + other
        return Jet(parts)

    __radd__ = __add__

    def __neg__(self) -> Jet:
        return Jet({mask: -value for mask, value in self.parts.items()})

    def __sub__(self, other: Scalar) -> Jet:
        return self.__add__(-other)

    def __rsub__(self, other: Scalar) -> Jet:
        return (-self).__add__(other)

    def __mul__(self, other: Scalar) -> Jet:
        if type(other) is not Jet:
            return Jet({mask: value * other for mask, value in self.parts.items()})
        parts: dict[int, Any] = {}
        for mask, value in self.parts.items():
            for second, factor in other.parts.items():
                if not mask & second:
                    parts[mask | second] = parts.get(mask | second, 0) + value * factor
        return Jet(parts)

    __rmul__ = __mul__

    def __mod__(self, prime: int) -> Scalar:
        parts = {mask: rest for mask, value in self.parts.items() if (rest := value % prime)}
        return parts.get(0, 0) if not parts or parts.keys() == {0} else Jet(parts)

    def __repr__(self) -> str:
        return f"Jet({self.parts})"


def base(x: Scalar) -> Any:
    """The part of a number without any ε."""
    return x.parts.get(0, 0) if type(x) is Jet else x


def nilpotent(x: Jet) -> Jet:
    """The part of a jet that has some ε."""
    return Jet({mask: value for mask, value in x.parts.items() if mask})


def highest_bit(x: Scalar) -> int:
    """The highest ε in a number, as a mask of one bit; 0 when it is plain."""
    if type(x) is not Jet:
        return 0
    top = max(x.parts, default=0)
    return 1 << (top.bit_length() - 1) if top else 0


def split(x: Scalar, bit: int) -> tuple[Scalar, Scalar]:
    """(a, b) with x = a + b·ε, neither holding ε; ε is the one of `bit`."""
    if type(x) is not Jet:
        return x, 0
    outer = {mask: value for mask, value in x.parts.items() if not mask & bit}
    inner = {mask ^ bit: value for mask, value in x.parts.items() if mask & bit}
    return _plain(outer), _plain(inner)


def _plain(parts: dict[int, Any]) -> Scalar:
    return parts.get(0, 0) if not parts or parts.keys() == {0} else Jet(parts)


@dataclass(frozen=True)
class Field:
    """What the two fields share: inverses of jets, reduction."""

    @property
    def prime(self) -> int:
        """The characteristic; 0 for the rationals."""
        return 0

    def number(self, value: Fraction | int) -> Any:
        """The element a rational number is. Raises BadLuck when its denominator is zero here."""
        raise NotImplementedError

    def reduce(self, data: list[Scalar]) -> list[Scalar]:
        """The same elements in reduced form."""
        return data

    def inverse_of_plain(self, x: Any) -> Any:
        """1/x of an element without ε. Raises BadLuck for 0."""
        raise NotImplementedError

    def invert(self, x: Scalar) -> Scalar:
        """1/x. Raises BadLuck when x is 0 or nilpotent."""
        if type(x) is not Jet:
            return self.inverse_of_plain(x)
        one = self.inverse_of_plain(base(x))
        rest = nilpotent(x) * (-one)
        total: Scalar = 1
        power: Scalar = 1
        while highest_bit(power := self.reduce([power * rest])[0]):
            total = total + power
        return self.reduce([total * one])[0]

    def random(self, rng: random.Random) -> Any:
        """A random element."""
        raise NotImplementedError


@dataclass(frozen=True)
class Rationals(Field):
    """ℚ. Elements are int or Fraction; `bound` limits the absolute value of drawn numbers."""

    bound: int = 3
    denominator: int = 1  # the largest of drawn numbers

    def number(self, value: Fraction | int) -> Any:
        value = Fraction(value)
        return value.numerator if value.denominator == 1 else value

    def reduce(self, data: list[Scalar]) -> list[Scalar]:
        return [_trim(x) if type(x) is Jet else x for x in data]

    def inverse_of_plain(self, x: Any) -> Any:
        if x == 0:
            raise BadLuck("a division by zero")
        return self.number(1 / Fraction(x))

    def random(self, rng: random.Random) -> Any:
        return rng.randint(-self.bound, self.bound)

    def irrational(self, name: str, x: Any) -> Any:
        """A function's value that is not known to be rational: there is none among the rationals."""
        raise NotEvaluable(f"{name}({x}) is not a rational number")

    def irrational_power(self, x: Any, exponent: Any) -> Any:
        """A power that is not known to be rational: there is none among the rationals."""
        raise NotEvaluable(f"a root of {x} is not a rational number")

    def constant(self, name: str) -> Any:
        """A named constant: none is rational."""
        raise NotEvaluable(f"{name} is not a rational number")


def _trim(x: Jet) -> Scalar:
    return _plain({mask: value for mask, value in x.parts.items() if type(value) not in (int, Fraction) or value})


@dataclass(frozen=True)
class PrimeField(Field):
    """ℤ modulo a prime p = 2q + 1 with q prime too. A square other than 0 counts as positive, and the positive elements are a group of order q:
    `exponent_field` (modulo q) holds their exponents. `key` makes uninterpreted functions and generators those of this field."""

    modulus: int
    key: int = 0

    @property
    def prime(self) -> int:
        return self.modulus

    @property
    def exponent_field(self) -> PrimeField:
        """The field of exponents of positive elements."""
        return PrimeField(self.modulus // 2, self.key + 1)

    def number(self, value: Fraction | int) -> Any:
        if isinstance(value, int):
            return value % self.modulus
        if value.denominator == 1:
            return value.numerator % self.modulus
        return value.numerator * self.inverse_of_plain(value.denominator) % self.modulus

    def reduce(self, data: list[Scalar]) -> list[Scalar]:
        prime = self.modulus
        return [x % prime for x in data]

    def inverse_of_plain(self, x: Any) -> Any:
        x %= self.modulus
        if not x:
            raise BadLuck("a division by zero")
        return pow(x, -1, self.modulus)

    def random(self, rng: random.Random) -> Any:
        return rng.randrange(self.modulus)

    def is_positive(self, x: Any) -> bool:
        """Whether x is a square other than 0."""
        return bool(pow(x, self.modulus // 2, self.modulus) == 1)

    def digest(self, *words: object) -> int:
        """An element that stands for the words: the value of an uninterpreted function. Equal words, equal elements."""
        import hashlib

        text = repr((self.modulus, self.key, words)).encode()
        return int.from_bytes(hashlib.blake2b(text, digest_size=16).digest(), "big") % self.modulus


_WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)  # enough below 3.3e24 (Sorenson & Webster 2015)
_SIEVE = tuple(n for n in range(17, 200) if all(n % d for d in range(2, 15)))


def is_prime(n: int) -> bool:
    """Whether n < 3.3e24 is prime: Miller-Rabin with the first twelve primes as witnesses."""
    if n < 41:
        return n in (*_WITNESSES,)
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for witness in _WITNESSES:
        x = pow(witness, odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


# residues of p that make 2, 3, 5, 7, 11 and 13 squares and leave q = (p - 1)/2 without these factors
_RESIDUES = ((16, (15,)), (3, (2,)), (5, (4,)), (7, (3, 5, 6)), (11, (2, 6, 7, 8, 10)), (13, (3, 4, 9, 10, 12)))


def _residue(rng: random.Random) -> tuple[int, int]:
    value, modulus = 0, 1
    for n, allowed in _RESIDUES:
        wanted = rng.choice(allowed)
        value += modulus * ((wanted - value) * pow(modulus, -1, n) % n)
        modulus *= n
    return value, modulus


@lru_cache(maxsize=256)
def random_prime_field(seed: int, bits: int = 61) -> PrimeField:
    """A field of a random safe prime of `bits` bits in which small positive integers are squares. The same seed gives the same field."""
    rng = random.Random(f"prime {seed} {bits}")
    while True:
        start, step = _residue(rng)
        p = start + step * rng.randrange((1 << (bits - 1)) // step + 1, (1 << bits) // step)
        q = p // 2
        if any(p % n == 0 or q % n == 0 for n in _SIEVE if n < q) or pow(2, q - 1, q) != 1 or pow(2, p - 1, p) != 1:
            continue
        if is_prime(q) and is_prime(p):
            return PrimeField(p, seed)


def integer_root(value: int, degree: int) -> int | None:
    """The exact `degree`-th root of a non-negative integer, or None."""
    low, high = 0, 1 << (value.bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        if middle**degree < value:
            low = middle + 1
        else:
            high = middle
    return low if low**degree == value else None


def rational_root(value: Fraction | int, degree: int) -> Fraction | None:
    """The exact non-negative `degree`-th root of a rational number, or None when it is negative or has none."""
    value = Fraction(value)
    if value < 0:
        return None
    top, bottom = integer_root(value.numerator, degree), integer_root(value.denominator, degree)
    return None if top is None or bottom is None else Fraction(top, bottom)


def coprime(a: int, b: int) -> bool:
    """Whether a and b have no common factor."""
    return gcd(a, b) == 1
