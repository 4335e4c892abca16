"""Which hypotheses are weaker than which: a table, each entry with the reason, and the order on small sets of hypotheses that follows from it."""

from __future__ import annotations

from collections.abc import Iterable

from derive.terms import HasProperty
from derive.terms import PropertyKind as P

# from each property to the weaker ones that it gives of the same symbol; [HJ] is Horn & Johnson, Matrix Analysis (2013)
GIVES: dict[P, tuple[P, ...]] = {
    P.ORTHOGONAL: (P.INVERTIBLE, P.ORTHONORMAL_COLUMNS, P.ORTHONORMAL_ROWS),  # [HJ] 2.1.4
    P.ORTHONORMAL_COLUMNS: (P.FULL_COLUMN_RANK,),  # orthonormal vectors are independent, [HJ] 2.1.2
    P.ORTHONORMAL_ROWS: (P.FULL_ROW_RANK,),
    P.INVERTIBLE: (P.FULL_COLUMN_RANK, P.FULL_ROW_RANK),  # [HJ] 0.5
    P.POSITIVE_DEFINITE: (P.POSITIVE_SEMIDEFINITE, P.INVERTIBLE),  # [HJ] 7.1
    P.POSITIVE_SEMIDEFINITE: (P.SYMMETRIC,),  # as the term is used for real matrices
    P.DIAGONAL: (P.SYMMETRIC, P.UPPER_TRIANGULAR, P.LOWER_TRIANGULAR),
    P.PROJECTION: (P.SYMMETRIC, P.IDEMPOTENT, P.POSITIVE_SEMIDEFINITE),  # [HJ] 3.3
    P.POSITIVE: (P.NONNEGATIVE, P.NONZERO),
    P.NEGATIVE: (P.NONZERO,),
    P.UNIT_NORM: (P.NONZERO,),
}

# how much is asked where none of two gives the other: an order of custom, for the order of trying and of the list
WEIGHT: dict[P, int] = {
    P.NONZERO: 0, P.SYMMETRIC: 0, P.NONNEGATIVE: 1, P.INVERTIBLE: 1, P.FULL_COLUMN_RANK: 1, P.FULL_ROW_RANK: 1, P.SKEW: 2, P.POSITIVE: 2,
    P.COMMUTE: 2, P.UNIT_NORM: 3, P.POSITIVE_SEMIDEFINITE: 3, P.ORTHONORMAL_COLUMNS: 3, P.ORTHONORMAL_ROWS: 3, P.IDEMPOTENT: 4,
    P.POSITIVE_DEFINITE: 4, P.DIAGONAL: 5, P.ORTHOGONAL: 6, P.PROJECTION: 6,
}  # fmt: skip


def gives(strong: P, weak: P) -> bool:
    """Whether one property of a symbol implies another."""
    return strong is weak or any(gives(next_, weak) for next_ in GIVES.get(strong, ()))


def implies(strong: Iterable[HasProperty], weak: Iterable[HasProperty]) -> bool:
    """Whether each of the weak hypotheses is given by one of the strong ones."""
    given = list(strong)
    return all(
        any(one.subjects == two.subjects and gives(one.kind, two.kind) for one in given) or _commute(given, two)
        for two in weak
    )


def _commute(given: list[HasProperty], wanted: HasProperty) -> bool:
    """Two diagonal matrices commute."""
    diagonal = {one.subjects[0] for one in given if one.kind is P.DIAGONAL}
    return wanted.kind is P.COMMUTE and set(wanted.subjects) <= diagonal


def minimal(found: list[tuple[HasProperty, ...]]) -> list[tuple[HasProperty, ...]]:
    """The sets of hypotheses that none of the others is weaker than, in the order in which they came."""
    return [
        one
        for number, one in enumerate(found)
        if not any(
            implies(one, other) and (not implies(other, one) or place < number)
            for place, other in enumerate(found)
            if place != number
        )
    ]
