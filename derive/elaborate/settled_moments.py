"""Whether the means and variances that a text gives settle an expected value: then an equation with a number is a claim, and no condition on the distribution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, product

from derive.elaborate.randomness import outside
from derive.goals import Goal
from derive.terms import (
    Entry,
    Expectation,
    Number,
    Power,
    Product,
    Relates,
    Relation,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    symbols,
    walk,
)

Monomial = tuple[str, ...]  # the names that vary in it, each as often as it is a factor
_MOST = 64  # of more than so many monomials nothing is said


def settles(goal: Goal, drawn: frozenset[str], groups: Sequence[frozenset[str]] = ()) -> bool:
    """Whether every expected value in a goal's statement averages a polynomial in what is `drawn` whose moments the hypotheses give: first ones, second
    ones of one variable, and products of two that lie in different `groups`, which are independent. No name beside these may vary."""
    first, second = _given(goal, drawn)
    left: list[Term] = [goal.statement.left, goal.statement.right] if isinstance(goal.statement, Relates) else []
    found = [part for side in left for part in walk(side) if isinstance(part, Expectation)]
    if not found or any(part.given or part.over for part in found):
        return False
    for part in found:
        monomials = _monomials(part.body, drawn)
        if monomials is None or not all(_settled(one, first, second, groups) for one in monomials):
            return False
    return not any(outside(side) & drawn for side in left)


def _given(goal: Goal, drawn: frozenset[str]) -> tuple[set[str], set[str]]:
    """The names whose mean, and those whose second moments or variance the hypotheses of a goal give."""
    first: set[str] = set()
    second: set[str] = set()
    for hypothesis in goal.hypotheses:
        said = hypothesis.statement
        if not isinstance(said, Relates) or said.relation is not Relation.EQUAL:
            continue
        if not isinstance(said.left, Expectation) or said.left.given or set(symbols(said.right)) & drawn:
            continue
        monomials = _monomials(said.left.body, drawn) or set()
        highest = max(monomials, key=len, default=())
        names = set(highest)
        if isinstance(said.left.body, Symbol) and said.left.body.name in drawn:
            first.add(said.left.body.name)
        elif len(highest) == 2 and len(names) == 1 and all(set(one) <= names for one in monomials):
            varies = next(symbol for symbol in symbols(said.left.body).values() if symbol.name in names)
            if len(said.left.body.shape) == 2 * len(varies.shape):  # all products of entries
                second |= names
    return first, second


def _settled(one: Monomial, first: set[str], second: set[str], groups: Sequence[frozenset[str]]) -> bool:
    names = set(one)
    if not names <= first:
        return False
    if len(one) <= 1:
        return True
    if len(names) == 1:
        return len(one) == 2 and one[0] in second
    return len(one) == 2 and any(one[0] in a and one[1] in b for a in groups for b in groups if a is not b)


def _monomials(term: Term, drawn: frozenset[str]) -> set[Monomial] | None:
    """The monomials of a polynomial in what is drawn; None where a term is none."""
    if not set(symbols(term)) & drawn:
        return {()}
    if isinstance(term, Symbol):
        return {(term.name,)}
    if isinstance(term, Expectation):
        return {()}  # a number, of which the caller asks for itself
    if isinstance(term, Transpose | Trace):
        return _monomials(term.body, drawn)
    if isinstance(term, Entry):
        return _monomials(term.base, drawn)
    if isinstance(term, Sum):
        return _joined(_monomials(part, drawn) for part in term.terms)
    if isinstance(term, Product):
        return _multiplied([_monomials(part, drawn) for part in term.factors])
    if isinstance(term, Power) and isinstance(term.exponent, Number) and term.exponent.value in (1, 2):
        return _multiplied([_monomials(term.base, drawn)] * int(term.exponent.value))
    return None


def _joined(parts: Iterable[set[Monomial] | None]) -> set[Monomial] | None:
    found: set[Monomial] = set()
    for part in parts:
        if part is None:
            return None
        found |= part
    return found if len(found) <= _MOST else None


def _multiplied(parts: Sequence[set[Monomial] | None]) -> set[Monomial] | None:
    made: set[Monomial] = {()}
    for part in parts:
        if part is None or len(made) * len(part) > _MOST * _MOST:
            return None
        made = {tuple(sorted(chain(one, other))) for one, other in product(made, part)}
    return made if len(made) <= _MOST else None
