"""Sparse linear systems over the rationals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = dict[int, Fraction]
Rows = list[tuple[Row, Fraction]]


def _reduced(rows: Sequence[tuple[Row, Fraction]]) -> dict[int, tuple[Row, Fraction]] | None:
    """Reduced echelon form: by pivot, the row with 1 there; None where the system has no solution."""
    pivots: dict[int, tuple[Row, Fraction]] = {}
    for row, right in sorted(rows, key=lambda item: len(item[0])):
        row, right = dict(row), right
        for place in [p for p in row if p in pivots]:
            c = row.get(place)
            if c:
                other, value = pivots[place]
                right -= c * value
                _subtract(row, c, other)
        if not row:
            if right:
                return None
            continue
        place = min(row)
        c = row[place]
        row, right = {k: v / c for k, v in row.items()}, right / c
        for pivot, (other, value) in list(pivots.items()):
            c = other.get(place, Fraction(0))
            if c:
                changed = dict(other)
                _subtract(changed, c, row)
                pivots[pivot] = changed, value - c * right
        pivots[place] = row, right
    return pivots


def _subtract(row: Row, factor: Fraction, other: Row) -> None:
    for k, v in other.items():
        value = row.get(k, Fraction(0)) - factor * v
        if value:
            row[k] = value
        else:
            row.pop(k, None)


def solve(rows: Rows, unknowns: int) -> tuple[Row, list[Row]] | None:
    """A solution and a basis of the solutions of the homogeneous system, as sparse vectors; None where there is no solution."""
    pivots = _reduced(rows)
    if pivots is None:
        return None
    start = {place: value for place, (_, value) in pivots.items() if value}
    directions: list[Row] = []
    for free in range(unknowns):
        if free in pivots:
            continue
        direction: Row = {free: Fraction(1)}
        for place, (row, _) in pivots.items():
            c = row.get(free)
            if c:
                direction[place] = -c
        directions.append(direction)
    return start, directions


def nullspace(rows: Sequence[Row], unknowns: int) -> list[Row]:
    """A basis of the vectors that every row annihilates."""
    found = solve([(row, Fraction(0)) for row in rows], unknowns)
    return [] if found is None else found[1]
