"""`derive grade`: check many submissions of one problem and tabulate what was found."""

from __future__ import annotations

import csv
import io
from typing import Any

import click

from derive.commands.arguments import CHECK, with_options
from derive.commands.check import checked, exit_code
from derive.commands.find import problem, sources
from derive.commands.write import write
from derive.goals import Verdict
from derive.report import DocumentReport, Report

SHARED = tuple(o for o in CHECK if o.key not in ("output_format", "certificates", "color", "width", "ascii", "timings"))
HEAD = (
    "submission",
    *(verdict.value for verdict in Verdict if verdict is not Verdict.DEFINED),
    "first finding",
    "error",
)


def command() -> click.Command:
    """The command as click sees it."""

    @click.command("grade")
    @click.argument("name", metavar="PROBLEM")
    @click.argument("submissions", nargs=-1, required=True, metavar="FILE|FOLDER...")
    @click.option("--table/--csv", "table", default=True, help="A table to read (the default), or CSV.")
    @with_options(SHARED)
    def grade(name: str, submissions: tuple[str, ...], table: bool, **values: Any) -> int:
        """Check every submission of PROBLEM, and give one line a submission."""
        problem(name)  # it must be there
        report, internal = checked(sources(submissions), values)
        text = as_table(report) if table else as_csv(report)
        if not write(text, values["output_file"]):
            return 2
        return 3 if internal else exit_code(report, values["fail_on"])

    return grade


def row(document: DocumentReport) -> tuple[str, ...]:
    """The line of one submission."""
    from derive.render.facts import sentence
    from derive.render.summary import counts
    from derive.render.words import FINDINGS

    found = counts(document)
    first = next(
        (f"{s.place.line}: {s.verdict.value}: {sentence(s)}" for s in document.steps if s.verdict in FINDINGS), ""
    )
    numbers = (str(found.get(verdict, 0)) for verdict in Verdict if verdict is not Verdict.DEFINED)
    return (document.path, *numbers, first, document.error or "; ".join(document.warnings))


def as_csv(report: Report) -> str:
    """One line a submission, with a head."""
    from derive.render.csv_form import harmless

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([harmless(cell) for cell in row(document)] for document in report.documents)
    return out.getvalue()


def as_table(report: Report) -> str:
    """The same, in columns."""
    from derive.render.style import plain

    rows = [HEAD, *(tuple(plain(cell) for cell in row(document)) for document in report.documents)]
    widths = [max(len(line[i]) for line in rows) for i in range(len(HEAD))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in rows)
    return "\n".join(lines) + "\n"
