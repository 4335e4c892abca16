"""What hypotheses say of the symbols: their properties, the equations between them, and what is left to be checked."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derive.record import dataclass, field
from derive.terms import (
    All,
    Entry,
    HasProperty,
    Identity,
    Index,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    Transpose,
    Zero,
)


@dataclass(slots=True)
class Reading:
    """Properties by symbol name, pairs that commute (the second is drawn from the first), equations, and every statement to be verified."""

    properties: dict[str, set[PropertyKind]] = field(default_factory=dict)
    commuting: list[tuple[Symbol, Symbol]] = field(default_factory=list)
    equations: list[Relates] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def of(self, name: str) -> frozenset[PropertyKind]:
        """The properties of a symbol."""
        return frozenset(self.properties.get(name, ()))


def flatten(statements: Iterable[Statement]) -> Iterable[Statement]:
    """The parts of conjunctions."""
    for statement in statements:
        if isinstance(statement, All):
            yield from flatten(statement.parts)
        else:
            yield statement


def read(statements: Iterable[Statement]) -> Reading:
    """Sorts hypotheses by what they are good for when an instance is drawn."""
    reading = Reading()
    for statement in flatten(statements):
        reading.statements.append(statement)
        if isinstance(statement, HasProperty):
            _read_property(reading, statement)
        elif isinstance(statement, Relates):
            found = property_of(statement)
            if found is None and statement.relation is Relation.EQUAL:
                reading.equations.append(statement)
            elif found is not None:
                _read_property(reading, found)
    return reading


def _read_property(reading: Reading, statement: HasProperty) -> None:
    subjects = tuple(map(_whole, statement.subjects))
    if statement.kind is PropertyKind.COMMUTE and len(subjects) == 2:
        left, right = subjects
        if isinstance(left, Symbol) and isinstance(right, Symbol):
            reading.commuting.append((left, right))
        else:
            first, second = statement.subjects
            if first.shape == second.shape and first.shape:
                reading.equations.append(Relates(Relation.EQUAL, Product((first, second)), Product((second, first))))
    elif len(subjects) == 1 and isinstance(subjects[0], Symbol):
        reading.properties.setdefault(subjects[0].name, set()).add(statement.kind)


def _whole(term: Term) -> Term:
    """x for `x_i` with free indices: what holds for every entry holds for the family."""
    if isinstance(term, Entry) and isinstance(term.base, Symbol) and all(isinstance(i, Index) for i in term.indices):
        return term.base
    return term


_SIGNS: dict[Relation, PropertyKind] = {
    Relation.GREATER: PropertyKind.POSITIVE,
    Relation.AT_LEAST: PropertyKind.NONNEGATIVE,
    Relation.LESS: PropertyKind.NEGATIVE,
    Relation.NOT_EQUAL: PropertyKind.NONZERO,
    Relation.LOEWNER_GREATER: PropertyKind.POSITIVE_DEFINITE,
    Relation.LOEWNER_AT_LEAST: PropertyKind.POSITIVE_SEMIDEFINITE,
}
_FLIPPED = {
    Relation.GREATER: Relation.LESS,
    Relation.LESS: Relation.GREATER,
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.AT_MOST: Relation.AT_LEAST,
}


def property_of(statement: Relates) -> HasProperty | None:
    """The property of a symbol that a relation states: `A = A'`, `U'U = I`, `a > 0`; None when it is none."""
    for left, right, relation in (
        (statement.left, statement.right, statement.relation),
        (statement.right, statement.left, _FLIPPED.get(statement.relation, statement.relation)),
    ):
        kind = _equation_kind(left, right) if relation is Relation.EQUAL else None
        if kind is not None:
            return kind
        subject = _whole(left)
        symmetric = relation in (Relation.EQUAL, Relation.NOT_EQUAL)
        if (
            relation in _SIGNS
            and isinstance(subject, Symbol)
            and _is_zero(right)
            and (symmetric or relation is not statement.relation or left is statement.left)
        ):
            return HasProperty(_SIGNS[relation], (subject,))
    return None


def _is_zero(term: Term) -> bool:
    return isinstance(term, Zero) or (isinstance(term, Number) and term.value == 0)


def _equation_kind(left: Term, right: Term) -> HasProperty | None:
    match left, right:
        case Symbol(), Transpose(body=Symbol() as other) if other == left and len(left.shape) == 2:
            return HasProperty(PropertyKind.SYMMETRIC, (left,))
        case Symbol(), Product(factors=(Number(value=value), Transpose(body=Symbol() as other))) if (
            other == left and value == -1
        ):
            return HasProperty(PropertyKind.SKEW, (left,))
        case Power(base=Symbol() as a, exponent=Number(value=value)), Transpose(body=b) if a == b and value == -1:
            return HasProperty(PropertyKind.ORTHOGONAL, (a,))
        case Power(base=Symbol() as a, exponent=Number(value=value)), b if a == b and value == 2 and a.shape:
            return HasProperty(PropertyKind.IDEMPOTENT, (a,))
        case Product(factors=(Symbol() as a, Symbol() as b)), Symbol() as c if a == b == c and a.shape:
            return HasProperty(PropertyKind.IDEMPOTENT, (a,))
        case Product(factors=(Symbol() as a, Symbol() as b)), Product(factors=(c, d)) if (
            a == d and b == c and a.shape == b.shape and a.shape and a != b
        ):
            return HasProperty(PropertyKind.COMMUTE, (a, b))
        case Product(factors=(a, b)), Identity():
            return _orthogonality(a, b)
    return _unit_norm(left, right)


def _orthogonality(a: Term, b: Term) -> HasProperty | None:
    if isinstance(a, Transpose) and a.body == b and isinstance(b, Symbol):
        square = b.shape[0] == b.shape[-1]
        return HasProperty(PropertyKind.ORTHOGONAL if square else PropertyKind.ORTHONORMAL_COLUMNS, (b,))
    if isinstance(b, Transpose) and b.body == a and isinstance(a, Symbol):
        square = a.shape[0] == a.shape[-1]
        return HasProperty(PropertyKind.ORTHOGONAL if square else PropertyKind.ORTHONORMAL_ROWS, (a,))
    return None


def _unit_norm(left: Term, right: Term) -> HasProperty | None:
    if not (isinstance(right, Number) and right.value == Fraction(1)):
        return None
    match left:
        case Norm(body=Symbol() as x, kind=NormKind.FROBENIUS, weight=None) if x.shape:
            return HasProperty(PropertyKind.UNIT_NORM, (x,))
        case Power(base=Norm(body=Symbol() as x, kind=NormKind.FROBENIUS, weight=None)) if x.shape:
            return HasProperty(PropertyKind.UNIT_NORM, (x,))
        case Product(factors=(Transpose(body=a), Symbol() as x)) if a == x and len(x.shape) == 1:
            return HasProperty(PropertyKind.UNIT_NORM, (x,))
    return None
