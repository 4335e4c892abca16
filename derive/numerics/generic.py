"""Functions of which nothing is assumed but smoothness, as polynomials of degree three, so that what is said of all of them can be tried on one."""

from __future__ import annotations

import random

from derive.numerics.fields import Field, PrimeField, Rationals, Scalar

MATRIX = "user:matrix "  # before the name of a function of matrices that is a power series
PREFIX = "user:"  # names of functions that the document uses
_COEFFICIENTS = (1, -1, 2, -2, 3)


def _coefficients(name: str, place: int, count: int) -> list[tuple[int, tuple[int, ...]]]:
    """(c, i, j, …) for each term c·z_i·z_j·…: linear, quadratic and cubic ones."""
    rng = random.Random(f"{name} {place}")
    terms: list[tuple[int, ...]] = [(i,) for i in range(count)]
    terms += [(i, j) for i in range(count) for j in range(i, count)]
    terms += [(i, i, i) for i in range(count)]
    return [(rng.choice(_COEFFICIENTS), term) for term in terms]


def value(field: Field, name: str, place: int, data: list[Scalar]) -> Scalar:
    """Entry `place` of the polynomial that stands for a function, at its flattened arguments."""
    total: Scalar = 0
    for coefficient, places in _coefficients(name, place, len(data)):
        product: Scalar = coefficient
        for i in places:
            product = field.reduce([product * data[i]])[0]
        total = total + product
    return field.reduce([total])[0]


DEGREE = 15  # of the polynomial for a power series: at a few matrices of size 4 it may have any values on their spectra


def power_series(field: Field, name: str) -> list[Scalar]:
    """The coefficients of the polynomial that stands for a function of matrices: over a prime field it agrees with any function at few eigenvalues
    (Higham, Functions of Matrices, 2008, definition 1.4)."""
    if isinstance(field, PrimeField):
        return [field.digest("coefficient", name, k) for k in range(DEGREE)]
    rng = random.Random(name)
    return [rng.choice(_COEFFICIENTS) for _ in range(4)]


def text(name: str, count: int) -> str:
    """The polynomial in words, for functions with one value: `f(z) = 2 z - z^2 + z^3`."""
    if name.startswith(MATRIX):
        parts = [f"{c:+d} z^{k}" for k, c in enumerate(power_series(Rationals(), name))]
        return f"{name.removeprefix(MATRIX)}(z) = {' '.join(parts)}"
    short = name.removeprefix(PREFIX)
    letters = ["z"] if count == 1 else [f"z_{i + 1}" for i in range(count)]
    parts = []
    for coefficient, places in _coefficients(name, 0, count):
        powers = [
            f"{letters[i]}^{places.count(i)}" if places.count(i) > 1 else letters[i] for i in dict.fromkeys(places)
        ]
        sign = "-" if coefficient < 0 else "+"
        size = "" if abs(coefficient) == 1 else f"{abs(coefficient)} "
        parts.append(f"{sign} {size}{' '.join(powers)}")
    return f"{short}({', '.join(letters)}) = {' '.join(parts).removeprefix('+ ')}"
