"""Gradescope's results.json: a test a step, a mark for those that hold; what was not decided counts neither way."""

from __future__ import annotations

import json
from typing import Any

from derive.goals import Verdict
from derive.render.escape import clean
from derive.render.facts import facts, labelled, sentence
from derive.render.style import Style
from derive.render.words import FINDINGS, GOOD, WORDS
from derive.report import DocumentReport, Report, StepReport

POINTS = 100.0


def render(report: Report, style: Style) -> str:
    """The score is the share of the decided steps that hold; the teacher sees the same report as the student."""
    steps = [step for document in report.documents for step in document.steps if step.verdict is not Verdict.DEFINED]
    decided = sum(1 for step in steps if step.verdict in GOOD or step.verdict in FINDINGS)
    good = sum(1 for step in steps if step.verdict in GOOD)
    result = {
        "score": round(POINTS * good / decided, 2) if decided else 0.0,
        "output_format": "text",
        "output": clean(_words(report, len(steps), decided)),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _test(document, step)
            for document in report.documents
            for step in document.steps
            if step.verdict is not Verdict.DEFINED
        ],
    }
    return json.dumps(result, indent=1) + "\n"


def _words(report: Report, steps: int, decided: int) -> str:
    lines = [f"{d.path} could not be read: {d.error}" for d in report.documents if d.error]
    lines += [f"{d.path}: {warning}" for d in report.documents for warning in d.warnings]
    if steps > decided:
        lines.append(f"{steps - decided} of {steps} steps were not decided; they count neither for nor against.")
    unread = sum(len(document.formulas.unread) for document in report.documents)
    if unread:
        lines.append(f"{unread} formulas could not be read.")
    return "\n".join(lines) or f"All {steps} steps were decided."


def _test(document: DocumentReport, step: StepReport) -> dict[str, Any]:
    status = {"status": "passed"} if step.verdict in GOOD else {"status": "failed"} if step.verdict in FINDINGS else {}
    word = "not checked" if step.verdict is Verdict.UNCHECKED else step.verdict.value
    lines = [sentence(step), *(labelled(fact) for fact in facts(step))]
    return {
        "name": clean(f"line {step.place.line}: {word} {WORDS[step.verdict].mark}"),
        "name_format": "text",
        "number": clean(f"{step.place.line}.{step.place.column}"),
        "output": clean(" ".join(step.latex.split()) + "\n" + "\n".join(lines)),
        "output_format": "text",
        "visibility": "visible",
        **status,
    }
