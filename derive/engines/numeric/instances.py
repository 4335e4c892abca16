"""Float64 instances that meet hypotheses: structured symbols by their templates, equations solved exactly among the rationals first."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from math import inf, isfinite
from typing import TypeGuard

import numpy as np

from derive.engines.instances import CannotDraw, drafts, draw, names_in, test_sizes
from derive.engines.instances.finite import picking
from derive.engines.instances.reading import Reading
from derive.engines.modular.question import Question
from derive.engines.numeric.cases import MET, by_cases
from derive.engines.numeric.picks import picked
from derive.engines.numeric.templates import draw_array
from derive.engines.numeric.truth import meets
from derive.numerics.fields import NotEvaluable, Rationals
from derive.numerics.floating import Floating
from derive.numerics.indices import MOST_INDEX_VALUES, free_indices, scopes
from derive.numerics.interpretation import Array, Scope
from derive.record import dataclass
from derive.terms import (
    Apply,
    Entry,
    Index,
    Norm,
    NormKind,
    Number,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    symbols,
    walk,
)

DEGREE = 6  # the sizes are those at which identities of this degree are tested
ORDERS = 6  # of the sizes
MOST_EQUATION_DRAFTS = 4
SHARE = 0.6  # of a bound, that what is bounded comes to
_LINEAR = frozenset(
    (
        PropertyKind.SYMMETRIC,
        PropertyKind.SKEW,
        PropertyKind.DIAGONAL,
        PropertyKind.UPPER_TRIANGULAR,
        PropertyKind.LOWER_TRIANGULAR,
    )
)
_FREE = _LINEAR | {
    PropertyKind.POSITIVE,
    PropertyKind.NONNEGATIVE,
    PropertyKind.NEGATIVE,
    PropertyKind.NONZERO,
    PropertyKind.INVERTIBLE,
    PropertyKind.FULL_COLUMN_RANK,
    PropertyKind.FULL_ROW_RANK,
    PropertyKind.REAL,
    PropertyKind.RANDOM,
    PropertyKind.POSITIVE_DEFINITE,
    PropertyKind.POSITIVE_SEMIDEFINITE,
}
RANGES = (
    "",
    "positive",
    "between 0 and 1",
)  # where symbols of unknown sign are drawn: anywhere, then where roots and logarithms exist


@dataclass(slots=True)
class Way:
    """How instances are drawn: what is known of the symbols, which symbols must be integers, and the range of those that are free."""

    question: Question
    reading: Reading
    seed: int
    range: str = ""

    def __post_init__(self) -> None:
        draft = drafts(self.reading, self.question.definitions, (), self.question.conclusion)[0]
        self.integers, self.varying = draft.integers, draft.varying

    integers: frozenset[str] = frozenset()
    varying: frozenset[str] | None = None


PICKED = (
    24  # instances where numbers of a finite set occur: a failure at one of few values must not be missed by chance
)


def instances(way: Way, count: int) -> Iterator[Floating]:
    """Up to `count` instances, at different sizes where there are any, each verified to meet the hypotheses. Raises NotEvaluable if there is none."""
    names = names_in(way.question.terms())
    problem: NotEvaluable = NotEvaluable("no instance was drawn")
    made = 0
    orders = list(islice(test_sizes(names, DEGREE), ORDERS))
    tries = 2 * ORDERS
    if count > 1 and any(map(picking, way.reading.equations)):
        count, tries = max(count, PICKED), max(tries, PICKED)
    if count > 1 and by_cases(way.question.conclusion):
        count, tries = max(count, MET), max(tries, MET)
    for number, sizes in enumerate(islice(cycle(orders), tries)):
        try:
            found = at_sizes(way, sizes, number)
        except NotEvaluable as reason:
            problem = reason
            continue
        made += 1
        yield found
        if made == count:
            return
    if not made:
        raise problem


def at_sizes(way: Way, sizes: dict[str, int], number: int) -> Floating:
    """The instance of a number at given sizes, verified to meet the hypotheses. Raises NotEvaluable."""
    ip = _plain(way, sizes, number)
    unmet = unmet_by(ip, way.reading.statements)
    if unmet and picked(ip, unmet, way.seed, number):
        unmet = unmet_by(ip, way.reading.statements)
    if unmet and _placed(ip, way.reading.statements):
        unmet = unmet_by(ip, way.reading.statements)
    shrunk = [_shrunk(ip, statement) for statement in unmet]
    if any(shrunk):
        unmet = unmet_by(ip, way.reading.statements)
    if not unmet:
        return ip
    equations = [s for s in unmet if isinstance(s, Relates) and s in way.reading.equations]
    if len(equations) < len(unmet):
        raise NotEvaluable("could not draw an instance that meets the hypotheses")
    return _solved(way, sizes, number, equations)


def unmet_by(ip: Floating, statements: Sequence[Statement]) -> list[Statement]:
    """The hypotheses that an instance does not meet. Raises NotEvaluable."""
    return [s for s in statements if not about_indices(ip, s) and not meets(ip, s)]


def _shrunk(ip: Floating, statement: Statement) -> bool:
    """Whether a hypothesis bounds the norm or the spectral radius of a free symbol; then what was drawn for that is made small enough."""
    match statement:
        case Relates(relation=Relation.LESS | Relation.AT_MOST, left=size, right=Number(value=bound)) if bound > 0:
            inside = size.body if isinstance(size, Norm) else size.arguments[0] if _is_radius(size) else None
            if not isinstance(inside, Symbol) or inside.name not in ip.drawn:
                return False
            ip.drawn[inside.name] = ip.drawn[inside.name] * (SHARE * float(bound) / float(ip(size)))
            ip.top = Scope()  # what was worked out with the value before
            return True
    return False


def _placed(ip: Floating, statements: Sequence[Statement]) -> bool:
    """Whether hypotheses bound free symbols, or all of their entries, by numbers, which what was drawn does not meet; then it is moved between them."""
    bounds: dict[str, list[float]] = {}
    for statement in statements:
        found = _bound(statement)
        if found is not None and found[0] in ip.drawn and found[0] not in ip.integers:
            name, below, value = found
            low, high = bounds.setdefault(name, [-inf, inf])
            bounds[name] = [max(low, value), high] if below else [low, min(high, value)]
    moved = False
    for name, (low, high) in bounds.items():
        drawn = ip.drawn[name]
        if np.all((drawn > low) & (drawn < high)) or not low < high:
            continue
        moved = True
        if isfinite(low) and isfinite(high):
            ip.drawn[name] = low + (high - low) / (1 + np.exp(-drawn))
        else:
            ip.drawn[name] = low + np.abs(drawn) if isfinite(low) else high - np.abs(drawn)
    if moved:
        ip.top = Scope()
    return moved


_BELOW, _ABOVE = (Relation.LESS, Relation.AT_MOST), (Relation.GREATER, Relation.AT_LEAST)


def _bound(statement: Statement) -> tuple[str, bool, float] | None:
    """Of `0 ≤ q_i` and `x < 1`: the symbol, whether the number lies below it, and the number."""
    if not isinstance(statement, Relates) or statement.relation not in (*_BELOW, *_ABOVE):
        return None
    for side, other, turned in ((statement.left, statement.right, False), (statement.right, statement.left, True)):
        base = side.base if isinstance(side, Entry) else side
        if isinstance(base, Symbol) and isinstance(other, Number):
            if isinstance(side, Entry) and not all(isinstance(index, Index) for index in side.indices):
                return None
            return base.name, (statement.relation in _ABOVE) is not turned, float(other.value)
    return None


def _is_radius(term: Term) -> TypeGuard[Apply]:
    return isinstance(term, Apply) and term.name == "spectral radius"


def places(ip: Floating, way: Way, part: Statement, most: int = MOST_INDEX_VALUES) -> Iterator[Scope]:
    """The values of a claim's free indices that the hypotheses about these allow."""
    indices = free_indices(ip, part)
    known = {index.name for index in indices}
    filters = [h for h in way.reading.statements if about_indices(ip, h)]
    return scopes(ip, indices, [h for h in filters if {i.name for i in free_indices(ip, h)} <= known], most)


