"""Claims about order in floating point: instances at which they hold by little are searched for, and from these one at which they fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf

import numpy as np

from derive.engines.modular.testing import Clock
from derive.engines.numeric.instances import Way, at_sizes, places, unmet_by
from derive.engines.numeric.truth import ORDERS, margin
from derive.numerics.fields import NotEvaluable
from derive.numerics.floating import Floating
from derive.numerics.interpretation import Array, Scope
from derive.record import dataclass
from derive.terms import Relates, Relation, Statement

TRIES = 90  # changes of one instance
DRAWS = 6  # other instances that are mixed into one
FAILS = 1e-7  # of the sides' size: by more than this a relation fails
SMALL = 1e-3  # the least entries, but for those that vanish, and the inverse of the largest
STRICT = frozenset((Relation.LESS, Relation.GREATER, Relation.LOEWNER_GREATER))
_LARGE = 12  # a size at which sums and powers show how they grow


@dataclass(slots=True)
class Searched:
    """The least margin that was found, relative to the sides, and how many instances were looked at; `failed`: it is below zero, or zero where that is
    excluded."""

    least: float = inf
    instances: int = 0
    failed: bool = False


def searched(way: Way, part: Relates, sizes: Sequence[Mapping[str, int]], clock: Clock) -> Searched:
    """The least margin of a relation among instances that meet the hypotheses: drawn, and changed step by step towards a smaller margin. Raises
    NotEvaluable."""
    found = Searched()
    for number, given in enumerate(_sizes(sizes)):
        try:
            ip = at_sizes(way, dict(given), 31 + number)
            margin_here = _margin(ip, way, part)
        except NotEvaluable:
            continue
        found.instances += 1
        found.least = min(found.least, margin_here)
        _descend(ip, way, part, margin_here, found, clock, number)
        if found.failed or clock.over:
            break
    strict = part.relation in STRICT
    found.failed = found.failed or found.least < -FAILS or (strict and found.least <= 0)
    return found


def _sizes(sizes: Sequence[Mapping[str, int]]) -> Iterator[Mapping[str, int]]:
    """Sizes as given, and smaller and larger ones."""
    yield from sizes
    for most in (1, 2, _LARGE):
        if sizes and sizes[0]:
            yield dict.fromkeys(sizes[0], most)


def _margin(ip: Floating, way: Way, part: Relates) -> float:
    """The least margin over the free indices, relative to the sides."""
    return min((margin(ip, part, scope) for scope in places(ip, way, part)), default=inf)


def _descend(ip: Floating, way: Way, part: Relates, best: float, found: Searched, clock: Clock, number: int) -> None:
    """Change what was drawn, one symbol at a time, and keep what makes the margin smaller."""
    rng = np.random.default_rng([way.seed, 77, number])
    others: list[Mapping[str, Array]] = []
    for draw in range(DRAWS):
        try:
            other = at_sizes(way, dict(ip.sizes), 1000 + 10 * number + draw)
            _margin(other, way, part)
            others.append(dict(other.drawn))
        except NotEvaluable:
            continue
    names = sorted(name for name in ip.drawn if name not in ip.integers)
    if not names:
        return
    for attempt in range(TRIES):
        if clock.over or found.least < -FAILS:
            return
        name = names[attempt % len(names)]
        before = ip.drawn[name]
        ip.drawn[name] = _changed(rng, before, [other[name] for other in others if name in other], _alike(ip, name))
        ip.top = Scope()  # what was worked out with the value before
        try:
            allowed = _allowed(ip, way)
            here = _margin(ip, way, part) if allowed else inf
        except NotEvaluable:
            here, allowed = inf, False
        found.instances += allowed
        if here < best:
            best = here
            found.least = min(found.least, here)
        else:
            ip.drawn[name] = before
            ip.top = Scope()


def _allowed(ip: Floating, way: Way) -> bool:
    """Whether an instance meets every hypothesis, and is not of a size at which rounding may decide."""
    for value in ip.drawn.values():
        entries = np.abs(value[value != 0])
        if entries.size and not (entries.min() >= SMALL and entries.max() <= 1 / SMALL):
            return False
    return not unmet_by(ip, way.reading.statements)


def _alike(ip: Floating, name: str) -> list[Array]:
    """The values of the other symbols that have the shape of one."""
    return [value for other, value in ip.drawn.items() if other != name and value.shape == ip.drawn[name].shape]


def _changed(rng: np.random.Generator, value: Array, others: Sequence[Array], alike: Sequence[Array]) -> Array:
    """Another value: mixed with one drawn elsewhere or with another symbol's, scaled, with entries that vanish, are equal or change sign."""
    way = int(rng.integers(0, 7))
    if way == 0 and others:
        weight = rng.choice([0.05, 0.3, 1.0])
        return np.asarray((1 - weight) * value + weight * others[int(rng.integers(0, len(others)))])
    if way == 1 and alike:
        weight = rng.choice([0.3, 0.9, 1.0])
        sign = rng.choice([-1.0, 1.0])
        return np.asarray((1 - weight) * value + sign * weight * alike[int(rng.integers(0, len(alike)))])
    if way == 2:
        return np.asarray(value * rng.choice([0.01, 0.3, 0.8, 1.2, 3.0, 100.0]))
    if way == 3 and value.ndim:
        kept = rng.random(size=value.shape) < 0.5
        return np.asarray(np.where(kept, value, 0.0))
    if way == 3:
        return np.zeros(())
    if way == 4:
        return np.asarray(np.full(value.shape, value.flat[0] if value.ndim else rng.choice([1.0, -1.0])))
    if way == 5:
        return np.asarray(-value)
    return np.asarray(value * (1 + 0.3 * rng.normal(size=value.shape)))


def is_order(part: Statement) -> bool:
    """Whether a claim is one about order that can be searched."""
    return isinstance(part, Relates) and part.relation in ORDERS


__all__ = ["Searched", "is_order", "searched"]
