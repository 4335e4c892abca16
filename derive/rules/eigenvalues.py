"""Facts about the eigenvalues of a square matrix, each counted as often as it is one: a proof that uses one names it.

Source: [HJ] Horn & Johnson, Matrix Analysis, 2nd ed. (2013).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from derive.record import replace
from derive.terms import (
    Apply,
    BigProduct,
    BigSum,
    Conjugate,
    Derivative,
    Determinant,
    Entry,
    HasProperty,
    Identity,
    Index,
    Norm,
    Number,
    Optimum,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Sum,
    Term,
    Trace,
    Transpose,
    Zero,
    walk,
)

TRACE = "the eigenvalues add up to the trace [Horn & Johnson 1.2.12]"
DETERMINANT = "the product of the eigenvalues is the determinant [Horn & Johnson 1.2.12]"
POWERS = "the k-th powers of the eigenvalues are the eigenvalues of the k-th power [Horn & Johnson 1.1.6]"
CAYLEY_HAMILTON = "a matrix is a root of its characteristic polynomial [Horn & Johnson 2.4.3.2]"
SUMMED = 4  # the highest power whose sum is cited

Fact = tuple[Relates, str]


def eigenvalue_facts(term: Apply) -> Iterator[Fact]:
    """What the sums of powers and the product of the eigenvalues of a matrix are."""
    matrix = term.arguments[0]
    index = Index("eigenvalue*", matrix.shape[0])  # no name of a document
    one = Entry(term, (index,))
    yield _equal(BigSum(index, one), Trace(matrix)), TRACE
    yield _equal(BigProduct(index, one), Determinant(matrix)), DETERMINANT
    for k in range(2, SUMMED + 1):
        summed = BigSum(index, Power(one, Number(Fraction(k))))
        yield _equal(summed, Trace(Product((matrix,) * k))), POWERS


def cayley_hamilton(term: Apply) -> Iterator[Fact]:
    """The characteristic polynomial of a matrix at that matrix."""
    of, at = term.arguments
    if at == of or _less(of) == at:
        yield _equal(term, Zero(term.shape)), CAYLEY_HAMILTON


def _less(matrix: Term) -> Term:
    """--A as A."""
    match matrix:
        case Product(factors=(Number(value=-1), Product(factors=(Number(value=-1), inner)))):
            return inner
    return matrix


SPECTRAL = {"eigenvalues": eigenvalue_facts, "characteristic polynomial": cayley_hamilton}


def differentiated(terms: Iterable[Term]) -> Iterator[Fact]:
    """The derivative of the sum, or of the product, of all eigenvalues of a matrix that depends on the variable: equal functions have one."""
    for term in terms:
        if not isinstance(term, Derivative) or not isinstance(term.body, BigSum | BigProduct):
            continue
        body = term.body
        if body.condition is not None or body.lower is not None or body.upper is not None:
            continue
        match body.body:
            case Entry(base=Apply(name="eigenvalues", arguments=(matrix,)), indices=(at,)) if at == body.index:
                trace = isinstance(body, BigSum)
                other = Trace(matrix) if trace else Determinant(matrix)
                yield _equal(term, replace(term, body=other)), TRACE if trace else DETERMINANT


def may_be_complex(statement: Statement, values: Iterable[Term], known: Collection[Statement]) -> bool:
    """Whether a statement, `values` put in for its names, speaks of eigenvalues that may be complex in a way that only real numbers allow: of a matrix
    that is not known to be symmetric, in a claim of order, or beside moduli, roots, logarithms and norms."""
    parts = [part for term in (statement, *values) for part in walk(term)]
    spectra = [part for part in parts if isinstance(part, Apply) and part.name == "eigenvalues"]
    if all(_is_symmetric(spectrum.arguments[0], known) for spectrum in spectra):
        return False
    return any(map(_only_real, parts))


def _only_real(part: Term) -> bool:
    if isinstance(part, Power):
        whole = isinstance(part.exponent, Number) and part.exponent.value.denominator == 1
        return isinstance(part.exponent, Number) and not whole
    if isinstance(part, Relates):
        return part.relation not in (Relation.EQUAL, Relation.NOT_EQUAL)
    return isinstance(part, Norm | Conjugate | HasProperty | Optimum) or (
        isinstance(part, Apply) and part.name not in _ENTIRE
    )


_ENTIRE = frozenset(("eigenvalues", "exp", "sin", "cos", "sinh", "cosh", "expm", "rank"))


def _is_symmetric(matrix: Term, known: Collection[Statement]) -> bool:
    """Whether a matrix is known to be symmetric, or is so by what it is made of."""
    if HasProperty(PropertyKind.SYMMETRIC, (matrix,)) in known:
        return True
    match matrix:
        case Power(base=base):
            return _is_symmetric(base, known)
        case Transpose(body=body):
            return _is_symmetric(body, known)
        case Sum(terms=terms):
            return all(_is_symmetric(term, known) for term in terms)
        case Product(factors=(Transpose(body=one), other)) | Product(factors=(one, Transpose(body=other))) if one.shape:
            return one == other
        case Product(factors=(scalar, other)) if not scalar.shape:
            return _is_symmetric(other, known)
    return isinstance(matrix, Identity)


def _equal(left: Term, right: Term) -> Relates:
    return Relates(Relation.EQUAL, left, right)


__all__ = ["SPECTRAL", "differentiated", "may_be_complex"]
