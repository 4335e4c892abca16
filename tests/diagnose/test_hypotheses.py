"""The missing hypothesis: the weakest that makes a step true, all minimal ones, none that only makes terms vanish."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.diagnose.lattice import GIVES, WEIGHT, gives, implies, minimal
from derive.document import read_text
from derive.engines.decide import Choice
from derive.goals import Verdict
from derive.report import StepReport
from derive.terms import HasProperty, PropertyKind, Symbol
from tests.judged import PATIENT

CONTEXT = "Let $A, B, C, P \\in \\mathbb{R}^{n \\times n}$, $U \\in \\mathbb{R}^{n \\times m}$, $x, y \\in \\mathbb{R}^n$, $z \\in \\mathbb{R}^m$ and $a, b, c \\in \\mathbb{R}$.\n\n"


def last(formula: str) -> StepReport:
    return check_document(
        read_text(f"{CONTEXT}$${formula}$$\n", path="t.md"), Options(Choice(("algebra", "modular"), PATIENT))
    ).steps[-1]


@pytest.mark.parametrize(
    ("formula", "code", "missing"),
    [
        ("\\nabla_x x^\\top A x = 2 A x", "D501", ["A = A^\\top"]),
        ("(A + B)^2 = A^2 + 2 A B + B^2", "D501", ["A B = B A"]),
        ("A^{-1} = A^\\top", "D501", ["A^\\top A = A A^\\top = I"]),
        ("A B = A C \\Rightarrow B = C", "D419", ["A \\text{ is invertible}"]),
        ("a b = a c \\Rightarrow b = c", "D420", ["a \\neq 0"]),
        ("\\sqrt{a^2} = a", "D421", ["a \\geq 0"]),
        ("U^\\top U = I \\Rightarrow U U^\\top = I", "D501", ["U \\text{ has full row rank}", "m = n"]),
        ("(I - P)^2 = I - P", "D501", ["P^2 = P"]),
        ("\\|U z\\|^2 = \\|z\\|^2", "D501", ["U^\\top U = I"]),
        ("(U U^\\top)^2 = U U^\\top", "D501", ["U^\\top U = I", "U U^\\top = I"]),
        ("A x = \\operatorname{diag}(A) \\circ x", "D501", ["A \\text{ is diagonal}"]),
        ("(x x^\\top)^2 = x x^\\top", "D501", ["\\|x\\| = 1"]),
        ("U^\\top x = 0 \\Rightarrow x = 0", "D419", ["U \\text{ has full row rank}"]),
        ("U z = 0 \\Rightarrow z = 0", "D419", ["U \\text{ has full column rank}"]),
        ("A^\\top A = A A^\\top", "D501", ["A = A^\\top", "A = -A^\\top", "A^\\top A = A A^\\top = I"]),
    ],
)  # fmt: skip
def test_what_is_missing(formula: str, code: str, missing: list[str]) -> None:
    judgement = last(formula).judgement
    assert (judgement.verdict, judgement.code) == (Verdict.CONDITIONAL, code), judgement.message
    assert list(judgement.missing) == missing
    assert judgement.counterexample is not None


def test_positive_definite() -> None:
    text = f"{CONTEXT}$$x^\\top A x = 0 \\Rightarrow x = 0$$\n"
    judgement = check_document(read_text(text, path="t.md"), Options(Choice(limits=PATIENT))).steps[-1].judgement
    assert (judgement.verdict, judgement.missing) == (Verdict.CONDITIONAL, ("A \\succ 0",))
    assert judgement.counterexample is not None


def test_two_at_a_time() -> None:
    """A symmetric and A B = B A is not enough: A = I."""
    missing = last("A^\\top B^\\top = A B").judgement.missing
    assert missing[0] == "A = A^\\top \\text{ and } B = B^\\top"
    assert "A = A^\\top \\text{ and } A B = B A" not in missing
    assert list(last("A^\\top B = B A").judgement.missing) == ["A = A^\\top \\text{ and } A B = B A"]


@pytest.mark.parametrize(
    "formula",
    [
        "(A + A^\\top) x = (A - A^\\top) x",
        "\\nabla_x x^\\top A x = -(A + A^\\top) x",
        "\\operatorname{tr}(A B) = 2 \\operatorname{tr}(B A)",
        "x^\\top (A + B) y = x^\\top A y - x^\\top B y",
    ],
)
def test_a_hypothesis_that_makes_terms_vanish_is_none(formula: str) -> None:
    assert last(formula).verdict is Verdict.REFUTED


def test_what_the_text_states_elsewhere() -> None:
    text = "Let $A, B \\in \\mathbb{R}^{n \\times n}$ and $x, b \\in \\mathbb{R}^n$.\n\nThen $$B (A x - b) = 0.$$\n\nLater it turns out that $A x = b$.\n"
    steps = check_document(read_text(text, path="t.md"), Options(Choice(("algebra", "modular"), PATIENT))).steps
    assert not any(step.verdict is Verdict.REFUTED for step in steps)


def _of(*kinds: PropertyKind) -> tuple[HasProperty, ...]:
    return tuple(HasProperty(kind, (Symbol("A"),)) for kind in kinds)


def test_the_order_of_hypotheses() -> None:
    assert gives(PropertyKind.POSITIVE_DEFINITE, PropertyKind.SYMMETRIC)
    assert gives(PropertyKind.ORTHOGONAL, PropertyKind.FULL_COLUMN_RANK)
    assert not gives(PropertyKind.SYMMETRIC, PropertyKind.POSITIVE_DEFINITE)
    assert implies(_of(PropertyKind.PROJECTION), _of(PropertyKind.SYMMETRIC, PropertyKind.IDEMPOTENT))
    assert minimal([_of(PropertyKind.DIAGONAL), _of(PropertyKind.SYMMETRIC)]) == [_of(PropertyKind.SYMMETRIC)]
    assert all(kind is not weaker and not gives(weaker, kind) for kind, weak in GIVES.items() for weaker in weak)
    assert all(
        WEIGHT[weak] <= WEIGHT[kind] for kind in WEIGHT for weak in WEIGHT if kind is not weak and gives(kind, weak)
    )


def test_hypotheses_that_cannot_be_met_together_are_none() -> None:
    """With x ≠ 0 and A invertible no instance meets A x = 0."""
    assert list(last("A x = 0 \\Rightarrow x = 0").judgement.missing) == ["A \\text{ is invertible}"]


def test_weights_that_have_to_sum_to_one() -> None:
    text = (
        "Let $w, z \\in \\mathbb{R}^k$ and $s \\in \\mathbb{R}$. Then\n\n"
        "$$\\sum_{i=1}^k w_i (s - z_i) = s - \\sum_{i=1}^k w_i z_i .$$\n"
    )
    step = check_document(read_text(text, path="t.md"), Options(Choice(limits=PATIENT))).steps[-1]
    assert step.verdict is Verdict.CONDITIONAL
    assert step.judgement.missing == ("\\sum_i w_i = 1",)
    assert step.judgement.counterexample is not None
