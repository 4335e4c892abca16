"""What properties mean: the equations each stands for, the properties it implies, and where that is written.

`equations` are exact restatements that the kernel can use as hypotheses; `implies` are further properties that hold as well.
A property without equations (positive semidefinite, integer, …) still may imply others (symmetric, …).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive.record import dataclass
from derive.terms import (
    Conjugate,
    Diagonal,
    Differential,
    HasProperty,
    Identity,
    Number,
    Ones,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Sum,
    Term,
    Transpose,
    Zero,
)

Subjects = tuple[Term, ...]
Equations = Callable[[Subjects], tuple[Relates, ...]]
Implied = Callable[[Subjects], tuple[HasProperty, ...]]

K = PropertyKind
_HORN_JOHNSON = "Horn & Johnson, Matrix Analysis, 2nd ed. (2013)"


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """One property: the equations it stands for, the properties that follow from it, and the source of both."""

    equations: Equations
    implies: Implied
    source: str


def equal(left: Term, right: Term) -> Relates:
    """`left = right`."""
    return Relates(Relation.EQUAL, left, right)


def inverse(term: Term) -> Power:
    """The inverse of a square matrix, or the reciprocal of a scalar."""
    return Power(term, Number(Fraction(-1)))


def identity_like(term: Term) -> Term:
    """The unit of a square matrix's algebra: I_n, or 1 for a scalar."""
    return Identity(term.shape[0]) if term.shape else Number(Fraction(1))


def _none(subjects: Subjects) -> tuple[Relates, ...]:
    return ()


def _symmetric(subjects: Subjects) -> tuple[Relates, ...]:
    return (equal(subjects[0], Transpose(subjects[0])),)


def _skew(subjects: Subjects) -> tuple[Relates, ...]:
    return (equal(Sum((subjects[0], Transpose(subjects[0]))), Zero(subjects[0].shape)),)


def _diagonal(subjects: Subjects) -> tuple[Relates, ...]:
    return (equal(subjects[0], Diagonal(Diagonal(subjects[0]))),)


def _columns(subjects: Subjects) -> tuple[Relates, ...]:
    a = subjects[0]
    gram = Product((Transpose(a), a))
    return (equal(gram, identity_like(gram)),)


def _rows(subjects: Subjects) -> tuple[Relates, ...]:
    a = subjects[0]
    gram = Product((a, Transpose(a)))
    return (equal(gram, identity_like(gram)),)


def _orthogonal(subjects: Subjects) -> tuple[Relates, ...]:
    return _columns(subjects) + _rows(subjects)


def _idempotent(subjects: Subjects) -> tuple[Relates, ...]:
    return (equal(Product((subjects[0], subjects[0])), subjects[0]),)


def _projection(subjects: Subjects) -> tuple[Relates, ...]:
    return _idempotent(subjects) + _symmetric(subjects)


def _invertible(subjects: Subjects) -> tuple[Relates, ...]:
    a = subjects[0]
    unit = identity_like(a)
    return (equal(Product((a, inverse(a))), unit), equal(Product((inverse(a), a)), unit))


def _commute(subjects: Subjects) -> tuple[Relates, ...]:
    a, b = subjects
    return (equal(Product((a, b)), Product((b, a))),)


def _unit_norm(subjects: Subjects) -> tuple[Relates, ...]:
    a = subjects[0]
    return (equal(Product((Transpose(a), a)), Number(Fraction(1))),) if len(a.shape) == 1 else ()


def _sums_to_one(subjects: Subjects) -> tuple[Relates, ...]:
    a = subjects[0]
    if not a.shape:
        return ()
    row = Transpose(Ones(a.shape[:1]))
    total = Product((row, a))
    return (equal(total, Transpose(Ones(a.shape[1:])) if len(a.shape) == 2 else Number(Fraction(1))),)


def _constant(subjects: Subjects) -> tuple[Relates, ...]:
    return (equal(Differential(subjects[0]), Zero(subjects[0].shape)),)


def adjoint(a: Term) -> Term:
    """The conjugate transpose."""
    return Transpose(Conjugate(a))


def _hermitian(subjects: Subjects) -> tuple[Relates, ...]:
    return (equal(subjects[0], adjoint(subjects[0])),)


