"""What a document says, in order: the data between reading its statements and turning them into steps."""

from __future__ import annotations

from enum import Enum

from derive.elaborate.curvature_words import Curved
from derive.elaborate.loose import Loose
from derive.elaborate.minimisers import Minimiser
from derive.elaborate.scope import Known
from derive.elaborate.subgradients import Subgradient
from derive.record import dataclass, field
from derive.terms import PropertyKind

Span = tuple[int, int]

# relation signs as written -> the relation that is checked; what is missing here states nothing that can be checked
RELATIONS = {
    "=": "=",
    ":=": "=",
    "=:": "=",
    "≡": "=",
    "≠": "≠",
    "<": "<",
    "≤": "≤",
    ">": ">",
    "≥": "≥",
    "⪰": "⪰",
    "≻": "≻",
    "⪯": "⪯",
    "≺": "≺",
}
TURNED = {"⪯": "⪰", "≺": "≻"}  # said of the sides in the other order


BY_CUSTOM = (
    "that these are entries of the matrix of that letter is custom, and not said"  # why nothing is refuted by it
)


class Said(Enum):
    """What kind of thing is said."""

    DECLARE = "declare"
    DEFINE = "define"
    PROPERTY = "property"
    ASSUME = "assume"
    RESTRICT = "restrict"  # names are said to be in a set that is not read
    CONDITION = "condition"  # an equation to be solved: neither given nor claimed
    SUPPOSE = "suppose"  # an equation that the text suggests without stating it: "pushes P toward Q"
    CURVATURE = "curvature"  # what is said of the shape of a function, or of where it is smallest
    FORGET = "forget"  # a name stands for another thing from here on
    CLAIM = "claim"
    ILL_FORMED = "ill-formed"
    UNCHECKED = "unchecked"
    UNREAD = "unread"  # defined, given or to be solved, in a way that is not read
    SECTION = "section"
    PARAGRAPH = "paragraph"  # what was assumed in passing ends
    ITEM = "item"
    PROBLEM = "problem"  # one that stands by itself begins: what was found in the one before is its own
    EXAMPLE = "example"  # a name is given numbers, to the end of the section
    RESUME = "resume"  # that end: the name is again what it was
    LAPSE = "lapse"  # "in general", "otherwise", "Case 2": conditions of the sentences before hold no longer


@dataclass(frozen=True, slots=True)
class Event:
    """Something a document says.

    A claim's `left` and `right` are loose terms; `premise` the equations it follows from (⇒), `both` when the link is ⟺. In a chain
    `chain` counts the chains of the document and `earlier` holds the sides before the left one. `solved` are equations that hold
    only where something was solved, which a "hence" may use. `restored` is the formula with its lost norm bars put back.
    """

    kind: Said
    span: Span
    relation: str = "="
    known: Known | None = None
    parameters: tuple[Known, ...] = ()
    left: Loose | None = None
    right: Loose | None = None
    premise: tuple[Loose, ...] = ()
    both: bool = False
    property: PropertyKind | None = None
    reason: str = ""
    code: str = ""
    fault: Span | None = None
    factors: tuple[Loose, ...] = ()
    row: int = 0
    display: int = 0
    follows: bool = False
    boundary: bool = False  # a section that begins a problem of its own
    names: frozenset[str] = frozenset()  # what an unread statement speaks of
    chain: int = 0
    earlier: tuple[Loose, ...] = ()
    solved: tuple[Solved, ...] = ()
    optimum: Optimum | None = None
    restored: str = ""
    quiet: bool = False  # a definition that the claim before it makes, and no step of its own
    anew: bool = False  # a name that had been introduced before is introduced again, as another thing, or a claim may do so with a function
    given: bool = (
        False  # a definition that words introduce as one ("where", "let"): it explains what stands before it too
    )
    doubt: str = ""  # why a counterexample would not show it to be wrong
    passing: bool = False  # given for this paragraph only: "if A is symmetric"
    local: bool = False  # given to the end of this section: "for any symmetric A, …"
    supposes: bool = False  # the words after it conclude from it
    selects: bool = False  # it names one of several solutions that the text has found
    words: bool = False  # the premise comes from the words before the formula, not from an arrow
    aside: bool = False  # in a line of text that neither concludes it nor says that it holds
    sets_out: bool = False  # in a sentence without a verb that opens a section: what it restricts is given
    meets: str = ""  # the name of a solution that was put into the equation that it is said to meet
    small: frozenset[str] = frozenset()  # of an approximation: the names of what is small in it
    order: int = 0  # up to which order in these it is claimed
    brought: frozenset[str] = frozenset()  # the names that it brings into that equation
    generally: bool = False  # it is said to be so in general: of two sides that they differ, somewhere
    sample: str = ""  # the one number of factors that dots are read for, in words
    above: tuple[Solved, ...] = ()  # the equations of the line above it in the same display, which it may follow from
    curved: Curved | None = None  # what is said of the shape of a function, `left` being its constant
    best: Minimiser | None = None  # and of where it is smallest, `left` being the point or the value
    slope: Subgradient | None = None  # and of a subgradient, `left`, at the point `right`


@dataclass(frozen=True, slots=True)
class Members:
    """The members that something is said of: those with equal indices, or with different ones; `sure`: the words say no more of them."""

    equal: bool
    letters: frozenset[str]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Solved:
    """An equation that holds where something was solved: `a^4 = 1` after setting a derivative to zero."""

    relation: Loose
    chain: int  # the chain it is part of, so that it is not used when that is found wrong
    met: bool = False  # it is concluded from a derivative that the text sets to zero
    shown: bool = False  # it is used only where that chain was shown to hold


@dataclass(frozen=True, slots=True)
class Optimum:
    """A smallest or largest value that the text claims: `objective` under `constraints` at `point`."""

    kind: str  # 'min' or 'max'
    objective: Loose
    constraints: tuple[Loose, ...]
    point: tuple[tuple[Known, Loose], ...] = ()
    unique: bool = False
    since: int = 0  # how many events stand before the words that pose it
    awaited: bool = False  # the text has named it: what is set next for one of its variables is claimed to be it


@dataclass(slots=True)
class Alternatives:
    """The equations joined by "or" so far, to be stated as one; `open`: another one follows; `read`: all of them are equations that can be."""

    events: list[Event] = field(default_factory=list)
    open: bool = False
    read: bool = True
