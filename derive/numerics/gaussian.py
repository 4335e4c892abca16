"""Integrals over all vectors of what is, up to a factor, exp of a quadratic form: [PB] W. H. Press et al., Numerical Recipes (2007), 15.6.1; the value by
completing the square, K. V. Mardia, J. T. Kent and J. M. Bibby, Multivariate Analysis (1979), 2.5.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from derive.numerics.fields import NotEvaluable

Array = np.ndarray[Any, np.dtype[Any]]
STEP = 0.5
AGREE = 1e-7
CHECKS = 6
VANISHES, SMALLEST, NEGLIGIBLE = 1e-100, 1e-290, 1e-18
FLAT = 1e-9  # below it a form is not told from a flat one


def integrate(body: Callable[[Array], Array], n: int) -> tuple[Array, float]:
    """∫ over ℝⁿ of a function (N, n) → (N, …) whose logarithm is quadratic: the value (…) and its relative error.

    Raises NotEvaluable where the logarithm is not quadratic, or the form is not positive definite.
    """
    eye = STEP * np.eye(n)
    pairs = [(i, j) for i in range(n) for j in range(i + 1)]
    checks = STEP * np.random.default_rng(n).normal(size=(CHECKS, n))
    points = np.concatenate([np.zeros((1, n)), eye, -eye, [eye[i] + eye[j] for i, j in pairs], checks])
    with np.errstate(all="ignore"):
        values = np.asarray(body(points), dtype=float)
        size = np.abs(values)
        top = size.max(axis=0)
        # at points of an outer integral that are far from where it has its weight
        far = top < NEGLIGIBLE * size.max()
        gone = (top < VANISHES) | ((size.min(axis=0) < SMALLEST) & far)
        values = np.where(gone, 1.0, values)
        logs = np.log(np.abs(values))
    if not np.any(~gone):
        raise NotEvaluable("the integrand vanishes to all digits")
    if not np.isfinite(logs).all() or (np.sign(values) != np.sign(values[0])).any():
        raise NotEvaluable("the integrand is no exponential of a quadratic form")
    flat = logs.reshape(len(points), -1)
    at0, plus, minus = flat[0], flat[1 : n + 1], flat[n + 1 : 2 * n + 1]
    both = flat[2 * n + 1 : 2 * n + 1 + len(pairs)]
    slope = (plus - minus) / (2 * STEP)
    form = np.zeros((flat.shape[1], n, n))
    for (i, j), value in zip(pairs, both, strict=True):
        form[:, i, j] = form[:, j, i] = -(value - plus[i] - plus[j] + at0) / STEP**2
    flattest = np.linalg.eigvalsh(form)[:, 0]
    left = ~gone.reshape(-1) & ~((flattest <= FLAT) & far.reshape(-1))
    if (flattest[left] <= FLAT).any() or not left.any():
        raise NotEvaluable("the integral does not converge")
    _agree(flat[:, left], at0[left], slope[:, left], form[left], checks)
    found = np.zeros(left.shape)
    found[left] = _completed(values.reshape(len(points), -1)[:, left], at0[left], slope[:, left], form[left], n)
    return found.reshape(values.shape[1:]), 1e-9


def _agree(flat: Array, at0: Array, slope: Array, form: Array, checks: Array) -> None:
    found = flat[-len(checks) :]
    wanted = at0 + checks @ slope - 0.5 * np.einsum("ci,bij,cj->cb", checks, form, checks)
    if np.max(np.abs(found - wanted) / (1 + np.abs(found))) > AGREE:
        raise NotEvaluable("the integrand is no exponential of a quadratic form")


def _completed(values: Array, at0: Array, slope: Array, form: Array, n: int) -> Array:
    across = slope.T[..., None]
    peak = 0.5 * (across.transpose(0, 2, 1) @ np.linalg.solve(form, across))[:, 0, 0]
    size = at0 + peak + 0.5 * n * np.log(2 * np.pi) - 0.5 * np.linalg.slogdet(form)[1]
    return np.asarray(np.sign(values[0]) * np.exp(size))
