"""Facts about the rank of a matrix, as instances for the terms that occur: a proof that uses one names it.

Sources: [HJ] Horn & Johnson, Matrix Analysis, 2nd ed. (2013); [T] Horn & Johnson, Topics in Matrix Analysis (1991).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from derive.rules.defining import complex_in
from derive.terms import (
    Apply,
    HasProperty,
    Kronecker,
    Number,
    Product,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    SizeValue,
    Statement,
    Sum,
    Term,
    Trace,
    Transpose,
    symbols,
)

K = PropertyKind
GRAM = "rank(AᵀA) = rank(AAᵀ) = rank(A) [Horn & Johnson 0.4.6]"
TRANSPOSED = "rank(Aᵀ) = rank(A) [Horn & Johnson 0.4.6]"
INVERTIBLE = "rank is kept by invertible factors [Horn & Johnson 0.4.6]"
KRONECKER = "rank(A ⊗ B) = rank(A) rank(B) [Topics 4.2.15]"
IDEMPOTENT = "rank(P) = tr(P) for P² = P [Matrix Cookbook 423]"
SIZES = "a rank is at most the number of rows, and of columns [Horn & Johnson 0.4.1]"
ADDED = "rank(A + B) ≤ rank(A) + rank(B) [Horn & Johnson 0.4.5]"
MULTIPLIED = "rank(AB) ≤ min(rank(A), rank(B)) [Horn & Johnson 0.4.5]"
SYLVESTER = "rank(A) + rank(B) - n ≤ rank(AB) [Horn & Johnson 0.4.5]"
FULL = "the rank of a matrix of full rank is a size [Horn & Johnson 0.4.1]"


def rank_facts(term: Apply, known: Collection[Statement]) -> Iterator[tuple[Relates, str]]:
    """The facts that bear on one rank."""
    body = term.arguments[0]
    if len(body.shape) != 2 or not complex_in(known).isdisjoint(symbols(body)):
        return
    yield from _bounds(term, body)
    if isinstance(body, Transpose):
        yield _equal(term, _rank(body.body)), TRANSPOSED
    if isinstance(body, Kronecker) and len(body.left.shape) == len(body.right.shape) == 2:
        yield _equal(term, Product((_rank(body.left), _rank(body.right)))), KRONECKER
    if isinstance(body, Product) and len(body.factors) == 2 and all(len(f.shape) == 2 for f in body.factors):
        yield from _of_product(term, *body.factors, known)
    if HasProperty(K.IDEMPOTENT, (body,)) in known:
        yield _equal(term, Trace(body)), IDEMPOTENT
    for kind, axis in ((K.INVERTIBLE, 0), (K.FULL_COLUMN_RANK, 1), (K.FULL_ROW_RANK, 0)):
        if HasProperty(kind, (body,)) in known:
            yield _equal(term, SizeValue(body.shape[axis])), FULL


def _bounds(term: Apply, body: Term) -> Iterator[tuple[Relates, str]]:
    """What a rank is at most and at least."""
    yield Relates(Relation.AT_LEAST, term, Number(Fraction(0))), SIZES
    for size in body.shape:
        yield Relates(Relation.AT_MOST, term, SizeValue(size)), SIZES
    if isinstance(body, Sum):
        yield Relates(Relation.AT_MOST, term, Sum(tuple(map(_rank, body.terms)))), ADDED
    if isinstance(body, Product) and len(body.factors) == 2 and all(len(f.shape) == 2 for f in body.factors):
        left, right = map(_rank, body.factors)
        inner = Sum((left, right, _times(-1, SizeValue(body.factors[0].shape[1]))))
        yield Relates(Relation.AT_MOST, inner, term), SYLVESTER
        gap = Apply("abs", (Sum((left, _times(-1, right))),))
        least = Product((Number(Fraction(1, 2)), Sum((left, right, _times(-1, gap)))))
        for bound in (left, right, least):  # the least of two numbers is half their sum less half their distance
            yield Relates(Relation.AT_MOST, term, bound), MULTIPLIED


def _times(number: int, term: Term) -> Product:
    return Product((Number(Fraction(number)), term))


def _of_product(term: Apply, left: Term, right: Term, known: Collection[Statement]) -> Iterator[tuple[Relates, str]]:
    if _transposes(left, right):
        yield _equal(term, _rank(left)), GRAM
        yield _equal(term, _rank(right)), GRAM
    if PseudoInverse(left) == right or left == PseudoInverse(right):  # a projection
        yield _equal(term, Trace(term.arguments[0])), IDEMPOTENT
    for one, other in ((left, right), (right, left)):
        if HasProperty(K.INVERTIBLE, (one,)) in known:
            yield _equal(term, _rank(other)), INVERTIBLE


def _transposes(left: Term, right: Term) -> bool:
    return (isinstance(left, Transpose) and left.body == right) or (isinstance(right, Transpose) and right.body == left)


def _rank(body: Term) -> Apply:
    return Apply("rank", (body,))


def _equal(left: Term, right: Term) -> Relates:
    return Relates(Relation.EQUAL, left, right)


__all__ = ["rank_facts"]
