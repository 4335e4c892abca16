"""`derive check`: read documents, check their steps, report."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from derive.commands.find import NotFound, sources
from derive.isolate.parent import Outcome, Settings, Source, default_jobs, preload, run

if TYPE_CHECKING:
    import click

    from derive.report import Report

USAGE, INTERNAL = 2, 3
MANY = 4  # from here on importing once and forking pays


def run_guarded(values: Mapping[str, Any]) -> int:
    """`run_check` with its ways to fail as exit codes."""
    try:
        return run_check(values)
    except NotFound as error:
        print(f"derive: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        return 130


def run_check(values: Mapping[str, Any]) -> int:
    """Check what `values['names']` means; returns the exit code. Raises `NotFound`."""

    report, internal = checked(sources(values["names"]), values)
    if not _write_report(report, values):
        return USAGE
    if values["certificates"] is not None:
        from derive.commands.recheck import save

        if not save(report, values["certificates"]):
            return USAGE
    return INTERNAL if internal else exit_code(report, values["fail_on"])


def _write_report(report: Report, values: Mapping[str, Any]) -> bool:
    """Write the report in its format; HTML into a folder is one page a document."""
    from derive.commands.write import write
    from derive.render import FORMATS, style_for

    form, target = values["output_format"], values["output_file"]
    if form == "html" and target is not None and (os.path.isdir(target) or target.endswith(os.sep)):
        from derive.render.html import pages

        os.makedirs(target, exist_ok=True)
        return all(write(text, os.path.join(target, name)) for name, text in pages(report).items())
    return write(FORMATS[form](report, style_for(values)), target)


def checked(documents: Sequence[Source], values: Mapping[str, Any]) -> tuple[Report, bool]:
    """The report on documents, every proof replayed, and whether there was an error of ours, which is told."""
    outcomes = outcomes_of(documents, values)
    report = report_of(outcomes, values)
    for outcome in outcomes:
        for trace in dict.fromkeys(outcome.internal):
            print(f"derive: internal error while checking {outcome.source.name}\n{trace}", file=sys.stderr)
    return report, any(outcome.internal or outcome.unproved for outcome in outcomes)


def outcomes_of(documents: Sequence[Source], values: Mapping[str, Any]) -> list[Outcome]:
    """Have the documents worked on, each in a process of its own."""
    settings = Settings(
        engines=values["engines"],
        seconds=values["time_limit"],
        seed=values["seed"],
        trust=values["trust"],
        document_seconds=values["document_limit"],
        megabytes=values["memory_limit"],
        jobs=values["jobs"] or default_jobs(),
        stopped=values.get("stopped", ""),
    )
    if len(documents) >= MANY:
        preload()
    told = None
    if not values["quiet"] and sys.stderr.isatty():
        from derive.commands.progress import Progress

        told = Progress(len(documents))
    try:
        return run(documents, settings, told)
    finally:
        if told is not None:
            told.clear()


def report_of(outcomes: Sequence[Outcome], values: Mapping[str, Any]) -> Report:
    """The report of what the children said."""
    from derive.report import DocumentReport, Formulas, Report

    documents = []
    for outcome in outcomes:
        if outcome.report is not None:
            documents.append(outcome.report)
        else:
            documents.append(
                DocumentReport(outcome.source.name, "", "", "", (), (), Formulas(0, 0), error=outcome.error)
            )
    options = {"engines": ",".join(values["engines"]), "seed": str(values["seed"]), "trust": str(values["trust"])}
    return Report(tuple(documents), options=options)


def exit_code(report: Report, fail_on: str) -> int:
    """0 when nothing is found at the level, 1 when something is, 2 when a document could not be read."""
    from derive.render.words import FAILS

    if any(document.error for document in report.documents):
        return USAGE
    if not any(document.steps for document in report.documents):  # nothing was checked, so nothing passed
        return 1
    return 1 if any(step.verdict in FAILS[fail_on] for document in report.documents for step in document.steps) else 0


def command() -> click.Command:
    """The command as click sees it."""
    import click

    from derive.commands.arguments import CHECK, with_options

    @click.command("check")
    @click.argument("names", nargs=-1, required=True, metavar="FILE|FOLDER|PROBLEM...")
    @with_options(CHECK)
    def check(**values: Any) -> int:
        """Check every step of documents (.md .tex .Rmd .ipynb), folders of them, or problems; - is the standard input."""
        return run_guarded(values)

    return check
