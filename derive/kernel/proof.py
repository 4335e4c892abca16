"""Theorems about polynomials: the only place where `Proved` is made.

A fact is a polynomial that is zero, not negative or positive (for every value of its axes and free indices). A combination adds
coefficient · context[fact] and coefficient · square; a derivation makes new facts of old ones and ends in one combination for each goal.
Applied functions are total here (what 1/0 is does not matter), so that a fact about one holds whatever its argument is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, IntEnum
from fractions import Fraction
from typing import NamedTuple

from derive.kernel.function import value
from derive.kernel.graph import HOLE, SELECTORS, Frozen, Graph, Label, Poly, add, einsum, freeze, plug, scale, subtract

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MINT = object()


class Unproved(Exception):
    """A derivation that does not show its goals; the text is the reason."""


class Sign(IntEnum):
    """What is said of a polynomial: that it is 0, at least 0, more than 0."""

    ZERO = 0
    NONNEGATIVE = 1
    POSITIVE = 2


class Fact(NamedTuple):
    """A polynomial and what is known, or to be shown, of it."""

    poly: Poly
    sign: Sign = Sign.ZERO


class Use(NamedTuple):
    """coefficient · context[fact]: the fact's axes, flattened, meet the ports of the context's one HOLE node in order."""

    coefficient: Fraction
    context: Graph
    fact: int


class Square(NamedTuple):
    """coefficient · ⟨body, body⟩ · the scalar facts `factors`, none of them negative; the coefficient is positive."""

    coefficient: Fraction
    body: Frozen
    factors: tuple[int, ...] = ()


class Combination(NamedTuple):
    """The sum of uses and squares."""

    uses: tuple[Use, ...] = ()
    squares: tuple[Square, ...] = ()


class Kind(Enum):
    """How a step makes a new fact: of its combination's sum; of a square in a sum that is zero; by dividing by something positive; by putting
    equals into a function."""

    SUM = "sum"
    VANISH = "vanish"
    CANCEL = "cancel"
    CONGRUENCE = "congruence"


class Step(NamedTuple):
    """A new fact. SUM: the combination's sum. VANISH: the combination is 0, so the body of its square number `place` is. CANCEL: the combination
    is factor · new and `positive` is the factor, more than 0, so new = 0. CONGRUENCE: the combination is argument number `place` of `label` minus
    `new`, so the function's value, a node of `ports` ports, is that at `new`."""

    kind: Kind
    combination: Combination
    place: int = 0
    label: Label = HOLE
    ports: int = 0
    new: Frozen = ()
    positive: Combination = Combination()


class Derivation(NamedTuple):
    """Steps, each using the facts before it, and one combination for each goal. Facts are numbered: those given, then one a step."""

    steps: tuple[Step, ...] = ()
    goals: tuple[Combination, ...] = ()


class Proved:
    """Goals that follow from facts. Only `prove` makes one."""

    __slots__ = ("facts", "goals")

    def __init__(self, facts: Sequence[Fact], goals: Sequence[Fact], mint: object) -> None:
        if mint is not _MINT:
            raise TypeError("only a derivation proves")
        self.facts, self.goals = tuple(facts), tuple(goals)


def prove(facts: Sequence[Fact], goals: Sequence[Fact], derivation: Derivation) -> Proved:
    """The theorem that a derivation shows. Raises Unproved, Malformed."""
    selectors = {s for fact in (*facts, *goals) for graph in fact.poly for s in _selectors(graph)}
    known = list(facts)
    for step in derivation.steps:
        known.append(_made(known, step, selectors))
    if len(goals) != len(derivation.goals):
        raise Unproved("a derivation of another number of goals")
    for goal, combination in zip(goals, derivation.goals):
        found = _total(known, combination, selectors)
        if goal.sign not in (found.sign, Sign.NONNEGATIVE):
            raise Unproved("the signs do not add up")
        if subtract(goal.poly, found.poly):
            raise Unproved("the sum is not the goal")
    return Proved(facts, goals, _MINT)


def _selectors(graph: Graph) -> Iterator[tuple[object, ...]]:
    for label, ports in graph.nodes:
        if label[0] in SELECTORS:
            yield (*label[:3], graph.sizes[ports[0]])
        for argument in label[3]:
            for inner, _ in argument:
                yield from _selectors(inner)


def _total(known: Sequence[Fact], combination: Combination, selectors: set[tuple[object, ...]]) -> Fact:
    """The sum of a combination and its sign."""
    parts, sign = [], Sign.ZERO
    for coefficient, context, number in combination.uses:
        holes = [k for k, (label, _) in enumerate(context.nodes) if label == HOLE]
        if len(holes) != 1 or not 0 <= number < len(known) or known[number].sign is not Sign.ZERO:
            raise Unproved("a context without a hole, or a fact that is no equation")
        if not selectors.issuperset(_selectors(context)):
            raise Unproved("a context picks a place that may not exist")
        parts.append(scale(plug(context, holes[0], known[number].poly), coefficient))
    for coefficient, frozen, factors in combination.squares:
        body = add(dict(frozen))
        axes = LETTERS[: len(next(iter(body)).open) if body else 0]
        part = einsum((), (axes, body), (axes, body))
        signs = [Sign.POSITIVE if len(body) == 1 and not any(g.nodes or g.sizes for g in body) else Sign.NONNEGATIVE]
        for number in factors:
            if not 0 <= number < len(known) or known[number].sign is Sign.ZERO:
                raise Unproved("a factor of a square has no sign")
            part = einsum((), ("", part), ("", known[number].poly))
            signs.append(known[number].sign)
        if coefficient <= 0:
            raise Unproved("a square with a coefficient that is not positive")
        parts.append(scale(part, coefficient))
        sign = max(sign, min(signs))
    return Fact(add(*parts), sign)


def _made(known: Sequence[Fact], step: Step, selectors: set[tuple[object, ...]]) -> Fact:
    """The fact that a step makes."""
    found = _total(known, step.combination, selectors)
    if step.kind is Kind.SUM:
        return found
    if step.kind is Kind.VANISH:
        body, factors = step.combination.squares[step.place][1:]
        if found.poly or any(known[k].sign is not Sign.POSITIVE for k in factors):
            raise Unproved("squares that do not vanish")
        return Fact(dict(body))
    if found.sign is not Sign.ZERO:
        raise Unproved("an equation is needed")
    new = dict(step.new)
    if step.kind is Kind.CANCEL:
        factor = _total(known, step.positive, selectors)
        axes = LETTERS[: len(next(iter(new)).open) if new else 0]
        if factor.sign is not Sign.POSITIVE or subtract(found.poly, einsum((*axes,), ("", factor.poly), (axes, new))):
            raise Unproved("a factor that is not positive, or not a factor")
        return Fact(new)
    function, name, sizes, arguments = step.label
    if subtract(found.poly, subtract(dict(arguments[step.place]), new)):
        raise Unproved("the arguments are not shown to be equal")
    replaced = (*arguments[: step.place], freeze(new), *arguments[step.place + 1 :])
    return Fact(subtract(value(step.label, step.ports), value((function, name, sizes, replaced), step.ports)))
