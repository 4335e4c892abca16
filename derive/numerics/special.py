"""Elementwise functions in float64 that NumPy does not have, and the table of all that have a name.

[AS] Abramowitz & Stegun, Handbook of Mathematical Functions (1964); [Higham] Functions of Matrices (2008).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import numpy as np

from derive.numerics.fields import NotEvaluable

Array = np.ndarray[Any, np.dtype[Any]]


def _each(function: Callable[[float], float]) -> Callable[[Array], Array]:
    def guarded(x: float) -> float:
        try:
            return function(x)
        except (ValueError, OverflowError):
            return math.nan

    return lambda x: np.vectorize(guarded, otypes=[float])(x) if np.isrealobj(x) else np.full(x.shape, np.nan)


def _shifted(x: Array, term: Callable[[Array], Array]) -> tuple[Array, Array]:
    """The sum of `term` along x, x+1, …, x+11, and x + 12: recurrences carry an asymptotic series to any argument."""
    total = np.zeros(x.shape)
    for k in range(12):
        total = total + term(x + k)
    return total, x + 12


def digamma(x: Array) -> Array:
    """ψ(x), by recurrence and the asymptotic series [AS 6.3.5, 6.3.18]; relative error about 1e-15 for x > 0."""
    total, y = _shifted(x, lambda u: 1 / u)
    z = 1 / (y * y)
    series = z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - z * 691 / 32760)))))
    return np.asarray(np.log(y) - 0.5 / y - series - total)


def trigamma(x: Array) -> Array:
    """ψ'(x), by recurrence and the asymptotic series [AS 6.4.6, 6.4.12]."""
    total, y = _shifted(x, lambda u: 1 / (u * u))
    z = 1 / (y * y)
    series = 1 / y * (1 + z * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z * (1 / 30 - z * 5 / 66)))))
    return np.asarray(total + series + z / 2)


def sigmoid(x: Array) -> Array:
    """1/(1 + exp(-x)) without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * x)))


FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "cot": lambda x: 1 / np.tan(x),
    "sec": lambda x: 1 / np.cos(x),
    "csc": lambda x: 1 / np.sin(x),
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": np.arctanh,
    "sigmoid": sigmoid,
    "softplus": lambda x: np.logaddexp(0, x),
    "relu": lambda x: np.maximum(x, 0),
    "step": lambda x: np.where(x > 0, 1.0, 0.0),
    "erf": _each(math.erf),
    "normal_cdf": _each(lambda x: 0.5 * math.erfc(-x / math.sqrt(2))),
    "normal_quantile": _each(NormalDist().inv_cdf),
    "erfinv": _each(lambda x: NormalDist().inv_cdf((1 + x) / 2) / math.sqrt(2)),
    "gamma": _each(math.gamma),
    "loggamma": _each(math.lgamma),
    "factorial": _each(lambda x: math.gamma(x + 1)),
    "digamma": digamma,
    "trigamma": trigamma,
    "floor": np.floor,
    "ceil": np.ceil,
    "reciprocal": lambda x: 1 / x,
}
KINKS = frozenset(("abs", "sign", "relu", "step", "floor", "ceil"))  # not differentiable everywhere


def eigenvalues(value: Array, seed: int) -> Array:
    """The eigenvalues (…, n) of square matrices, complex ones where a matrix has them, in an order that `seed` decides: none is the first."""
    flipped = np.swapaxes(value, -1, -2)
    if np.allclose(value, flipped, rtol=1e-9, atol=1e-9):
        found = np.linalg.eigvalsh((value + flipped) / 2)
    else:
        found = np.sort(np.linalg.eigvals(value), axis=-1)
    return np.asarray(found[..., np.random.default_rng([seed, value.shape[-1]]).permutation(value.shape[-1])])


def characteristic_polynomial(of: Array, at: Array) -> Array:
    """p(B) for p(λ) = det(λI - A), by the recurrence of Faddeev and LeVerrier for the coefficients and Horner's rule. Raises NotEvaluable for a batch."""
    if of.ndim != 2 or at.ndim != 2:
        raise NotEvaluable("a characteristic polynomial inside a derivative")
    n, unit = len(of), np.eye(len(at))
    coefficients, m = [1.0], np.zeros((n, n))
    for k in range(1, n + 1):
        m = of @ m + coefficients[-1] * np.eye(n)
        coefficients.append(float(-np.trace(of @ m) / k))
    found = np.zeros(at.shape)
    for coefficient in coefficients:
        found = found @ at + coefficient * unit
    return found


def matrix_function(name: str, value: Array) -> Array:
    """expm, logm or sqrtm of square matrices by diagonalisation [Higham, section 4.5]. Raises NotEvaluable where it is ill-conditioned."""
    scalar = {"expm": np.exp, "logm": np.log, "sqrtm": np.sqrt}[name]
    flipped = np.swapaxes(value, -1, -2)
    if np.allclose(value, flipped, rtol=1e-9, atol=1e-9):
        values, vectors = np.linalg.eigh((value + flipped) / 2)
        back = np.swapaxes(vectors, -1, -2)
    else:
        values, vectors = np.linalg.eig(value)
        if np.max(np.linalg.cond(vectors)) > 1e4:
            raise NotEvaluable("the eigenvectors are nearly dependent")
        back = np.linalg.inv(vectors)
    found = (vectors * scalar(values)[..., None, :]) @ back
    if np.iscomplexobj(found):
        if np.max(np.abs(found.imag)) > 1e-9 * np.max(np.abs(found)):
            raise NotEvaluable("a function of a matrix is not real here")
        found = found.real
    return np.asarray(found)
