"""Facts about norms that the kernel does not derive, as instances for the norms that occur: a proof that uses one names it.

The norms 1 and ∞ of a matrix are those that the norms of vectors induce. [HJ] Horn & Johnson, Matrix Analysis, 2nd ed. (2013).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from derive.terms import (
    Apply,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    Relates,
    Relation,
    ShapeError,
    SizeValue,
    Sum,
    Term,
    Transpose,
    symbols,
)

NOT_NEGATIVE = "‖A‖ ≥ 0 [Horn & Johnson 5.1.1]"
DEFINITE = "‖A‖ = 0 exactly for A = 0 [Horn & Johnson 5.1.1]"
HOMOGENEOUS = "‖cA‖ = |c| ‖A‖ [Horn & Johnson 5.1.1]"
TRIANGLE = "‖A + B‖ ≤ ‖A‖ + ‖B‖ [Horn & Johnson 5.1.1]"
SUBMULTIPLICATIVE = "‖AB‖ ≤ ‖A‖ ‖B‖ [Horn & Johnson 5.6]"
CAUCHY = "|xᵀy| ≤ ‖x‖ ‖y‖ [Horn & Johnson 5.1.4]"
COMPARED = "norms of one matrix bound each other [Horn & Johnson 5.6, problem 23]"
WITNESS = "inverse of a norm"  # no name of a document
MOST = 12  # norms looked at for one statement
MOST_INNER = 3  # inner products looked at for one statement

N = NormKind
Fact = tuple[Relates, str]
BOUNDS: dict[
    tuple[NormKind, NormKind], str
] = {  # ‖A‖ of the first kind is at most √f ‖A‖ of the second, A of m rows and n columns
    (N.SPECTRAL, N.FROBENIUS): "",
    (N.SPECTRAL, N.NUCLEAR): "",
    (N.FROBENIUS, N.NUCLEAR): "",
    (N.FROBENIUS, N.SPECTRAL): "n",
    (N.SPECTRAL, N.MAX): "m",
    (N.SPECTRAL, N.ONE): "n",
    (N.MAX, N.SPECTRAL): "n",
    (N.ONE, N.SPECTRAL): "m",
    (N.MAX, N.FROBENIUS): "n",
    (N.ONE, N.FROBENIUS): "m",
    (N.FROBENIUS, N.MAX): "m",
    (N.FROBENIUS, N.ONE): "n",
    (N.ONE, N.MAX): "mm",
    (N.MAX, N.ONE): "nn",
}
VECTOR_BOUNDS: dict[tuple[NormKind, NormKind], str] = {  # of a vector of m entries: [HJ] 5.4, problem 3
    (N.MAX, N.FROBENIUS): "",
    (N.FROBENIUS, N.ONE): "",
    (N.MAX, N.ONE): "",
    (N.ONE, N.FROBENIUS): "m",
    (N.FROBENIUS, N.MAX): "m",
    (N.ONE, N.MAX): "mm",
}
MULTIPLICATIVE = frozenset((N.FROBENIUS, N.SPECTRAL, N.ONE, N.MAX, N.NUCLEAR))


def norm_facts(parts: Sequence[Term], complex_names: Collection[str]) -> Iterator[Fact]:
    """The facts that bear on the norms among some terms of real numbers, and on those that these lead to."""
    waiting = [part for part in parts if isinstance(part, Norm) and part.weight is None and part.body.shape]
    waiting = [norm for norm in waiting if set(complex_names).isdisjoint(symbols(norm))]
    yield from _definite([part for part in parts if set(complex_names).isdisjoint(symbols(part))])
    inner = [part for part in parts if _factors(part) is not None and set(complex_names).isdisjoint(symbols(part))]
    for part in inner[:MOST_INNER] if waiting else ():
        for fact, further in _of_inner(part, part_of_modulus=Apply("abs", (part,)) in parts):
            yield fact
            waiting += further
    seen: dict[Norm, None] = {}
    while waiting and len(seen) < MOST:
        norm = waiting.pop(0)
        if norm in seen:
            continue
        seen[norm] = None
        for fact, further in _of_one(norm):
            yield fact
            waiting += further
    for one, other in permutations(seen, 2):
        if one.body == other.body:
            yield from _compared(one, other)


def _of_one(norm: Norm) -> Iterator[tuple[Fact, list[Norm]]]:
    """Facts about a norm, each with the norms that it leads to."""
    body = norm.body
    yield (_relates(Relation.AT_LEAST, norm, _number(0)), NOT_NEGATIVE), []
    if isinstance(body, Sum):
        parts = [Norm(term, norm.kind) for term in body.terms]
        for k, whole in enumerate((norm, *parts)):
            others = [part for part in (norm, *parts) if part is not whole] if k else parts
            yield (_relates(Relation.AT_MOST, whole, Sum((_number(0), *others))), TRIANGLE), parts
    if isinstance(body, Product):
        yield from _of_product(norm, body)


def _factors(term: Term) -> tuple[Term, Term] | None:
    """The x and the y of `xᵀ y`; None of other terms."""
    factors = term.factors if isinstance(term, Product) and not term.shape and len(term.factors) > 1 else ()
    row = factors[0] if factors else None
    if not isinstance(row, Transpose) or len(row.body.shape) != 1 or not all(factor.shape for factor in factors):
        return None
    behind = Product(factors[1:]) if len(factors) > 2 else factors[1]
    return (row.body, behind) if behind.shape == row.body.shape else None


def _of_inner(term: Term, part_of_modulus: bool) -> Iterator[tuple[Fact, list[Norm]]]:
    """The inequality of Cauchy and Schwarz, of the modulus of an inner product where that stands in its place."""
    pair = _factors(term)
    if pair is None or pair[0] == pair[1]:
        return
    norms = [Norm(side) for side in pair]
    bound = Product(tuple(norms))
    if part_of_modulus:
        yield (_relates(Relation.AT_MOST, Apply("abs", (term,)), bound), CAUCHY), norms
        return
    yield (_relates(Relation.AT_MOST, term, bound), CAUCHY), norms
    yield (_relates(Relation.AT_LEAST, term, Product((_number(-1), bound))), CAUCHY), norms


def _of_product(norm: Norm, body: Product) -> Iterator[tuple[Fact, list[Norm]]]:
    scalars = [factor for factor in body.factors if not factor.shape]
    arrays = tuple(factor for factor in body.factors if factor.shape)
    inner = Product(arrays) if len(arrays) > 1 else arrays[0] if arrays else body
    if scalars and arrays and inner.shape == body.shape:
        moduli = tuple(_modulus(scalar) for scalar in scalars)
        part = Norm(inner, norm.kind)
        yield (_relates(Relation.EQUAL, norm, Product((*moduli, part))), HOMOGENEOUS), [part]
    elif not scalars and norm.kind in MULTIPLICATIVE and len(arrays) > 1:
        for at in range(1, len(arrays)):
            yield from _submultiplied(norm, arrays[:at], arrays[at:])


def _submultiplied(norm: Norm, before: tuple[Term, ...], behind: tuple[Term, ...]) -> Iterator[tuple[Fact, list[Norm]]]:
    """‖AB‖ ≤ ‖A‖ ‖B‖ for A and B of more than one row and column, or B a vector whose norm goes with that of A."""
    try:
        left, right = (Product(side) if len(side) > 1 else side[0] for side in (before, behind))
    except ShapeError:
        return
    if len(left.shape) != 2 or len(right.shape) != len(norm.body.shape) or not norm.body.shape:
        return
    if len(right.shape) == 1 and norm.kind is N.NUCLEAR:
        return
    kinds = (N.SPECTRAL, N.FROBENIUS) if norm.kind is N.FROBENIUS and len(right.shape) == 1 else (norm.kind,)
    for kind in kinds:
        parts = [Norm(left, kind), Norm(right, norm.kind)]
        yield (_relates(Relation.AT_MOST, norm, Product(tuple(parts))), SUBMULTIPLICATIVE), parts


def _compared(one: Norm, other: Norm) -> Iterator[Fact]:
    table = BOUNDS if len(one.body.shape) == 2 else VECTOR_BOUNDS
    factor = table.get((one.kind, other.kind))
    if factor is None:
        return
    sizes = {"m": one.body.shape[0], "n": one.body.shape[-1]}
    half = () if len(factor) != 1 else (Power(SizeValue(sizes[factor]), Number(Fraction(1, 2))),)
    whole = (SizeValue(sizes[factor[0]]),) if len(factor) == 2 else ()
    yield _relates(Relation.AT_MOST, one, Product((_number(1), *half, *whole, other))), COMPARED


def _definite(parts: Sequence[Term]) -> Iterator[Fact]:
    """For every ‖A‖ = 0 that is said: A = ‖A‖ w(‖A‖) A, where w(t) is 1/t for t other than 0."""
    for part in parts:
        if not isinstance(part, Relates) or part.relation is not Relation.EQUAL:
            continue
        for norm, zero in ((part.left, part.right), (part.right, part.left)):
            if isinstance(norm, Norm) and norm.weight is None and norm.body.shape and zero == _number(0):
                whole = Product((norm, Apply(WITNESS, (norm,)), norm.body))
                yield _relates(Relation.EQUAL, whole, norm.body), DEFINITE


def _modulus(scalar: Term) -> Term:
    return Number(abs(scalar.value)) if isinstance(scalar, Number) else Apply("abs", (scalar,))


def _number(value: int) -> Number:
    return Number(Fraction(value))


def _relates(relation: Relation, left: Term, right: Term) -> Relates:
    return Relates(relation, left, right)


__all__ = ["norm_facts"]
