"""The full form: diagnostics as compilers give them, what was understood, and a one-line summary."""

from __future__ import annotations

from collections.abc import Iterator

from derive.goals import Verdict
from derive.render.facts import facts, sentence
from derive.render.names import as_written
from derive.render.source import excerpt, spot
from derive.render.style import Style, columns, crop, wrapped
from derive.render.summary import summary_lines
from derive.render.understood import understood
from derive.render.words import WORDS
from derive.report import DocumentReport, NotChecked, Report, StepReport, Unread

SHORT = 24  # characters of a text that is listed in a line with others
LISTED = 20  # texts of one kind that are shown


def render(report: Report, style: Style) -> str:
    """The whole report as text for a terminal."""
    lines: list[str] = []
    for document in report.documents:
        lines += _document(as_written(document), style)
    lines += summary_lines(report, style)
    return "\n".join(lines) + "\n"


def _document(document: DocumentReport, style: Style) -> Iterator[str]:
    if document.error:
        yield style.paint("error", "red bold") + f": {style.show(document.path)}: {style.show(document.error)}"
        yield ""
        return
    if not style.quiet and document.steps:
        yield style.paint(f"Checked {style.show(document.path)}", "bold")
    open_block = False  # a block of steps that hold, after which a finding is set off by a blank line
    for step in document.steps:
        if WORDS[step.verdict].severity:
            if open_block:
                yield ""
            yield from finding(document, step, style)
            yield ""
            open_block = False
        elif step.verdict is not Verdict.DEFINED and not style.quiet:
            yield from _in_order(step, style)
            open_block = True
    if not style.quiet:
        if open_block:
            yield ""
        yield from understood(document, style)
    yield from _left_out(document, style)
    for warning in document.warnings:
        yield style.paint("warning", "yellow bold") + f": {style.show(document.path)}: {style.show(warning)}"
        yield ""


def finding(document: DocumentReport, step: StepReport, style: Style) -> Iterator[str]:
    """A step that needs attention: its code, its place, its source, what was found out, and a suggestion."""
    word = WORDS[step.verdict]
    code = f"[{step.judgement.code}]" if step.judgement.code else ""
    head = style.paint(f"{word.severity}{code}", f"{word.colour} bold")
    title = f"{word.severity}{code}: {style.sentence(sentence(step))}"
    lines = wrapped(title, style.width - 2) if style.wrap else [title]
    yield head + style.paint(lines[0][len(word.severity + code) :], "bold")
    yield from (style.paint("  " + line, "bold") for line in lines[1:])
    place = step.fault or step.place
    source = excerpt(document, place, style)
    gutter = max([2, *(len(number) for number, _, _ in source)])
    blue = "blue"
    yield " " * gutter + style.paint("--> ", blue) + style.show(spot(document, place))
    if source:
        yield " " * gutter + style.paint(" |", blue)
    for number, text, carets in source:
        yield style.paint(f"{number:>{gutter}} |", blue) + " " + text
        yield " " * gutter + style.paint(" |", blue) + " " + style.paint(carets, f"{word.colour} bold")
    yield from _facts(step, gutter, style)


def _facts(step: StepReport, gutter: int, style: Style) -> Iterator[str]:
    for fact in facts(step, style.verbose):
        label = f"{style.show(fact.label)}: " if fact.label else ""
        text = (
            style.formula(fact.text)
            if fact.formula
            else style.show(fact.text)
            if fact.label
            else style.sentence(fact.text)
        )
        lines = wrapped(label + text, style.width - gutter - 3) if style.wrap else [label + text]
        painted = style.paint(label, "cyan" if fact.label == "help" else "bold")
        yield " " * gutter + style.paint(" = ", "blue") + painted + lines[0][len(label) :]
        yield from (" " * (gutter + 5) + line for line in lines[1:])


def _in_order(step: StepReport, style: Style) -> Iterator[str]:
    """A step that holds: one line, and one for each thing that says more."""
    word = WORDS[step.verdict]
    mark = word.mark if style.unicode else word.plain_mark
    head = f"{mark} {step.verdict.value:<{11 if style.width >= 60 else 0}}"
    place = f"{step.place.line}:{step.place.column}"
    room = style.width - columns(head) - max(7, len(place)) - 2
    text = crop(style.formula(step.latex.replace("&", " ").strip("$")), max(20, room), "…" if style.unicode else "...")
    yield f"{style.paint(head, word.colour)} {style.paint(f'{place:<7}', 'dim')} {text}"
    yield from _facts(step, 2, style)


def _left_out(document: DocumentReport, style: Style) -> Iterator[str]:
    """What was found and not checked, each kind together: formulas that could not be read, claims in words."""
    groups: tuple[tuple[str, tuple[Unread | NotChecked, ...]], ...] = (
        ("Not read", document.formulas.unread),
        ("Read and not checked", document.formulas.not_checked),
    )
    for heading, items in groups:
        if not items or (style.quiet and heading != "Not read"):
            continue
        yield style.paint(f"{heading} in {style.show(document.path)}", "bold")
        by_reason: dict[str, list[Unread | NotChecked]] = {}
        for item in items:
            by_reason.setdefault(item.reason, []).append(item)
        for reason, same in by_reason.items():
            yield "  " + style.paint(f"{style.show(reason)} ({len(same)})", "dim")
            yield from _listed(same, style)
        yield ""


def _listed(items: list[Unread | NotChecked], style: Style) -> Iterator[str]:
    """Long texts on a line each, short ones several to a line."""
    line = ""
    for item in items if style.verbose else items[:LISTED]:
        text = style.show(" ".join(item.latex.split())) if isinstance(item, Unread) else style.formula(item.text)
        place = f"{item.place.line}:{item.place.column} "
        entry = place + crop(text.strip("$"), max(20, style.width - len(place) - 4), "…" if style.unicode else "...")
        if line and (columns(line) + columns(entry) + 7 > style.width or columns(text) > SHORT):
            yield "    " + line
            line = ""
        line = f"{line}   {entry}" if line else entry
        if columns(text) > SHORT:
            yield "    " + line
            line = ""
    if line:
        yield "    " + line
    if len(items) > LISTED and not style.verbose:
        yield style.paint(f"    and {len(items) - LISTED} more (--verbose)", "dim")
