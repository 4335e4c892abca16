"""`check_gradient`: whether a gradient is the gradient of a loss, by finite differences alone."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from math import isfinite, log10
from typing import Any

import numpy as np

from derive.numerics.finite_differences import EPS, Estimate, convergence, directional, scale_of
from derive.record import dataclass

Array = np.ndarray[Any, np.dtype[Any]]
Loss = Callable[[Array], Any]
FLOOR = 2e-11  # no agreement is asked beyond this, relative to the gradient's scale
DOUBT = 1e-6  # an estimated error above this decides nothing
SAFETY = 8.0
CHUNK = 1 << 22  # entries evaluated at once


class Agreement(Enum):
    """What finite differences say of a gradient."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNDECIDED = "undecided"


class Constraint(Enum):
    """Sets along which a derivative is taken: only its tangent part is compared."""

    NONE = "none"
    SYMMETRIC = "symmetric"
    SKEW = "skew"
    DIAGONAL = "diagonal"
    ORTHOGONAL = "orthogonal"  # orthonormal columns: the Stiefel manifold
    SPHERE = "sphere"
    SIMPLEX = "simplex"


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """What was found. `relative_error` is the largest difference along a direction, relative to the gradient's scale (the expected size of
    such a derivative); `tolerance` is what was allowed, from the estimated error; `digits` is how far they agree. `worst` is the
    coordinate (counted from 0) with the largest difference and `claimed`, `found` its two values, where coordinates were looked at.
    `convergence` holds (step, relative error) of plain central differences along one direction."""

    agreement: Agreement
    digits: float
    relative_error: float
    tolerance: float
    directions: int
    losses: int
    scale: float
    shape: tuple[int, ...]
    worst: tuple[int, ...] | None = None
    claimed: float | None = None
    found: float | None = None
    convergence: tuple[tuple[float, float], ...] = ()
    note: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the gradient was found right."""
        return self.agreement is Agreement.AGREES


def check_gradient(
    loss: Loss,
    gradient: Array | Callable[[Array], Any],
    at: Array,
    *,
    batched: bool = False,
    constraint: Constraint = Constraint.NONE,
    directions: int = 3,
    coordinates: bool = False,
    locate: bool = True,
    seed: int = 0,
    plot: bool = False,
) -> GradientCheck:
    """Compares a claimed gradient with finite differences of a loss, relative to the gradient's own scale.

    Args:
        loss: a function of an array of `at`'s shape; with `batched`, of (B, *shape) to (B,).
        gradient: the claimed gradient, of `at`'s shape, or a function that gives it.
        at: the point, any shape, real.
        constraint: the set `at` lies on; only derivatives along it are compared.
        directions: how many random directions are tried first (each every coordinate with a random sign).
        coordinates: look at every coordinate even when the directions agree.
        locate: on disagreement, look for the coordinate that differs most.
    Returns:
        a GradientCheck. A gradient of the size of the loss's rounding error is UNDECIDED.
    Raises:
        ValueError: shapes differ, or a value is not finite.
    """
    point = np.asarray(at, dtype=float)
    claimed = np.asarray(gradient(point) if callable(gradient) else gradient, dtype=float)
    if claimed.shape != point.shape:
        raise ValueError(f"the gradient has shape {claimed.shape} and the point {point.shape}")
    if not (np.all(np.isfinite(claimed)) and np.all(np.isfinite(point))):
        raise ValueError("the gradient or the point is not finite")
    return _Check(_batched(loss, batched), claimed, point, constraint, np.random.default_rng(seed)).run(
        directions, coordinates, locate, plot
    )


def _batched(loss: Loss, batched: bool) -> Callable[[Array], Array]:
    if not batched:
        return lambda points: np.array([float(loss(point)) for point in points])

    def in_chunks(points: Array) -> Array:
        size = max(1, CHUNK // max(1, int(np.prod(points.shape[1:]))))
        return np.concatenate(
            [np.asarray(loss(points[i : i + size]), dtype=float).reshape(-1) for i in range(0, len(points), size)]
        )

    return in_chunks


@dataclass(slots=True)
class _Check:
    loss: Callable[[Array], Array]
    claimed: Array
    point: Array
    constraint: Constraint
    rng: np.random.Generator
    losses: int = 0

    def run(self, count: int, coordinates: bool, locate: bool, plot: bool) -> GradientCheck:
        count = min(count, max(1, self.point.size))
        along = self.tangents(count)
        estimate, claims = self.measure(along), self.claims(along)
        scale = self.scale(along, claims, estimate.value)
        gaps, tolerance = np.abs(claims - estimate.value), self.tolerance(estimate, scale)
        agreement, worst = self.judge(float(np.max(gaps)), tolerance, scale), None
        if coordinates or (agreement is Agreement.DISAGREES and locate):
            worst = self.worst(coordinates)
            if worst is not None and worst[3] > worst[4]:
                agreement = Agreement.DISAGREES
        curve = self.curve(along[0], float(estimate.value[0]), scale) if plot else ()
        relative = float(np.max(gaps)) / scale if scale > 0 else 0.0
        digits = min(15.0, -log10(max(relative, estimate.error / scale if scale > 0 else 0.0, 1e-16)))
        allowed = tolerance / scale if scale > 0 else 0.0
        place = (worst[0], worst[1], worst[2]) if worst is not None else (None, None, None)
        note = (
            ""
            if agreement is not Agreement.UNDECIDED
            else "the estimated error of the differences is too large beside the gradient"
        )
        return GradientCheck(
            agreement, digits, relative, allowed, count, self.losses, scale, self.point.shape, *place, curve, note
        )

    def tangents(self, count: int) -> Array:
        """Random directions along the constraint, (count, …), of the point's scale."""
        signs = self.rng.integers(0, 2, size=(count, *self.point.shape)) * 2.0 - 1.0
        return np.stack([tangent(self.constraint, self.point, z) for z in signs]) * scale_of(self.point)

    def moved(self, points: Array) -> Array:
        return retract(self.constraint, points, float(np.linalg.norm(self.point)))

    def evaluate(self, points: Array) -> Array:
        self.losses += len(points)
        return self.loss(self.moved(points))

    def measure(self, along: Array) -> Estimate:
        """The derivatives along directions; smaller and larger steps are tried when the estimated error is poor."""
        best: Estimate | None = None
        for base in (0.05, 0.004, 0.4, 0.0004):
            found = directional(self.evaluate, self.point, along, base)
            if best is None or found.error < best.error:
                best = found
            if isfinite(best.error) and best.error <= 1e-11 * float(np.max(np.abs(best.value))):
                break
        assert best is not None
        if not np.all(np.isfinite(best.value)):
            raise ValueError("the loss is not finite near the point")
        return best

    def claims(self, along: Array) -> Array:
        return np.asarray((along * self.claimed).reshape(len(along), -1).sum(axis=1))

    def scale(self, along: Array, claims: Array, found: Array) -> float:
        """The expected size of a derivative along such directions: that of the claimed gradient's, or what was found."""
        flat = tangent(self.constraint, self.point, self.claimed)
        width = float(np.sqrt(np.mean(np.square(along)))) if along.size else 1.0
        return max(float(np.linalg.norm(flat)) * width, float(np.max(np.abs(found))), float(np.max(np.abs(claims))))

    def tolerance(self, estimate: Estimate, scale: float) -> float:
        terms = EPS * 4 * np.sqrt(self.point.size)  # the claim's own sum over coordinates is rounded too
        return max(SAFETY * estimate.error, (FLOOR + terms) * scale)

    def judge(self, gap: float, tolerance: float, scale: float) -> Agreement:
        if scale == 0:
            return Agreement.AGREES  # no step changed the loss in any digit, and the claim is zero
        if not isfinite(gap):
            return Agreement.UNDECIDED
        if gap > tolerance:
            return Agreement.DISAGREES
        return Agreement.AGREES if tolerance <= DOUBT * scale else Agreement.UNDECIDED

    def worst(self, every: bool) -> tuple[tuple[int, ...], float, float, float, float] | None:
        """(coordinate, claimed, found, gap, tolerance) where the gap is largest; halving finds it without looking at all of them."""
        if self.constraint is not Constraint.NONE or not self.point.size:
            return None
        places = np.arange(self.point.size)
        scale = scale_of(self.point)
        while len(places) > (self.point.size if every else 64):
            halves = np.array_split(self.rng.permutation(places), 2)
            along = np.zeros((8, self.point.size))
            for row in range(8):
                half = halves[row % 2]
                along[row, half] = (self.rng.integers(0, 2, size=len(half)) * 2.0 - 1.0) * scale
            shaped = along.reshape(8, *self.point.shape)
            gaps = np.abs(self.claims(shaped) - self.measure(shaped).value)
            places = np.sort(halves[0] if gaps[::2].max() >= gaps[1::2].max() else halves[1])
        along = np.zeros((len(places), self.point.size))
        along[np.arange(len(places)), places] = scale
        shaped = along.reshape(len(places), *self.point.shape)
        estimate, claims = self.measure(shaped), self.claims(shaped)
        gaps = np.abs(claims - estimate.value)
        k = int(np.argmax(gaps))
        size = max(float(np.max(np.abs(claims))), float(np.max(np.abs(estimate.value))))
        where = tuple(int(i) for i in np.unravel_index(places[k], self.point.shape))
        return (
            where,
            float(claims[k]) / scale,
            float(estimate.value[k]) / scale,
            float(gaps[k]),
            self.tolerance(estimate, size),
        )

    def curve(self, direction: Array, exact: float, scale: float) -> tuple[tuple[float, float], ...]:
        return convergence(self.evaluate, self.point, direction, exact, scale)


