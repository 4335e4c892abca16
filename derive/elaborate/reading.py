"""The state of reading one document: what is known so far, and what has been said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derive.document.model import Block, Break, Document, Formula, Heading, Prose
from derive.elaborate import bigops, brackets, operators, products, prose, scripts  # noqa: F401  (they register their readers)
from derive.elaborate.announced import Announced
from derive.elaborate.densities import Following
from derive.elaborate.events import Alternatives, Event, Members, Optimum, Said, Solved, Span
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose, Sizes, names_in, varying
from derive.elaborate.scope import Known, Scope
from derive.elaborate.scopes import Reach
from derive.elaborate.shapes import Shaper
from derive.elaborate.special_cases import Before
from derive.elaborate.survey import whole_names
from derive.elaborate.written import Written
from derive.formula.syntax import Clause, Node
from derive.goals import Origin
from derive.record import dataclass, field, replace
from derive.terms import PropertyKind, Shape


@dataclass(slots=True)
class Reading:
    """A document being read; the other files of this room add to it."""

    document: Document
    formulas: Written
    hints: frozenset[str] = frozenset()  # names to be taken for vectors, where nothing is said of them
    early: dict[str, Known] = field(default_factory=dict)  # what an earlier reading found declared after its first use
    late: dict[str, Known] = field(default_factory=dict)  # what this one did
    equated: int = -1  # the display that says of two sizes that they are equal
    bare: tuple[Node, ...] = ()  # the expressions that the clauses right before consist of, in one formula
    example: int = 0  # the last line that gave a name a value in numbers
    clashes: int = 0  # how often shapes did not fit as they were guessed
    scope: Scope = field(default_factory=Scope)
    sizes: Sizes = field(default_factory=Sizes)
    events: list[Event] = field(default_factory=list)
    unread: list[tuple[Span, str]] = field(default_factory=list)
    not_checked: list[tuple[Span, str, str]] = field(default_factory=list)
    found: int = 0
    gradient: Loose | None = None
    gradients: dict[str, Loose] = field(
        default_factory=dict
    )  # what this section found for the gradient by each variable
    solutions: dict[str, Known] = field(
        default_factory=dict
    )  # the names of the values that were solved for, by their variables
    small: set[str] = field(default_factory=set)  # what the text says to be small
    posed: Loose | None = None  # the equation whose solution the text speaks of
    unsolved: Loose | None = None  # the last equation in a display that is to be solved
    undetermined: set[str] = field(
        default_factory=set
    )  # solutions of differential equations with constants that are free
    differential: tuple[str, Loose, int, bool] | None = (
        None  # the function that the last differential equation is for, that, and its display
    )
    solved: list[Solved] = field(default_factory=list)  # what holds where something was solved, in this section
    problem: Optimum | None = None  # what is to be made smallest or largest
    chains: int = 0
    order: list[Formula] = field(default_factory=list)
    interpreter: Interpreter = field(init=False)
    shaper: Shaper = field(init=False)
    announced: Announced = field(init=False)  # what is stated before it is shown
    display: int = 0
    alternatives: Alternatives = field(
        default_factory=Alternatives
    )  # equations joined by "or", until the last one is met
    sentence: int = 0  # how many events there were when the open sentence began
    section: int = 0  # the line of the last heading
    exercises: bool = False  # it is headed so: each of them begins anew
    headings: list[tuple[int, int]] = field(default_factory=list)  # level and line of those whose sections are open
    closed: list[tuple[int, int]] = field(default_factory=list)  # the lines of sections that have ended
    begins: list[int] = field(default_factory=list)  # the lines of all headings
    places: dict[Formula, int] = field(default_factory=dict)  # where each formula stands in `order`
    guessed: set[str] = field(default_factory=set)  # the defined names whose shapes rest on guesses
    tested: set[str] = field(
        default_factory=set
    )  # names in hypotheses that are put to a test, under which things are said
    spoken: set[str] = field(default_factory=set)  # what this section has stated something of
    why: str = ""  # the last formula that was not read was not, for this reason
    redeclared: set[str] = field(default_factory=set)  # what the text has declared more than once, in other shapes
    varied: set[str] = field(default_factory=set)  # the variables of functions and derivatives met so far
    labelled: dict[str, tuple[Solved, ...]] = field(default_factory=dict)  # what is claimed under each label
    laws: dict[str, Following | None] = field(default_factory=dict)  # None where more than one is given
    law_places: dict[str, int] = field(default_factory=dict)  # where the text gives each last
    of_other_laws: set[str] = field(default_factory=set)  # the parameters of laws that are not known
    parameters: tuple[int, frozenset[str]] = (-1, frozenset())  # of the last law, as they are written, and its display
    until: dict[str, tuple[Following, int]] = field(
        default_factory=dict
    )  # the laws that the text gave first, and where it gives another
    definitions: set[str] = field(default_factory=set)  # the names that the text has defined so far
    literals: set[str] = field(default_factory=set)  # the names that numbers alone were last given to, as in an example
    customary: set[str] = field(default_factory=set)  # the names that are defined by entries under another letter
    set_aside: dict[str, Known] = field(
        default_factory=dict
    )  # what earlier sections declared and this paragraph uses otherwise
    taken: dict[str, tuple[Known, Known, int]] = field(
        default_factory=dict
    )  # vectors that are numbers in a stretch of text: as numbers, as they were, and where the stretch ends
    numbers: list[Known] = field(default_factory=list)  # those that were so in stretches that are over
    special: Before | None = None  # what was known before the special case that is spoken of
    brackets: list[int] = field(default_factory=list)  # how many events there were where brackets were opened
    examples: dict[str, tuple[Known, bool]] = field(
        default_factory=dict
    )  # what the names that an example gives numbers were before it, and whether they were defined
    within: int = 0  # the level of the section that the example stands in
    brief: bool = False  # that example ends with its paragraph
    turns: set[int] = field(default_factory=set)  # where a sentence goes on to claim something behind a condition
    sized: bool = False  # the sentence gives a size a value: "for n = 1"
    broadcasts: list[tuple[Span, str]] = field(default_factory=list)  # where arrays of other shapes were put together
    squared: set[str] = field(default_factory=set)  # the vectors that were declared by their squares, entry by entry
    members: tuple[Members, ...] = ()  # the members of which the open sentence speaks: "for i ≠ j"
    claimed: Formula | None = None  # what is read now, where the words behind it say under which condition it holds

    def __post_init__(self) -> None:
        self.order = [block for block in self.document.blocks if isinstance(block, Formula)]
        self.places = {block: place for place, block in enumerate(self.order)}
        headings = (block for block in self.document.blocks if isinstance(block, Heading))
        self.begins = [self.document.position(heading.span[0])[0] for heading in headings]
        self.begins += [self.document.position(block.span[0])[0] for block in problems(self.document)]
        self.announced = Announced(self.document.text, self.formulas)
        self.found = len(self.document.unread) + len(self.order)
        self.unread += self.formulas.unread
        self.interpreter = Interpreter(self.scope, self.formulas.survey(self.hints), self.sizes, self.document.text)
        self.scope.sizes |= self.interpreter.survey.sizes - {"infty"}
        self.shaper = Shaper(self.sizes)
        for name, known in self.early.items():
            sizes = tuple(s if s.names <= self.scope.sizes else self.sizes.fresh() for s in known.sizes)
            entry = Known(name, known.latex, known.rank, sizes, known.origin, known.line, known.kind)
            entry.entrywise, entry.arbitrary = known.entrywise, known.arbitrary
            self.scope.names[name] = entry

    def makes(self, name: str) -> bool:
        """Whether the value of something that was defined is made of a name."""
        return any(e.kind is Said.DEFINE and e.right is not None and name in names_in(e.right) for e in self.events)

    def broadcast_in(self, span: Span) -> tuple[str, ...]:
        """What was read with broadcasting within a span."""
        found = (note for at, note in self.broadcasts if span[0] <= at[0] and at[1] <= span[1])
        return tuple(dict.fromkeys(found))

    def reach(self, span: Span) -> Reach | None:
        """What was guessed of the end of a sum in the clause that holds a span."""
        return next((r for r in self.formulas.reaches if r.span[0] <= span[0] and span[1] <= r.span[1]), None)

    def under(self, tags: tuple[str, ...]) -> tuple[Solved, ...]:
        """The equations claimed under some labels so far."""
        return tuple(solved for tag in tags for solved in self.labelled.get(tag, ()))

    def enter(self, level: int, line: int) -> None:
        """A heading: the sections of its level and below have ended."""
        start = line
        while self.headings and self.headings[-1][0] >= level:
            start = self.headings.pop()[1]
        if start < line:
            self.closed.append((start, line))
        self.headings.append((level, line))
        self.section = line

    def leave(self, start: int, line: int) -> None:
        """A theorem, an exercise, a proof has ended that began at a line."""
        self.closed.append((start, line + 1))

    def begins_anew(self) -> None:
        """A section or a problem begins: what was to be solved has been, and what was found has its value no longer."""
        self.gradient = self.problem = self.differential = None
        self.interpreter.close_indices()
        self.solved, self.gradients, self.solutions = [], {}, {}

    def has_ended(self, known: Known) -> bool:
        """Whether a name was introduced in a section that is over, or that has not begun."""
        line = self.interpreter.line
        if known.line > line:
            return any(line < begins <= known.line for begins in self.begins)
        return any(start <= known.line < end for start, end in reversed(self.closed))

    def continues(self, names: frozenset[str]) -> bool:
        """Whether some of the names were defined in a section that is over: what speaks of them goes on with what was said there."""
        return not self.exercises and any(
            name in self.definitions and name not in self.literals and self.has_ended(self.scope.names[name])
            for name in names
            if name in self.scope.names
        )

    def forget(self, names: frozenset[str]) -> tuple[Known, ...]:
        """Let go of what was said of names in sections that are over; what that was."""
        stems = {name.partition("_")[0] for name in names if "_" in name and name not in self.scope.names}  # b of b_1
        found = [n for n in sorted(names | stems) if n in self.scope.names and self.has_ended(self.scope.names[n])]
        left = tuple(self.scope.names.pop(name) for name in found)
        for name, known in zip(found, left, strict=True):
            if known.origin is Origin.DECLARED and not known.directed:
                self.set_aside[name] = known
            self.definitions.discard(name)
        return left

    def move(self, names: frozenset[str]) -> dict[str, Known]:
        """Take names that another paragraph declared as vectors for numbers in this one, where they are variables; what they were."""
        line = self.interpreter.line
        found = [
            (name, known)
            for name in sorted(names)
            if (known := self.scope.names.get(name)) is not None and known.rank == 1 and not known.kind
            if known.origin is Origin.DECLARED and not known.directed and name not in self.definitions
            if not self.in_one_paragraph(known.line, line)
        ]
        for name, known in found:
            self.set_aside[name] = known
            self.scope.names[name] = Known(name, known.latex, 0, (), Origin.INFERRED, line)
        return dict(found)

    def free(self, names: frozenset[str]) -> dict[str, Known]:
        """Let go of what was guessed of the variables of other functions: the t of M_Y(t) need not be as long as that of M_X(t); what was known."""
        functions = (entry for entry in self.scope.names.values() if entry.parameters and entry.name not in names)
        variables = {parameter.name for entry in functions for parameter in entry.parameters}
        found = {
            name: known
            for name in sorted((names & variables) - self.definitions)
            if (known := self.scope.names.get(name)) is not None
            if known.origin is Origin.INFERRED and known.rank and not known.kind and not known.directed
        }
        for name in found:
            del self.scope.names[name]
        return found

    def put_back(self) -> None:
        """A paragraph ends: what it used otherwise than an earlier section had declared it is again what was declared, unless it said what it is."""
        variables = {id(parameter) for entry in self.scope.names.values() for parameter in entry.parameters}
        for name, known in self.set_aside.items():
            new = self.scope.names.get(name)
            if id(new) in variables and self.has_ended(known):
                continue  # a function was defined of it, which goes on
            said = (
                [] if new is None else [kind for kind in new.properties if kind is not PropertyKind.COMPLEX]
            )  # by custom
            if new is None or (new.origin is Origin.INFERRED and not said and not new.kind):
                self.scope.names[name] = known
        self.set_aside.clear()

    def renew(self, names: frozenset[str]) -> dict[str, Known]:
        """Let go of what was guessed of undeclared names in earlier paragraphs, for a formula that speaks of nothing the text has defined; what was known."""
        known = {name: self.scope.names[name] for name in sorted(names) if name in self.scope.names}
        guessed = {
            name: entry
            for name, entry in known.items()
            if entry.origin is Origin.INFERRED and not entry.kind and not entry.properties and not entry.directed
        }
        line = self.interpreter.line
        earlier = [entry for entry in guessed.values() if entry.line < line]
        apart = not any(self.in_one_paragraph(entry.line, line) for entry in earlier)
        if len(guessed) < len(known) or not earlier or not apart:
            return {}
        for name in guessed:
            del self.scope.names[name]
        return guessed

    def in_one_paragraph(self, first: int, last: int) -> bool:
        """Whether no line between two lines is empty."""
        return "\n\n" not in self._between(first, last)

    def _between(self, first: int, last: int) -> str:
        """The lines of the document from one to another."""
        return "\n".join(line.strip() for line in self.document.text.split("\n")[first - 1 : last])

    def settled_before(self, known: Known, sizes: Shape) -> bool:
        """Whether a name was used in an earlier section in a shape that cannot be the one it is now given."""
        if known.line >= self.section:
            return False
        if known.rank == 0 and not known.sizes:  # taken for a number for want of a word about it: over with its section
            return bool(sizes) and self.has_ended(known)
        bound = self.sizes.snapshot()
        fits = len(known.sizes) == len(sizes) and all(
            self.sizes.unify(old, new) for old, new in zip(known.sizes, sizes, strict=True)
        )
        self.sizes.bound = bound
        return not fits

    def emit(self, event: Event) -> None:
        """Something more is said."""
        self.events.append(event)
        sides = [side for side in (event.left, event.right) if side is not None]
        self.varied |= varying(sides)
        if event.kind in (Said.SECTION, Said.PROBLEM):
            self.spoken.clear()
        elif event.kind is Said.DECLARE and event.known is not None:
            self.spoken.discard(event.known.name)
        elif event.kind is not Said.DEFINE:
            self.spoken.update(name for side in sides for name in names_in(side))
        if event.kind is Said.DEFINE and event.known is not None:
            self.definitions.add(event.known.name)

    def text(self, span: Span) -> str:
        """What stands at a span."""
        return self.document.text[slice(*span)]

    def beside(self, block: Formula) -> tuple[Formula, str] | None:
        """The formula right before an inline one, with the words between, where it stands in running text too."""
        place = self.places[block]
        before = self.order[place - 1] if place else None
        if before is None or before.display or block.display:
            return None
        return before, self.text((before.span[1], block.span[0]))

    def says_nothing(self, span: Span, reason: str) -> None:
        """List a formula as read and not a claim."""
        self.not_checked.append((span, self.text(span), reason))

    def doubt(self, begun: int, reason: str, of: Callable[[Event], bool] = lambda _: True) -> None:
        """What the events since `begun` claim is not refuted, of all or of some."""
        for place in range(begun, len(self.events)):
            if self.events[place].kind is Said.CLAIM and of(self.events[place]):
                self.events[place] = replace(self.events[place], doubt=reason)

    def listed(self, block: Formula) -> bool:
        """Whether part of a formula is listed as stating nothing already."""
        return bool(self.not_checked) and self.not_checked[-1][0][0] >= block.span[0]

    def defined(self, known: Known) -> bool:
        """Whether the text has defined a name so far."""
        return known.name in self.definitions

    def last_definition(self, name: str) -> Event | None:
        """What the text last said a name is."""
        defined = (e for e in reversed(self.events) if e.kind is Said.DEFINE and e.known is not None)
        return next((event for event in defined if event.known is not None and event.known.name == name), None)

    def unchecked(self, span: Span, reason: str, clause: Clause) -> None:
        """A statement that was not read."""
        names = whole_names(clause.body)
        self.emit(Event(Said.UNCHECKED, span, reason=reason, row=clause.row, display=self.display, names=names))

    def written(self, node: Node) -> str:
        """What was written for a node, its white space made single."""
        return self.interpreter.latex(node)


def problems(document: Document) -> Iterator[Block]:
    """The blocks with which problems that stand by themselves begin: "Problem 2" in a text, the numbered items of a list of exercises."""
    exercises = False
    for block in document.blocks:
        if isinstance(block, Heading):
            exercises = prose.begins_exercises(block.text)
        elif isinstance(block, Prose) and prose.is_numbered_problem(block.text):
            yield block
        elif exercises and isinstance(block, Break) and block.kind == "item":
            begins = document.text.rfind("\n", 0, block.span[0]) + 1 == block.span[0]
            if begins and document.text[block.span[0]].isdigit():
                yield block
