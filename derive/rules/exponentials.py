"""Laws of the exponential of a matrix, as instances for the terms that occur: a proof that uses one names it.

Source: Higham, Functions of Matrices (2008).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from derive.terms import (
    Apply,
    Determinant,
    HasProperty,
    Identity,
    Number,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Sum,
    Term,
    Trace,
)

MINUS = Number(Fraction(-1))
OPPOSITE = "exp(A) exp(-A) = I [Higham, Functions of Matrices, 10.1]"
COMMUTES = "f(A) A = A f(A) [Higham, Functions of Matrices, 1.13]"
ADDED = "exp(A + B) = exp(A) exp(B) for AB = BA [Higham, Functions of Matrices, 10.2]"
VOLUME = "det exp(A) = exp(tr A) [Higham, Functions of Matrices, 10.1]"


def exponential_laws(term: Apply, known: Collection[Statement]) -> Iterator[tuple[Relates, str]]:
    """The laws that the exponential of a matrix obeys; those of sums need a known equation of commuting."""
    argument = term.arguments[0]
    identity = Identity(argument.shape[0])
    yield _equal(Product((term, _exp(Product((MINUS, argument))))), identity), OPPOSITE
    scalars = [factor for factor in argument.factors if not factor.shape] if isinstance(argument, Product) else []
    if isinstance(argument, Product) and scalars:  # of tA it is A that counts: at t = 0 too
        matrices = tuple(factor for factor in argument.factors if factor.shape)
        inner = Product(matrices) if len(matrices) > 1 else matrices[0]
    else:
        inner = argument
    yield _equal(Product((term, inner)), Product((inner, term))), COMMUTES
    yield _equal(Determinant(term), Apply("exp", (Trace(argument),))), VOLUME
    if isinstance(argument, Sum) and len(argument.terms) == 2 and _commute(*argument.terms, known):
        yield _equal(term, Product(tuple(map(_exp, argument.terms)))), ADDED


def _exp(argument: Term) -> Apply:
    return Apply("expm", (argument,), argument.shape)


def _equal(left: Term, right: Term) -> Relates:
    return Relates(Relation.EQUAL, left, right)


def _commute(a: Term, b: Term, known: Collection[Statement]) -> bool:
    one, other = Product((a, b)), Product((b, a))
    said = (
        _equal(one, other),
        _equal(other, one),
        HasProperty(PropertyKind.COMMUTE, (a, b)),
        HasProperty(PropertyKind.COMMUTE, (b, a)),
    )
    return any(statement in known for statement in said)


__all__ = ["exponential_laws"]
