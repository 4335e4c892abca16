"""The two layouts: what is right in the other one is said to be, held against the rest of the document."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice
from derive.goals import Verdict
from derive.report import DocumentReport, StepReport
from tests.judged import PATIENT

CONTEXT = "Let $A \\in \\mathbb{R}^{m \\times n}$, $S \\in \\mathbb{R}^{n \\times n}$, $x, a \\in \\mathbb{R}^n$ and $u \\in \\mathbb{R}^m$.\n\n"
COLUMN = "\\frac{\\partial}{\\partial x} a^\\top x = a"
ROW = "\\frac{\\partial}{\\partial x} x^\\top S x = x^\\top (S + S^\\top)"
JACOBIAN = "\\frac{\\partial}{\\partial x} A x = A"


def check(*formulas: str) -> DocumentReport:
    text = CONTEXT + "".join(f"$${formula}$$\n\n" for formula in formulas)
    return check_document(read_text(text, path="t.md"), Options(Choice(("algebra", "modular"), PATIENT)))


def steps(*formulas: str) -> list[StepReport]:
    return list(check(*formulas).steps[-len(formulas) :])


def test_a_layout_is_no_mistake_by_itself() -> None:
    for formula in (ROW, JACOBIAN):
        (step,) = steps(formula)
        assert step.verdict is Verdict.PROVED and step.judgement.notes == ("in the numerator layout",)
        assert step.judgement.counterexample is None


def test_gradients_as_columns_and_jacobians_as_outputs_by_inputs_go_together() -> None:
    report = check(COLUMN, JACOBIAN)
    assert not report.warnings and report.layout == "denominator"


def test_a_document_that_mixes_layouts_is_told_where() -> None:
    report = check(COLUMN, ROW, "\\nabla_x x^\\top x = 2 x")
    assert report.layout == "mixed"
    assert report.warnings == (
        "gradients are in the denominator layout on lines 3, 7, in the numerator layout on line 5",
    )
    assert [step.verdict for step in report.steps[-3:]] == [Verdict.PROVED, Verdict.CONDITIONAL, Verdict.PROVED]
    odd = report.steps[-2].judgement
    assert odd.code == "D418" and "line" in odd.message and odd.repairs


def test_a_gradient_has_the_shape_of_its_variable() -> None:
    (step,) = steps("\\nabla_A u^\\top A x = x u^\\top")
    assert (step.verdict, step.judgement.code) == (Verdict.CONDITIONAL, "D418")
    assert step.judgement.repairs[0].latex == "u x^\\top"


def test_where_both_layouts_have_one_shape_neither_is_taken_for_granted() -> None:
    (step,) = steps("\\frac{\\partial}{\\partial S} \\operatorname{tr}(S^3) = 3 S^2")
    assert (step.verdict, step.judgement.code) == (Verdict.CONDITIONAL, "D418")
    assert step.judgement.counterexample is not None
    assert step.judgement.repairs[0].verdict is Verdict.PROVED


def test_what_is_false_in_both_is_false() -> None:
    (step,) = steps("\\frac{\\partial}{\\partial x} x^\\top S x = x^\\top (S - S^\\top)")
    assert step.verdict in (Verdict.ILL_FORMED, Verdict.REFUTED)
