"""Cited facts: each instance holds exactly, and a proof by one names it."""

from __future__ import annotations

import json

import pytest
import second_checker

from derive.document import read_text
from derive.elaborate import elaborate
from derive.engines.algebra import search as prove
from derive.engines.decide import Choice, decide
from derive.engines.modular import search as evaluate
from derive.goals import Claim, Goal, Hypothesis, Limits, Origin, Result, Verdict
from derive.rules.certificates import Certificate, belongs, trusted
from derive.rules.cited import cited
from derive.rules.saved import certificate_json
from derive.rules.sides import SIDES, other_sides
from derive.sizes import Size
from derive.terms import (
    Block,
    Determinant,
    HasProperty,
    Identity,
    Iff,
    Implies,
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


def _products(*pairs: tuple[Term, Term]) -> tuple[Relates, ...]:
    return tuple(Relates(Relation.EQUAL, Product(pair), Identity(N)) for pair in pairs)


C = Symbol("C", (N, N))


def test_the_other_side_of_an_inverse_is_cited_within_implications_and_named() -> None:
    one, other = _products((A, B), (B, A))
    for statement in (Implies((one,), other), Iff(one, other)):
        evidence = prove(Goal(Claim.IMPLICATION, statement), Limits())
        assert evidence.verdict is Verdict.PROVED and evidence.trusted == (SIDES,)
        certificate = evidence.certificate
        assert isinstance(certificate, Certificate)
        assert second_checker.check(json.loads(json.dumps(certificate_json(certificate)))) == ""
    loose = Implies(
        (Relates(Relation.EQUAL, Product((U, V)), Identity(N)),), Relates(Relation.EQUAL, Product((V, U)), Identity(M))
    )
    assert prove(Goal(Claim.IMPLICATION, loose), Limits()).verdict is not Verdict.PROVED


def test_what_a_cited_fact_is_cited_for_is_kept_so_that_it_is_named() -> None:
    (one,) = _products((A, B))
    goal = Goal(
        Claim.EQUALITY, Relates(Relation.EQUAL, Product((B, A, C)), C), (Hypothesis(one, Origin.DECLARED, "AB = I"),)
    )
    evidence = prove(goal, Limits())
    assert (evidence.verdict, evidence.used, evidence.trusted) == (Verdict.PROVED, ("AB = I",), (SIDES,))


def test_facts_do_not_cite_each_other() -> None:
    """Of AB = I and BA = I each is cited for the other; with neither given there is neither."""
    (one,) = _products((A, B))
    (other,) = other_sides((one,))
    both = (one, other)
    statement = Relates(Relation.EQUAL, Product((B, A, C)), C)
    assert belongs(Certificate(statement, hypotheses=both), statement, (), ())
    assert belongs(Certificate(statement, hypotheses=both[1:]), statement, both[:1], ())
    assert belongs(Certificate(statement, hypotheses=both), statement, both[:1], ()) == ""
