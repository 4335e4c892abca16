"""SymPy's polynomials over the rationals and their quotients, in symbols of our own names: no name of a document reaches SymPy.

SymPy's own field of fractions reduces after every operation, even where there is no denominator, which is nearly always.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from derive.numerics.explicit import Explicit
from derive.sizes import Size
from derive.terms import Symbol


class Quotient:
    """A quotient of polynomials of one ring in lowest terms, the denominator 1 where it is a number; so equal ones have equal parts."""

    __slots__ = ("denom", "numer")

    def __init__(self, numer: Any, denom: Any) -> None:
        self.numer, self.denom = numer, denom

    def _made(self, numer: Any, denom: Any) -> Quotient:
        if not denom.is_ground:
            numer, denom = numer.cancel(denom)
        if denom.is_ground and denom != 1:
            numer, denom = numer.quo_ground(denom.LC), numer.ring.one
        return Quotient(numer, denom)

    def _other(self, value: Any) -> Any:
        """What stands beside this one as a quotient; NotImplemented of an array, which does its sums entry by entry itself."""
        if hasattr(value, "dtype"):
            return NotImplemented
        return value if isinstance(value, Quotient) else number(self.numer.ring, value)

    def __add__(self, value: Any) -> Any:
        other = self._other(value)
        if other is NotImplemented:
            return other
        if self.denom == other.denom:
            return self._made(self.numer + other.numer, self.denom)
        return self._made(self.numer * other.denom + other.numer * self.denom, self.denom * other.denom)

    def __neg__(self) -> Quotient:
        return Quotient(-self.numer, self.denom)

    def __sub__(self, value: Any) -> Any:
        other = self._other(value)
        return other if other is NotImplemented else self + -other

    def __rsub__(self, value: Any) -> Any:
        return (-self).__add__(value)

    def __mul__(self, value: Any) -> Any:
        other = self._other(value)
        if other is NotImplemented:
            return other
        return self._made(self.numer * other.numer, self.denom * other.denom)

    def __truediv__(self, value: Any) -> Any:
        """Raises ZeroDivisionError."""
        other = self._other(value)
        if other is NotImplemented:
            return other
        if not other.numer:
            raise ZeroDivisionError
        return self._made(self.numer * other.denom, self.denom * other.numer)

    def __rtruediv__(self, value: Any) -> Any:
        other = self._other(value)
        return other if other is NotImplemented else other / self

    def __pow__(self, power: int) -> Any:
        if power < 0:
            return 1 / self**-power
        return Quotient(self.numer**power, self.denom**power)

    def __eq__(self, value: object) -> bool:
        if getattr(value, "is_Float", False) or isinstance(value, float) or getattr(value, "is_infinite", False):
            return False  # SymPy asks of everything whether it is infinity
        other = self._other(value)
        if other is NotImplemented:
            return NotImplemented
        return bool(self.numer == other.numer and self.denom == other.denom)

    def __hash__(self) -> int:
        return hash((self.numer, self.denom))

    __radd__, __rmul__ = __add__, __mul__

    def diff(self, generator: Quotient) -> Quotient:
        """The derivative by a generator."""
        by, bottom = generator.numer, self.denom
        return self._made(self.numer.diff(by) * bottom - self.numer * bottom.diff(by), bottom**2)


def number(ring: Any, value: Any) -> Quotient:
    """A number among the quotients."""
    return Quotient(ring.ground_new(ring.domain.convert(value)), ring.one)


class Field:
    """ℚ(s0, s1, …), for `Explicit`."""

    def __init__(self, count: int) -> None:
        from sympy import QQ
        from sympy.polys.rings import ring

        self.ring = ring([f"s{i}" for i in range(max(count, 1))], QQ)[0]
        self.gens = [Quotient(generator, self.ring.one) for generator in self.ring.gens]

    def __call__(self, value: Any) -> Any:
        return number(self.ring, value)


def at(entry: Quotient, numbers: Sequence[int]) -> Any:
    """The rational that an element is where the generators are these numbers."""
    from sympy import QQ, Rational

    def there(polynomial: Any) -> Any:
        powers = ((c, prod(b**k for b, k in zip(numbers, ks, strict=True) if k)) for ks, c in polynomial.terms())
        return sum((c * power for c, power in powers), QQ(0))

    return Rational(there(entry.numer) / there(entry.denom))


def matrix_at(ip: Explicit, name: str, numbers: Sequence[int]) -> Any:
    """A free symbol's value there: a SymPy matrix, or a number for a scalar."""
    from sympy import Matrix

    shape = ip.places[name].shape
    entries = ip.free_symbol(Symbol(name, tuple(Size.number(n) for n in shape)), ip.top)
    found = [at(entry, numbers) for entry in entries.reshape(-1)]
    return Matrix(*(*shape, 1)[:2], found) if shape else found[0]
