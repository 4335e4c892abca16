"""Integrals, infinite sums and limits in floating point, each with an estimate of its relative error.

[TM] Takahasi & Mori, Publ. RIMS 9 (1974) 721: double exponential formulas. [L] Levin, Int. J. Comput. Math. B 3 (1973) 371: the u transform;
[W] Weniger, Comput. Phys. Rep. 10 (1989) 189, section 7. [R] Richardson, Phil. Trans. A 210 (1911) 307: the deferred approach to the limit.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isinf
from typing import Any

import numpy as np

from derive.numerics.fields import NotEvaluable

Array = np.ndarray[Any, np.dtype[Any]]
Function = Callable[[Array], Array]
REACH = 4.0  # how far the transformed variable runs: the weights there are below 1e-35
FARTHER = 6.0  # and where the integrand goes to infinity at an end, as x^(a - 1) with a small a does
HALVINGS = 6
MIDDLE = (
    2.8  # a value that is not finite nearer to the centre than this is a fault of the integrand, not of an end point
)


def integrate(body: Function, low: float, high: float) -> tuple[Array, float, float]:
    """∫ body from `low` to `high` (either may be infinite) of a function (N,) → (N, …): the value (…), ∫ |body|, and the error relative to that [TM].

    Raises NotEvaluable where the integrand is not finite inside.
    """
    if low > high:
        value, size, error = integrate(body, high, low)
        return -value, size, error
    if low == high:
        return np.zeros(np.shape(body(np.array([low])))[1:]), 0.0, 0.0
    try:
        return _within(body, low, high, REACH)
    except _AtTheEnds:
        return _within(body, low, high, FARTHER)


class _AtTheEnds(NotEvaluable):
    """What is left out at the ends counts."""


def _within(body: Function, low: float, high: float, reach: float) -> tuple[Array, float, float]:
    """The same with the transformed variable from -`reach` to `reach`."""
    before: Array | None = None
    best: tuple[Array, float, float] = (np.zeros(()), 0.0, inf)
    for halving in range(HALVINGS + 1):
        h = 0.5 ** (halving + 1)
        t = np.arange(-reach, reach + h / 2, h)
        value, size = _weighted(body, t, h, low, high)
        if before is not None:
            error = _gap(value, before) / (size or 1.0)
            best = min(best, (value, size, error), key=lambda item: item[2])
            if error < 1e-14:
                break
        before = value
    value, size, error = best
    return value, size, error + 1e-15


def _weighted(body: Function, t: Array, h: float, low: float, high: float) -> tuple[Array, float]:
    """The trapezoidal sum in the transformed variable, and the sum of the absolute values."""
    x, w = _transform(t, low, high)
    with np.errstate(all="ignore"):
        values = np.asarray(body(x), dtype=float)
        shaped = w.reshape(w.shape + (1,) * (values.ndim - 1))
        products = values * shaped * h
    bad = ~np.isfinite(products)
    if np.any(bad & (np.abs(t) < MIDDLE).reshape(shaped.shape) & ~_vanished(products, bad)):
        raise NotEvaluable("the integrand is not finite")
    products = np.where(bad, 0.0, products)
    ends = np.abs(products[[0, -1]]).max() if products.size else 0.0
    size = float(np.max(np.abs(products).sum(axis=0))) if products.size else 0.0
    if ends > 1e-6 * size:
        raise _AtTheEnds("the integral does not converge")
    return products.sum(axis=0), size


def _vanished(products: Array, bad: Array) -> Array:
    """Where a value that is not finite lies on the far side of values that are nothing beside the others: there p has underflowed in p log p."""
    sizes = np.where(bad, 0.0, np.abs(products))
    nothing = ~bad & (sizes <= 1e-30 * sizes.max(axis=0))
    outwards = np.zeros_like(bad)
    for turned in (slice(None), slice(None, None, -1)):  # from either end inwards, as long as nothing counts
        outside = np.logical_and.accumulate((bad | nothing)[turned], axis=0)
        reached = np.logical_or.accumulate((nothing & outside[turned])[turned][::-1], axis=0)[::-1]
        outwards |= (outside & reached)[turned]
    return outwards


def _transform(t: Array, low: float, high: float) -> tuple[Array, Array]:
    """Points and weights of the double exponential substitution for a finite, half-infinite or infinite interval."""
    s, c = np.sinh(t) * np.pi / 2, np.cosh(t) * np.pi / 2
    with np.errstate(all="ignore"):
        if isinf(low) and isinf(high):
            return np.sinh(s), c * np.cosh(s)
        if isinf(high):
            return low + np.exp(s), c * np.exp(s)
        if isinf(low):
            return high - np.exp(s), c * np.exp(s)
        half = (high - low) / 2
        near = half * np.exp(-np.abs(s)) / np.cosh(s)  # the distance to the nearer end, without cancellation
        x = np.where(t < 0, low + near, high - near)
        return x, half * c / np.cosh(s) ** 2


def _gap(a: Array, b: Array) -> float:
    found = float(np.max(np.abs(a - b))) if np.size(a) else 0.0
    return found if np.isfinite(found) else inf


TERMS = 40


def series(terms: Function, lower: int) -> tuple[Array, float]:
    """Σ terms(k) for k = lower, lower + 1, … of a function (N,) → (N,): the value and its relative error, by Levin's u transform [L].

    A sum whose terms fall off quickly is added up as it is. Raises NotEvaluable where it seems to diverge.
    """
    with np.errstate(all="ignore"):
        values = np.asarray(terms(np.arange(lower, lower + 400, dtype=float)), dtype=float)
    finite = np.isfinite(values)
    if not finite.all():  # factorials overflow at the far end, where the terms have long vanished
        first = int(np.argmin(finite))
        if first < TERMS or np.abs(values[first - 1]) > 1e-17 * np.abs(values[:first]).max():
            raise NotEvaluable("a term of an infinite sum is not finite")
        values = values[:first]
    size = float(np.abs(values).sum())
    if size == 0:
        return np.zeros(()), 0.0
    tail = np.abs(values[-20:]).max()
    if tail < 1e-18 * size:
        return np.asarray(values.sum()), 1e-15
    if tail > 0.5 * np.abs(values[: len(values) // 2]).max():
        raise NotEvaluable("an infinite sum whose terms do not fall")
    sums = np.cumsum(values[:TERMS])
    estimates = [_levin(sums[:n], values[:n]) for n in range(6, TERMS)]
    gaps = [max(abs(b - a), abs(c - b)) for a, b, c in zip(estimates, estimates[1:], estimates[2:], strict=False)]
    gaps = [gap if np.isfinite(gap) else inf for gap in gaps]
    k = int(np.argmin(gaps))
    value = estimates[k + 1]
    return np.asarray(value), float(gaps[k]) / (abs(value) or 1.0) + 1e-15


def _levin(sums: Array, terms: Array) -> float:
    """Levin's u transform of partial sums [W, eq. 7.3-5 with β = 1]."""
    n = len(sums) - 1
    j = np.arange(n + 1)
    binomials = np.ones(n + 1)
    for k in range(1, n + 1):
        binomials[k] = binomials[k - 1] * (n - k + 1) / k
    weights = (-1.0) ** j * binomials * ((j + 1.0) / (n + 1.0)) ** (n - 1)
    with np.errstate(all="ignore"):
        remainders = (j + 1.0) * terms
        return float((weights * sums / remainders).sum() / (weights / remainders).sum())


