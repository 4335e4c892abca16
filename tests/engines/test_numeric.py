"""The numeric engine: what must agree and to how many digits, what must differ, and what it must leave open."""

from __future__ import annotations

import pytest

from derive.engines.numeric import search
from derive.goals import Claim, Goal, Hypothesis, Limits, Origin, Result, Verdict
from derive.sizes import Size
from derive.terms import HasProperty, Product, PropertyKind, Relates, Relation, Symbol, Transpose
from tests.engines.reading import MATRICES, goal_of

M = Size.name("m")


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_{V} L = -2 C W^\top + 2 V W C W^\top",
        r"\nabla_{W} L = -2 V^\top C + 2 V^\top V W C",
        r"\frac{\partial}{\partial X} \operatorname{tr}(X^\top X) = 2 X",
        r"L = \operatorname{tr}(C) - 2 \operatorname{tr}(V W C) + \operatorname{tr}(W C W^\top V^\top V)",
    ],
)
def test_what_is_true_agrees_to_many_digits(claim: str) -> None:
    found = search(goal_of(claim, MATRICES), Limits())
    assert (found.result, found.verdict) == (Result.AGREES, Verdict.SUPPORTED), found.detail
    assert float(str(found.data["digits"])) >= 9
    assert "digits" in found.detail and "m=" in found.detail


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_{V} L = -2 C W^\top - 2 V W C W^\top",  # a sign
        r"\nabla_{V} L = -2 C W^\top + V W C W^\top",  # a factor
        r"\nabla_{W} L = -2 V^\top C + 2.000001 V^\top V W C",  # a relative error of 1e-6
        r"\frac{\partial}{\partial X} \operatorname{tr}(X^\top C X) = 2 C X",  # C depends on X
    ],
)
def test_a_wrong_gradient_disagrees(claim: str) -> None:
    found = search(goal_of(claim, MATRICES), Limits())
    assert found.result is Result.DISAGREES, found.detail
    assert found.verdict is Verdict.UNCHECKED, "floating point never refutes"


def test_the_convergence_of_differences_comes_with_the_evidence() -> None:
    found = search(goal_of(r"\nabla_{V} L = -2 C W^\top + 2 V W C W^\top", MATRICES), Limits())
    curve = found.data["convergence"]
    assert isinstance(curve, list) and len(curve) >= 10
    errors = dict(curve)
    assert errors[min(errors)] > 1e-9 > min(errors.values()), "rounding rises again at small steps"


def test_a_transposed_factor_disagrees() -> None:
    before = r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$."
    assert search(goal_of(r"\nabla_x (x^\top A x) = (A + A^\top) x", before), Limits()).result is Result.AGREES
    assert search(goal_of(r"\nabla_x (x^\top A x) = 2 A x", before), Limits()).result is Result.DISAGREES


PROPERTIES = [
    (PropertyKind.SYMMETRIC, lambda a: (a, Transpose(a))),
    (PropertyKind.ORTHOGONAL, lambda a: (Product((a, Transpose(a), a)), a)),
    (PropertyKind.PROJECTION, lambda a: (Product((a, a)), Transpose(a))),
    (PropertyKind.IDEMPOTENT, lambda a: (Product((a, a, a)), a)),
]


@pytest.mark.parametrize(("kind", "sides"), PROPERTIES)
def test_instances_have_the_properties_that_are_given(kind: PropertyKind, sides) -> None:  # type: ignore[no-untyped-def]
    a = Symbol("A", (M, M))
    statement = Relates(Relation.EQUAL, *sides(a))
    given = Hypothesis(HasProperty(kind, (a,)), Origin.DECLARED, "")
    assert search(Goal(Claim.EQUALITY, statement, (given,)), Limits()).result is Result.AGREES
    assert search(Goal(Claim.EQUALITY, statement), Limits()).result is Result.DISAGREES


def test_equations_among_the_hypotheses_are_solved() -> None:
    before = r"Let $U \in \mathbb{R}^{m \times k}$ have orthonormal columns, let $D \in \mathbb{R}^{k \times k}$ be diagonal and $C \in \mathbb{R}^{m \times m}$, and suppose that $C U = U D$."
    assert search(goal_of(r"U^\top C U = D", before), Limits()).result is Result.AGREES
    assert search(goal_of(r"U^\top C U = 2 D", before), Limits()).result is Result.DISAGREES


@pytest.mark.parametrize(
    ("before", "claim", "result"),
    [
        ("Let $a \\in \\mathbb{R}$.", "a^2 \\ge 0", Result.AGREES),
        ("Let $a \\in \\mathbb{R}$.", "a^2 > 0", Result.UNDECIDED),
        ("Let $x > 0$.", "\\ln x \\le x - 1", Result.AGREES),
        ("Let $x > 0$.", "\\ln x \\le x^{1/4}", Result.UNDECIDED),
        ("Let $a_1, \\dots, a_n > 0$.", "(\\sum_{i=1}^n a_i)(\\sum_{i=1}^n \\frac{1}{a_i}) \\ge n^2", Result.AGREES),
        (
            "Let $a_1, \\dots, a_n > 0$.",
            "(\\sum_{i=1}^n a_i)(\\sum_{i=1}^n \\frac{1}{a_i}) \\ge n^2 + 1",
            Result.UNDECIDED,
        ),
        ("Let $x, y \\in \\mathbb{R}^n$.", "|x^T y| \\le \\|x\\| \\|y\\|", Result.AGREES),
        ("Let $x, y \\in \\mathbb{R}^n$.", "|x^T y| \\le \\frac{9}{10} \\|x\\| \\|y\\|", Result.UNDECIDED),
        ("Let $n \\ge 1$.", "\\sum_{k=1}^n \\frac{1}{k} \\le 3", Result.UNDECIDED),
    ],
)
def test_a_claim_about_order_is_supported_where_a_failure_was_searched_for(
    before: str, claim: str, result: Result
) -> None:
    assert search(goal_of(claim, before), Limits()).result is result


def test_the_same_seed_says_the_same() -> None:
    goal = goal_of(r"\nabla_{V} L = -2 C W^\top + 2 V W C W^\top", MATRICES)
    assert search(goal, Limits(seed=3)) == search(goal, Limits(seed=3))