def about_indices(ip: Floating, statement: Statement) -> bool:
    """Whether a hypothesis is about free indices alone (`i ≠ j`): it restricts their values."""
    return bool(free_indices(ip, statement)) and not symbols(statement)


def _plain(way: Way, sizes: dict[str, int], number: int) -> Floating:
    """An instance that meets the properties; equations among the hypotheses may fail on it."""
    roots = {b.name: a for a, b in way.reading.commuting}
    unsigned = {"positive": PropertyKind.POSITIVE, "between 0 and 1": PropertyKind.POSITIVE}.get(way.range)

    def rng_for(name: str) -> np.random.Generator:
        return np.random.default_rng([way.seed, number, zlib.crc32(name.encode())])

    def value(symbol: Symbol) -> Array:
        kinds, shape = set(way.reading.of(symbol.name)), ip.shape(symbol.sizes)
        if symbol.name in roots and symbol.name not in ip.definitions:
            return _polynomial(rng_for(symbol.name), ip.value(roots[symbol.name], ip.top))
        if unsigned is not None and not kinds - {PropertyKind.REAL, PropertyKind.RANDOM, PropertyKind.CONSTANT}:
            kinds.add(unsigned)
        found = draw_array(rng_for(symbol.name), kinds, shape)
        return found / (1 + found) if way.range == "between 0 and 1" and PropertyKind.POSITIVE in kinds else found

    ip = _floating(way, sizes)
    ip.draw = value
    ip.draw_direction = lambda symbol: _direction(rng_for(f"d{symbol.name}"), way.reading, symbol, ip)
    for name in sorted(way.integers):
        ip.integers[name] = int(rng_for(name).integers(1, 5))
        ip.drawn[name] = np.asarray(float(ip.integers[name]))
    return ip


