"""The one-line summary of a run."""

from __future__ import annotations

from collections.abc import Iterator

from derive.goals import Verdict
from derive.render.style import Style
from derive.render.words import WORDS
from derive.report import DocumentReport, Report


def counts(document: DocumentReport) -> dict[Verdict, int]:
    """Steps by verdict, those there are."""
    found = {verdict: sum(1 for step in document.steps if step.verdict is verdict) for verdict in Verdict}
    return {verdict: number for verdict, number in found.items() if number}


def summary_lines(report: Report, style: Style) -> Iterator[str]:
    """One line, and one a document before it where there are several."""
    several = len(report.documents) > 1
    total: dict[Verdict, int] = {}
    for document in report.documents:
        found = counts(document)
        if several and not style.quiet:
            yield f"{style.show(document.path)}: " + (
                style.show(document.error) if document.error else _line(found, style)
            )
        for verdict, number in found.items():
            total[verdict] = total.get(verdict, 0) + number
    formulas = sum(document.formulas.found for document in report.documents)
    read = sum(document.formulas.read for document in report.documents)
    where = f"{len(report.documents)} documents" if several else "".join(style.show(d.path) for d in report.documents)
    yield f"{where}: {_line(total, style)}; {read} of {formulas} formulas read"


def _line(found: dict[Verdict, int], style: Style) -> str:
    steps = {verdict: number for verdict, number in found.items() if verdict is not Verdict.DEFINED}
    parts = [style.paint(f"{number} {verdict.value}", WORDS[verdict].colour) for verdict, number in steps.items()]
    total = sum(steps.values())
    line = f"{total} step{'s' * (total != 1)}" + (": " + ", ".join(parts) if parts else " found")
    defined = found.get(Verdict.DEFINED, 0)
    return line + (f" and {defined} definition{'s' * (defined != 1)}" if defined else "")
