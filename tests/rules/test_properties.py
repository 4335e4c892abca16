from __future__ import annotations

from derive.rules.properties import PROPERTIES, equations, implied, is_exact
from derive.sizes import Size
from derive.terms import HasProperty, Identity, Product, PropertyKind, Relates, Relation, Symbol, Transpose

n, m = Size.name("n"), Size.name("m")
A = Symbol("A", (n, n))
B = Symbol("B", (n, n))
X = Symbol("X", (m, n))
x = Symbol("x", (n,))
c = Symbol("c")


def kinds(statement: HasProperty) -> set[PropertyKind]:
    return {p.kind for p in implied(statement) if p.subjects == statement.subjects}


def test_every_kind_has_a_rule_with_a_source() -> None:
    assert set(PROPERTIES) == set(PropertyKind)
    assert all(rule.source for rule in PROPERTIES.values())


def test_symmetric_is_its_equation() -> None:
    assert equations(HasProperty(PropertyKind.SYMMETRIC, (A,))) == (Relates(Relation.EQUAL, A, Transpose(A)),)


def test_orthogonal_has_both_equations_and_implies_invertible() -> None:
    statement = HasProperty(PropertyKind.ORTHOGONAL, (A,))
    assert Relates(Relation.EQUAL, Product((A, Transpose(A))), Identity(n)) in equations(statement)
    assert Relates(Relation.EQUAL, Product((Transpose(A), A)), Identity(n)) in equations(statement)
    assert PropertyKind.INVERTIBLE in kinds(statement)


def test_orthonormal_columns_do_not_give_rows() -> None:
    statement = HasProperty(PropertyKind.ORTHONORMAL_COLUMNS, (X,))
    assert equations(statement) == (Relates(Relation.EQUAL, Product((Transpose(X), X)), Identity(n)),)
    assert PropertyKind.INVERTIBLE not in kinds(statement)


def test_positive_definite_implies_symmetric_and_invertible() -> None:
    found = kinds(HasProperty(PropertyKind.POSITIVE_DEFINITE, (A,)))
    assert {PropertyKind.SYMMETRIC, PropertyKind.INVERTIBLE, PropertyKind.POSITIVE_SEMIDEFINITE} <= found
    assert PropertyKind.INVERTIBLE not in kinds(HasProperty(PropertyKind.POSITIVE_SEMIDEFINITE, (A,)))


def test_full_column_rank_makes_the_gram_matrix_invertible() -> None:
    gram = Product((Transpose(X), X))
    assert HasProperty(PropertyKind.INVERTIBLE, (gram,)) in implied(HasProperty(PropertyKind.FULL_COLUMN_RANK, (X,)))
    assert HasProperty(PropertyKind.INVERTIBLE, (gram,)) not in implied(HasProperty(PropertyKind.FULL_ROW_RANK, (X,)))


def test_diagonal_is_symmetric_and_positive_is_nonzero() -> None:
    assert PropertyKind.SYMMETRIC in kinds(HasProperty(PropertyKind.DIAGONAL, (A,)))
    assert PropertyKind.INVERTIBLE in kinds(HasProperty(PropertyKind.POSITIVE, (c,)))
    assert PropertyKind.INVERTIBLE not in kinds(HasProperty(PropertyKind.NONNEGATIVE, (c,)))


def test_a_property_that_does_not_fit_says_nothing() -> None:
    assert equations(HasProperty(PropertyKind.SYMMETRIC, (X,))) == ()
    assert equations(HasProperty(PropertyKind.COMMUTE, (A,))) == ()
    assert len(equations(HasProperty(PropertyKind.COMMUTE, (A, B)))) == 1
    assert len(equations(HasProperty(PropertyKind.UNIT_NORM, (x,)))) == 1


def test_only_equational_properties_are_exact() -> None:
    assert is_exact(PropertyKind.PROJECTION) and not is_exact(PropertyKind.POSITIVE_DEFINITE)
    for kind in PropertyKind:
        if is_exact(kind):
            subjects = (A, B) if kind is PropertyKind.COMMUTE else (A,)
            assert equations(HasProperty(kind, subjects))
