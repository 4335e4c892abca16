"""Statements that the engine should not believe: what it proves of hundreds of changed identities is never refuted by exact evaluation."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from derive.document import read
from derive.elaborate import elaborate
from derive.engines.algebra import search
from derive.engines.modular import search as evaluate
from derive.goals import Goal, Limits, Result, Verdict
from derive.record import replace
from derive.terms import (
    Number,
    Power,
    Product,
    ShapeError,
    Statement,
    Sum,
    Symbol,
    Term,
    Transpose,
    map_children,
    symbols,
    transposed,
    walk,
)

DOCUMENTS = sorted((Path(__file__).parent / "golden").glob("*.md"))
FEWER = {"roots": 5}  # exact instances say nothing of roots, so that a search for what is false spends more
MINUS = Number(Fraction(-1))


def _swap(term: Term, rng: random.Random) -> Term | None:
    if not isinstance(term, Product) or len(term.factors) < 2:
        return None
    k = rng.randrange(len(term.factors) - 1)
    factors = list(term.factors)
    factors[k], factors[k + 1] = factors[k + 1], factors[k]
    return Product(tuple(factors))


def _drop(term: Term, rng: random.Random) -> Term | None:
    if isinstance(term, Product | Sum):
        parts = list(term.factors if isinstance(term, Product) else term.terms)
        del parts[rng.randrange(len(parts))]
        return type(term)(tuple(parts)) if parts else None
    if isinstance(term, Transpose):
        return term.body
    return term.base if isinstance(term, Power) else None


def _turn(term: Term, rng: random.Random) -> Term | None:
    square = len(term.shape) == 2 and term.shape == transposed(term.shape)
    return Transpose(term) if square and isinstance(term, Symbol | Power | Product) else None


def _negate(term: Term, rng: random.Random) -> Term | None:
    if not isinstance(term, Sum):
        return None
    k = rng.randrange(len(term.terms))
    return Sum((*term.terms[:k], Product((MINUS, term.terms[k])), *term.terms[k + 1 :]))


def _invert(term: Term, rng: random.Random) -> Term | None:
    square = len(term.shape) == 2 and term.shape == transposed(term.shape)
    return Power(term, MINUS) if square and isinstance(term, Symbol) else None


CHANGES: tuple[Callable[[Term, random.Random], Term | None], ...] = (_swap, _drop, _turn, _negate, _invert)


def changed(statement: Statement, rng: random.Random) -> Statement | None:
    """The statement with one part changed; None when the change does not fit."""
    names = symbols(statement)
    targets = [part for part in walk(statement) if part.shape or isinstance(part, Sum | Product | Power)]
    if not targets:
        return None
    target = rng.choice(targets)
    if isinstance(target, Symbol) and rng.random() < 0.5:
        like = [s for s in names.values() if s.sizes == target.sizes and s != target]
        new: Term | None = rng.choice(like) if like else None
    else:
        new = rng.choice(CHANGES)(target, rng)
    if new is None or new.shape != target.shape:
        return None
    done = [False]

    def visit(term: Term) -> Term:
        if term is target and not done[0]:
            done[0] = True
            return new
        return map_children(term, visit)

    return visit(statement)  # type: ignore[return-value]


def attacks(path: Path, count: int, seed: int) -> Iterator[Goal]:
    """Goals of a document with one or two changes, `count` for each."""
    rng = random.Random(seed)
    for step in elaborate(read(path)).steps:
        for _ in range(count if step.goal is not None else 0):
            assert step.goal is not None
            try:
                statement = changed(step.goal.statement, rng)
                if statement is not None and rng.random() < 0.3:
                    statement = changed(statement, rng)
            except ShapeError:
                continue
            if statement is not None and statement != step.goal.statement:
                yield replace(step.goal, statement=statement)


def believed(goals: Iterator[Goal]) -> tuple[int, int, list[Goal]]:
    """How many goals there are, how many are proved, and those that are proved and refuted."""
    asked, proved, wrong = 0, 0, []
    for goal in goals:
        asked += 1
        if search(goal, Limits(seconds=20)).verdict is Verdict.PROVED:
            proved += 1
            if evaluate(goal, Limits(seconds=5)).result is Result.DISAGREES:
                wrong.append(goal)
    return asked, proved, wrong


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_proved_is_not_refuted(path: Path) -> None:
    asked, _, wrong = believed(attacks(path, FEWER.get(path.stem, 30), 1))
    assert asked
    assert not wrong
