"""What squares that add up to zero give: ‖x‖² = 0 says that x = 0, xᵀGᵀGx = 0 that Gx = 0, and more follows from that by algebra."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import count

from derive.engines.algebra.derivation import Budget, derive
from derive.engines.reals.halves import halves
from derive.kernel.graph import HOLE, LETTERS, Graph, Poly, einsum, freeze, structure
from derive.kernel.proof import Combination, Derivation, Fact, Kind, Sign, Square, Step, Use
from derive.record import dataclass

WORK = 6000  # units, see the algebra engine
MOST_SQUARES = 4  # in an equation


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number that is zero, and the context that makes it of fact number `fact`: itself, or its trace."""

    poly: Poly
    context: Graph
    fact: int


def by_vanishing(facts: Sequence[Fact], goal: Poly, next_fact: int) -> Derivation | None:
    """A derivation of goal = 0 from the equations and the tensors whose squares they say to be zero; its steps make the facts from `next_fact`."""
    equations = [fact.poly if fact.sign is Sign.ZERO else {} for fact in facts]
    equations += [{}] * (next_fact - len(equations))
    plain = derive(equations, [goal], Budget(WORK, math.inf))
    if plain is not None:
        return plain
    square = derive(equations, [_squared(goal)], Budget(WORK, math.inf))
    if square is not None:  # ⟨goal, goal⟩ = 0
        uses = tuple(use._replace(coefficient=-use.coefficient) for use in square.goals[0].uses)
        step = Step(Kind.VANISH, Combination(uses, (Square(Fraction(1), freeze(goal)),)))
        return Derivation((*square.steps, step), (held(goal, next_fact + len(square.steps)),))
    steps = [step for scalar in scalars(facts) for step in _vanishing(scalar)]
    if not steps:
        return None
    found = derive([*equations, *(_body(step) for step in steps)], [goal], Budget(WORK, math.inf))
    return found and Derivation((*steps, *found.steps), found.goals)


def held(goal: Poly, fact: int) -> Combination:
    """A fact by itself, which is the goal."""
    places = count()
    axes = tuple(tuple(next(places) for _ in axis) for axis in structure(goal))
    sizes = tuple(size for axis in structure(goal) for size in axis)
    context = Graph(((HOLE, tuple(range(len(sizes)))),), axes, sizes, ((),) * len(sizes))
    return Combination((Use(Fraction(1), context, fact),))


def scalars(facts: Sequence[Fact]) -> Iterator[Scalar]:
    """The equations between numbers, and the traces of those between square matrices."""
    for number, fact in enumerate(facts):
        axes = structure(fact.poly)
        if fact.sign is not Sign.ZERO or not fact.poly:
            continue
        if not axes:
            yield Scalar(fact.poly, Graph(((HOLE, ()),), (), (), ()), number)
        elif len(axes) == 2 and axes[0] == axes[1] and len(axes[0]) == 1:
            trace = einsum((), ("ii", fact.poly))
            if trace:
                yield Scalar(trace, Graph(((HOLE, (0, 0)),), (), axes[0], ((),)), number)


def _vanishing(scalar: Scalar) -> Iterator[Step]:
    """A step for each square where a number is a sum of squares alone, or of their opposites."""
    sign = 1 if min(scalar.poly.values()) > 0 else -1 if max(scalar.poly.values()) < 0 else 0
    if not sign or len(scalar.poly) > MOST_SQUARES:
        return
    squares = []
    for graph, coefficient in sorted(scalar.poly.items()):
        half = next((half for half in halves(graph) if _squared(half) == {graph: 1}), None)
        if half is None:
            return
        squares.append(Square(Fraction(sign * coefficient), freeze(half)))
    combination = Combination((Use(Fraction(-sign), scalar.context, scalar.fact),), tuple(squares))
    yield from (Step(Kind.VANISH, combination, place) for place in range(len(squares)))


def _squared(half: Poly) -> Poly:
    axes = LETTERS[: len(structure(half))]
    return einsum((), (axes, half), (axes, half))


def _body(step: Step) -> Poly:
    return dict(step.combination.squares[step.place].body)


__all__ = ["by_vanishing", "held"]
