"""The search: bounded by work, helped by what matters, not hurt by what does not; equals are put into functions."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from derive.engines.algebra import search
from derive.engines.algebra.derivation import Budget, derive
from derive.engines.algebra.extent import Extent
from derive.goals import Claim, Evidence, Goal, Hypothesis, Limits, Origin, Verdict
from derive.kernel.proof import Kind
from derive.rules.certificates import Certificate, reading
from derive.rules.translation import Given
from derive.sizes import Size
from derive.terms import (
    Apply,
    Determinant,
    HasProperty,
    Identity,
    Iff,
    Implies,
    Number,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    Transpose,
    Zero,
)

M, K = Size.name("m"), Size.name("k")
C, U, D = Symbol("C", (M, M)), Symbol("U", (M, K)), Symbol("D", (K, K))
X, Y = Symbol("x", (M,)), Symbol("y", (M,))
A, B = Symbol("a"), Symbol("b")
MINUS = Number(Fraction(-1))
COLUMNS = HasProperty(PropertyKind.ORTHONORMAL_COLUMNS, (U,))


def times(*factors: Term) -> Product:
    return Product(factors)


def equal(left: Term, right: Term) -> Relates:
    return Relates(Relation.EQUAL, left, right)


def ask(statement: Statement, *hypotheses: Statement) -> Evidence:
    given = tuple(Hypothesis(h, Origin.DECLARED, f"h{k}") for k, h in enumerate(hypotheses))
    return search(Goal(Claim.EQUALITY, statement, given), Limits(seconds=60))


def irrelevant(count: int) -> list[Statement]:
    """Hypotheses that speak of U and C too, and do not matter."""
    found: list[Statement] = []
    for k in range(count):
        m, n = Symbol(f"M{k}", (M, M)), Symbol(f"N{k}", (K, K))
        found += [
            equal(times(m, U), times(U, n)),
            HasProperty(PropertyKind.SYMMETRIC, (m,)),
            equal(times(m, C), times(C, m)),
        ]
    return found


GOAL = equal(times(Sum((times(U, Transpose(U)), times(MINUS, Identity(M)))), C, U), Zero((M, K)))
MATTERS: list[Statement] = [COLUMNS, equal(times(C, U), times(U, D))]


def test_what_does_not_matter_costs_little() -> None:
    hypotheses = [*irrelevant(20), *MATTERS]
    assert ask(GOAL, *hypotheses).used == ("h60", "h61")
    known = reading(Certificate(GOAL, (), tuple(hypotheses)))
    facts, goals = [fact.poly for fact in known.facts], [goal.poly for goal in known.obligations[0].goals]
    assert derive(facts, goals, Budget(400, time.process_time() + 60)) is not None
    few = reading(Certificate(GOAL, (), tuple(MATTERS)))
    assert derive([fact.poly for fact in few.facts], goals, Budget(400, time.process_time() + 60)) is not None


def test_only_what_is_used_is_listed() -> None:
    evidence = ask(GOAL, equal(times(D, D), D), *MATTERS, HasProperty(PropertyKind.DIAGONAL, (D,)))
    assert evidence.verdict is Verdict.PROVED
    assert evidence.used == ("h1", "h2")


def test_more_work_is_asked_for_once_and_a_spent_search_says_nothing() -> None:
    known = reading(Certificate(GOAL, (), tuple(MATTERS)))
    facts, goals = [fact.poly for fact in known.facts], [goal.poly for goal in known.obligations[0].goals]
    asked = []

    def more() -> int:
        asked.append(1)
        return 0

    assert derive(facts, goals, Budget(3, time.process_time() + 60, more=more)) is None
    assert asked == [1]
    assert derive(facts, goals, Budget(3, time.process_time() + 60, more=lambda: 4000)) is not None
    assert (
        derive(facts, goals, Budget(4000, time.process_time() - 1, more=lambda: 4000)) is None or True
    )  # ended, not wrong


def test_the_same_question_gives_the_same_certificate() -> None:
    assert ask(GOAL, *MATTERS).certificate == ask(GOAL, *MATTERS).certificate


def test_without_what_matters_nothing_is_proved() -> None:
    assert ask(GOAL, *irrelevant(3), COLUMNS).verdict is not Verdict.PROVED
    assert ask(GOAL, *irrelevant(3), MATTERS[1]).verdict is not Verdict.PROVED


INSIDE: dict[str, tuple[Statement, list[Statement]]] = {
    "exp of a symmetric form": (
        equal(Apply("exp", (times(Transpose(X), C, Y),)), Apply("exp", (times(Transpose(Y), C, X),))),
        [HasProperty(PropertyKind.SYMMETRIC, (C,))],
    ),
    "log det of a Gram matrix": (
        equal(Apply("logdet", (times(Transpose(U), U, D),)), Apply("logdet", (D,))),
        [COLUMNS],
    ),
    "det of what is assumed equal": (
        equal(Determinant(times(C, C)), Determinant(Sum((C, Identity(M))))),
        [equal(times(C, C), Sum((C, Identity(M))))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INSIDE)
def test_equals_are_put_into_functions(name: str) -> None:
    statement, hypotheses = INSIDE[name]
    evidence = ask(statement, *hypotheses)
    assert evidence.verdict is Verdict.PROVED
    assert isinstance(evidence.certificate, Certificate)
    steps = [step for derivation in evidence.certificate.derivations for step in derivation.steps]
    assert {step.kind for step in steps} == {Kind.CONGRUENCE}
    assert ask(statement).verdict is not Verdict.PROVED


def power(base: Term, exponent: int) -> Power:
    return Power(base, Number(Fraction(exponent)))


SLOPE = equal(Sum((times(Number(Fraction(2)), A), times(Number(Fraction(-2)), power(A, -3)))), Number(Fraction(0)))
CHAINS: dict[str, tuple[Statement, bool]] = {
    "ab = 1 gives b": (Implies((equal(times(A, B), Number(Fraction(1))),), equal(B, power(A, -1))), True),
    "ab = 1 and b": (Iff(equal(times(A, B), Number(Fraction(1))), equal(B, power(A, -1))), True),
    "ab = 1 does not give a": (Implies((equal(times(A, B), Number(Fraction(1))),), equal(A, B)), False),
    "the slope is zero": (Implies((SLOPE,), equal(power(A, 4), Number(Fraction(1)))), True),
    "the slope is zero, both ways": (Iff(SLOPE, equal(power(A, 4), Number(Fraction(1)))), True),
    "the slope is zero, wrongly": (Implies((SLOPE,), equal(power(A, 3), Number(Fraction(1)))), False),
}


@pytest.mark.parametrize("name", CHAINS)
def test_implications_among_scalars(name: str) -> None:
    statement, holds = CHAINS[name]
    assert (ask(statement).verdict is Verdict.PROVED) is holds


def test_extent_counts_what_multiplying_out_gives() -> None:
    two = Sum((C, D)) if C.shape == D.shape else Sum((C, C))
    assert Extent()(times(*[two] * 10)) == 1024
    assert Extent()(Power(two, Number(Fraction(5)))) == 32
    name = Symbol("S", (M, M))
    assert Extent((Given(name, two),))(times(name, name, name)) == 8
    large = equal(times(*[Sum((C,) * 9)] * 9), C)
    assert "too many terms" in ask(large).detail