def _floating(way: Way, sizes: dict[str, int]) -> Floating:
    ip = Floating(sizes, way.question.definitions)
    ip.seed = way.seed
    ip.varying = way.varying
    ip.any_norm = not any(_unnamed(part) for part in walk(way.question.conclusion))
    ip.constants = frozenset(n for n, kinds in way.reading.properties.items() if PropertyKind.CONSTANT in kinds)
    return ip


def _unnamed(part: Term) -> bool:
    return isinstance(part, Norm) and part.kind is NormKind.ANY


def _polynomial(rng: np.random.Generator, matrix: Array) -> Array:
    """A random polynomial in a matrix: what commutes with a generic one."""
    scaled = matrix / (np.linalg.norm(matrix, 2) or 1.0)
    power = np.eye(len(matrix))
    total = np.zeros(matrix.shape)
    for _ in range(len(matrix)):
        total = total + rng.normal() * power
        power = power @ scaled
    return total


def _direction(rng: np.random.Generator, reading: Reading, symbol: Symbol, ip: Floating) -> Array:
    kinds = reading.of(symbol.name)
    if kinds - _FREE:
        raise NotEvaluable("a differential along a set that is not flat")
    wanted = set(kinds & _LINEAR)
    if kinds & {PropertyKind.POSITIVE_DEFINITE, PropertyKind.POSITIVE_SEMIDEFINITE}:
        wanted.add(PropertyKind.SYMMETRIC)
    return draw_array(rng, wanted, ip.shape(symbol.sizes))


def _solved(way: Way, sizes: dict[str, int], number: int, equations: list[Relates]) -> Floating:
    """An instance on which equations are solved exactly among the rationals. Raises NotEvaluable."""
    question = way.question
    problem = "could not draw an instance that meets the equations among the hypotheses"
    everything = {
        s.name: s for term in question.terms() for part in walk(term) for s in [part] if isinstance(s, Symbol)
    }
    small = {name: max(2, size - DEGREE // 2 + 1) for name, size in sizes.items()}  # exact elimination grows fast
    for draft in drafts(way.reading, question.definitions, equations, question.conclusion)[:MOST_EQUATION_DRAFTS]:
        if not draft.steps:
            continue
        try:
            ev = draw(draft, dict(small), Rationals(9), (way.seed, "numeric", number))
            ip = _floating(way, small)
            for name, symbol in everything.items():
                if name not in ip.definitions and all(size.names <= set(small) for size in symbol.sizes):
                    array = ev.instance.value(symbol)
                    ip.drawn[name] = np.array([float(x) for x in array.data]).reshape(array.shape)
            ip.integers.update(ev.instance.integers)
        except CannotDraw as cannot:
            problem = cannot.reason
            continue
        solved = {name for step in draft.steps for name in step.names if name in ip.drawn}
        if any(ip.drawn[name].ndim and not ip.drawn[name].any() for name in solved):
            problem = "only zero was found to meet an equation among the hypotheses, which says little"
            continue
        if not unmet_by(ip, way.reading.statements):
            return ip
    raise NotEvaluable(problem)
