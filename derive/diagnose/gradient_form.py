"""The gradient of a sum of traces written out, as it holds without any hypothesis: what a gradient that needs one should say in general.

`∂/∂W tr(P W) = Pᵀ` and `∂/∂W tr(P Wᵀ) = P` for every occurrence of W in turn (Petersen and Pedersen, The Matrix Cookbook, 2.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.engines.decide import Choice, decide
from derive.goals import Claim, Goal, Repair, Verdict
from derive.notation import latex
from derive.record import replace
from derive.terms import (
    Derivative,
    Layout,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    Relates,
    Relation,
    ShapeError,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
)

Letter = tuple[Symbol, bool]  # a symbol and whether it is transposed
Word = tuple[Letter, ...]
Words = list[tuple[Fraction, Word]]
_MOST = 60  # words that are written out


def general_form(goal: Goal, choice: Choice) -> tuple[Repair, ...]:
    """The right side that a claimed gradient of a sum of traces has in general, when the kernel proves it; else nothing."""
    statement = goal.statement
    if not (isinstance(statement, Relates) and statement.relation is Relation.EQUAL):
        return ()
    left = statement.left
    if not isinstance(left, Derivative) or left.body.shape or len(left.variables) != 1:
        return ()
    variable = left.variables[0]
    if not isinstance(variable, Symbol) or left.layout is not Layout.DENOMINATOR or not variable.shape:
        return ()
    words = _scalar(left.body)
    gradient = None if words is None else _gradient(words, variable)
    if gradient is None:
        return ()
    made = Relates(Relation.EQUAL, left, gradient)
    verdict = decide(replace(goal, claim=Claim.EQUALITY, statement=made, hypotheses=()), choice).verdict
    return (Repair(latex(gradient), verdict, statement=made),) if verdict is Verdict.PROVED else ()


def _scalar(term: Term) -> Words | None:
    """A scalar as a combination of traces of words; None when it is something else."""
    match term:
        case Number(value=value):
            return [] if value == 0 else None
        case Sum(terms=terms):
            parts = [_scalar(part) for part in terms]
            return None if None in parts else [word for part in parts for word in part or ()]
        case Trace(body=body):
            return _matrix(body)
        case Power(base=Norm(body=body, kind=NormKind.FROBENIUS, weight=None), exponent=Number(value=value)) if (
            value == 2
        ):
            inner = _matrix(body)
            return None if inner is None else _times(_transposed(inner), inner)
        case Product(factors=(Number(value=value), *rest)) if rest:
            inner = _scalar(rest[0] if len(rest) == 1 else Product(tuple(rest)))
            return None if inner is None else [(value * c, word) for c, word in inner]
        case Product() if any(factor.shape for factor in term.factors):
            return _matrix(term)
    return None


def _matrix(term: Term) -> Words | None:
    """A vector or matrix as a combination of words; None when it is something else or too long."""
    match term:
        case Symbol() if term.shape:
            return [(Fraction(1), ((term, False),))]
        case Transpose(body=body):
            inner = _matrix(body)
            return None if inner is None else _transposed(inner)
        case Sum(terms=terms):
            parts = [_matrix(part) for part in terms]
            return None if None in parts else [word for part in parts for word in part or ()]
        case Product(factors=factors):
            found: Words | None = [(Fraction(1), ())]
            for factor in factors:
                if isinstance(factor, Number):
                    found = [(c * factor.value, word) for c, word in found or ()]
                    continue
                inner = _matrix(factor)
                found = None if inner is None or found is None else _times(found, inner)
                if found is None or len(found) > _MOST:
                    return None
            return found
    return None


def _times(left: Words, right: Words) -> Words:
    return [(a * b, (*one, *other)) for a, one in left for b, other in right]


def _transposed(words: Words) -> Words:
    return [(c, tuple((symbol, not turned) for symbol, turned in reversed(word))) for c, word in words]


def _gradient(words: Words, variable: Symbol) -> Term | None:
    """The sum over all occurrences of the variable; None when there is none or it does not fit."""
    total: dict[Word, Fraction] = {}
    for coefficient, word in words:
        for rest in _cut(word, variable):
            total[rest] = total.get(rest, Fraction(0)) + coefficient
    try:
        terms = [_term(coefficient, word) for word, coefficient in total.items() if coefficient]
        made = None if not terms else terms[0] if len(terms) == 1 else Sum(tuple(terms))
    except ShapeError:
        return None
    return made if made is not None and made.shape == variable.shape else None


def _cut(word: Word, variable: Symbol) -> Iterator[Word]:
    for place, (symbol, turned) in enumerate(word):
        if symbol == variable:
            rest = (*word[place + 1 :], *word[:place])
            if rest:
                yield rest if turned else tuple((other, not flag) for other, flag in reversed(rest))


def _term(coefficient: Fraction, word: Word) -> Term:
    factors = [Transpose(symbol) if turned else symbol for symbol, turned in word]
    if coefficient != 1:
        return Product((Number(coefficient), *factors))
    return factors[0] if len(factors) == 1 else Product(tuple(factors))
