"""Symbolic sizes: integer polynomials in size names, such as `n`, `3`, `m - k`, `2n`, `mn`."""

from __future__ import annotations

from collections.abc import Mapping

from derive.record import dataclass

Monomial = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """A polynomial with integer coefficients in size names, in normal form: sorted (monomial, coefficient) pairs."""

    parts: tuple[tuple[Monomial, int], ...]

    def __eq__(self, other: object) -> bool:
        return self is other or (other.__class__ is Size and self.parts == other.parts)

    def __hash__(self) -> int:
        return hash(self.parts)

    @staticmethod
    def number(value: int) -> Size:
        """The constant size `value`."""
        return Size((((), value),) if value else ())

    @staticmethod
    def name(name: str) -> Size:
        """The size called `name`."""
        return Size((((name,), 1),))

    @staticmethod
    def _collect(parts: dict[Monomial, int]) -> Size:
        return Size(tuple(sorted((m, c) for m, c in parts.items() if c)))

    def __add__(self, other: Size) -> Size:
        parts = dict(self.parts)
        for monomial, coefficient in other.parts:
            parts[monomial] = parts.get(monomial, 0) + coefficient
        return Size._collect(parts)

    def __sub__(self, other: Size) -> Size:
        return self + Size.number(-1) * other

    def __mul__(self, other: Size) -> Size:
        parts: dict[Monomial, int] = {}
        for left, a in self.parts:
            for right, b in other.parts:
                key = tuple(sorted(left + right))
                parts[key] = parts.get(key, 0) + a * b
        return Size._collect(parts)

    @property
    def value(self) -> int | None:
        """The integer this size is, or None when it is symbolic."""
        if not self.parts:
            return 0
        return self.parts[0][1] if len(self.parts) == 1 and self.parts[0][0] == () else None

    @property
    def names(self) -> frozenset[str]:
        """The size names that occur."""
        return frozenset(name for monomial, _ in self.parts for name in monomial)

    def at(self, values: Mapping[str, int]) -> int:
        """The integer at given values of the names. Raises KeyError for a name without a value."""
        total = 0
        for monomial, coefficient in self.parts:
            product = coefficient
            for name in monomial:
                product *= values[name]
            total += product
        return total

    def rename(self, sizes: Mapping[str, Size]) -> Size:
        """Names replaced by sizes."""
        total = Size(())
        for monomial, coefficient in self.parts:
            product = Size.number(coefficient)
            for name in monomial:
                product = product * sizes.get(name, Size.name(name))
            total = total + product
        return total

    def __str__(self) -> str:
        text = ""
        for monomial, coefficient in sorted(self.parts, key=lambda part: (part[1] < 0, -len(part[0]), part)):
            body = "·".join(monomial) if any(len(name) > 1 for name in monomial) else "".join(monomial)
            number = str(abs(coefficient)) if abs(coefficient) != 1 or not body else ""
            sign = " - " if coefficient < 0 else " + "
            text += (sign if text else sign.strip().replace("+", "")) + number + body
        return text or "0"


ONE = Size.number(1)
