"""How one symbol of given properties is drawn in float64: parametrisations of the structured matrices, well conditioned."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any

import numpy as np

from derive.numerics.fields import NotEvaluable
from derive.terms import PropertyKind as P

Array = np.ndarray[Any, np.dtype[Any]]
Shape = tuple[int, ...]
Rng = np.random.Generator
Kinds = Set[P]


def draw_array(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    """A value of a shape with properties. Raises NotEvaluable when there is none at these sizes."""
    if len(shape) == 2:
        for wanted, template in MATRICES:
            if wanted <= kinds:
                return template(rng, kinds, shape)
    if P.UNIT_NORM in kinds:
        value = rng.normal(size=shape)
        return np.asarray(value / np.sqrt(np.sum(value * value)))
    if P.COLUMN_STOCHASTIC in kinds:
        value = np.exp(0.7 * rng.normal(size=shape))
        return np.asarray(value / value.sum(axis=0))
    return entries(rng, kinds, shape)


def entries(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    """Independent entries with the sign that properties ask for; they stay away from zero where zero is excluded."""
    if P.INTEGER in kinds:
        low = 1 if kinds & {P.POSITIVE, P.NONZERO, P.NONNEGATIVE} else -3
        return rng.integers(low, 6, size=shape).astype(float)
    value = rng.normal(size=shape)
    if kinds & {P.POSITIVE, P.NONNEGATIVE}:
        return np.asarray(0.3 + np.abs(value))
    if P.NEGATIVE in kinds:
        return np.asarray(-0.3 - np.abs(value))
    if P.NONZERO in kinds:
        return np.asarray(value + 0.3 * np.sign(value))
    return np.asarray(value)


def _square(shape: Shape) -> int:
    if shape[0] != shape[1]:
        raise NotEvaluable("a property of square matrices at sizes that are not square")
    return shape[0]


def _basis(rng: Rng, n: int) -> Array:
    return np.linalg.qr(rng.normal(size=(n, n)))[0]


def _orthogonal(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    n = _square(shape)
    signs = np.where(np.arange(n) % 2, -1.0, 1.0) if n > 1 else np.ones(1)
    if P.POSITIVE_DEFINITE in kinds:
        return np.eye(n)
    if P.DIAGONAL in kinds:
        return np.diag(rng.permutation(signs))
    basis = _basis(rng, n)
    return np.asarray(basis @ np.diag(signs) @ basis.T if P.SYMMETRIC in kinds else basis)


def _columns(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    if shape[0] < shape[1]:
        raise NotEvaluable("more orthonormal columns than dimensions")
    return _basis(rng, shape[0])[:, : shape[1]]


def _projection(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    n = _square(shape)
    rank = n if kinds & {P.INVERTIBLE, P.POSITIVE_DEFINITE} else max(1, n // 2)
    if P.DIAGONAL in kinds:
        return np.diag(rng.permutation((np.arange(n) < rank).astype(float)))
    basis = _basis(rng, n)[:, :rank]
    return np.asarray(basis @ basis.T)


def _idempotent(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    n = _square(shape)
    rank = n if P.INVERTIBLE in kinds else max(1, n // 2)
    mixing = _basis(rng, n) + 0.3 * rng.normal(size=(n, n)) / np.sqrt(n)
    return np.asarray(mixing @ np.diag((np.arange(n) < rank).astype(float)) @ np.linalg.inv(mixing))


def _diagonal(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    signs = {P.POSITIVE_DEFINITE: P.POSITIVE, P.POSITIVE_SEMIDEFINITE: P.POSITIVE, P.INVERTIBLE: P.NONZERO}
    wanted = {signs.get(kind, kind) for kind in kinds}
    value = np.zeros(shape)
    np.fill_diagonal(value, entries(rng, wanted, (min(shape),)))
    return value


def _definite(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    n = _square(shape)
    rank = n if kinds & {P.POSITIVE_DEFINITE, P.INVERTIBLE} else max(1, n - 1)
    basis = _basis(rng, n)[:, :rank]
    return np.asarray(basis @ np.diag(0.5 + 2 * rng.random(rank)) @ basis.T)


def _symmetric(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    _square(shape)
    value = entries(rng, kinds - {P.SYMMETRIC}, shape)
    return np.asarray((value + value.T) / 2)


def _skew(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    _square(shape)
    value = rng.normal(size=shape)
    return np.asarray((value - value.T) / 2)


def _upper(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    return np.triu(entries(rng, kinds, shape)) + (np.eye(shape[0], shape[1]) if P.INVERTIBLE in kinds else 0.0)


def _lower(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    return np.tril(entries(rng, kinds, shape)) + (np.eye(shape[0], shape[1]) if P.INVERTIBLE in kinds else 0.0)


def _invertible(rng: Rng, kinds: Kinds, shape: Shape) -> Array:
    n = _square(shape)
    return np.asarray(_basis(rng, n) @ np.diag(0.5 + 2 * rng.random(n)) @ _basis(rng, n))


Template = Callable[[Rng, Kinds, Shape], Array]

# the first whose properties are all there is used; every hypothesis is verified afterwards
MATRICES: tuple[tuple[frozenset[P], Template], ...] = (
    (frozenset({P.ORTHOGONAL}), _orthogonal),
    (frozenset({P.ORTHONORMAL_COLUMNS, P.ORTHONORMAL_ROWS}), _orthogonal),
    (frozenset({P.ORTHONORMAL_COLUMNS}), _columns),
    (frozenset({P.ORTHONORMAL_ROWS}), lambda rng, kinds, shape: _columns(rng, kinds, shape[::-1]).T),
    (frozenset({P.PROJECTION}), _projection),
    (frozenset({P.SYMMETRIC, P.IDEMPOTENT}), _projection),
    (frozenset({P.DIAGONAL, P.IDEMPOTENT}), _projection),
    (frozenset({P.IDEMPOTENT}), _idempotent),
    (frozenset({P.DIAGONAL}), _diagonal),
    (frozenset({P.POSITIVE_DEFINITE}), _definite),
    (frozenset({P.POSITIVE_SEMIDEFINITE}), _definite),
    (frozenset({P.SYMMETRIC}), _symmetric),
    (frozenset({P.SKEW}), _skew),
    (frozenset({P.UPPER_TRIANGULAR}), _upper),
    (frozenset({P.LOWER_TRIANGULAR}), _lower),
    (frozenset({P.INVERTIBLE}), _invertible),
)
