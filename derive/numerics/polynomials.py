"""Sparse polynomials in numbered variables with rational coefficients, and their quotients. Nothing is cancelled but what is equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

Monomial = tuple[tuple[int, int], ...]  # (variable, exponent above 0), by variable; () is 1
ONE: Monomial = ()


class Polynomial:
    """Coefficients by monomial, none of them 0."""

    __slots__ = ("coefficients",)

    def __init__(self, coefficients: Mapping[Monomial, Fraction]) -> None:
        self.coefficients = {m: c for m, c in coefficients.items() if c}

    def terms(self) -> Iterator[tuple[Monomial, Fraction]]:
        """Monomials with their coefficients, the highest first."""
        yield from sorted(self.coefficients.items(), key=lambda item: (-degree(item[0]), item[0]))

    @property
    def degree(self) -> int:
        """The total degree; 0 for the zero polynomial."""
        return max(map(degree, self.coefficients), default=0)

    @property
    def variables(self) -> list[int]:
        """The variables that occur, in order."""
        return sorted({variable for monomial in self.coefficients for variable, _ in monomial})

    @property
    def constant(self) -> Fraction | None:
        """The number this is, or None."""
        if not self.coefficients:
            return Fraction(0)
        ((monomial, value), *more) = self.coefficients.items()
        return value if not more and not monomial else None

    def __len__(self) -> int:
        return len(self.coefficients)

    def __bool__(self) -> bool:
        return bool(self.coefficients)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polynomial) and self.coefficients == other.coefficients

    def __hash__(self) -> int:
        return hash(frozenset(self.coefficients.items()))

    def __add__(self, other: Polynomial) -> Polynomial:
        total = dict(self.coefficients)
        for monomial, c in other.coefficients.items():
            total[monomial] = total.get(monomial, Fraction(0)) + c
        return Polynomial(total)

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + other.scaled(Fraction(-1))

    def scaled(self, factor: Fraction) -> Polynomial:
        """This times a number."""
        return Polynomial({m: c * factor for m, c in self.coefficients.items()})

    def __mul__(self, other: Polynomial) -> Polynomial:
        total: dict[Monomial, Fraction] = {}
        for a, c in self.coefficients.items():
            for b, d in other.coefficients.items():
                key = times(a, b)
                total[key] = total.get(key, Fraction(0)) + c * d
        return Polynomial(total)

    def diff(self, variable: int) -> Polynomial:
        """The derivative by one variable."""
        total: dict[Monomial, Fraction] = {}
        for monomial, c in self.coefficients.items():
            power = dict(monomial).get(variable, 0)
            if power:
                total[times(monomial, ((variable, -1),))] = c * power
        return Polynomial(total)

    def __call__(self, point: Mapping[int, Fraction]) -> Fraction:
        """The value where the variables have values."""
        total = Fraction(0)
        for monomial, c in self.coefficients.items():
            for variable, power in monomial:
                c = c * point[variable] ** power
            total += c
        return total


def degree(monomial: Monomial) -> int:
    """The total degree."""
    return sum(power for _, power in monomial)


def times(a: Monomial, b: Monomial) -> Monomial:
    """The product of two monomials."""
    if not a or not b:
        return a or b
    powers = dict(a)
    for variable, power in b:
        powers[variable] = powers.get(variable, 0) + power
    return tuple(sorted((v, p) for v, p in powers.items() if p))


def number(value: Fraction | int) -> Polynomial:
    """A constant."""
    return Polynomial({ONE: Fraction(value)})


def variable(place: int) -> Polynomial:
    """One variable."""
    return Polynomial({((place, 1),): Fraction(1)})


class Ratio:
    """A quotient of polynomials; the denominator is not zero."""

    __slots__ = ("denom", "numer")

    def __init__(self, numer: Polynomial, denom: Polynomial) -> None:
        self.numer, self.denom = numer, denom

    def _of(self, other: Any) -> Ratio:
        if isinstance(other, Ratio):
            return other
        return Ratio(number(other), number(1))

    def __add__(self, other: Any) -> Ratio:
        other = self._of(other)
        if self.denom == other.denom:
            return Ratio(self.numer + other.numer, self.denom)
        return Ratio(self.numer * other.denom + other.numer * self.denom, self.denom * other.denom)

    __radd__ = __add__

    def __neg__(self) -> Ratio:
        return Ratio(self.numer.scaled(Fraction(-1)), self.denom)

    def __sub__(self, other: Any) -> Ratio:
        return self + -self._of(other)

    def __rsub__(self, other: Any) -> Ratio:
        return self._of(other) - self

    def __mul__(self, other: Any) -> Ratio:
        other = self._of(other)
        if self.numer == other.denom:
            return Ratio(other.numer, self.denom)
        if self.denom == other.numer:
            return Ratio(self.numer, other.denom)
        return Ratio(self.numer * other.numer, self.denom * other.denom)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Ratio:
        other = self._of(other)
        if not other.numer:
            raise ZeroDivisionError
        return self * Ratio(other.denom, other.numer)

    def __rtruediv__(self, other: Any) -> Ratio:
        return self._of(other) / self

    def __pow__(self, count: int) -> Ratio:
        base = self if count >= 0 else self._of(1) / self
        total = self._of(1)
        for _ in range(abs(count)):
            total = total * base
        return total

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ratio | int | Fraction):
            return NotImplemented
        one = self._of(other)
        return self.numer * one.denom == one.numer * self.denom

    def __hash__(self) -> int:
        raise TypeError("quotients are not hashed: equal ones have many forms")

    def diff(self, generator: Ratio) -> Ratio:
        """The derivative by a generator."""
        (place,) = generator.numer.variables
        top, bottom = self.numer.diff(place), self.denom.diff(place)
        if not bottom:
            return Ratio(top, self.denom)
        return Ratio(top * self.denom - self.numer * bottom, self.denom * self.denom)


class Quotients:
    """The field ℚ(x_0, x_1, …): numbers are made by calling it, `gens` are its variables, of which there can always be more."""

    def __init__(self, count: int) -> None:
        self.gens = [Ratio(variable(place), number(1)) for place in range(count)]

    def __call__(self, value: Fraction | int) -> Ratio:
        return Ratio(number(value), number(1))

    def fresh(self) -> Ratio:
        """A new variable."""
        self.gens.append(Ratio(variable(len(self.gens)), number(1)))
        return self.gens[-1]