def limit(body: Function, point: float, side: str) -> tuple[Array, float]:
    """lim body(x) as x → point (which may be infinite) of a function (N,) → (N,): the value and its relative error [R].

    Raises NotEvaluable where the two sides differ, or nothing converges.
    """
    if isinf(point):
        sign = 1.0 if point > 0 else -1.0
        return _approach(lambda h: body(sign / h), 0.05)
    scale = max(1.0, abs(point)) * 0.25
    found = [
        _approach(lambda h, s=s: body(point + s * h), scale)  # type: ignore[misc]
        for s in ((1.0,) if side == "+" else (-1.0,) if side == "-" else (1.0, -1.0))
    ]
    (value, error), other = found[0], found[-1]
    gap = abs(float(value) - float(other[0])) / max(abs(float(value)), 1.0)
    if gap > 100 * (error + other[1]) + 1e-10:
        raise NotEvaluable("the limits from the two sides differ")
    return value, max(error, other[1])


def _approach(value_at: Function, first: float) -> tuple[Array, float]:
    """The value at h → 0+ by Richardson extrapolation over halving h; the entry of the tableau whose neighbours agree best."""
    h = first * 0.5 ** np.arange(14)
    with np.errstate(all="ignore"):
        column = np.asarray(value_at(h), dtype=float)
    if not np.isfinite(column[:6]).all():
        raise NotEvaluable("the function is not finite near the point")
    best, value = inf, column[-1]
    power = 1.0
    for _ in range(8):
        steps = np.abs(np.diff(column))
        gaps = np.maximum(steps[1:], steps[:-1])
        gaps = np.where(np.isfinite(gaps), gaps, inf)
        k = int(np.argmin(gaps))
        if gaps[k] < best:
            best, value = float(gaps[k]), column[k + 2]
        power *= 2
        column = (power * column[1:] - column[:-1]) / (power - 1)
    return np.asarray(value), best / max(abs(float(value)), 1.0) + 1e-15
