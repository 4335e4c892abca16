"""A document with its verdicts written into it as comments.

Whole lines are added and nothing else is touched: taking them out again gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive import lazy_re as re
from derive.goals import Verdict
from derive.render.facts import facts, sentence
from derive.render.style import plain
from derive.render.words import FINDINGS
from derive.report import DocumentReport, StepReport

MARK = "derive:"
SHOWN = 120  # characters of a formula
LEAD = re.compile(rb"[ \t]*(?:>[ \t]?)*[ \t]*")


def annotate(document: DocumentReport, data: bytes) -> bytes:
    """The file's bytes with a comment line below each formula that holds steps.

    The lines of `data` are those that the document's places count. Raises ValueError for a format without comments.
    """
    if document.format not in ("markdown", "rmarkdown", "latex"):
        raise ValueError(f"documents of the kind '{document.format or 'unknown'}' cannot be annotated")
    latex = document.format == "latex"
    notes = _notes(document, latex)
    lines = split_lines(data)
    ending = _ending(lines)
    out: list[bytes] = []
    for number, line in enumerate(lines, 1):
        out.append(line)
        if number in notes:
            if not line.endswith((b"\n", b"\r")):
                out.append(ending)
            lead = LEAD.match(line)
            indent = lead[0] if lead else b""  # inside a list or a quotation the note stays inside
            out += [indent + text.encode() + ending for text in notes[number]]
    return b"".join(out)


def strip(data: bytes, latex: bool) -> bytes:
    """The bytes without the lines that `annotate` added."""
    begin = f"% {MARK} ".encode() if latex else f"<!-- {MARK} ".encode()
    return b"".join(line for line in split_lines(data) if not _is_note(line, begin))


def _is_note(line: bytes, begin: bytes) -> bool:
    """A note names a verdict after the mark; a directive of the author's does not, and stays."""
    line = line.lstrip(b" \t>")
    if not line.startswith(begin):
        return False
    words = line[len(begin) :].split()
    return bool(words) and words[0].rstrip(b":").decode("ascii", "replace") in {
        verdict.value for verdict in Verdict
    } | {"help"}


def split_lines(data: bytes) -> list[bytes]:
    """Lines with their own endings: LF, CR LF or CR, as the readers count them."""
    lines, start, at = [], 0, 0
    while at < len(data):
        if data[at] == 13 and at + 1 < len(data) and data[at + 1] == 10:
            at += 1
        if data[at] in (10, 13):
            lines.append(data[start : at + 1])
            start = at + 1
        at += 1
    return [*lines, data[start:]] if start < len(data) else lines


def _ending(lines: list[bytes]) -> bytes:
    first = lines[0] if lines else b""
    return b"\r\n" if first.endswith(b"\r\n") else b"\r" if first.endswith(b"\r") else b"\n"


def _notes(document: DocumentReport, latex: bool) -> dict[int, list[str]]:
    """Comment lines by the line that they follow: the last one of the formula, where a paragraph or a display ends."""
    notes: dict[int, list[str]] = {}
    for step in document.steps:
        if step.verdict is not Verdict.DEFINED:
            notes.setdefault(_after(document, step), []).extend(_comment(text, latex) for text in _texts(step))
    return notes


def _after(document: DocumentReport, step: StepReport) -> int:
    """The line below which a note may stand without changing what is read: after the display, else after the paragraph."""
    text = document.text
    offset = step.place.end
    for start, end, _, _, display in document.regions:
        if start <= step.place.start < end:
            offset = end
            if display:
                return text.count("\n", 0, max(start, end - 1)) + 1
    blank = text.find("\n\n", max(offset - 1, 0))
    return text.count("\n", 0, len(text.rstrip("\n")) if blank < 0 else blank) + 1


def _texts(step: StepReport) -> Iterator[str]:
    code = f" [{step.judgement.code}]" if step.judgement.code else ""
    about = " ".join(step.latex.split())
    says = "" if step.verdict is Verdict.PROVED else f" | {sentence(step)}"
    yield f"{step.verdict.value}{code}: {about if len(about) <= SHOWN else about[:SHOWN] + '...'}{says}"
    if step.verdict in FINDINGS:
        yield from (f"help: {fact.text}" for fact in facts(step) if fact.label == "help")


def _comment(text: str, latex: bool) -> str:
    text = plain(text)
    if latex:
        return f"% {MARK} {text}"
    return f"<!-- {MARK} {text.replace('--', '- -').replace('>', '&gt;')} -->"