def _unitary(subjects: Subjects) -> tuple[Relates, ...]:
    a = subjects[0]
    return (equal(Product((adjoint(a), a)), identity_like(a)), equal(Product((a, adjoint(a))), identity_like(a)))


def _also(*kinds: PropertyKind) -> Implied:
    return lambda subjects: tuple(HasProperty(kind, subjects) for kind in kinds)


def _columns_independent(subjects: Subjects) -> tuple[HasProperty, ...]:
    a = subjects[0]
    gram = Product((Transpose(a), a))
    return (HasProperty(K.POSITIVE_DEFINITE, (gram,)), HasProperty(K.INVERTIBLE, (gram,)))


def _rows_independent(subjects: Subjects) -> tuple[HasProperty, ...]:
    a = subjects[0]
    gram = Product((a, Transpose(a)))
    return (HasProperty(K.POSITIVE_DEFINITE, (gram,)), HasProperty(K.INVERTIBLE, (gram,)))


def _scalar_invertible(subjects: Subjects) -> tuple[HasProperty, ...]:
    """A matrix that is not zero need not be invertible; a number must."""
    return () if subjects[0].shape else (HasProperty(K.INVERTIBLE, subjects),)


def _unit(subjects: Subjects) -> tuple[HasProperty, ...]:
    return (HasProperty(K.NONZERO, subjects),)


def _nonzero(subjects: Subjects) -> tuple[HasProperty, ...]:
    """A product is not zero when no factor is, and then only."""
    subject = subjects[0]
    factors = subject.factors if isinstance(subject, Product) and not subject.shape else ()
    whole = isinstance(subject, Power) and not subject.shape and isinstance(subject.exponent, Number)
    parts = tuple(factor for factor in factors if not factor.shape) if all(not f.shape for f in factors) else ()
    parts += (subject.base,) if whole and isinstance(subject, Power) else ()
    return (HasProperty(K.INVERTIBLE, subjects), *(HasProperty(K.NONZERO, (part,)) for part in parts))


PROPERTIES: dict[PropertyKind, PropertyRule] = {
    K.SYMMETRIC: PropertyRule(_symmetric, _also(), f"{_HORN_JOHNSON}, 0.2.5"),
    K.SKEW: PropertyRule(_skew, _also(), f"{_HORN_JOHNSON}, 0.2.5"),
    K.DIAGONAL: PropertyRule(
        _diagonal, _also(K.SYMMETRIC, K.UPPER_TRIANGULAR, K.LOWER_TRIANGULAR), f"{_HORN_JOHNSON}, 0.9.1"
    ),
    K.UPPER_TRIANGULAR: PropertyRule(_none, _also(), f"{_HORN_JOHNSON}, 0.9.3"),
    K.LOWER_TRIANGULAR: PropertyRule(_none, _also(), f"{_HORN_JOHNSON}, 0.9.3"),
    K.ORTHOGONAL: PropertyRule(
        _orthogonal, _also(K.ORTHONORMAL_COLUMNS, K.ORTHONORMAL_ROWS, K.INVERTIBLE), f"{_HORN_JOHNSON}, 2.1.4"
    ),
    K.ORTHONORMAL_COLUMNS: PropertyRule(_columns, _also(K.FULL_COLUMN_RANK), f"{_HORN_JOHNSON}, 2.1"),
    K.ORTHONORMAL_ROWS: PropertyRule(_rows, _also(K.FULL_ROW_RANK), f"{_HORN_JOHNSON}, 2.1"),
    K.IDEMPOTENT: PropertyRule(_idempotent, _also(), f"{_HORN_JOHNSON}, 1.1.P5"),
    K.PROJECTION: PropertyRule(
        _projection, _also(K.IDEMPOTENT, K.SYMMETRIC, K.POSITIVE_SEMIDEFINITE), f"{_HORN_JOHNSON}, 4.1.P19"
    ),
    K.INVERTIBLE: PropertyRule(_invertible, _also(), f"{_HORN_JOHNSON}, 0.5"),
    K.POSITIVE_DEFINITE: PropertyRule(
        _symmetric, _also(K.SYMMETRIC, K.INVERTIBLE, K.POSITIVE_SEMIDEFINITE), f"{_HORN_JOHNSON}, 7.1"
    ),
    K.POSITIVE_SEMIDEFINITE: PropertyRule(_symmetric, _also(K.SYMMETRIC), f"{_HORN_JOHNSON}, 7.1"),
    K.FULL_COLUMN_RANK: PropertyRule(_none, _columns_independent, f"{_HORN_JOHNSON}, 7.2.7"),
    K.FULL_ROW_RANK: PropertyRule(_none, _rows_independent, f"{_HORN_JOHNSON}, 7.2.7"),
    K.COMMUTE: PropertyRule(_commute, _also(), f"{_HORN_JOHNSON}, 0.7.7"),
    K.POSITIVE: PropertyRule(_none, _also(K.NONNEGATIVE, K.NONZERO), "the order of the real line"),
    K.NONNEGATIVE: PropertyRule(_none, _also(), "the order of the real line"),
    K.NEGATIVE: PropertyRule(_none, _also(K.NONZERO), "the order of the real line"),
    K.NONZERO: PropertyRule(_none, _scalar_invertible, "a real number has a reciprocal when it is not zero"),
    K.INTEGER: PropertyRule(_none, _also(), "definition"),
    K.UNIT_NORM: PropertyRule(_unit_norm, _unit, "definition: xᵀx = 1"),
    K.COLUMN_STOCHASTIC: PropertyRule(_sums_to_one, _also(), "definition: 1ᵀA = 1ᵀ"),
    K.RANDOM: PropertyRule(_none, _also(), "definition"),
    K.CONSTANT: PropertyRule(_constant, _also(), "definition: its differential is 0"),
    K.REAL: PropertyRule(_none, _also(), "definition"),
    K.COMPLEX: PropertyRule(_none, _also(), "definition"),
    K.HERMITIAN: PropertyRule(_hermitian, _also(K.COMPLEX), f"{_HORN_JOHNSON}, 0.2.5"),
    K.UNITARY: PropertyRule(_unitary, _also(K.COMPLEX, K.INVERTIBLE), f"{_HORN_JOHNSON}, 2.1.1"),
}


