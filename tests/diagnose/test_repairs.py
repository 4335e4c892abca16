"""Faults planted in correct steps: the original is found again, in its author's words, and is confirmed."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

from derive.check import Options, check_document
from derive.diagnose.author import changed_part
from derive.document import Format, read_text
from derive.engines.decide import Choice
from derive.goals import Repair, Verdict
from derive.report import StepReport
from tests.judged import PATIENT

BENCHMARK = Path(__file__).parent.parent.parent / "benchmarks" / "repairs.py"
_spec = importlib.util.spec_from_file_location("repairs_benchmark", BENCHMARK)
assert _spec is not None and _spec.loader is not None
repairs = importlib.util.module_from_spec(_spec)
sys.modules["repairs_benchmark"] = repairs
_spec.loader.exec_module(repairs)

CONTEXT = "Let $A, B \\in \\mathbb{R}^{n \\times n}$, $C \\in \\mathbb{R}^{n \\times m}$, $x, y \\in \\mathbb{R}^n$ and $a, b \\in \\mathbb{R}$.\n\n"


def last(formula: str, context: str = CONTEXT) -> StepReport:
    text = f"{context}$${formula}$$\n"
    return check_document(read_text(text, path="t.md"), Options(Choice(("algebra", "modular"), PATIENT))).steps[-1]


def first(formula: str) -> Repair:
    return last(formula).judgement.repairs[0]


def counted(faults: int, seed: int) -> Counter[int]:
    return Counter(outcome.place for _, outcome in repairs.measure(faults, seed))


def test_the_steps_of_the_benchmark_are_correct() -> None:
    assert len(repairs.STEPS) >= 30
    for context, left, right in repairs.STEPS:
        text = repairs.document(context, left, right)
        step = check_document(read_text(text, path="t.md"), Options(Choice(("algebra", "modular"), PATIENT))).steps[-1]
        assert step.verdict in (Verdict.PROVED, Verdict.TESTED), f"{left} = {right}: {step.judgement.message}"


def test_most_faults_are_mended_first() -> None:
    places = counted(20, 7)
    assert places[1] >= 16 and places[0] <= 1


@pytest.mark.slow
def test_a_hundred_faults() -> None:
    places = counted(100, 0)
    assert places[1] >= 80 and places[0] <= 5


@pytest.mark.parametrize(
    ("formula", "repaired", "changed", "code"),
    [
        ("x^\\top (A - B) x = x^T A x + x^{T} B x", "x^T A x - x^{T} B x", "-", "D404"),
        ("\\nabla_x \\|A x - y\\|^2 = 2 A (A x - y)", "2 A^\\top (A x - y)", "^\\top", "D402"),
        ("(A B)^{\\mathrm{T}} = A^{\\mathrm{T}}  B^{\\mathrm{T}}", "B^{\\mathrm{T}} A^{\\mathrm{T}}", "B^{\\mathrm{T}} A", "D403"),
        ("(a+b)^2 = a^2 + ab + b^2", "a^2 + 2 a b + b^2", "2 a", "D405"),
        ("(a-b)^2 = a^2 - 2ab - b^2", "a^2 - 2ab + b^2", "+", "D404"),
        ("\\frac{a}{a + b} = a (a + b)", "a (\\frac{1}{a + b})", "\\frac{1}{a + b}", "D411"),
        ("(a+b)^2 = a^2+2ab", "a^2+2ab + b^2", "+ b^2", "D410"),
        ("\\|x\\|^2 + a = \\|x\\| + a", "\\|x\\|^2 + a", "^2", "D412"),
        ("\\sum_{i=1}^n \\sum_{j=1}^n x_i A_{ij} y_j = \\sum_{i=1}^n \\sum_{j=1}^n x_i A_{ji} y_j", "\\sum_{i=1}^n \\sum_{j=1}^n x_i A_{ij} y_j", "ij", "D414"),
        ("\\frac{d}{da} \\sin^2(a) = 2 \\sin(a) \\sin(a)", "2 \\cos(a) \\sin(a)", "\\cos", "D416"),
    ],
)  # fmt: skip
def test_the_author_is_heard(formula: str, repaired: str, changed: str, code: str) -> None:
    repair = first(formula)
    assert (repair.latex, repair.latex[slice(*repair.changed)].strip(), repair.code) == (repaired, changed, code)


def test_what_is_suggested_can_be_pasted() -> None:
    for formula in (
        "(A - B)^2 = A^2 - AB + BA + B^2",
        "\\frac{a}{b} + \\frac{b}{a} = \\frac{a^2 - b^2}{ab}",
        "\\nabla_A x^\\top A y = y x^\\top",
    ):
        left = formula.split(" = ")[0]
        repair = last(formula).judgement.repairs[0]
        assert last(f"{left} = {repair.latex}").verdict in (Verdict.PROVED, Verdict.TESTED)


def test_proved_is_said_of_what_the_kernel_proves_only() -> None:
    for formula in ("(A + B)^2 = A^2 + 2 A B + B^2", "\\operatorname{tr}(A B) = 2 \\operatorname{tr}(B A)"):
        for repair in last(formula).judgement.repairs:
            assert repair.verdict is Verdict.PROVED
            side = repair.latex
            assert last(f"{formula.split(' = ')[0]} = {side}").verdict is Verdict.PROVED


def test_what_is_ill_formed_is_mended_too() -> None:
    step = last("\\operatorname{tr}(C^\\top A C) = \\operatorname{tr}(C^\\top A C C)")
    assert step.verdict is Verdict.ILL_FORMED
    assert step.judgement.repairs[0].latex == "\\operatorname{tr}(C^\\top A C)"


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [("A B", "A^\\top B", "^\\top"), ("a + b", "a - b", "-"), ("a + b", "a + b + c", "+ c"), ("a + b", "a", "")],
)
def test_the_changed_part(old: str, new: str, part: str) -> None:
    assert new[slice(*changed_part(old, new))] == part


def test_a_repair_of_what_words_say_has_no_words_in_it() -> None:
    text = "Let $C, D \\in \\mathbb{R}^{n \\times n}$ be symmetric. Then $C$ and $D$ commute."
    repairs = (
        check_document(read_text(text, Format.MARKDOWN, "t.md"), Options(Choice(limits=PATIENT)))
        .steps[-1]
        .judgement.repairs
    )
    assert repairs and not any("$" in repair.latex for repair in repairs)