def tangent(constraint: Constraint, point: Array, z: Array) -> Array:
    """The part of `z` tangent to a set at a point of it: the orthogonal projection (Absil, Mahony & Sepulchre 2008, section 3.6)."""
    flipped = z.T if z.ndim == 2 else z
    if constraint is Constraint.SYMMETRIC:
        return np.asarray((z + flipped) / 2)
    if constraint is Constraint.SKEW:
        return np.asarray((z - flipped) / 2)
    if constraint is Constraint.DIAGONAL:
        return np.diag(np.diag(z))
    if constraint is Constraint.ORTHOGONAL:
        inner = point.T @ z
        return np.asarray(z - point @ (inner + inner.T) / 2)
    if constraint is Constraint.SPHERE:
        return np.asarray(z - point * np.sum(point * z) / np.sum(point * point))
    return np.asarray(z - np.mean(z)) if constraint is Constraint.SIMPLEX else z


def retract(constraint: Constraint, points: Array, radius: float = 1.0) -> Array:
    """Points (B, …) near a set put back on it: orthonormal columns by the polar factor, the sphere of a radius by scaling."""
    if constraint is Constraint.ORTHOGONAL:
        left, _, right = np.linalg.svd(points, full_matrices=False)
        return np.asarray(left @ right)
    if constraint is Constraint.SPHERE:
        axes = tuple(range(1, points.ndim))
        return np.asarray(radius * points / np.sqrt(np.sum(points * points, axis=axes, keepdims=True)))
    return points
