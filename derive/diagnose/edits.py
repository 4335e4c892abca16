"""The nearest true statement: single edits of the right side, then of the left, until one holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from fractions import Fraction

from derive.engines.modular import holds
from derive.goals import Goal, Limits, Repair, Verdict
from derive.notation import latex
from derive.record import replace
from derive.terms import (
    Number,
    Power,
    Product,
    Relates,
    Relation,
    ShapeError,
    Sum,
    Symbol,
    Term,
    Transpose,
    children,
    map_children,
    symbols,
)

Edit = tuple[str, Term]  # the code of the mistake it mends, and the edited term

_MOST = 400  # candidates tried
_KEPT = 3  # repairs shown


def _guard(make: Callable[[], Term]) -> Term | None:
    try:
        return make()
    except ShapeError:
        return None


def _local(term: Term, pool: list[Symbol]) -> Iterator[tuple[str, Callable[[], Term]]]:
    """Edits of a node itself."""
    if isinstance(term, Transpose):
        yield "D402", lambda: term.body
    elif isinstance(term, Symbol) and term.shape:
        yield "D402", lambda: Transpose(term)
    if isinstance(term, Number):
        yield "D404", lambda: Number(-term.value)
        for factor in (Fraction(2), Fraction(1, 2), Fraction(3), Fraction(1, 3), Fraction(4), Fraction(1, 4)):
            yield "D405", lambda factor=factor: Number(term.value * factor)  # type: ignore[misc]
        for step in (1, -1):
            yield "D405", lambda step=step: Number(term.value + step)  # type: ignore[misc]
    if isinstance(term, Sum):
        for i, part in enumerate(term.terms):
            yield "D404", lambda i=i, part=part: Sum(_put(term.terms, i, _negative(part)))  # type: ignore[misc]
            for factor in (Fraction(2), Fraction(1, 2)):
                yield "D405", lambda i=i, part=part, f=factor: Sum(_put(term.terms, i, Product((Number(f), part))))  # type: ignore[misc]
            if len(term.terms) > 2:
                yield "D406", lambda i=i: Sum(term.terms[:i] + term.terms[i + 1 :])  # type: ignore[misc]
    if isinstance(term, Product):
        yield from _product(term, pool)
    if isinstance(term, Symbol):
        for other in pool:
            if other.shape == term.shape and other.name != term.name:
                yield "D408", lambda other=other: other  # type: ignore[misc]
    if isinstance(term, Symbol) and not term.shape:
        yield "D405", lambda: Power(term, Number(Fraction(2)))
    if isinstance(term, Power):
        yield "D409", lambda: term.base


def _product(term: Product, pool: list[Symbol]) -> Iterator[tuple[str, Callable[[], Term]]]:
    factors = term.factors
    for i in range(len(factors) - 1):
        yield "D403", lambda i=i: Product((*factors[:i], factors[i + 1], factors[i], *factors[i + 2 :]))  # type: ignore[misc]
    if len(factors) > 1:
        for i in range(len(factors)):
            yield "D407", lambda i=i: Product(factors[:i] + factors[i + 1 :])  # type: ignore[misc]
    for i in range(len(factors) + 1):
        for other in pool:
            if other.shape or i == 0:
                yield "D407", lambda i=i, other=other: Product((*factors[:i], other, *factors[i:]))  # type: ignore[misc]
                if len(other.shape) == 2:
                    yield "D407", lambda i=i, other=other: Product((*factors[:i], Transpose(other), *factors[i:]))  # type: ignore[misc]


def _negative(term: Term) -> Term:
    if isinstance(term, Product) and isinstance(term.factors[0], Number) and len(term.factors) > 1:
        value = -term.factors[0].value
        rest = term.factors[1:]
        if value == 1:
            return rest[0] if len(rest) == 1 else Product(rest, span=term.span)
        return Product((Number(value), *rest), span=term.span)
    return Product((Number(Fraction(-1)), term), span=term.span)


def _put(parts: tuple[Term, ...], place: int, value: Term) -> tuple[Term, ...]:
    return (*parts[:place], value, *parts[place + 1 :])


def edits(term: Term, pool: list[Symbol]) -> Iterator[Edit]:
    """Every term one edit away, the same shape throughout; the commonest kinds of mistake first."""
    found: list[Edit] = []
    for factor, code in ((Fraction(-1), "D404"), (Fraction(2), "D405"), (Fraction(1, 2), "D405")):
        found.append((code, Product((Number(factor), term))))
    if len(term.shape) == 2:
        made = _guard(lambda: Transpose(term))
        if made is not None:
            found.append(("D402", made))
    found += _everywhere(term, pool, lambda changed: changed)
    found.sort(key=lambda edit: edit[0])
    seen: set[Term] = {term}
    for code, made in found:
        if made.shape == term.shape and made not in seen:
            seen.add(made)
            yield code, made


def _everywhere(term: Term, pool: list[Symbol], rebuild: Callable[[Term], Term]) -> list[Edit]:
    found: list[Edit] = []
    for code, make in _local(term, pool):
        made = _guard(lambda make=make: rebuild(make()))  # type: ignore[misc]
        if made is not None:
            found.append((code, made))
    for child in children(term):
        found += _everywhere(
            child, pool, lambda new, child=child: rebuild(map_children(term, lambda c: new if c is child else c))
        )  # type: ignore[misc]
    return found


def nearest(goal: Goal, limits: Limits, source: tuple[str, tuple[int, int]]) -> tuple[Repair, ...]:
    """Up to three true statements one edit away from a false equality. LaTeX of the repaired side."""
    statement = goal.statement
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        return ()
    pool = list(symbols(statement).values())
    stop = time.monotonic() + min(limits.seconds, 4.0)
    found: list[Repair] = []
    for count, (code, made) in enumerate(edits(statement.right, pool)):
        if count > _MOST or len(found) == _KEPT or time.monotonic() > stop:
            break
        changed = Relates(Relation.EQUAL, statement.left, made)
        candidate = replace(goal, statement=changed)
        if holds(candidate, 1) is True and holds(candidate, 2) is True:
            found.append(Repair(latex(made), Verdict.TESTED, (0, 0), code, changed))
    return tuple(found)
