"""Expected values keep an order that holds of all values: where X ≤ Y, E[X] ≤ E[Y] (Billingsley, Probability and Measure, Theorem 16.1)."""

from __future__ import annotations

from collections.abc import Collection

from derive.record import replace
from derive.terms import Expectation, Implies, Number, Product, Relates, Relation, Statement, Sum, Term, symbols, walk

_ORDERS = frozenset({Relation.AT_MOST, Relation.AT_LEAST, Relation.LESS, Relation.GREATER})


def of_values(statement: Statement, random: Collection[str]) -> Statement | None:
    """The same order between the values that are averaged, which is enough for one between sums of expected values under one law; None where the
    statement is no such order. What is not averaged must not be `random`."""
    if isinstance(statement, Implies):
        if any(isinstance(part, Expectation) for premise in statement.premises for part in walk(premise)):
            return None
        conclusion = of_values(statement.conclusion, random)
        return None if conclusion is None else replace(statement, conclusion=conclusion)
    if not isinstance(statement, Relates) or statement.relation not in _ORDERS or statement.left.shape:
        return None
    averages = [part for part in walk(statement) if isinstance(part, Expectation)]
    if not averages or len({(part.over, part.given) for part in averages}) > 1 or averages[0].given:
        return None
    left, right = _values(statement.left, random), _values(statement.right, random)
    return None if left is None or right is None else Relates(statement.relation, left, right)


def _values(term: Term, random: Collection[str]) -> Term | None:
    """A term that is affine in expected values with what they average put for them; None where it is not."""
    averages = [part for part in walk(term) if isinstance(part, Expectation)]
    if not averages:
        return None if any(name in random for name in symbols(term)) else term
    if isinstance(term, Expectation):
        return term.body if len(averages) == 1 else None
    parts: list[Term] = []
    if isinstance(term, Sum):
        for part in term.terms:
            value = _values(part, random)
            if value is None:
                return None
            parts.append(value)
        return Sum(tuple(parts))
    if (
        isinstance(term, Product)
        and all(isinstance(f, Number | Expectation) for f in term.factors)
        and len(averages) == 1
    ):
        return Product(tuple(f.body if isinstance(f, Expectation) else f for f in term.factors))
    return None
