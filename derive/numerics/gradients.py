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
BASES = (0.05, 0.004, 0.4, 0.0004)  # largest steps, in units of the point's scale
FEW = 16  # coordinates that are looked at one by one


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
    at: Array,
    gradient: Array | Callable[[Array], Any],
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
        at: the point, any shape, real.
        gradient: the claimed gradient, of `at`'s shape, or a function that gives it.
        constraint: the set `at` lies on; only derivatives along it are compared.
        directions: how many random directions are tried first (each every coordinate with a random sign).
        coordinates: look at every coordinate even when the directions agree.
        locate: on disagreement, look for the coordinate that differs most.
        plot: also follow plain central differences over many steps, for a picture of their convergence.
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
    check = _Check(_batched(loss, batched), claimed, point, constraint, np.random.default_rng(seed))
    return check.run(directions, coordinates, locate, plot)


def _batched(loss: Loss, batched: bool) -> Callable[[Array], Array]:
    if not batched:
        return lambda points: np.array([float(loss(point)) for point in points])

    def in_chunks(points: Array) -> Array:
        size = max(1, CHUNK // max(1, int(np.prod(points.shape[1:]))))
        return np.concatenate(
            [np.asarray(loss(points[i : i + size]), dtype=float).reshape(-1) for i in range(0, len(points), size)]
        )

    return in_chunks


@dataclass(frozen=True, slots=True)
class Worst:
    """A coordinate, its claimed and found derivative, and by how much they differ beside what is allowed (times the length of a step)."""

    place: tuple[int, ...]
    claimed: float
    found: float
    gap: float
    tolerance: float


def _largest(values: Array) -> float:
    return float(np.max(np.abs(values))) if values.size else 0.0


@dataclass(slots=True)
class _Check:
    loss: Callable[[Array], Array]
    claimed: Array
    point: Array
    constraint: Constraint
    rng: np.random.Generator
    losses: int = 0

    def run(self, count: int, coordinates: bool, locate: bool, plot: bool) -> GradientCheck:
        """Directions first, then the coordinates where they are asked for or the directions disagree."""
        count = min(count, max(1, self.point.size))
        along = self.tangents(count)
        estimate, claims = self.measure(along), self.claims(along)
        scale = self.scale(along, claims, estimate.value)
        gap, tolerance = _largest(claims - estimate.value), self.tolerance(estimate, scale)
        agreement = self.judge(gap, tolerance, scale)
        worst: Worst | None = None
        if coordinates or (agreement is Agreement.DISAGREES and locate):
            worst = self.worst(coordinates)
            if worst is not None and worst.gap > worst.tolerance:
                agreement = Agreement.DISAGREES
        unit = scale or 1.0
        undecided = "the estimated error of the differences is too large beside the gradient"
        return GradientCheck(
            agreement=agreement,
            digits=min(15.0, -log10(max(gap / unit, estimate.error / unit, 1e-16))),
            relative_error=gap / unit,
            tolerance=tolerance / unit,
            directions=count,
            losses=self.losses,
            scale=scale,
            shape=self.point.shape,
            worst=None if worst is None else worst.place,
            claimed=None if worst is None else worst.claimed,
            found=None if worst is None else worst.found,
            convergence=self.curve(along[0], float(estimate.value[0]), scale) if plot else (),
            note=undecided if agreement is Agreement.UNDECIDED else "",
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

    def measure(self, along: Array, bases: tuple[float, ...] = BASES) -> Estimate:
        """The derivatives along directions; smaller and larger steps are tried when the estimated error is poor."""
        best: Estimate | None = None
        for base in bases:
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
        return float(max(SAFETY * estimate.error, (FLOOR + terms) * scale))

    def judge(self, gap: float, tolerance: float, scale: float) -> Agreement:
        if scale == 0:
            return Agreement.AGREES  # no step changed the loss in any digit, and the claim is zero
        if not isfinite(gap):
            return Agreement.UNDECIDED
        if gap > tolerance:
            return Agreement.DISAGREES
        return Agreement.AGREES if tolerance <= DOUBT * scale else Agreement.UNDECIDED

    def worst(self, every: bool) -> Worst | None:
        """The coordinate where the gap is largest; halving finds it without looking at all of them. None on a constrained set."""
        if self.constraint is not Constraint.NONE or not self.point.size:
            return None
        places = np.arange(self.point.size)
        scale = scale_of(self.point)
        while len(places) > (self.point.size if every else FEW):
            halves = np.array_split(self.rng.permutation(places), 2)
            along = np.zeros((4, self.point.size))
            for row in range(4):
                half = halves[row % 2]
                along[row, half] = (self.rng.integers(0, 2, size=len(half)) * 2.0 - 1.0) * scale
            shaped = along.reshape((4, *self.point.shape))
            gaps = np.abs(self.claims(shaped) - self.measure(shaped, BASES[:1]).value)
            places = np.sort(halves[0] if gaps[::2].max() >= gaps[1::2].max() else halves[1])
        size = max(1, min(len(places), CHUNK // (16 * self.point.size)))
        chunks = [self.coordinates(places[i : i + size], scale) for i in range(0, len(places), size)]
        return max(chunks, key=lambda found: found.gap)

    def coordinates(self, places: Array, scale: float) -> Worst:
        """The worst of some coordinates, each looked at alone."""
        along = np.zeros((len(places), self.point.size))
        along[np.arange(len(places)), places] = scale
        shaped = along.reshape((len(places), *self.point.shape))
        estimate, claims = self.measure(shaped), self.claims(shaped)
        gaps = np.abs(claims - estimate.value)
        k = int(np.argmax(gaps))
        width = float(np.linalg.norm(self.claimed)) / np.sqrt(self.point.size) * scale
        size = max(_largest(claims), _largest(estimate.value), width)
        where = tuple(int(i) for i in np.unravel_index(places[k], self.point.shape))
        return Worst(
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
