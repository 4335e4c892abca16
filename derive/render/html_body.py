"""The document as it reads, each step marked in its place."""

from __future__ import annotations

from collections.abc import Iterator

from derive.goals import Verdict
from derive.render.escape import html
from derive.render.html_prose import Piece, blank_comments, inline, mask, pieces
from derive.render.html_step import anchor, badge, evidence
from derive.render.mathematics import Mathematics
from derive.report import DocumentReport, StepReport

Region = tuple[int, int, int, int, bool]
ONLY_PUNCTUATION = frozenset("&\\ ,.;:\n\t")


class Body:
    """Draws one document's text with its steps."""

    def __init__(self, document: DocumentReport) -> None:
        self.document = document
        self.mathematics = Mathematics(document.text)
        self.latex = document.format == "latex"
        self.regions = {region[0]: region for region in document.regions}
        self.waiting = sorted(document.steps, key=lambda step: (step.place.start, step.place.end))
        self.aside: list[StepReport] = []  # steps of inline formulas, whose evidence comes after the paragraph

    def html(self) -> str:
        """The text as HTML."""
        masked = mask(self.document.text, tuple((start, end) for start, end, *_ in sorted(self.document.regions)))
        masked = blank_comments(masked, self.latex)
        out: list[str] = []
        for piece in pieces(masked, self.latex):
            out += self._piece(masked, piece)
        out += self._remaining(len(masked) + 1)
        return "".join(out)

    def _piece(self, masked: str, piece: Piece) -> Iterator[str]:
        if piece.kind == "code":
            yield f'<pre tabindex="0">{html(self.document.text[piece.start : piece.end])}</pre>'
        elif piece.kind == "heading":
            yield f"<h{piece.level}>{inline(masked, piece.start, piece.end, self._formula, self.latex)}</h{piece.level}>"
        else:
            yield from self._paragraph(masked, piece)
        yield from self._remaining(piece.end)

    def _paragraph(self, masked: str, piece: Piece) -> Iterator[str]:
        """Runs of text as paragraphs, displays between them."""
        kind = ' class="item"' if piece.kind == "item" else ""
        at = piece.start
        for start, end, _, _, display in self._regions(piece):
            if not display:
                continue
            yield from self._run(masked, at, start, kind)
            yield self._display(self.regions[start])
            at = end
        yield from self._run(masked, at, piece.end, kind)

    def _regions(self, piece: Piece) -> Iterator[Region]:
        return (region for start, region in sorted(self.regions.items()) if piece.start <= start < piece.end)

    def _run(self, masked: str, start: int, end: int, kind: str) -> Iterator[str]:
        text = inline(masked, start, end, self._formula, self.latex).strip()
        if text:
            yield f"<p{kind}>{text}</p>"
        if self.aside:
            yield "".join(self._details(step, "aside") for step in self.aside)
            self.aside = []

    def _formula(self, start: int) -> str:
        """An inline formula with the marks of its steps."""
        region = self.regions.get(start)
        if region is None:
            return ""
        drawn = self.mathematics.piece(region[2], region[3], False)
        steps = [step for step in self._take(region[1]) if step.verdict is not Verdict.DEFINED]
        if not steps:
            return drawn
        self.aside += steps
        marks = "".join(
            f'<a class="v-{step.verdict.value}" href="#{anchor(step)}">{badge(step, words=False)}</a>' for step in steps
        )
        return f'<span class="inline">{drawn}{marks}</span>'

    def _display(self, region: Region) -> str:
        """A display: what stands before its first step, then a row a step."""
        _, end, body, body_end, _ = region
        steps = self._take(end)
        if not steps:
            return f'<div class="display wide" tabindex="0" role="group" aria-label="Formula">{self.mathematics.piece(body, body_end, True)}</div>'
        rows, at = [], body
        for step in steps:
            if step.place.start > at:
                rows.append(self._gap(at, step.place.start))
            repeated = step.place.end <= at
            rows.append(self._details(step, "row", drawn=not repeated))
            at = max(at, step.place.end)
        if at < body_end:
            rows.append(self._gap(at, body_end))
        return f'<div class="display derivation">{"".join(rows)}</div>'

    def _gap(self, start: int, end: int) -> str:
        """What stands between steps: a left side, words; not an alignment mark or a full stop."""
        if ONLY_PUNCTUATION.issuperset(self.document.text[start:end]):
            return ""
        drawn = self.mathematics.part(start, end)
        return f'<div class="lead">{drawn}</div>' if drawn else ""

    def _details(self, step: StepReport, kind: str, drawn: bool = True) -> str:
        start, end = self._inside(step)
        formula = self.mathematics.piece(start, end, kind == "row") if drawn and end > start else ""
        return (
            f'<details class="step {kind} v-{step.verdict.value}" id="{anchor(step)}"><summary>'
            f'<span class="formula">{formula}</span>{badge(step)}</summary>'
            f'<div class="evidence">{evidence(step, self.mathematics)}</div></details>'
        )

    def _inside(self, step: StepReport) -> tuple[int, int]:
        """The span of a step without the delimiters of its formula."""
        start, end = step.place.start, step.place.end
        region = self.regions.get(start)
        return (region[2], min(end, region[3])) if region is not None else (start, end)

    def _take(self, end: int) -> list[StepReport]:
        """The steps that begin before `end` and were not drawn yet."""
        number = 0
        while number < len(self.waiting) and self.waiting[number].place.start < end:
            number += 1
        taken, self.waiting = self.waiting[:number], self.waiting[number:]
        return taken

    def _remaining(self, end: int) -> Iterator[str]:
        """Steps that stand in no formula, after the block that holds them."""
        for step in self._take(end):
            yield self._details(step, "aside")
