"""From text to verdicts: what is understood, and that faults are found where they stand."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice
from derive.goals import Verdict
from derive.report import DocumentReport, StepReport
from tests.judged import PATIENT

LIGHT = Options(Choice(("algebra", "modular"), PATIENT))


def check(text: str) -> DocumentReport:
    return check_document(read_text(text, path="t.md"), LIGHT)


def last(text: str) -> StepReport:
    return check(text).steps[-1]


DECLARED = "Let $A \\in \\mathbb{R}^{m \\times n}$, $B \\in \\mathbb{R}^{n \\times m}$ and $S \\in \\mathbb{R}^{n \\times n}$.\n\nThen\n\n"


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        ("\\operatorname{tr}(A B) = \\operatorname{tr}(B A)", Verdict.PROVED),
        ("(A B)^\\top = B^\\top A^\\top", Verdict.PROVED),
        ("\\|A\\|_F^2 = \\operatorname{tr}(A^\\top A)", Verdict.PROVED),
        ("\\nabla_A \\operatorname{tr}(A B) = B^\\top", Verdict.PROVED),
        ("\\nabla_A \\operatorname{tr}(A S A^\\top) = 2 A S", Verdict.CONDITIONAL),
        ("\\operatorname{tr}(A B) = 2 \\operatorname{tr}(B A)", Verdict.REFUTED),
        ("(S^{-1})^\\top + S = S + (S^\\top)^{-1}", Verdict.PROVED),
        ("(A B)^\\top = A^\\top B^\\top", Verdict.ILL_FORMED),
        ("\\operatorname{tr}(A) = \\operatorname{tr}(B)", Verdict.ILL_FORMED),
    ],
)
def test_verdicts(formula: str, verdict: Verdict) -> None:
    assert last(f"{DECLARED}$${formula}$$\n").verdict is verdict


def test_the_missing_hypothesis_is_named_with_a_counterexample() -> None:
    step = last(f"{DECLARED}$$\\nabla_A \\operatorname{{tr}}(A S A^\\top) = 2 A S$$\n")
    assert step.judgement.missing == ("S = S^\\top",)
    assert step.judgement.counterexample is not None


def test_a_dropped_factor_is_mended() -> None:
    step = last(f"{DECLARED}$$\\operatorname{{tr}}(A B) = 2 \\operatorname{{tr}}(B A)$$\n")
    assert any("2" not in repair.latex for repair in step.judgement.repairs)


def test_a_line_after_an_ill_formed_one_is_judged_against_the_last_right_one() -> None:
    text = (
        DECLARED
        + "$$\\begin{aligned} \\operatorname{tr}(A B) &= \\operatorname{tr}(A B A) \\\\ &= \\operatorname{tr}(B A). \\end{aligned}$$\n"
    )
    steps = [step.verdict for step in check(text).steps if step.verdict is not Verdict.DEFINED]
    assert steps == [Verdict.ILL_FORMED, Verdict.PROVED]


def test_definitions_are_not_steps() -> None:
    report = check("Let $X \\in \\mathbb{R}^{m \\times n}$ and write $C := X X^\\top$.\n\nThen $C = C^\\top$.\n")
    assert [step.verdict for step in report.steps][-1] is Verdict.PROVED
    assert report.steps[-1].verdict is Verdict.PROVED
    assert {step.verdict for step in report.steps[:-1]} == {Verdict.DEFINED}


def test_what_relates_free_names_is_never_refuted() -> None:
    assert (
        last("Let $x \\in \\mathbb{R}^{n}$.\n\nThen $y = 2 x$ and so\n\n$$u + v = w$$\n").verdict is not Verdict.REFUTED
    )
    assert last("We have\n\n$$E[x] = \\mu + 1$$\n").verdict in (Verdict.UNCHECKED, Verdict.DEFINED)
    assert last("We have\n\n$$\\frac{\\partial L}{\\partial x} = 2$$\n").verdict is Verdict.UNCHECKED


def test_lost_norm_bars() -> None:
    step = last("Let $X \\in \\mathbb{R}^{m \\times n}$.\n\nThe penalty is\n\n$$p = X_F^2 + 1$$\n")
    assert (step.verdict, step.judgement.code) == (Verdict.ILL_FORMED, "D305")


def test_a_converse_needs_its_premise() -> None:
    step = last("Let $a \\in \\mathbb{R}$. Then\n\n$$a^4 = 1 \\Rightarrow a = 1$$\n")
    assert step.verdict is Verdict.REFUTED
    assert step.judgement.counterexample is not None
    assert step.judgement.counterexample.values["a"] == (("-1",),)


FAULTS = [
    ("2 W_2 W_1 C", "-2 W_2 W_1 C"), ("-2 C W_1", "-C W_1"), ("-2 C W_1", "2 C W_1"), ("W_1 C W_1^\\top.", "W_1 C W_1^\\top W_1 W_1^\\top."),
    ("-2 W_2^\\top C", "-2 W_2^\\top C^\\top C"), ("2 W_2^\\top W_2 W_1 C", "W_2^\\top W_2 W_1 C"), ("= -2 W_2^\\top C +", "= +2 W_2^\\top C +"),
]  # fmt: skip
LOSS = """Let $X \\in \\mathbb{R}^{m \\times n}$, $W_1 \\in \\mathbb{R}^{k \\times m}$ and $W_2 \\in \\mathbb{R}^{m \\times k}$.
Write $C := X X^\\top$. Define

$$L = \\|X - W_2 W_1 X\\|_F^2.$$

The gradients are

$$\\nabla_{W_2} L = -2 C W_1^\\top + 2 W_2 W_1 C W_1^\\top.$$

and

$$\\nabla_{W_1} L = -2 W_2^\\top C + 2 W_2^\\top W_2 W_1 C.$$
"""


def test_gradients_of_the_autoencoder_are_proved() -> None:
    assert [step.verdict for step in check(LOSS).steps[-2:]] == [Verdict.PROVED, Verdict.PROVED]


@pytest.mark.parametrize(("right", "wrong"), FAULTS)
def test_a_planted_fault_is_found_at_its_line_only(right: str, wrong: str) -> None:
    assert LOSS.count(right) == 1
    sound, faulty = check(LOSS), check(LOSS.replace(right, wrong))
    changed = [b.place.line for a, b in zip(sound.steps, faulty.steps, strict=True) if a.verdict is not b.verdict]
    line = LOSS[: LOSS.index(right)].count("\n") + 1
    assert changed == [line]
    assert next(s for s in faulty.steps if s.place.line == line).verdict in (
        Verdict.REFUTED,
        Verdict.CONDITIONAL,
        Verdict.ILL_FORMED,
    )
