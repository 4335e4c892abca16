"""The side file that `derive.sty` reads: data lines that TeX never executes, in ASCII, a tab between fields.

derive   2
file     name   MD5 of the file as it was checked
summary  text
display  line   which-of-that-line   rows
row      line   which   row   verdict   step
label    name   verdict   step
step     line   verdict   code   formula   message   (numbered in order, from 1)
fact     text                                        (of the step before)
left     text                                        (what was not read or not checked)
end

In a text, code stands between two characters 1F and a formula between two characters 1D: words that derive.sty looks up in a table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from derive import lazy_re as re
from derive.goals import Verdict
from derive.record import dataclass
from derive.render.mathematics import Mathematics
from derive.render.names import as_written
from derive.render.summary import counts
from derive.render.tex_text import ascii_only, code, data, drawn_data, message, said, sentence_line, text
from derive.report import DocumentReport, NotChecked, StepReport, Unread

WORST = (
    Verdict.REFUTED,
    Verdict.ILL_FORMED,
    Verdict.CONDITIONAL,
    Verdict.UNCHECKED,
    Verdict.SUPPORTED,
    Verdict.TESTED,
    Verdict.PROVED,
    Verdict.DEFINED,
)
ROW = re.compile(r"\\begin\s*\{(\w+\*?)\}|\\end\s*\{(\w+\*?)\}|\\\\|\\label\s*\{([^{}]*)\}")
MULTLINE = re.compile(r"\\begin\s*\{multline")  # one formula over several lines
NUMBERED_ROWS = re.compile(r"\\begin\s*\{(?:x?x?align|flalign|gather|eqnarray)")  # a label is that of its row
ALIGNED = frozenset(
    (
        "align",
        "aligned",
        "alignat",
        "alignedat",
        "flalign",
        "gather",
        "gathered",
        "split",
        "eqnarray",
        "multline",
        "equation",
    )
    + ("displaymath", "xalignat")
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A display as TeX meets it: its line, which one of that line it is, and for each row the step with the worst verdict."""

    line: int
    which: int
    rows: tuple[int | None, ...]


def side_file(document: DocumentReport, content: bytes, name: str) -> str:
    """The side file of a LaTeX document; `content` is the file as it was checked, `name` what TeX calls it."""
    document = as_written(document)
    steps = listed(document)
    mathematics = Mathematics(document.text)
    lines = [
        _line("derive", "2"),
        _line("file", ascii_only(name), hashlib.md5(content, usedforsecurity=False).hexdigest().upper()),
    ]
    lines.append(_line("summary", text(summary(document))))
    for shown in displays(document, steps):
        lines.append(_line("display", shown.line, shown.which, len(shown.rows)))
        for row, number in enumerate(shown.rows, 1):
            if number is not None:
                lines.append(_line("row", shown.line, shown.which, row, steps[number].verdict.value, number + 1))
    for label, number in sorted(labels(document, steps).items()):
        lines.append(_line("label", ascii_only(label), steps[number].verdict.value, number + 1))
    for step in steps:
        formula = drawn_data(mathematics.drawn(document.text, *inside(document, step)), step.latex)
        about = data(sentence_line(message(step)), mathematics)
        lines.append(_line("step", step.place.line, step.verdict.value, step.judgement.code, formula, about))
        lines += [_line("fact", data(line, mathematics)) for line in said(step)]
    lines += [_line("left", left) for left in _left(document)]
    return "".join([*lines, "end\n"])


def summary(document: DocumentReport) -> str:
    """The verdicts in words."""
    found = {verdict: number for verdict, number in counts(document).items() if verdict is not Verdict.DEFINED}
    total = sum(found.values())
    return (
        f"{total} steps: " + ", ".join(f"{number} {verdict.value}" for verdict, number in found.items())
        if total
        else "no step was found"
    )


def listed(document: DocumentReport) -> list[StepReport]:
    """The steps that are reported: definitions are not."""
    return [step for step in document.steps if step.verdict is not Verdict.DEFINED]


def inside(document: DocumentReport, step: StepReport) -> tuple[int, int]:
    """The span of a step without the delimiters of its formula."""
    for start, _, body, body_end, _ in document.regions:
        if start == step.place.start:
            return body, min(step.place.end, body_end)
    return step.place.start, step.place.end


def worst(steps: Sequence[StepReport], among: Sequence[int]) -> int | None:
    """The number of the step with the worst verdict."""
    return min(among, key=lambda number: (WORST.index(steps[number].verdict), number), default=None)


def displays(document: DocumentReport, steps: Sequence[StepReport]) -> Iterator[Shown]:
    """The displays of a document that hold steps."""
    seen: dict[int, int] = {}
    for start, end, body, body_end, display in sorted(document.regions):
        if not display:
            continue
        line = document.text.count("\n", 0, start) + 1
        seen[line] = seen.get(line, 0) + 1
        within = [number for number, step in enumerate(steps) if start <= step.place.start < end]
        if not within:
            continue
        ends = row_ends(document.text, body, body_end)
        if MULTLINE.match(document.text, start):
            ends = [body_end]
        rows: list[list[int]] = [[] for _ in ends]
        for number in within:
            rows[_row_at(ends, steps[number].place.start)].append(number)
        yield Shown(line, seen[line], tuple(worst(steps, row) for row in rows))


def _row_at(ends: Sequence[int], offset: int) -> int:
    return next((row for row, end in enumerate(ends) if offset < end), len(ends) - 1)


def row_ends(source: str, start: int, end: int) -> list[int]:
    """Where the rows of a display end; the line breaks of a matrix inside it end none."""
    ends, depth = [], 0
    for found in ROW.finditer(source, start, end):
        if found[1]:
            depth += found[1].rstrip("*") not in ALIGNED
        elif found[2]:
            depth -= found[2].rstrip("*") not in ALIGNED
        elif found[3] is None and depth <= 0:
            ends.append(found.end())
    if not ends or source[ends[-1] : end].replace("\\end{aligned}", "").replace("\\end{split}", "").strip():
        ends.append(end)
    else:
        ends[-1] = end
    return ends


def labels(document: DocumentReport, steps: Sequence[StepReport]) -> dict[str, int]:
    """For each label of a display, the step with the worst verdict of its row, or of the whole where a display has one label."""
    found: dict[str, int] = {}
    for start, end, body, body_end, display in document.regions:
        if not display:
            continue
        within = [number for number, step in enumerate(steps) if start <= step.place.start < end]
        ends = row_ends(document.text, body, body_end)
        by_row = NUMBERED_ROWS.match(document.text, start)
        for label in re.finditer(r"\\label\s*\{([^{}]*)\}", document.text[start:end]):
            row = _row_at(ends, start + label.start())
            same = (
                [number for number in within if _row_at(ends, steps[number].place.start) == row] if by_row else within
            )
            chosen = worst(steps, same or within)
            if chosen is not None:
                found[label[1]] = chosen
    for number, step in enumerate(steps):
        if step.label:
            found.setdefault(step.label, number)
    return found


def _left(document: DocumentReport) -> Iterator[str]:
    items: tuple[Unread | NotChecked, ...] = (*document.formulas.unread, *document.formulas.not_checked)
    for item in sorted(items, key=lambda item: (item.place.line, item.place.column)):
        what = item.latex if isinstance(item, Unread) else item.text
        yield f"line {item.place.line}: {code(what)} ({text(item.reason)})"


def _line(*fields: object) -> str:
    return "\t".join(str(field) for field in fields) + "\n"
