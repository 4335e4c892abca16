"""The state of reading one document: what is known so far, and what has been said."""

from __future__ import annotations

from derive.document.model import Document, Formula
from derive.elaborate.events import Event, Optimum, Said, Solved, Span
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose, Sizes
from derive.elaborate.scope import Known, Scope
from derive.elaborate.shapes import Shaper
from derive.elaborate.survey import survey, whole_names
from derive.formula import parse
from derive.formula.syntax import Clause, Display, FormulaError, Node
from derive.record import dataclass, field


@dataclass(slots=True)
class Reading:
    """A document being read; the other files of this room add to it."""

    document: Document
    hints: frozenset[str] = frozenset()  # names to be taken for vectors, where nothing is said of them
    clashes: int = 0  # how often shapes did not fit as they were guessed
    scope: Scope = field(default_factory=Scope)
    sizes: Sizes = field(default_factory=Sizes)
    events: list[Event] = field(default_factory=list)
    unread: list[tuple[Span, str]] = field(default_factory=list)
    not_checked: list[tuple[Span, str, str]] = field(default_factory=list)
    found: int = 0
    gradient: Loose | None = None
    solved: list[Solved] = field(default_factory=list)  # what holds where something was solved, in this section
    problem: Optimum | None = None  # what is to be made smallest or largest
    chains: int = 0
    displays: dict[Formula, Display] = field(default_factory=dict)
    order: list[Formula] = field(default_factory=list)
    interpreter: Interpreter = field(init=False)
    shaper: Shaper = field(init=False)
    display: int = 0

    def __post_init__(self) -> None:
        self.order = [block for block in self.document.blocks if isinstance(block, Formula)]
        self.found = len(self.document.unread)
        self.unread += [(place.span, place.reason) for place in self.document.unread]
        for block in self.order:
            self.found += 1
            try:
                self.displays[block] = parse(
                    self.document.mathematics, block.body[0], block.body[1], self.document.macros
                )
            except FormulaError as error:
                self.unread.append((error.span, error.reason))
        looked = survey(self.displays.values(), self.document.text)
        looked.vectors |= self.hints
        self.interpreter = Interpreter(self.scope, looked, self.sizes, self.document.text)
        self.scope.sizes |= self.interpreter.survey.sizes - {"infty"}
        self.shaper = Shaper(self.sizes)

    def emit(self, event: Event) -> None:
        """Something more is said."""
        self.events.append(event)

    def text(self, span: Span) -> str:
        """What stands at a span."""
        return self.document.text[slice(*span)]

    def says_nothing(self, span: Span, reason: str) -> None:
        """List a formula as read and not a claim."""
        self.not_checked.append((span, self.text(span), reason))

    def listed(self, block: Formula) -> bool:
        """Whether part of a formula is listed as stating nothing already."""
        return bool(self.not_checked) and self.not_checked[-1][0][0] >= block.span[0]

    def defined(self, known: Known) -> bool:
        """Whether the text has defined a name so far."""
        return any(
            event.kind is Said.DEFINE and event.known is not None and event.known.name == known.name
            for event in self.events
        )

    def unchecked(self, span: Span, reason: str, clause: Clause) -> None:
        """A statement that was not read."""
        names = whole_names(clause.body)
        self.emit(Event(Said.UNCHECKED, span, reason=reason, row=clause.row, display=self.display, names=names))

    def written(self, node: Node) -> str:
        """What was written for a node, its white space made single."""
        return self.interpreter.latex(node)
