"""Statements as residuals in floating point: what must vanish, beside how large the numbers are that it comes from."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isfinite, log10
from typing import Any

import numpy as np

from derive.numerics.fields import NotEvaluable
from derive.numerics.floating import Floating
from derive.numerics.indices import free_indices, scopes
from derive.numerics.interpretation import Array, Scope
from derive.numerics.majorant import Majorant
from derive.record import dataclass
from derive.rules.properties import equations as of_property
from derive.rules.properties import is_exact
from derive.terms import (
    UPWARDS,
    All,
    HasProperty,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Term,
)

EPS = float(np.finfo(float).eps)
ROUNDING = 256 * EPS  # of the majorant
FLOOR = 2e-11  # of the sides themselves: no agreement is asked beyond it (inverses lose digits that the majorant does not show)
SAFETY = 8.0
DOUBT = 1e-6
CLEAR = 20.0  # a difference must exceed what is allowed by this factor before it counts as one


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values beside each other: the largest difference, what is allowed, the scale of the sides, and that of the numbers they come from."""

    gap: float
    allowed: float
    scale: float
    magnitude: float

    @property
    def digits(self) -> float:
        """How many decimal digits agree, relative to the sides, or to what they come from where both vanish."""
        base = self.scale if self.scale > self.allowed else self.magnitude
        return min(15.0, -log10(max(self.gap / base, 1e-16))) if base > 0 else 15.0

    @property
    def agrees(self) -> bool:
        """Whether the difference is one of rounding, and what is allowed is small enough to mean something."""
        return (
            isfinite(self.gap) and self.gap <= self.allowed and self.allowed <= DOUBT * max(self.scale, self.magnitude)
        )

    @property
    def differs(self) -> bool:
        """Whether the difference cannot be one of rounding."""
        return isfinite(self.gap) and self.gap > CLEAR * self.allowed


def compare(ip: Floating, left: Term, right: Term, scope: Scope) -> Comparison:
    """Both sides at an instance. Raises NotEvaluable."""
    with np.errstate(all="ignore"):
        a, b = ip.value(left, scope), ip.value(right, scope)
        majorant = Majorant(ip)
        size = np.maximum(majorant.value(left, scope), majorant.value(right, scope))
    if a.shape != b.shape and a.size and b.size:
        a, b = np.broadcast_arrays(a.squeeze(), b.squeeze())
    if not (np.all(np.isfinite(a)) and np.all(np.isfinite(b))):
        raise NotEvaluable("a side is not finite")
    gap, scale = _top(a - b), max(_top(a), _top(b))
    magnitude = max(_top(size), scale)
    allowed = ROUNDING * magnitude + FLOOR * scale + SAFETY * ip.error * magnitude
    return Comparison(gap, allowed, scale, magnitude)


def _top(value: Any) -> float:
    return float(np.max(np.abs(value))) if np.size(value) else 0.0


def _outside(keep: Callable[[Array], Array]) -> Callable[[Array], bool]:
    return lambda a: a.ndim == 2 and _top(a - keep(a)) <= 1e-10 * _top(a)


def _least_eigenvalue(a: Array) -> float:
    return float(np.linalg.eigvalsh((a + a.T) / 2)[0]) if a.ndim == 2 else float(a)


def _rank(a: Array, axis: int) -> bool:
    shaped = a.reshape(a.shape[0], -1) if a.ndim else a.reshape(1, 1)
    return bool(np.linalg.matrix_rank(shaped, tol=1e-9 * (_top(a) or 1.0)) == shaped.shape[axis])


TESTS: dict[PropertyKind, Callable[[Array], bool]] = {
    PropertyKind.DIAGONAL: _outside(lambda a: np.triu(np.tril(a))),
    PropertyKind.UPPER_TRIANGULAR: _outside(np.triu),
    PropertyKind.LOWER_TRIANGULAR: _outside(np.tril),
    PropertyKind.INVERTIBLE: lambda a: _rank(a, 0) and _rank(a, -1),
    PropertyKind.FULL_COLUMN_RANK: lambda a: _rank(a, -1),
    PropertyKind.FULL_ROW_RANK: lambda a: _rank(a, 0),
    PropertyKind.POSITIVE_DEFINITE: lambda a: _least_eigenvalue(a) > 1e-12 * _top(a),
    PropertyKind.POSITIVE_SEMIDEFINITE: lambda a: _least_eigenvalue(a) >= -1e-10 * _top(a),
    PropertyKind.POSITIVE: lambda a: bool(np.all(a > 0)),
    PropertyKind.NONNEGATIVE: lambda a: bool(np.all(a >= 0)),
    PropertyKind.NEGATIVE: lambda a: bool(np.all(a < 0)),
    PropertyKind.NONZERO: lambda a: bool(np.any(a != 0)),
    PropertyKind.UNIT_NORM: lambda a: abs(float(np.sum(a * a)) - 1) < 1e-10,
    PropertyKind.COLUMN_STOCHASTIC: lambda a: bool(np.all(np.abs(a.sum(axis=0) - 1) < 1e-10)),
    PropertyKind.INTEGER: lambda a: bool(np.all(a == np.round(a))),
}
VACUOUS = frozenset((PropertyKind.RANDOM, PropertyKind.CONSTANT, PropertyKind.REAL, PropertyKind.COMPLEX))


