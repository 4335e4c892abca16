"""CSV: one line a step, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from derive.render.facts import facts, matrix, sentence
from derive.render.style import Style, plain
from derive.report import DocumentReport, Report, StepReport

HEAD = ("path", "line", "column", "end_line", "end_column", "id", "verdict", "code", "claim", "relation", "latex", "message", "hypotheses",
        "missing", "counterexample", "repair", "seconds")  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would evaluate


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, on one line."""
    cell = plain(cell)
    return "'" + cell if cell.lstrip().startswith(FORMULA) else cell


def render(report: Report, style: Style) -> str:
    """Every step of every document."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for document in report.documents:
        for step in document.steps:
            writer.writerow([harmless(cell) for cell in _row(document, step, style)])
    return out.getvalue()


def _row(document: DocumentReport, step: StepReport, style: Style) -> tuple[str, ...]:
    judgement, place = step.judgement, step.place
    example = judgement.counterexample
    return (
        document.path,
        *(str(number) for number in (place.line, place.column, place.end_line, place.end_column)),
        step.id,
        step.verdict.value,
        judgement.code,
        step.claim.value,
        step.relation,
        step.latex,
        sentence(step),
        "; ".join(judgement.hypotheses),
        "; ".join(judgement.missing),
        "; ".join(f"{name} = {matrix(value)}" for name, value in example.values.items()) if example else "",
        next((fact.text for fact in facts(step) if fact.label == "help"), ""),
        f"{step.seconds:.3f}" if style.timings else "",
    )
