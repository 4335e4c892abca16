"""SymPy's field of fractions over the rationals, in symbols of our own names: no name of a document reaches SymPy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from derive.numerics.explicit import Explicit
from derive.sizes import Size
from derive.terms import Symbol


def field(count: int) -> Any:
    """ℚ(s0, s1, …)."""
    from sympy import QQ
    from sympy.polys.fields import field as fractions

    return fractions([f"s{i}" for i in range(max(count, 1))], QQ)[0]


def at(entry: Any, numbers: Sequence[int]) -> Any:
    """The rational that an element is where the generators are these numbers."""
    from sympy import QQ, Rational

    points = [QQ(number) for number in numbers]
    top = entry.numer.evaluate(list(zip(entry.numer.ring.gens, points, strict=True)))
    bottom = entry.denom.evaluate(list(zip(entry.denom.ring.gens, points, strict=True)))
    return Rational(top) / Rational(bottom)


def matrix_at(ip: Explicit, name: str, numbers: Sequence[int]) -> Any:
    """A free symbol's value there: a SymPy matrix, or a number for a scalar."""
    from sympy import Matrix

    shape = ip.places[name].shape
    entries = ip.free_symbol(Symbol(name, tuple(Size.number(n) for n in shape)), ip.top)
    found = [at(entry, numbers) for entry in entries.reshape(-1)]
    return Matrix(*(*shape, 1)[:2], found) if shape else found[0]
