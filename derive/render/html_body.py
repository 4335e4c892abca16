"""The document as it reads, each step marked in its place."""

from __future__ import annotations

from collections.abc import Iterator

from derive import lazy_re as re
from derive.goals import Verdict
from derive.render.escape import html
from derive.render.html_prose import Piece, blank_comments, inline, mask, pieces
from derive.render.html_step import anchor, badge, evidence, told
from derive.render.mathematics import Mathematics, source
from derive.report import DocumentReport, StepReport

Region = tuple[int, int, int, int, bool]
LONG = 50  # characters of an inline formula that may be wider than a phone, which then scrolls by itself
ONLY_PUNCTUATION = frozenset("&\\ ,.;:\n\t")
JOINS = {
    "iff": "⟺", "Leftrightarrow": "⟺", "Longleftrightarrow": "⟺", "implies": "⟹", "Rightarrow": "⟹", "Longrightarrow": "⟹", "Leftarrow": "⟸",
    "impliedby": "⟸", "therefore": "∴", "because": "∵", "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "leftrightarrow": "↔", "to": "→",
    "rightarrow": "→", "longrightarrow": "⟶",
}  # fmt: skip
JOINED = re.compile(r"[\s&,;.\\]*\\(" + "|".join(sorted(JOINS, key=len, reverse=True)) + r")\b[\s&\\]*\Z")
CONTINUES = re.compile(
    r"[\s&]*(?:[=<>≤≥≈≡∝]|\\(?:leq?|geq?|neq?|approx|equiv|propto|sim(?:eq)?|succeq?|preceq?|triangleq|ll|gg|to|mapsto)\b)"
)


FURNITURE = re.compile(
    r"\\(?:begin|end)\s*\{\w+\*?\}(?:\{[\w.]*\})?|\\(?:label|tag)\*?\s*\{[^{}]*\}|\\(?:nonumber|notag|q?quad|hspace\*?\{[^{}]*\}|[,;:!\\ ])|[~$]"
)


class Body:
    """Draws one document's text with its steps."""

    def __init__(self, document: DocumentReport) -> None:
        self.document = document
        self.mathematics = Mathematics(document.text)
        self.latex = document.format == "latex"
        self.regions = {region[0]: region for region in document.regions}
        self.waiting = sorted(document.steps, key=lambda step: (step.place.start, step.place.end))

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
            yield from self._heading(masked, piece)
        else:
            yield from self._paragraph(masked, piece)
        yield from self._remaining(piece.end)

    def _paragraph(self, masked: str, piece: Piece) -> Iterator[str]:
        """Runs of text as paragraphs, displays between them."""
        at = piece.start
        for start, end, _, _, display in self._regions(piece):
            if not display:
                continue
            yield from self._run(masked, at, start, piece.kind)
            yield self._display(self.regions[start])
            at = end
        yield from self._run(masked, at, piece.end, piece.kind)

    def _regions(self, piece: Piece) -> Iterator[Region]:
        return (region for start, region in sorted(self.regions.items()) if piece.start <= start < piece.end)

    def _run(self, masked: str, start: int, end: int, kind: str) -> Iterator[str]:
        text = inline(masked, start, end, self._formula, self.latex).strip()
        if text:
            yield f'<div class="p {kind}">{text}</div>'  # not <p>, which may not hold what a step opens

    def _formula(self, start: int) -> str:
        """An inline formula; one that holds steps opens where it stands, further steps follow it as marks that open too."""
        region = self.regions.get(start)
        if region is None:
            return ""
        steps = [step for step in self._take(region[1]) if step.verdict is not Verdict.DEFINED]
        return self._inline(steps, region[2], region[3])

    def _inline(self, steps: list[StepReport], at: int, end: int) -> str:
        """A formula that runs with the text, each of its steps opening where it stands."""
        out: list[str] = []
        for step in steps:
            start, stop = self._inside(step)
            if start > at:
                out.append(self._between(at, start))
            drawn = self.mathematics.piece(start, stop, False) if start >= at and stop > start else ""
            kind = "inline long" if stop - start > LONG else "inline"
            out.append(self._details(step, kind, (drawn or _unseen(step)) + badge(step, words=False), told(step)))
            at = max(at, stop)
        if not steps:
            drawn = self.mathematics.piece(at, end, False)
            return (
                f'<span class="long" tabindex="0" role="group" aria-label="Formula">{drawn}</span>'
                if end - at > LONG
                else drawn
            )
        return "".join([*out, self._between(at, end)])

    def _between(self, start: int, end: int) -> str:
        """What stands between the steps of an inline formula."""
        lead, link = self._gap(start, end)
        return link or lead.replace("<div", "<span").replace("</div", "</span")

    def _heading(self, masked: str, piece: Piece) -> Iterator[str]:
        """A heading holds no step: those of its formulas follow it."""
        before = self.waiting
        text = inline(masked, piece.start, piece.end, self._plain, self.latex)
        yield f"<h{piece.level}>{text}</h{piece.level}>"
        self.waiting = before

    def _plain(self, start: int) -> str:
        region = self.regions.get(start)
        return "" if region is None else self.mathematics.piece(region[2], region[3], False)

    def _display(self, region: Region) -> str:
        """A display: what stands before its first step, then a row a step."""
        _, end, body, body_end, _ = region
        steps = self._take(end)
        if not steps:
            return f'<div class="display wide" tabindex="0" role="group" aria-label="Formula">{self.mathematics.piece(body, body_end, True)}</div>'
        rows, at, link = [], body, ""
        for step in steps:
            if step.place.start > at:
                lead, link = self._gap(at, step.place.start)
                rows.append(lead)
            rows.append(self._row(step, link, drawn=step.place.end > at))
            at, link = max(at, step.place.end), ""
        if at < body_end:
            rows.append("".join(self._gap(at, body_end)))
        return f'<div class="display derivation">{"".join(rows)}</div>'

    def _gap(self, start: int, end: int) -> tuple[str, str]:
        """What stands between steps: a left side or words as a line, or the sign that joins the next step; no alignment mark or full stop."""
        text = self.document.text[start:end]
        if ONLY_PUNCTUATION.issuperset(text):
            return "", ""
        joined = JOINED.match(text)
        if joined:
            return "", f'<span class="link">{JOINS[joined[1]]}</span> '
        drawn = self.mathematics.part(start, end)
        if not drawn and not ONLY_PUNCTUATION.issuperset(FURNITURE.sub("", text)):
            drawn = source(text)
        return (f'<div class="lead">{drawn}</div>' if drawn else ""), ""

    def _row(self, step: StepReport, link: str = "", drawn: bool = True) -> str:
        """A step on a line of its own; a line that begins with a relation stands under the one before it."""
        start, end = self._inside(step)
        formula = self.mathematics.piece(start, end, True) if drawn and end > start else _unseen(step)
        more = " more" if CONTINUES.match(self.document.text, start) else ""
        line = f'<span class="formula{more}">{link}{formula}</span>{badge(step)}{told(step)}'
        return self._details(step, "row", line)

    def _details(self, step: StepReport, kind: str, summary: str, lead: str = "") -> str:
        return (
            f'<details class="step {kind} v-{step.verdict.value}" id="{anchor(step)}"><summary>{summary}</summary>'
            f'<div class="evidence">{lead}{evidence(step, self.mathematics)}</div></details>'
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
        """Steps that stand in no formula that was drawn, after the block that holds them."""
        for step in self._take(end):
            yield self._row(step)


def _unseen(step: StepReport) -> str:
    """The formula of a step for those who do not see where its mark stands."""
    return f'<span class="away">{html(" ".join(step.latex.split()))}</span>'
