"""How the engines' words become one verdict, and who is asked."""

from __future__ import annotations

import pytest

from derive.engines.decide import Choice, combine, decide, paced
from derive.goals import Claim, Counterexample, Evidence, Goal, Hypothesis, Limits, Origin, Result, Verdict
from derive.record import replace
from derive.terms import HasProperty, Number, Optimum, Power, Product, PropertyKind, Relates, Relation, Sum, Symbol
from tests.engines.reading import MATRICES, goal_of

GOAL = Goal(Claim.EQUALITY, Relates(Relation.EQUAL, Number(1), Number(1)))
PROOF = Evidence("algebra", Result.AGREES, Verdict.PROVED, certificate=object())
TEST = Evidence("modular", Result.AGREES, Verdict.TESTED)
FLOAT = Evidence("numeric", Result.AGREES, Verdict.SUPPORTED)
SYMPY = Evidence("sympy", Result.AGREES, Verdict.SUPPORTED, trusted=("SymPy 1.14",))
AGAINST = Evidence("numeric", Result.DISAGREES, Verdict.UNCHECKED, "the sides differ")
REFUTED = Evidence(
    "modular", Result.DISAGREES, Verdict.REFUTED, counterexample=Counterexample({"a": (("1",),)}, (("1",),), (("2",),))
)
OPEN = Evidence("algebra", Result.UNDECIDED, Verdict.UNCHECKED, "no certificate")


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        ((PROOF, FLOAT), Verdict.PROVED),
        ((OPEN, TEST), Verdict.TESTED),
        ((OPEN, FLOAT), Verdict.SUPPORTED),
        ((OPEN, SYMPY), Verdict.SUPPORTED),
        ((OPEN, REFUTED), Verdict.REFUTED),
        ((OPEN, AGAINST), Verdict.UNCHECKED),
        ((PROOF, AGAINST), Verdict.UNCHECKED),
        ((TEST, AGAINST), Verdict.UNCHECKED),
        ((PROOF, REFUTED), Verdict.UNCHECKED),
        ((OPEN,), Verdict.UNCHECKED),
    ],
)
def test_the_strongest_word_counts_unless_engines_disagree(evidence: tuple[Evidence, ...], verdict: Verdict) -> None:
    assert combine(evidence, "all", GOAL, Limits()).verdict is verdict


def test_a_disagreement_is_reported_so_that_it_can_be_seen_again() -> None:
    judgement = combine((PROOF, AGAINST), "all", GOAL, Limits(seed=7))
    assert judgement.code == "D604"
    text = "\n".join(judgement.notes)
    assert "goal: 1 = 1" in text and "seed 7" in text and "numeric" in text and "sympy" in text


def test_what_is_trusted_is_listed_and_can_be_refused() -> None:
    assert combine((OPEN, SYMPY), "all", GOAL, Limits()).trusted == ("SymPy 1.14",)
    assert combine((OPEN, SYMPY), "kernel", GOAL, Limits()).verdict is Verdict.UNCHECKED
    assert combine((OPEN, SYMPY, FLOAT), "all", GOAL, Limits()).trusted == (), "what needs no trust comes first"


def test_a_gradient_is_looked_at_three_ways() -> None:
    judgement = decide(goal_of(r"\nabla_{V} L = -2 C W^\top + 2 V W C W^\top", MATRICES), Choice())
    assert judgement.verdict is Verdict.PROVED
    assert [(e.engine, e.result) for e in judgement.evidence] == [
        ("algebra", Result.AGREES),
        ("sympy", Result.AGREES),
        ("numeric", Result.AGREES),
    ]


def test_what_is_proved_asks_nobody_else() -> None:
    judgement = decide(goal_of(r"\operatorname{tr}(V W) = \operatorname{tr}(W V)", MATRICES), Choice())
    assert [e.engine for e in judgement.evidence] == ["algebra"]


def minimum(unique: bool) -> Optimum:
    a, b = Symbol("a"), Symbol("b")
    objective = Sum((Power(a, Number(2)), Power(b, Number(2))))
    constraint = Relates(Relation.EQUAL, Product((a, b)), Number(1))
    return Optimum("min", objective, (constraint,), ((a, Number(1)), (b, Number(1))), unique, Number(2))


POSITIVE = Hypothesis(HasProperty(PropertyKind.POSITIVE, (Symbol("a"),)), Origin.DECLARED, "a > 0")


@pytest.mark.parametrize(("unique", "given"), [(False, ()), (True, (POSITIVE,))])
def test_a_minimum_is_shown_by_points_squares_and_a_scan(unique: bool, given: tuple[Hypothesis, ...]) -> None:
    judgement = decide(Goal(Claim.MINIMUM, minimum(unique), given), Choice(limits=Limits(60)))
    assert judgement.verdict is Verdict.PROVED, judgement.message
    said = {item.engine: item for item in judgement.evidence}
    assert said["reals"].certificate is not None
    assert said["sympy"].result is Result.AGREES and "(1, 1) with value 2" in said["sympy"].detail
    assert said["numeric"].result is Result.AGREES
    scan = said["numeric"].data["scan"]
    assert isinstance(scan, list) and min(value for _, value in scan) == 2 and len(scan) > 20


def test_a_minimum_that_is_not_the_only_one_is_conditional() -> None:
    judgement = decide(Goal(Claim.MINIMUM, minimum(unique=True)), Choice(limits=Limits(60)))
    assert judgement.verdict is Verdict.CONDITIONAL
    assert judgement.missing == ("a > 0",)
    assert judgement.counterexample is not None
    assert judgement.counterexample.values == {"a": (("-1",),), "b": (("-1",),)}


def test_signs_among_the_constraints_leave_one_stationary_point() -> None:
    claim = minimum(unique=True)
    positive = Relates(Relation.GREATER, Symbol("a"), Number(0))
    claim = replace(claim, constraints=(*claim.constraints, positive))
    judgement = decide(Goal(Claim.MINIMUM, claim), Choice(limits=Limits(60)))
    assert judgement.verdict is Verdict.PROVED, judgement.message
    said = {item.engine: item for item in judgement.evidence}
    assert said["sympy"].detail == "stationary points (a, b), by solve: (1, 1) with value 2"
    assert said["numeric"].result is Result.AGREES


def test_of_many_claims_each_is_given_less_time() -> None:
    few, many, most = (paced(Choice(), claims).limits.seconds for claims in (30, 60, 10_000))
    assert few == Choice().limits.seconds and many == few / 2 and most == pytest.approx(0.4 * few)


def test_what_a_matrix_is_said_to_be_is_proved_before_instances_are_drawn() -> None:
    judgement = decide(goal_of(r"A \succeq 0", MATRICES), Choice(engines=("algebra", "modular", "reals")))
    assert [item.engine for item in judgement.evidence] == ["algebra", "reals", "modular"]
