"""The report: what was understood of each document and what was found out about each step. Renderers read it; nothing in it computes."""

from __future__ import annotations

from collections.abc import Mapping

from derive.goals import Claim, Counterexample, Evidence, Judgement, Origin, Repair, Verdict
from derive.record import dataclass, field

__all__ = [
    "Claim",
    "Counterexample",
    "DocumentReport",
    "Evidence",
    "Formulas",
    "Given",
    "Judgement",
    "NotChecked",
    "Origin",
    "Place",
    "Repair",
    "Report",
    "StepReport",
    "SymbolReport",
    "Unread",
    "Verdict",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: lines and columns from 1, columns in characters, the end exclusive; offsets into the text."""

    line: int
    column: int
    end_line: int
    end_column: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class SymbolReport:
    """A symbol as understood. `kind`: 'scalar', 'vector', 'matrix', 'tensor', 'function', 'size', 'index', 'family', 'event', 'set', 'unknown'.
    `definition` is the LaTeX of its value where it was defined; `latex` how the document writes the name."""

    name: str
    kind: str
    shape: tuple[str, ...]
    properties: tuple[str, ...]
    origin: str
    line: int
    definition: str = ""
    note: str = ""
    latex: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Something that steps may use besides what the symbols are: an equation taken as given, a property, a custom; `origin` as of hypotheses."""

    latex: str
    origin: str
    line: int


@dataclass(frozen=True, slots=True)
class StepReport:
    """One step: its place, what it claims, what was found. `judgement.evidence` holds the engines' words, `after` the second judgement of a
    step that follows a wrong one (against the last right line), None when there is none. `fault` is the part to underline."""

    id: str
    place: Place
    latex: str
    relation: str
    claim: Claim
    judgement: Judgement
    label: str = ""
    display: int = 0  # which formula region of the document, counted from 0
    row: int = 0  # which line of an alignment
    fault: Place | None = None
    after: Judgement | None = None
    seconds: float = 0.0
    statement: str = ""  # the whole statement that was judged, as LaTeX (left relation right)
    asked: tuple[
        object, ...
    ] = ()  # of a proved step: the questions of which a proof is one of the step, as JSON, written before any search
    asked_after: tuple[object, ...] = ()  # the same of `after`

    @property
    def verdict(self) -> Verdict:
        """The step's verdict."""
        return self.judgement.verdict


@dataclass(frozen=True, slots=True)
class Unread:
    """A formula that was not read, and why."""

    place: Place
    latex: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A claim in words, or a formula that claims nothing, that was read and not checked."""

    place: Place
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Formulas:
    """How many formula regions were found and read, those that were not, and those that were read and state nothing to check."""

    found: int
    read: int
    unread: tuple[Unread, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """Everything about one document. `text` is the text the places refer to; `warnings` are sentences such as 'no step was found'."""

    path: str
    sha256: str
    format: str
    text: str
    symbols: tuple[SymbolReport, ...]
    steps: tuple[StepReport, ...]
    formulas: Formulas
    warnings: tuple[str, ...] = ()
    layout: str = ""  # the layout the document's derivatives mostly use: 'denominator', 'numerator', 'mixed' or ''
    regions: tuple[
        tuple[int, int, int, int, bool], ...
    ] = ()  # formula regions: start, end, body start, body end, display
    given: tuple[Given, ...] = ()
    error: str = ""  # why the document could not be worked on (unreadable, killed); everything else is then empty


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one run."""

    documents: tuple[DocumentReport, ...]
    version: int = 1
    options: Mapping[str, str] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Steps by verdict over all documents, in the order of `Verdict`."""
        total = {verdict.value: 0 for verdict in Verdict}
        for document in self.documents:
            for step in document.steps:
                total[step.verdict.value] += 1
        return total
