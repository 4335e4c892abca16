"""A derivation with its verdicts inside a LaTeX report that Python writes: `embed(derive.check("q3b"))` is the LaTeX to put there.

The report needs `\\usepackage[embedded]{derive}`, the package that `derive tex --install-sty` puts into a folder. Nothing of the document is
copied into it: formulas are written from the syntax tree and prose is escaped, so that a hostile document cannot make TeX do anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive import __version__
from derive import lazy_re as re
from derive.goals import Verdict
from derive.render.html_body import CONTINUES, JOINED, JOINS, ONLY_PUNCTUATION
from derive.render.html_prose import FILL, HOLE, Piece, blank_comments, mask, pieces
from derive.render.mathematics import Mathematics
from derive.render.names import as_written
from derive.render.tex_math import LATEX, SIGNS, Undrawable, to_tex
from derive.render.tex_side import inside, listed, summary
from derive.render.tex_text import drawn_latex, escaped, latex, message, said, sentence_line, typewriter
from derive.report import DocumentReport, Report, StepReport

__all__ = ["embed"]

HEADINGS = ("section", "subsection", "subsubsection", "paragraph", "paragraph", "paragraph")
Region = tuple[int, int, int, int, bool]
EMPHASIS = (  # tried in this order before the text is escaped; what begins and ends is kept as private characters
    (re.compile(r"\*\*(?=\S)([^*]{1,2000}?)(?<=\S)\*\*"), "textbf"),
    (re.compile(r"(?<![\w*])[*_](?=[^\s*_])([^*_]{1,2000}?)(?<=\S)[*_](?![\w*])"), "emph"),
    (re.compile(r"`([^`\n]{1,500})`"), "texttt"),
    (re.compile(r"\\(?:textbf|textsc)\s*\{([^{}]{0,2000})\}"), "textbf"),
    (re.compile(r"\\(?:emph|textit|textsl)\s*\{([^{}]{0,2000})\}"), "emph"),
    (re.compile(r"\\(?:texttt|verb)\s*\{([^{}]{0,500})\}"), "texttt"),
)
OPEN, CLOSE = 0xE020, "\ue02f"  # private characters, which a masked document does not hold


def embed(report: Report, *, level: int = 1, details: bool = True) -> str:
    """The documents of a report as LaTeX: their text, a mark in the margin of every step, and with `details` the list of what was found.

    `level` is the depth of the document's own first heading: 0 a section, 1 a subsection. Raises ValueError for one that is not there.
    """
    if not 0 <= level < len(HEADINGS):
        raise ValueError(f"level {level} is not one of 0 to {len(HEADINGS) - 1}")
    parts = [f"% written by derive {__version__}; needs \\usepackage[embedded]{{derive}}\n"]
    for number, document in enumerate(report.documents, 1):
        parts += _Embedded(as_written(document), f"{number}.", level).parts(details)
    return re.sub(
        r"\n\n+(?=\\begin\{align\*\})", "\n", "".join(parts)
    )  # a blank line would end the paragraph before a display


class _Embedded:
    """Writes one document. `whose` tells the anchors of its steps from those of other documents."""

    def __init__(self, document: DocumentReport, whose: str, level: int) -> None:
        self.document, self.whose, self.level = document, whose, level
        self.mathematics = Mathematics(document.text)
        self.latex = document.format == "latex"
        self.regions: dict[int, Region] = {region[0]: region for region in document.regions}
        self.steps = listed(document)
        self.numbers = {id(step): number for number, step in enumerate(self.steps, 1)}
        self.waiting = sorted(document.steps, key=lambda step: (step.place.start, step.place.end))

    def parts(self, details: bool) -> Iterator[str]:
        """The LaTeX, paragraph by paragraph."""
        if self.document.error:
            yield f"\\par {escaped(self.document.path)}: {escaped(self.document.error)}\\par\n"
            return
        masked = mask(self.document.text, tuple((start, end) for start, end, *_ in sorted(self.document.regions)))
        masked = blank_comments(masked, self.latex)
        for piece in pieces(masked, self.latex):
            yield from self._piece(masked, piece)
        if details:
            yield from self._found()

    def _piece(self, masked: str, piece: Piece) -> Iterator[str]:
        if piece.kind == "code":
            for line in self.document.text[piece.start : piece.end].splitlines():
                yield f"\\par\\noindent{typewriter(line)}\n"
            yield "\\par\n"
        elif piece.kind == "heading":
            name = HEADINGS[min(self.level + max(0, piece.level - 2), len(HEADINGS) - 1)]
            yield f"\\{name}*{{{self._inline(masked, piece.start, piece.end)}}}\n"
        else:
            lead = (
                "\\par\\hangindent1.5em\\noindent\\hbox to1.5em{\\hss$\\bullet$\\ }"
                if piece.kind == "item"
                else "\\par "
            )
            at = piece.start
            for start, end, _, _, display in sorted(self.regions.values()):
                if display and piece.start <= start < piece.end:
                    yield self._run(masked, at, start, lead)
                    yield self._display(self.regions[start])
                    at, lead = end, "\\noindent "
            yield self._run(masked, at, piece.end, lead) + "\n"

    def _run(self, masked: str, start: int, end: int, lead: str) -> str:
        text = self._inline(masked, start, end).strip()
        return f"{lead}{text}\n" if text else ""

    def _inline(self, masked: str, start: int, end: int) -> str:
        """A run of text, its formulas filled in and their steps marked."""
        holes: list[str] = []
        for hole in range(start, end):
            if masked[hole] == HOLE:
                holes.append(self._formula(hole))
        text = re.sub(r"\\(?:begin|end)\s*\{\w+\*?\}(?:\[[^\]]*\])?|\\item\b", "", masked[start:end].replace(FILL, ""))
        for number, (pattern, _) in enumerate(EMPHASIS):
            text = pattern.sub(lambda found, number=number: chr(OPEN + number) + found[1] + CLOSE, text)  # type: ignore[misc]
        text = re.sub(r"\\([*_`#\[\]()!.>%&$-])", r"\1", re.sub(r"[ \t]*\n[ \t]*", " ", text))
        out = []
        for character in text:
            if character == HOLE:
                out.append(holes.pop(0))
            elif character == CLOSE:
                out.append("}")
            elif OPEN <= ord(character) < OPEN + len(EMPHASIS):
                out.append(f"\\{EMPHASIS[ord(character) - OPEN][1]}{{")
            else:
                out.append(escaped(character))
        return re.sub(r"  +", " ", "".join(out))

    def _formula(self, start: int) -> str:
        """An inline formula; the marks of its steps stand behind it in the text, for the margin holds those of displays."""
        region = self.regions.get(start)
        if region is None:
            return ""
        drawn = drawn_latex(
            self.mathematics.drawn(self.document.text, region[2], region[3]), self.document.text[region[2] : region[3]]
        )
        marks = "".join(
            self._mark(step, "inline") for step in self._take(region[1]) if step.verdict is not Verdict.DEFINED
        )
        return drawn + marks

    def _display(self, region: Region) -> str:
        """A display, a row a step; what cannot be drawn is shown as its source."""
        _, end, body, body_end, _ = region
        rows: list[str] = []
        at, link = body, ""
        for step in self._take(end):
            if step.place.start > at:
                lead, link = self._gap(at, step.place.start)
                rows += [lead] if lead else []
            start, stop = inside(self.document, step)
            row = self._drawn(max(start, at), stop) if stop > at else ""
            mark = "" if step.verdict is Verdict.DEFINED else self._mark(step, "margin")
            if row or mark:
                rows.append(link + row + mark)
            at, link = max(at, stop), ""
        tail, _ = self._gap(at, body_end) if at < body_end else ("", "")
        rows += [tail] if tail else []
        return "\\begin{align*}\n" + " \\\\\n".join(rows) + "\n\\end{align*}\n" if rows else ""

    def _gap(self, start: int, end: int) -> tuple[str, str]:
        """What stands between steps: a row of its own, or the sign that joins the next one."""
        text = self.document.text[start:end]
        joined = JOINED.match(text)
        if joined:
            name = SIGNS.get(JOINS[joined[1]])
            return "", f"\\{name}\\quad " if name else ""
        if ONLY_PUNCTUATION.issuperset(text) or not self.mathematics.part(start, end):
            return "", ""
        return self._drawn(start, end), ""

    def _drawn(self, start: int, end: int) -> str:
        """A part of the document as a row of an alignment."""
        source = self.document.text[start:end]
        drawn = self.mathematics.drawn(self.document.text, start, end)
        try:
            row = to_tex(drawn, LATEX, align=True) if drawn is not None else ""
        except Undrawable:
            row = ""
        if not row:
            return f"& \\text{{{typewriter(source)}}}"
        return f"\\qquad {row}" if CONTINUES.match(source) and not row.lstrip().startswith("&") else row

    def _mark(self, step: StepReport, where: str) -> str:
        number = self.numbers[id(step)]
        command = "derivemark" if where == "margin" else "deriveinline"
        return f"\\{command}[{self.whose}]{{{step.verdict.value}}}{{{number}}}"

    def _take(self, end: int) -> list[StepReport]:
        """The steps that begin before `end` and were not written yet."""
        taken = [step for step in self.waiting if step.place.start < end]
        self.waiting = self.waiting[len(taken) :]
        return taken

    def _found(self) -> Iterator[str]:
        """The list of steps with what was found."""
        yield f"\\begin{{derivelist}}{{{escaped(summary(self.document))}}}\n"
        for number, step in enumerate(self.steps, 1):
            start, stop = inside(self.document, step)
            drawn = drawn_latex(self.mathematics.drawn(self.document.text, start, stop), step.latex)
            head = f"{{{number}}}{{{step.verdict.value}}}{{{step.place.line}}}{{{escaped(step.judgement.code)}}}"
            yield f"\\derivestep[{self.whose}]{head}{{{drawn}}}\n"
            lines = [sentence_line(message(step))] if message(step) else []
            for line in [*lines, *said(step)]:
                yield f"\\derivefact{{{latex(line, self.mathematics)}}}\n"
        yield "\\end{derivelist}\n"
