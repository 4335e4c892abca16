"""Derivatives by finite differences: central, batched, Richardson-extrapolated, with an estimate of their own error.

The error of a central difference is a series in h²; each column of a Richardson tableau removes one power (Richardson 1911; Ridders, Advances
in Engineering Software 4, 1982). Large steps have little rounding error and small ones little truncation error: the entry of the tableau
whose neighbours agree best is taken, and how well they agree is the estimate of its error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from derive.record import dataclass

Array = np.ndarray[Any, np.dtype[Any]]
LEVELS = 4  # central differences in a tableau: 8th order at the corner
BASE = 0.05  # the largest step, in units of the variable's scale
EPS = float(np.finfo(float).eps)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A derivative and the estimate of its largest absolute error."""

    value: Array
    error: float


def steps(base: float = BASE, levels: int = LEVELS) -> Array:
    """The steps of a tableau, (levels,), halving."""
    return np.asarray(base * 0.5 ** np.arange(levels))


def extrapolate(differences: Array, magnitude: float, step: float) -> Estimate:
    """The best entry of the Richardson tableau of central differences (levels, …) at halving steps.

    `magnitude` is the size of the function's values and `step` the first step, both absolute: rounding alone makes an error of about
    2·eps·magnitude/step, more at smaller steps.
    """
    column = differences
    candidates = [(float("inf"), differences[-1])]
    power = 1.0
    for order in range(1, len(differences)):
        power *= 4
        refined = column[1:] + (column[1:] - column[:-1]) / (power - 1)
        for k in range(len(refined)):
            change = max(_largest(refined[k] - column[k + 1]), _largest(refined[k] - column[k]) / power)
            rounding = 2 * EPS * magnitude / step * 2.0 ** (k + order)
            candidates.append((change + rounding, refined[k]))
        column = refined
    error, value = min(candidates, key=lambda item: item[0] if np.isfinite(item[0]) else np.inf)
    return Estimate(np.asarray(value), error)


def _largest(values: Array) -> float:
    found = float(np.max(np.abs(values))) if values.size else 0.0
    return found if np.isfinite(found) else float("inf")


def moves(value: Array, directions: Array, base: float = BASE, levels: int = LEVELS) -> tuple[Array, Array]:
    """Where a function must be evaluated: (levels, 2, directions, …) points around `value`, and the steps (levels,).

    `directions` is (count, …) with the shape of `value` behind.
    """
    widths = steps(base, levels)
    signed = np.stack([widths, -widths], axis=1)
    return value + signed.reshape(signed.shape + (1,) * directions.ndim) * directions, widths


def differences(values: Array, widths: Array) -> Array:
    """Central differences (levels, directions, …) of values (levels, 2, directions, …)."""
    return np.asarray((values[:, 0] - values[:, 1]) / (2 * widths.reshape((-1,) + (1,) * (values.ndim - 2))))


def has_kink(values: Array, widths: Array) -> bool:
    """Whether the slopes on the two sides seem to differ, from values (levels, 2, …) at ±`widths`: there central differences agree with each other on
    a derivative that does not exist.

    f(x + h) + f(x - h) is 2 f(x) + h J + O(h²), J the jump of the slope: J is extrapolated from the differences between levels.
    """
    sums = values[:, 0] + values[:, 1]
    spread = widths.reshape((-1,) + (1,) * (sums.ndim - 1))
    column = (sums[:-1] - sums[1:]) / (spread[:-1] - spread[1:])
    error = np.full(column.shape[1:], np.inf)
    for order in range(1, len(column)):
        refined = (2.0**order * column[1:] - column[:-1]) / (2.0**order - 1)
        error, column = np.abs(refined[-1] - column[-1]), refined
    rounding = 64 * EPS * np.max(np.abs(values), axis=(0, 1)) / widths[-1]
    return bool(np.any(np.abs(column[-1]) > 50 * error + 1e3 * rounding))


def directional(
    loss: Callable[[Array], Array], at: Array, directions: Array, base: float = BASE, levels: int = LEVELS
) -> Estimate:
    """The derivatives of a batched loss, (B, …) → (B,), at a point along directions (count, …): (count,)."""
    points, widths = moves(at, directions, base, levels)
    values = np.asarray(loss(points.reshape(-1, *at.shape)), dtype=float).reshape(levels, 2, len(directions))
    return extrapolate(differences(values, widths), _largest(values), base)


def convergence(
    loss: Callable[[Array], Array], at: Array, direction: Array, exact: float, scale: float
) -> tuple[tuple[float, float], ...]:
    """(step, relative error) of plain central differences along a direction at steps 10^-1 … 10^-9: first truncation falls, then rounding rises."""
    found = []
    for exponent in np.arange(-1.0, -9.5, -0.5):
        h = float(10.0**exponent)
        values = np.asarray(loss(np.stack([at + h * direction, at - h * direction])), dtype=float)
        error = abs(float(values[0] - values[1]) / (2 * h) - exact) / (scale or 1.0)
        if np.isfinite(error):
            found.append((float(f"{h:.3g}"), float(f"{error:.2g}")))
    return tuple(found)


def scale_of(value: Array) -> float:
    """The length that steps are measured in: the root mean square of the entries, 1 at the origin."""
    found = float(np.sqrt(np.mean(np.square(np.abs(value))))) if value.size else 0.0
    return found if found > 0 and np.isfinite(found) else 1.0


def coordinate_directions(shape: Sequence[int], scale: float) -> Array:
    """One direction for each coordinate, scaled: (N, *shape)."""
    count = int(np.prod(shape, dtype=int))
    return (np.eye(count) * scale).reshape(count, *shape)
