"""Definitions by cases in a claim: instances confirm it only where each case was met at one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.numerics.floating import Floating
from derive.terms import (
    BigProduct,
    BigSum,
    Expectation,
    Extremum,
    Index,
    Integral,
    Limit,
    Piecewise,
    Relates,
    Term,
    children,
    symbols,
    walk,
)

MET = 24  # instances of a claim by cases
_BINDERS = (BigSum, BigProduct, Integral, Limit, Extremum, Expectation)
Case = tuple[Term, Term | None]  # a value, and the condition under which it is taken


def by_cases(statement: Term) -> set[Case]:
    """The cases of a statement that the names in it decide, and no index or bound variable. Two-sided conditions are cases within cases."""
    return {
        (value, condition)
        for part in _outside(statement)
        for number, (value, condition) in enumerate(part.cases)
        if not isinstance(value, Piecewise) and all(_decided(other) for _, other in part.cases[: number + 1])
    }


def unmet(statement: Term, found: Iterable[Floating]) -> bool:
    """Whether some case of a statement was met at none of the instances."""
    return bool(by_cases(statement) - {case for ip in found for case in ip.taken})


def _outside(term: Term) -> Iterator[Piecewise]:
    if isinstance(term, Piecewise):
        yield term
    if not isinstance(term, _BINDERS):
        for child in children(term):
            yield from _outside(child)


def _decided(condition: Term | None) -> bool:
    plain = condition is None or (bool(symbols(condition)) and not any(isinstance(p, Index) for p in walk(condition)))
    return plain and not _at_a_point(condition)


def _at_a_point(condition: Term | None) -> bool:
    """`-2 c > c` where z(a), by cases of a and c, is taken at a = -2 c: only one of the cases may apply there."""
    sides = children(condition) if isinstance(condition, Relates) else ()
    return bool(sides) and all(set(symbols(side)) == set(symbols(sides[0])) for side in sides)
