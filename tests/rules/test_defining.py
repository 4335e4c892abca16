"""What functions satisfy by what they are."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive.engines.modular import search
from derive.goals import Claim, Goal, Hypothesis, Limits, Origin, Result
from derive.rules.certificates import Certificate, belongs, listed
from derive.rules.defining import defining
from derive.sizes import Size
from derive.terms import (
    Apply,
    At,
    HasProperty,
    Norm,
    Number,
    Power,
    Product,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    Symbol,
    Term,
    Transpose,
)

M, N = Size.name("m"), Size.name("n")
A, X, A_SCALAR = Symbol("A", (M, N)), Symbol("x", (N,)), Symbol("a")
HALF = Number(Fraction(1, 2))


@pytest.mark.parametrize("term", [PseudoInverse(A), Norm(X), Power(A_SCALAR, HALF)], ids=["pinv", "norm", "root"])
def test_the_equations_hold_at_exact_instances(term: Term) -> None:
    equations = defining(term)
    assert equations
    full = (Hypothesis(HasProperty(PropertyKind.FULL_COLUMN_RANK, (A,)), Origin.DECLARED, "A"),)
    for equation in equations:
        assert search(Goal(Claim.EQUALITY, equation, full), Limits()).result is Result.AGREES


def test_what_an_evaluation_binds_is_left_out() -> None:
    root = Power(A_SCALAR, HALF)
    assert defining(root)
    assert not defining(At(root, ((A_SCALAR, Number(Fraction(4))),)))
    assert len(defining(Product((root, Apply("sqrt", (A_SCALAR,)))))) == 2


def test_they_go_without_saying_and_only_for_what_occurs() -> None:
    x = PseudoInverse(A)
    statement = Relates(Relation.EQUAL, Product((A, x, A, x)), Product((A, x)))
    used = defining(statement)[:1]
    certificate = Certificate(statement, hypotheses=used)
    assert listed(certificate) == ()
    assert belongs(certificate, statement, (), ()) == ""
    other = defining(PseudoInverse(Transpose(A)))[:1]
    assert belongs(certificate._replace(hypotheses=other), statement, (), ())
