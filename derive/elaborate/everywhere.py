"""Equations of diagonal entries that hold for every index, as equations of the diagonal matrices: `S_ii = 1` for all i is `S = I`."""

from __future__ import annotations

from derive.elaborate.facts import Facts
from derive.terms import (
    Entry,
    Identity,
    Index,
    Number,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    indices_in,
)


def whole(premise: Relates, conclusion: Statement, facts: Facts) -> Relates:
    """A premise about the entries of diagonal matrices, said of the matrices, where the conclusion does not speak of its index."""
    if premise.relation is not Relation.EQUAL or indices_in(premise) & indices_in(conclusion):
        return premise
    entry = next((side for side in (premise.left, premise.right) if isinstance(side, Entry)), None)
    if entry is None:
        return premise
    left, right = _matrix(premise.left, entry, facts), _matrix(premise.right, entry, facts)
    return premise if left is None or right is None else Relates(Relation.EQUAL, left, right, span=premise.span)


def _matrix(side: Term, entry: Entry, facts: Facts) -> Term | None:
    """The diagonal matrix that a side gives the entries of; None when it is not of that kind."""
    if isinstance(side, Number):
        identity = Identity(entry.base.shape[0])
        return identity if side.value == 1 else Product((side, identity))
    if not (isinstance(side, Entry) and isinstance(side.base, Symbol) and len(side.indices) == 2):
        return None
    row, column = side.indices
    if not isinstance(row, Index) or row != column or side.indices != entry.indices:
        return None
    return side.base if facts.has(side.base, PropertyKind.DIAGONAL) else None
