"""GitHub's workflow commands: an annotation for every step that needs attention, the summary as the last line."""

from __future__ import annotations

from derive.render.facts import facts, labelled, sentence
from derive.render.style import Style, plain
from derive.render.summary import summary_lines
from derive.render.words import WORDS
from derive.report import Report, StepReport

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
SHOWN = 10  # of each kind that GitHub shows a step of a workflow; the rest is still in the log


def render(report: Report, style: Style) -> str:
    """Errors first, so that they are among those that are shown."""
    lines: list[tuple[int, str]] = []
    for document in report.documents:
        if document.error:
            lines.append((0, f"::error file={_property(document.path)},title=derive::{_data(document.error)}"))
        for warning in document.warnings:
            lines.append((1, f"::warning file={_property(document.path)},title=derive::{_data(warning)}"))
        for step in document.steps:
            severity = WORDS[step.verdict].severity
            if severity:
                lines.append((list(COMMANDS).index(severity), _annotation(document.path, step, COMMANDS[severity])))
    lines.sort(key=lambda line: line[0])
    shown = [text for _, text in lines]
    return (
        "\n".join(
            [*shown, *(line if not line.startswith("::") else " " + line for line in summary_lines(report, style))]
        )
        + "\n"
    )


def _annotation(path: str, step: StepReport, command: str) -> str:
    place = step.fault or step.place
    where = f"file={_property(path)},line={place.line},endLine={place.end_line}"
    if place.line == place.end_line:
        where += f",col={place.column},endColumn={place.end_column}"
    title = " ".join(part for part in (step.verdict.value, step.judgement.code) if part)
    text = "\n".join([sentence(step), *(labelled(fact) for fact in facts(step))])
    return f"::{command} {where},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    """The text of a command: one line, nothing that begins another."""
    return "%0A".join(plain(line).replace("%", "%25") for line in text.split("\n"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