def _fits(kind: PropertyKind, subjects: Subjects) -> bool:
    if kind is K.COMMUTE:
        return len(subjects) == 2 and all(len(s.shape) in (0, 2) for s in subjects)
    if len(subjects) != 1:
        return False
    shape = subjects[0].shape
    if kind in (K.ORTHONORMAL_COLUMNS, K.ORTHONORMAL_ROWS, K.FULL_COLUMN_RANK, K.FULL_ROW_RANK):
        return len(shape) in (1, 2)
    if kind in _SQUARE:
        return not shape or (len(shape) == 2 and shape[0] == shape[1])
    return True


_SQUARE = frozenset(
    (K.SYMMETRIC, K.SKEW, K.DIAGONAL, K.ORTHOGONAL, K.IDEMPOTENT, K.PROJECTION, K.INVERTIBLE)
    + (K.POSITIVE_DEFINITE, K.POSITIVE_SEMIDEFINITE, K.HERMITIAN, K.UNITARY)
)


def equations(statement: HasProperty) -> tuple[Relates, ...]:
    """The equations a property stands for; empty when it is none (or does not fit the subject's shape)."""
    kind, subjects = statement.kind, statement.subjects
    return PROPERTIES[kind].equations(subjects) if _fits(kind, subjects) else ()


def implied(statement: HasProperty) -> tuple[HasProperty, ...]:
    """Every property that follows from the statement, itself first, without repetition."""
    found: dict[HasProperty, None] = {}
    waiting = [statement]
    while waiting:
        item = waiting.pop(0)
        if item in found:
            continue
        found[item] = None
        if _fits(item.kind, item.subjects):
            waiting.extend(i for i in PROPERTIES[item.kind].implies(item.subjects) if _fits(i.kind, i.subjects))
    return tuple(found)


def is_exact(kind: PropertyKind) -> bool:
    """Whether a property means its equations and nothing more, so that proving them proves it."""
    return kind in _EXACT


_EXACT = frozenset(
    (K.SYMMETRIC, K.SKEW, K.DIAGONAL, K.ORTHOGONAL, K.ORTHONORMAL_COLUMNS, K.ORTHONORMAL_ROWS, K.IDEMPOTENT)
    + (K.PROJECTION, K.COMMUTE)
)
