"""Cited facts: each instance holds exactly, and a proof by one names it."""

from __future__ import annotations

import pytest

from derive.document import read_text
from derive.elaborate import elaborate
from derive.engines.algebra import search as prove
from derive.engines.decide import Choice, decide
from derive.engines.modular import search as evaluate
from derive.goals import Claim, Goal, Hypothesis, Limits, Origin, Result, Verdict
from derive.rules.certificates import Certificate, belongs, trusted
from derive.rules.cited import cited
from derive.sizes import Size
from derive.terms import (
    Block,
    Determinant,
    HasProperty,
    Identity,
    Kronecker,
    Number,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Sum,
    Symbol,
    Term,
    Transpose,
)

N, M = Size.name("n"), Size.name("m")
A, B = Symbol("A", (N, N)), Symbol("B", (N, N))
U, V, E = Symbol("U", (N, M)), Symbol("V", (M, N)), Symbol("E", (M, M))
REGULAR = HasProperty(PropertyKind.INVERTIBLE, (A,))
BODIES: dict[str, Term] = {
    "product": Product((A, B)),
    "power": Power(A, Number(3)),  # type: ignore[arg-type]
    "scaled": Product((Number(2), A)),  # type: ignore[arg-type]
    "transposed": Transpose(A),
    "identity": Identity(N),
    "kronecker": Kronecker(A, E),
    "update of the identity": Sum((Identity(N), Product((U, V)))),
    "update": Sum((A, Product((U, V)))),
    "block": Block(((A, U), (V, E))),
}


@pytest.mark.parametrize("name", BODIES)
def test_instances_hold(name: str) -> None:
    statement = Relates(Relation.EQUAL, Determinant(BODIES[name]), Number(1))  # type: ignore[arg-type]
    facts = cited(statement, (REGULAR,))
    assert facts
    for fact in facts:
        goal = Goal(Claim.EQUALITY, fact.equation, (Hypothesis(REGULAR, Origin.DECLARED, ""),))
        assert evaluate(goal, Limits()).result is not Result.DISAGREES, fact.name


def test_a_proof_names_what_it_cites_and_the_kernel_alone_does_not_take_it() -> None:
    text = "Let $A, B \\in \\mathbb{R}^{n \\times n}$.\n\n$$\\det(A B) = \\det(A) \\det(B)$$\n"
    (goal,) = [step.goal for step in elaborate(read_text(text)).steps if step.goal]
    evidence = prove(goal, Limits())
    assert evidence.verdict is Verdict.PROVED
    assert evidence.trusted == ("det(AB) = det(A) det(B) [Horn & Johnson 0.3.5]",)
    assert not evidence.used
    light = ("algebra", "modular")
    assert decide(goal, Choice(light)).verdict is Verdict.PROVED
    assert decide(goal, Choice(light, trust="kernel")).verdict is not Verdict.PROVED
    certificate = evidence.certificate
    assert isinstance(certificate, Certificate)
    assert belongs(certificate, goal.statement, (), ()) == ""


def test_nothing_is_cited_without_its_condition() -> None:
    statement = Relates(Relation.EQUAL, Determinant(BODIES["update"]), Number(1))  # type: ignore[arg-type]
    assert not cited(statement)
    wrong = cited(statement, (REGULAR,))[0].equation
    assert belongs(Certificate(statement, hypotheses=(wrong,)), statement, (), ())
    assert not trusted(Certificate(statement))
