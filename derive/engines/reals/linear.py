"""Nonnegative combinations: p = Σ c·g + Σ λ·h with rational c ≥ 0, by the simplex method in exact arithmetic.

By Farkas' lemma this is what linear inequalities between the monomials have to say (Schrijver, Theory of Linear and Integer Programming, 1986, 7.3); Bland's rule
keeps it from going round in a circle (Math. Oper. Res. 2 (1977) 103).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derive.numerics.polynomials import Monomial, Polynomial

MOST_COLUMNS = 400
MOST_PIVOTS = 200
Column = dict[int, Fraction]


def combination(
    p: Polynomial, nonnegative: Sequence[Polynomial], free: Sequence[Polynomial]
) -> tuple[dict[int, Fraction], dict[int, Fraction]] | None:
    """The coefficients ≥ 0 of some polynomials and the coefficients of others that add up to p; None where there are none."""
    columns = [(g, k, 1) for k, g in enumerate(nonnegative)]
    columns += [(h.scaled(Fraction(sign)), k, 2 * sign) for k, h in enumerate(free) for sign in (1, -1)]
    columns = _useful(p, columns)
    if len(columns) > MOST_COLUMNS:
        return None
    rows: dict[Monomial, int] = {m: k for k, m in enumerate(p.coefficients)}
    for q, _, _ in columns:
        for monomial in q.coefficients:
            rows.setdefault(monomial, len(rows))
    target = [Fraction(0)] * len(rows)
    for monomial, c in p.coefficients.items():
        target[rows[monomial]] = c
    values = _feasible([{rows[m]: c for m, c in q.coefficients.items()} for q, _, _ in columns], target)
    if values is None:
        return None
    weights: dict[int, Fraction] = {}
    multipliers: dict[int, Fraction] = {}
    for (_, place, kind), value in zip(columns, values, strict=True):
        if value and kind == 1:
            weights[place] = value
        elif value:
            multipliers[place] = multipliers.get(place, Fraction(0)) + value * (kind // 2)
    return weights, {place: value for place, value in multipliers.items() if value}


def _useful(p: Polynomial, columns: list[tuple[Polynomial, int, int]]) -> list[tuple[Polynomial, int, int]]:
    """Without the columns that have a monomial which nothing takes away again."""
    while True:
        signs: dict[Monomial, set[bool]] = {}
        for q, _, _ in columns:
            for monomial, c in q.coefficients.items():
                signs.setdefault(monomial, set()).add(c > 0)
        stuck = {m for m, found in signs.items() if len(found) == 1 and m not in p.coefficients}
        kept = [item for item in columns if not stuck & item[0].coefficients.keys()]
        if len(kept) == len(columns):
            return kept
        columns = kept


def _feasible(columns: list[Column], target: list[Fraction]) -> list[Fraction] | None:
    """Values ≥ 0 of the columns that add up to a target, or None: the first phase of the simplex method."""
    rows: list[dict[int, Fraction]] = [{} for _ in target]
    for place, column in enumerate(columns):
        for row, c in column.items():
            rows[row][place] = c
    right = list(target)
    for row, value in enumerate(right):
        if value < 0:
            right[row] = -value
            rows[row] = {place: -c for place, c in rows[row].items()}
    basis: list[int] = [-1] * len(rows)  # -1: what the row lacks
    for _ in range(MOST_PIVOTS):
        lacking = [row for row, place in enumerate(basis) if place < 0]
        if not any(right[row] for row in lacking):
            values = [Fraction(0)] * len(columns)
            for row, place in enumerate(basis):
                if place >= 0:
                    values[place] = right[row]
            return values
        gain: dict[int, Fraction] = {}
        for row in lacking:
            for place, c in rows[row].items():
                gain[place] = gain.get(place, Fraction(0)) + c
        entering = min((place for place, c in gain.items() if c > 0), default=None)
        if entering is None:
            return None
        leaving = min(
            (row for row in range(len(rows)) if rows[row].get(entering, 0) > 0),
            key=lambda row: (right[row] / rows[row][entering], basis[row]),
        )
        _pivot(rows, right, leaving, entering)
        basis[leaving] = entering
    return None


def _pivot(rows: list[dict[int, Fraction]], right: list[Fraction], leaving: int, entering: int) -> None:
    scale = rows[leaving][entering]
    rows[leaving] = {place: c / scale for place, c in rows[leaving].items()}
    right[leaving] /= scale
    for row, values in enumerate(rows):
        factor = values.get(entering)
        if row == leaving or not factor:
            continue
        for place, c in rows[leaving].items():
            rest = values.get(place, Fraction(0)) - factor * c
            if rest:
                values[place] = rest
            else:
                values.pop(place, None)
        right[row] -= factor * right[leaving]
