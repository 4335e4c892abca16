"""A claimed optimum beside many allowed points, and a scan along the constraints through it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from derive.engines.instances.reading import flatten, read
from derive.engines.modular.question import questions
from derive.engines.numeric.instances import Way, instances
from derive.goals import Evidence, Goal, Limits, Result, Verdict
from derive.numerics.fields import NotEvaluable
from derive.numerics.interpretation import Array
from derive.record import dataclass
from derive.terms import Apply, HasProperty, Optimum, PropertyKind, Relates, Relation, Statement, symbols, walk

ENGINE = "numeric"
SAMPLES = 400
ROUNDS = 25  # of Gauss-Newton, to put a point on the constraints
NEAR = 1e-9
SCAN = np.linspace(-1.0, 1.0, 41)
Function = Callable[[Array], Array]  # (B, d) → (B, …)


@dataclass(slots=True)
class Space:
    """The objective, what must vanish and what must not be negative, as functions of points (B, d)."""

    objective: Function
    zero: list[Function]
    nonnegative: list[Function]

    def residual(self, points: Array) -> Array:
        """What must vanish, (B, r)."""
        columns = [f(points).reshape((len(points), -1)) for f in self.zero]
        return np.concatenate(columns, axis=1) if columns else np.zeros((len(points), 0))

    def allowed(self, points: Array) -> Array:
        """Which points meet every constraint, (B,)."""
        good: Any = np.all(np.abs(self.residual(points)) < NEAR, axis=1)
        for f in self.nonnegative:
            good &= np.all(f(points).reshape((len(points), -1)) >= -NEAR, axis=1)
        return np.asarray(good & np.all(np.isfinite(points), axis=1))

    def put(self, points: Array) -> Array:
        """Points moved onto the equations by Gauss-Newton with differences, (B, d)."""
        if not self.zero:
            return points
        size = points.shape[1]
        for _ in range(ROUNDS):
            h = 1e-6 * np.maximum(1.0, np.abs(points))
            here = self.residual(points)
            moved = [
                (self.residual(points + h * unit) - self.residual(points - h * unit)) / (2 * h[:, k : k + 1])
                for k, unit in enumerate(np.eye(size))
            ]
            slopes = np.stack(moved, axis=2)
            ok: Any = np.isfinite(slopes).all(axis=(1, 2)) & np.isfinite(here).all(axis=1)
            slopes, here = np.where(ok[:, None, None], slopes, 0.0), np.where(ok[:, None], here, 0.0)
            points = points - (np.linalg.pinv(slopes) @ here[..., None])[..., 0]
        return points


def search(goal: Goal, limits: Limits) -> Evidence:
    """SUPPORTED when no allowed point that was tried is better, DISAGREES when one is clearly better, with the scan as data."""
    try:
        with np.errstate(all="ignore"):
            return _searched(goal, limits)
    except NotEvaluable as cannot:
        return Evidence(ENGINE, Result.UNDECIDED, Verdict.UNCHECKED, cannot.reason)


def _searched(goal: Goal, limits: Limits) -> Evidence:
    claim = goal.statement
    assert isinstance(claim, Optimum)
    space, at = _space(goal, claim, limits)
    if not space.allowed(at[None])[0]:
        return Evidence(ENGINE, Result.DISAGREES, Verdict.UNCHECKED, "the claimed point is not allowed")
    best = float(space.objective(at[None])[0])
    rng = np.random.default_rng([limits.seed, 5])
    widths = np.repeat([0.05, 0.5, 2.0, 8.0], SAMPLES // 4)[:, None]
    points = space.put(at + widths * rng.normal(size=(SAMPLES, len(at))))
    points = points[space.allowed(points)]
    if len(points) < SAMPLES // 20:
        raise NotEvaluable("hardly any allowed points were found")
    sign = 1.0 if claim.kind == "min" else -1.0
    gains = sign * (best - space.objective(points))
    k = int(np.nanargmax(gains))
    data: dict[str, object] = {"scan": _scan(space, at, rng), "points": len(points)}
    if gains[k] > 1e-7 * (1 + abs(best)):
        where = ", ".join(f"{x:.4g}" for x in points[k])
        value = float(space.objective(points[k : k + 1])[0])
        detail = f"at ({where}) the value {value:.6g} is better than {best:.6g}"
        return Evidence(ENGINE, Result.DISAGREES, Verdict.UNCHECKED, detail, data=data)
    if claim.unique:
        other = _mirrored(space, at, best)
        if other is not None:
            where = ", ".join(f"{x:.4g}" for x in other)
            return Evidence(ENGINE, Result.DISAGREES, Verdict.UNCHECKED, f"({where}) is as good", data=data)
    detail = f"none of {len(points)} allowed points is better than {best:.6g}; scanned along the constraints"
    return Evidence(ENGINE, Result.AGREES, Verdict.SUPPORTED, detail, data=data)


def _mirrored(space: Space, at: Array, best: float) -> Array | None:
    """The point with other signs, where that is allowed and as good: the most common reason why an optimum is not the only one."""
    if len(at) > 6:
        return None
    signs = np.array(list(product((1.0, -1.0), repeat=len(at))))[1:]
    points = signs * at
    same = np.abs(space.objective(points) - best) <= NEAR * (1 + abs(best))
    far = np.abs(points - at).max(axis=1) > 1e-6
    found = points[same & far & space.allowed(points)]
    return np.asarray(found[0]) if len(found) else None


def _scan(space: Space, at: Array, rng: np.random.Generator) -> list[list[float]]:
    """(distance along a curve of allowed points, objective) through the claimed point."""
    direction = rng.normal(size=len(at))
    near = space.put(at[None] + 1e-3 * direction)[0] - at
    size = float(np.linalg.norm(near))
    if not size > 0:
        return []
    points = space.put(at[None] + SCAN[:, None] * near / size * max(0.5, 0.5 * float(np.abs(at).max(initial=0.0))))
    good = space.allowed(points)
    values = space.objective(points)
    return [
        [float(f"{t:.3g}"), float(f"{v:.6g}")]
        for t, v, ok in zip(SCAN, values, good, strict=True)
        if ok and np.isfinite(v)
    ]


def _space(goal: Goal, claim: Optimum, limits: Limits) -> tuple[Space, Array]:
    """The claim as functions of one flat vector, and its point. Raises NotEvaluable."""
    (question,) = questions(goal)
    varied = {symbol.name for symbol, _ in claim.point}
    given = tuple(h for h in question.hypotheses if not varied & set(symbols(h)))
    ip = next(instances(Way(question, read(given), limits.seed), 1))
    pieces, values, start = {}, [], 0
    for symbol, value in claim.point:
        shape = ip.shape(symbol.sizes)
        count = int(np.prod(shape, dtype=int))
        pieces[symbol.name] = (start, count, shape)
        values.append(np.broadcast_to(ip(value), shape).reshape(-1))
        start += count

    def function(term: Any) -> Function:
        def at(points: Array) -> Array:
            bound = {
                name: points[:, begin : begin + count].reshape((len(points), *shape))
                for name, (begin, count, shape) in pieces.items()
            }
            value = ip.value(term, ip.top.bind(bound, 1))
            rank = len(term.shape)
            return np.broadcast_to(value, (len(points), *value.shape[value.ndim - rank :]))

        return at

    zero: list[Function] = []
    nonnegative: list[Function] = []
    about = [h for h in question.hypotheses if varied & set(symbols(h))]
    if any(
        isinstance(part, Apply) and part.name not in ip.definitions and part.name.startswith("user:")
        for term in (claim.objective, *claim.constraints)
        for part in walk(term)
    ):
        raise NotEvaluable("a function that nothing defines")
    for statement in flatten((*claim.constraints, *about)):
        _constraint(statement, function, zero, nonnegative)
    return Space(function(claim.objective), zero, nonnegative), np.concatenate(values).astype(float)


_SIGNS = {PropertyKind.POSITIVE: 1.0, PropertyKind.NONNEGATIVE: 1.0, PropertyKind.NEGATIVE: -1.0}
_FREE = (PropertyKind.REAL, PropertyKind.CONSTANT, PropertyKind.NONZERO, PropertyKind.RANDOM)


def _constraint(
    statement: Statement, function: Callable[[Any], Function], zero: list[Function], nonnegative: list[Function]
) -> None:
    """Adds what a constraint asks for. Raises NotEvaluable."""
    if isinstance(statement, HasProperty) and statement.kind in _SIGNS:
        f, sign = function(statement.subjects[0]), _SIGNS[statement.kind]
        nonnegative.append(lambda points: sign * f(points))
    elif isinstance(statement, HasProperty) and statement.kind in _FREE:
        return
    elif isinstance(statement, Relates) and statement.relation in _ORDERS:
        left, right, sign = function(statement.left), function(statement.right), _ORDERS[statement.relation]
        into = nonnegative if sign else zero
        into.append(lambda points: (sign or 1.0) * (left(points) - right(points)))
    else:
        raise NotEvaluable("a constraint that is no equation or inequality")


_ORDERS = {
    Relation.EQUAL: 0.0,
    Relation.AT_LEAST: 1.0,
    Relation.GREATER: 1.0,
    Relation.AT_MOST: -1.0,
    Relation.LESS: -1.0,
}
