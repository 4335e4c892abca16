"""What a document says, in order: the data between reading its statements and turning them into steps."""

from __future__ import annotations

from enum import Enum

from derive.elaborate.loose import Loose
from derive.elaborate.scope import Known
from derive.record import dataclass
from derive.terms import PropertyKind

Span = tuple[int, int]

# relation signs as written -> the relation that is checked; what is missing here states nothing that can be checked
RELATIONS = {"=": "=", ":=": "=", "≡": "=", "≠": "≠", "<": "<", "≤": "≤", ">": ">", "≥": "≥", "⪰": "⪰", "≻": "≻"}


class Said(Enum):
    """What kind of thing is said."""

    DECLARE = "declare"
    DEFINE = "define"
    PROPERTY = "property"
    ASSUME = "assume"
    CONDITION = "condition"  # an equation to be solved: neither given nor claimed
    CLAIM = "claim"
    ILL_FORMED = "ill-formed"
    UNCHECKED = "unchecked"
    SECTION = "section"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Event:
    """Something a document says.

    A claim's `left` and `right` are loose terms; `premise` the equations it follows from (⇒), `both` when the link is ⟺.
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
    names: frozenset[str] = frozenset()  # what an unread statement speaks of
