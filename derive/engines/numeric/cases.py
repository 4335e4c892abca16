"""Definitions by cases in a claim: instances confirm it only where each case was met at one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.numerics.floating import Floating
from derive.terms import (
    Apply,
    BigProduct,
    BigSum,
    Expectation,
    Extremum,
    Index,
    Integral,
    Limit,
    Number,
    Piecewise,
    Product,
    Relates,
    Sum,
    Symbol,
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
    if condition is None:
        return True
    plain = bool(symbols(condition)) and not any(isinstance(part, Index) for part in walk(condition))
    return plain and not _is_settled(condition)


def _is_settled(condition: Term) -> bool:
    """`-2 c > c` where z(a), by cases of a and c, is taken at a = -2 c: between multiples of one number it holds for all of one sign or for none."""
    of = {_multiplied(side) for side in children(condition)} if isinstance(condition, Relates) else {None}
    return None not in of and len(of - {""}) == 1


def _multiplied(term: Term) -> str | None:
    """The number that a term is a multiple of, '' of zero; None of any other term."""
    if isinstance(term, Symbol) and not term.shape:
        return term.name
    if isinstance(term, Number):
        return None if term.value else ""
    if isinstance(term, Product):
        others = [factor for factor in term.factors if symbols(factor)]
        return _multiplied(others[0]) if len(others) == 1 else None
    if isinstance(term, Sum) or (isinstance(term, Apply) and term.name == "abs"):
        of = {_multiplied(part) for part in children(term)}
        return None if None in of or len(of - {""}) > 1 else "".join(filter(None, of))
    return None
