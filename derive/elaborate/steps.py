"""The result of elaboration: what was understood, and the steps with their goals."""

from __future__ import annotations

from derive.elaborate.scope import Known
from derive.goals import Claim, Goal
from derive.record import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its place, what it claims, and the goals that decide it (none for definitions and ill-formed or unread ones).

    `recovered` is the goal against the last right line when the line before could not be read or was ill-formed.
    """

    span: Span
    latex: str
    relation: str
    claim: Claim
    goal: Goal | None = None
    anchor: Goal | None = None
    verdict: str = ""  # 'defined', 'ill-formed' or 'unchecked' when elaboration settles it
    code: str = ""
    message: str = ""
    fault: Span | None = None
    notes: tuple[str, ...] = ()
    help: str = ""
    mends: tuple[Goal, ...] = ()  # for an ill-formed step: nearby statements that are well-formed, to be tried
    row: int = 0
    display: int = 0
    unsettled: str = ""  # why a counterexample would not show the text to be wrong
    follows: bool = False  # a link of a chain after the first


@dataclass(slots=True)
class Elaborated:
    """A document, understood."""

    steps: list[Step] = field(default_factory=list)
    names: list[Known] = field(default_factory=list)
    unread: list[tuple[Span, str]] = field(default_factory=list)
    not_checked: list[tuple[Span, str, str]] = field(default_factory=list)
    found: int = 0
    read: int = 0
    layout: str = ""
