"""Symmetric matrices that depend linearly on parameters, made positive semidefinite: in floating point first, then at rational parameters.

Newton's method on the logarithmic barrier of "all blocks exceed s times the identity, s as large as possible" (Boyd & Vandenberghe, Convex
Optimization, section 11.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

Matrix = list[list[Fraction]]
DENOMINATORS = (1, 2, 4, 6, 12, 60, 1000, 10**5, 10**8)
RIDGE = 1e-7  # keeps the parameters bounded
ROUNDS = 60


def feasible(start: Sequence[Matrix], directions: Sequence[Sequence[Matrix]]) -> list[Fraction] | None:
    """Parameters at which every block of start + Σ parameter·direction is positive semidefinite, exactly; None where none were found."""
    if semidefinite(start):
        return [Fraction(0)] * len(directions)
    if not directions:
        return None
    found = _interior(start, directions)
    if found is None:
        return None
    for denominator in DENOMINATORS:
        rounded = [Fraction(round(float(x) * denominator), denominator) for x in found]
        if semidefinite(_at(start, directions, rounded)):
            return rounded
    return None


def _at(start: Sequence[Matrix], directions: Sequence[Sequence[Matrix]], values: Sequence[Fraction]) -> list[Matrix]:
    return [
        [
            [x + sum(v * d[b][i][j] for v, d in zip(values, directions, strict=True) if v) for j, x in enumerate(row)]
            for i, row in enumerate(block)
        ]
        for b, block in enumerate(start)
    ]


def semidefinite(blocks: Sequence[Matrix]) -> bool:
    """Whether every block is positive semidefinite, exactly."""
    from derive.engines.reals.squares import diagonalised

    return all(diagonalised(block) is not None for block in blocks)


def _interior(start: Sequence[Matrix], directions: Sequence[Sequence[Matrix]]) -> Any:
    """Parameters with all blocks positive definite by as much as possible, or at the best that was reached."""
    import numpy as np

    blocks = [np.array([[float(x) for x in row] for row in block]) for block in start if block]
    moves = [
        np.array([[[float(x) for x in row] for row in d[b]] for d in directions])
        for b, block in enumerate(start)
        if block
    ]
    scale = np.array([max(1e-9, max(float(np.abs(move[k]).max()) for move in moves)) for k in range(len(directions))])
    moves = [move / scale[:, None, None] for move in moves]
    t = np.zeros(len(directions))
    s = min(float(np.linalg.eigvalsh(block)[0]) for block in blocks) - 1.0
    weight, size = 1.0, sum(map(len, blocks))
    for _ in range(ROUNDS):
        try:
            t, s, ok = _newton(np, blocks, moves, t, s, weight)
        except np.linalg.LinAlgError:  # on the boundary: what was reached has to do
            break
        gap = size / weight  # the best level is at most this far above s
        if not ok or (s > 1e-3 and weight > 10) or s + gap < -1e-6 or gap < 1e-8:
            break
        weight *= 2.5
    return t / scale if s > -1e-6 else None


def _newton(np: Any, blocks: Any, moves: Any, t: Any, s: float, weight: float) -> tuple[Any, float, bool]:
    """A damped Newton step or several for −weight·s + ridge·|t|² − Σ log det(block − s)."""
    for _ in range(8):
        gradient = np.concatenate([2 * RIDGE * t, [-weight]])
        hessian = np.diag(np.concatenate([np.full(len(t), 2 * RIDGE), [1e-12]]))
        for block, move in zip(blocks, moves, strict=True):
            whole = block + np.tensordot(t, move, axes=1) - s * np.eye(len(block))
            inverse = np.linalg.inv(whole)
            every = np.concatenate([move, -np.eye(len(block))[None]])
            scaled = inverse @ every
            gradient -= np.trace(scaled, axis1=1, axis2=2)
            flat = scaled.reshape(len(scaled), -1)
            hessian += flat @ scaled.transpose(0, 2, 1).reshape(len(scaled), -1).T
        step = np.linalg.solve(hessian, -gradient)
        decrement = float(-gradient @ step)
        size = 1.0
        while size > 1e-8:
            ahead, level = t + size * step[:-1], s + size * step[-1]
            if all(
                float(np.linalg.eigvalsh(block + np.tensordot(ahead, move, axes=1))[0]) > level
                for block, move in zip(blocks, moves, strict=True)
            ):
                break
            size *= 0.5
        else:
            return t, s, False
        if decrement > 0.25:
            size /= 1 + decrement**0.5 if size == 1.0 else 1.0
            ahead, level = t + size * step[:-1], s + size * step[-1]
        t, s = ahead, float(level)
        if decrement < 1e-6:
            break
    return t, s, True
