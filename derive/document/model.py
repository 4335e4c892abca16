"""What a reader hands on: the text of a file, cut into prose and formulas with exact spans.

Spans are half-open character offsets into `Document.text`. Prose keeps its length: markup is blanked with spaces, so
an offset inside `Prose.text` plus `span[0]` is an offset in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from enum import Enum

from derive.record import dataclass, field

Span = tuple[int, int]


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


Block = Prose | Formula | Heading | Break | Directive


@dataclass(frozen=True, slots=True)
class Unread:
    """A place that could not be read, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read. `blocks` are in source order and do not overlap."""

    path: str
    text: str
    format: Format
    blocks: tuple[Block, ...]
    macros: Mapping[str, Macro]
    unread: tuple[Unread, ...] = ()
    # Notebooks: for each line of `text`, the line of the file and the column where it begins there; empty elsewhere.
    lines: tuple[tuple[int, int], ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0] + [i + 1 for i, c in enumerate(self.text) if c == "\n"]
        object.__setattr__(self, "_starts", tuple(starts))

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column, both from 1, of a character offset."""
        row = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[row] + 1
        if self.lines:
            line, begin = self.lines[min(row, len(self.lines) - 1)]
            return line, column + begin
        return row + 1, column

    def line_text(self, offset: int) -> str:
        """The text of the line that holds `offset`."""
        row = bisect_right(self._starts, offset) - 1
        end = self._starts[row + 1] - 1 if row + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[row] : end]