def equations(statement: Statement) -> list[tuple[Term, Term]] | None:
    """The equations that a statement consists of, or None where it is not one of equations."""
    match statement:
        case All(parts=parts):
            found = [equations(part) for part in parts]
            return [pair for pairs in found if pairs is not None for pair in pairs] if None not in found else None
        case Relates(relation=Relation.EQUAL, left=left, right=right):
            return [(left, right)]
        case HasProperty(kind=kind) if is_exact(kind):
            return [(relation.left, relation.right) for relation in of_property(statement)] or None
    return None


def meets(ip: Floating, statement: Statement) -> bool:
    """Whether an instance meets a hypothesis, for every value of its free indices. Raises NotEvaluable where that is not decided."""
    return all(_meets(ip, statement, scope) for scope in scopes(ip, free_indices(ip, statement)))


def _meets(ip: Floating, statement: Statement, scope: Scope) -> bool:
    pairs = equations(statement)
    if pairs is not None:
        return all(compare(ip, left, right, scope).agrees for left, right in pairs)
    match statement:
        case HasProperty(kind=kind) if kind in VACUOUS:
            return True
        case HasProperty(kind=kind, subjects=(subject,)) if kind in TESTS:
            if kind in (PropertyKind.POSITIVE_DEFINITE, PropertyKind.POSITIVE_SEMIDEFINITE) and subject.shape:
                return _meets(ip, HasProperty(PropertyKind.SYMMETRIC, (subject,)), scope) and TESTS[kind](
                    ip.value(subject, scope)
                )
            return TESTS[kind](ip.value(subject, scope))
        case Relates():
            return holds(ip, statement, scope)
    raise NotEvaluable("a hypothesis is not decided in floating point")


_COMPARE: dict[Relation, Callable[[Array, float], bool]] = {
    Relation.NOT_EQUAL: lambda d, tiny: bool(np.any(np.abs(d) > tiny)),
    Relation.LESS: lambda d, tiny: bool(np.all(d < 0)),
    Relation.AT_MOST: lambda d, tiny: bool(np.all(d <= tiny)),
    Relation.GREATER: lambda d, tiny: bool(np.all(d > 0)),
    Relation.AT_LEAST: lambda d, tiny: bool(np.all(d >= -tiny)),
    Relation.LOEWNER_AT_LEAST: lambda d, tiny: _least_eigenvalue(d) >= -tiny,
    Relation.LOEWNER_GREATER: lambda d, tiny: _least_eigenvalue(d) > 0,
}


def holds(ip: Floating, statement: Relates, scope: Scope) -> bool:
    """Whether a relation of order holds at an instance, but for rounding. Raises NotEvaluable."""
    if statement.relation not in _COMPARE:
        raise NotEvaluable(f"the relation {statement.relation.value} is not decided in floating point")
    with np.errstate(all="ignore"):
        difference = ip.value(statement.left, scope) - ip.value(statement.right, scope)
        size = max(_top(Majorant(ip).value(side, scope)) for side in (statement.left, statement.right))
    if not np.all(np.isfinite(difference)):
        raise NotEvaluable("a side is not finite")
    return _COMPARE[statement.relation](difference, (FLOOR + SAFETY * ip.error) * size)


def margin(ip: Floating, statement: Relates, scope: Scope) -> float:
    """By how much a relation of order holds at an instance, at the entry where it is least, relative to the numbers that the sides come from; below zero
    where it fails. Raises NotEvaluable."""
    with np.errstate(all="ignore"):
        left, right = ip.value(statement.left, scope), ip.value(statement.right, scope)
        size = max(_top(Majorant(ip).value(side, scope)) for side in (statement.left, statement.right))
    difference = left - right if statement.relation in UPWARDS else right - left
    if not np.all(np.isfinite(difference)) or not isfinite(size) or np.iscomplexobj(difference):
        raise NotEvaluable("a side is not finite")
    least = _least_eigenvalue(difference) if statement.relation in _LOEWNER else float(np.min(difference, initial=inf))
    if ip.error and abs(least) <= SAFETY * ip.error * size:
        raise NotEvaluable("the estimated error of the evaluation is too large to say")
    return 0.0 if abs(least) <= FLOOR * size else least / size


_LOEWNER = frozenset((Relation.LOEWNER_AT_LEAST, Relation.LOEWNER_GREATER))
ORDERS = frozenset(_COMPARE) - {Relation.NOT_EQUAL}

__all__ = ["ORDERS", "Comparison", "compare", "equations", "holds", "margin", "meets"]
