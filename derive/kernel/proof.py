"""Theorems about polynomials: the only place where `Proved` is made.

A fact is a polynomial that is zero, not negative or positive (for every value of its axes and free indices). A combination adds
coefficient · context[fact] and coefficient · square; a derivation makes new facts of old ones and ends in one combination for each goal.
Applied functions are total here (what 1/0 is does not matter), so that a fact about one holds whatever its argument is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Any, NamedTuple

from derive.kernel.function import Apply, value
from derive.kernel.graph import (
    HOLE, LETTERS, SELECTORS, UNIT, Frozen, Graph, Label, Poly, add, einsum, freeze, plug, scale, structure, subtract,
)  # fmt: skip

_MINT = object()


class Unproved(Exception):
    """A derivation that does not show its goals; the text is the reason."""


# What is said of a polynomial: that it is 0, at least 0, more than 0.
Sign = IntEnum("Sign", ["ZERO", "NONNEGATIVE", "POSITIVE"], start=0)


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


# How a step makes a new fact: of its combination's sum; of a square in a sum that is zero; by dividing by something positive; by putting
# equals into a function.
Kind = Enum("Kind", ["SUM", "VANISH", "CANCEL", "CONGRUENCE"])


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

    def __init__(self, facts: Sequence[Fact], goals: Sequence[Fact], mint: object) -> None:
        if mint is not _MINT:
            raise TypeError("only a derivation proves")
        self.facts, self.goals = tuple(facts), tuple(goals)


def prove(facts: Sequence[Fact], goals: Sequence[Fact], derivation: Derivation, apply: Apply) -> Proved:
    """The theorem that a derivation shows; `apply` is the function of a label at other arguments. Raises Unproved, Malformed, ValueError, IndexError."""
    given = {selector for fact in (*facts, *goals) for selector in _selectors(tuple(fact.poly))}
    if not given.issuperset(_selectors(derivation)):
        raise Unproved("a place is picked that may not exist")
    known = list(facts)
    for step in derivation.steps:
        known.append(_made(known, step, apply))
    for goal, combination in zip(goals, derivation.goals, strict=True):
        found = _total(known, combination)
        if goal.sign not in (found.sign, Sign.NONNEGATIVE) or subtract(goal.poly, found.poly):
            raise Unproved("the sum is not the goal")
    return Proved(facts, goals, _MINT)


def _selectors(parts: Any) -> Iterator[object]:
    """The selectors, with the sizes at their ports, of all graphs in nested tuples."""
    if isinstance(parts, Graph):
        sized = ((label, tuple(parts.sizes[p] for p in ports)) for label, ports in parts.nodes)
        yield from (selector for selector in sized if selector[0][0] in SELECTORS)
        parts = tuple(label[3] for label, _ in parts.nodes)
    for part in parts if isinstance(parts, tuple) else ():
        yield from _selectors(part)


def _total(known: Sequence[Fact], combination: Combination) -> Fact:
    """The sum of a combination and its sign."""
    parts, sign = [], Sign.ZERO
    for coefficient, context, number in combination.uses:
        (hole,) = [k for k, (label, _) in enumerate(context.nodes) if label == HOLE]
        if number < 0 or known[number].sign is not Sign.ZERO:
            raise Unproved("a fact that is no equation")
        parts.append(scale(plug(context, hole, known[number].poly), coefficient))
    for coefficient, frozen, factors in combination.squares:
        body = add(dict(frozen))
        axes = LETTERS[: len(structure(body))]
        positive = [Sign.POSITIVE if set(body) == {UNIT} else Sign.NONNEGATIVE, *(known[k].sign for k in factors)]
        if coefficient <= 0 or min(factors, default=0) < 0 or min(positive) is Sign.ZERO:
            raise Unproved("a square that may be negative")
        part = einsum((), (axes, body), (axes, body), *(("", known[k].poly) for k in factors))
        parts.append(scale(part, coefficient))
        sign = max(sign, min(positive))
    return Fact(add(*parts), sign)


def _made(known: Sequence[Fact], step: Step, apply: Apply) -> Fact:
    """The fact that a step makes."""
    found, new = _total(known, step.combination), dict(step.new)
    if step.kind is Kind.SUM:
        return found
    if step.kind is Kind.VANISH:
        _, body, factors = step.combination.squares[step.place]
        if found.poly or any(known[k].sign is not Sign.POSITIVE for k in factors):
            raise Unproved("squares that do not vanish")
        return Fact(dict(body))
    if step.kind is Kind.CANCEL:
        factor, axes = _total(known, step.positive), LETTERS[: len(structure(new))]
        if factor.sign is not Sign.POSITIVE:
            raise Unproved("a factor that is not positive")
        expected, fact = einsum((*axes,), ("", factor.poly), (axes, new)), new
    else:
        function, name, sizes, arguments = step.label
        replaced = (*arguments[: step.place], freeze(new), *arguments[step.place + 1 :])
        left = value(step.label, step.ports, lambda args: apply(step.label, args))
        right = value((function, name, sizes, replaced), step.ports, lambda args: apply(step.label, args))
        expected, fact = subtract(dict(arguments[step.place]), new), dict(subtract(left, right))
    if step.place < 0 or found.sign is not Sign.ZERO or subtract(expected, found.poly):
        raise Unproved("the sum is not what the step needs")
    return Fact(fact)
