"""What A ⪰ B says of vectors: xᵀAx ≥ xᵀBx for every x (Horn & Johnson, Matrix Analysis, 2nd ed. (2013), 7.7.1).

A statement about quadratic forms is put the instances for its own vectors, one about matrices those for any vector at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from derive.rules.properties import implied
from derive.terms import (
    HasProperty,
    Norm,
    NormKind,
    Number,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Sum,
    Term,
    Transpose,
    Zero,
    factors_of,
    walk,
)

K = PropertyKind
_MINUS = Number(Fraction(-1))


def difference(left: Term, right: Term) -> Term:
    """left - right; the left side alone where the right one is the zero of another shape."""
    if isinstance(right, Zero) or len(right.shape) != 2:
        return left
    return Sum((left, Product((_MINUS, right))))


def semidefinite(hypotheses: Iterable[Statement]) -> Iterator[tuple[Term, bool]]:
    """The matrices that are given as positive semidefinite, with whether they are definite."""
    for known in hypotheses:
        if isinstance(known, Relates) and known.relation in (Relation.LOEWNER_AT_LEAST, Relation.LOEWNER_GREATER):
            yield difference(known.left, known.right), known.relation is Relation.LOEWNER_GREATER
        elif isinstance(known, HasProperty) and len(known.subjects) == 1 and len(known.subjects[0].shape) == 2:
            kinds = {one.kind for one in implied(known) if one.subjects == known.subjects}
            if kinds & {K.POSITIVE_DEFINITE, K.POSITIVE_SEMIDEFINITE}:
                yield known.subjects[0], K.POSITIVE_DEFINITE in kinds


def form(vector: Term, matrix: Term) -> Term:
    """xᵀAx."""
    return Product((Transpose(vector), matrix, vector))


def vectors(statement: Statement) -> tuple[Term, ...]:
    """The vectors of the quadratic forms and Euclidean norms in a statement."""
    found: dict[Term, None] = {}
    for part in walk(statement):
        if isinstance(part, Norm) and part.kind is NormKind.FROBENIUS and len(part.body.shape) == 1:
            found[part.body] = None
        elif isinstance(part, Product):
            flat = factors_of(part)
            for place, factor in enumerate(flat):
                if isinstance(factor, Transpose) and len(factor.body.shape) == 1 and factor.body in flat[place + 1 :]:
                    found[factor.body] = None
    return tuple(found)
