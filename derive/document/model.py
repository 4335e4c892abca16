"""What a reader hands on: the text of a file, cut into prose and formulas with exact spans.

Spans are half-open character offsets into `Document.text`. Prose keeps its length: markup is blanked with spaces, so
an offset inside `Prose.text` plus `span[0]` is an offset in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from enum import Enum

from derive import lazy_re as re
from derive.record import dataclass, field

Span = tuple[int, int]
_QUOTED = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_WRITTEN = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|.", re.S)


class ReadError(Exception):
    """A file that cannot be read; the text is one sentence."""


class Format(Enum):
    """The kinds of file that are read."""

    MARKDOWN = "markdown"
    LATEX = "latex"
    RMARKDOWN = "rmarkdown"
    NOTEBOOK = "notebook"


@dataclass(frozen=True, slots=True)
class Macro:
    """`\\newcommand{name}[parameters][default]{body}`; `name` without its backslash. `delimited` `\\def` texts are not kept."""

    name: str
    parameters: int
    default: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of running text between formulas, inside one paragraph. `text` has the length of `span`, markup blanked."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """One region of mathematics. `body` is the span between the delimiters; `environment` as written ('align*', '$$', '$', '\\[', …)."""

    span: Span
    body: Span
    display: bool
    environment: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title; `level` 1 is the outermost."""

    span: Span
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A boundary. kind: 'paragraph', 'item', 'begin', 'end' ('begin'/'end' of theorem-like environments, `name` says which: proof, lemma …)."""

    span: Span
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Directive:
    """A `% derive: …` or `<!-- derive: … -->` comment; `text` is what follows the colon."""

    span: Span
    text: str


def _blanked(match: re.Match[str]) -> str:
    return "\n" + " " * (len(match.group()) - 1)


Block = Prose | Formula | Heading | Break | Directive


@dataclass(frozen=True, slots=True)
class Unread:
    """A place that could not be read, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class NotebookLine:
    """Where a line of a notebook's text begins in the file (both from 1), and how it is written there, escapes and all."""

    line: int
    column: int
    written: str

    def column_of(self, offset: int) -> int:
        """The column in the file of a character of the line."""
        place = 0
        for _ in range(offset):
            match = _WRITTEN.match(self.written, place)
            if match is None:
                break
            place = match.end()
        return self.column + place


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read. `blocks` are in source order and do not overlap."""

    path: str
    text: str
    format: Format
    blocks: tuple[Block, ...]
    macros: Mapping[str, Macro]
    unread: tuple[Unread, ...] = ()
    lines: tuple[NotebookLine, ...] = ()  # notebooks: the place of each line of `text` in the file
    mathematics: str = field(default="", repr=False, compare=False)  # the text that formulas are parsed in
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0] + [i + 1 for i, c in enumerate(self.text) if c == "\n"]
        object.__setattr__(self, "_starts", tuple(starts))
        object.__setattr__(self, "mathematics", self._unquoted())

    def _unquoted(self) -> str:
        """The text with the marks of block quotes blanked inside formulas of several lines."""
        if self.format is Format.LATEX:
            return self.text
        pieces, position = [], 0
        for block in self.blocks:
            if not isinstance(block, Formula) or "\n" not in self.text[slice(*block.body)]:
                continue
            if not self.text.startswith(">", self._starts[bisect_right(self._starts, block.span[0]) - 1]):
                continue
            start, end = block.body
            pieces += [self.text[position:start], _QUOTED.sub(_blanked, self.text[start:end])]
            position = end
        return "".join(pieces) + self.text[position:]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column, both from 1, of a character offset."""
        row = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[row] + 1
        if self.lines:
            place = self.lines[min(row, len(self.lines) - 1)]
            return place.line, place.column_of(column - 1)
        return row + 1, column

    def line_text(self, offset: int) -> str:
        """The text of the line that holds `offset`."""
        row = bisect_right(self._starts, offset) - 1
        end = self._starts[row + 1] - 1 if row + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[row] : end]
