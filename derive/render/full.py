"""The full form: diagnostics as compilers give them, what was understood, and a one-line summary."""

from __future__ import annotations

from collections.abc import Iterator

from derive.goals import Verdict
from derive.render.facts import facts, sentence
from derive.render.source import excerpt, spot
from derive.render.style import Style, crop
from derive.render.summary import summary_lines
from derive.render.understood import understood
from derive.render.words import WORDS
from derive.report import DocumentReport, NotChecked, Report, StepReport, Unread

LISTED = 20  # formulas not read, and claims not checked, that are shown one by one


def render(report: Report, style: Style) -> str:
    """The whole report as text for a terminal."""
    lines: list[str] = []
    for document in report.documents:
        lines += _document(document, style)
    lines += summary_lines(report, style)
    return "\n".join(lines) + "\n"


def _document(document: DocumentReport, style: Style) -> Iterator[str]:
    if document.error:
        yield style.paint("error", "red bold") + f": {style.show(document.path)}: {style.show(document.error)}"
        yield ""
        return
    open_block = False  # a block of steps that hold, after which a finding is set off by a blank line
    for step in document.steps:
        if WORDS[step.verdict].severity:
            if open_block:
                yield ""
            yield from finding(document, step, style)
            yield ""
            open_block = False
        elif step.verdict is not Verdict.DEFINED and not style.quiet:
            yield from _in_order(document, step, style)
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
    yield head + style.paint(f": {style.show(sentence(step))}", "bold")
    place = step.fault or step.place
    lines = excerpt(document, place, style)
    gutter = max([2, *(len(number) for number, _, _ in lines)])
    blue = "blue"
    yield " " * gutter + style.paint("--> ", blue) + style.show(spot(document, place))
    if lines:
        yield " " * gutter + style.paint(" |", blue)
    for number, text, carets in lines:
        yield style.paint(f"{number:>{gutter}} |", blue) + " " + text
        yield " " * gutter + style.paint(" |", blue) + " " + style.paint(carets, f"{word.colour} bold")
    yield from _facts(step, gutter, style)


def _facts(step: StepReport, gutter: int, style: Style) -> Iterator[str]:
    for fact in facts(step):
        label = (
            style.paint(f"{style.show(fact.label)}: ", "cyan" if fact.label == "help" else "bold") if fact.label else ""
        )
        yield " " * gutter + style.paint(" = ", "blue") + label + style.show(fact.text)


def _in_order(document: DocumentReport, step: StepReport, style: Style) -> Iterator[str]:
    """A step that holds: one line, and one for each thing that says so."""
    word = WORDS[step.verdict]
    mark = word.mark if style.unicode else word.plain_mark
    head = f"{mark} {step.verdict.value}"
    place = style.show(spot(document, step.place))
    room = style.width - len(head) - len(place) - 4
    text = crop(style.show(" ".join(step.latex.split())), max(20, room), "…" if style.unicode else "...")
    yield f"{style.paint(head, word.colour)}  {style.paint(place, 'dim')}  {text}"
    yield from _facts(step, 2, style)


def _left_out(document: DocumentReport, style: Style) -> Iterator[str]:
    """What was found and not checked: formulas that could not be read, claims in words."""
    groups: tuple[tuple[str, tuple[Unread | NotChecked, ...]], ...] = (
        ("Not read", document.formulas.unread),
        ("Read and not checked", document.formulas.not_checked),
    )
    for heading, items in groups:
        if not items or (style.quiet and heading != "Not read"):
            continue
        yield style.paint(f"{heading} in {style.show(document.path)}", "bold")
        for item in items[:LISTED]:
            text = style.show(" ".join((item.latex if isinstance(item, Unread) else item.text).split()))
            place = f"  {item.place.line}:{item.place.column}  "
            reason = style.show(item.reason)
            yield (
                place
                + crop(text, max(20, style.width - len(place) - len(reason) - 3))
                + style.paint(f"  ({reason})", "dim")
            )
        if len(items) > LISTED:
            yield style.paint(f"  and {len(items) - LISTED} more; the JSON form has them all", "dim")
        yield ""
