"""The result of elaboration: what was understood, and the steps with their goals."""

from __future__ import annotations

from derive.elaborate.restated import Again
from derive.elaborate.roundings import Rounded
from derive.elaborate.scope import Known
from derive.goals import Claim, Goal, Hypothesis
from derive.record import dataclass, field
from derive.terms import Statement

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rest:
    """A hypothesis that is an earlier step's claim; it counts only while no step of that step's chain is found wrong, or, to be `shown`, not decided."""

    chain: int
    hypothesis: Hypothesis
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its place, what it claims, and the goal that decides it (none for definitions and ill-formed or unread ones).

    With `verdict` 'defined' a goal says that the text takes as given what may follow from what stands before it. `earlier` are the goals against
    the sides of its chain before the left one, `alone` the goal without the premise that words before the formula give it, `above` that it follows
    from the line above.
    """

    span: Span
    latex: str
    relation: str
    claim: Claim
    goal: Goal | None = None
    verdict: str = ""  # 'defined', 'ill-formed' or 'unchecked' when elaboration settles it
    code: str = ""
    message: str = ""
    fault: Span | None = None
    notes: tuple[str, ...] = ()
    misfit: Goal | None = None  # of an ill-formed step: what it seems to state, with what does not fit left standing
    restored: str = ""  # for one whose norm bars were lost: the formula with them put back
    row: int = 0
    display: int = 0
    unsettled: str = ""  # why a counterexample would not show the text to be wrong
    loose: tuple[
        int, ...
    ] = ()  # the chains with a link that may be a condition, where that is the only reason; it is none where the link is shown to hold
    slips: bool = False  # unless one small change makes an identity of it: then that was meant
    unclear: str = (
        ""  # why averages stand in its goal as numbers of which nothing is known: said where that does not decide it
    )
    careful: bool = False  # unless another sign, number, transpose or order makes an identity of it that is proved
    narrow: bool = False  # a sign, a transpose, an order, a number, an exponent, an index or another name only, and neither side a number
    outside: bool = False  # an index stands outside its sum: the step has a meaning only where the sum reaches farther than is written
    generally: bool = False  # that two sides differ is claimed of some values, not of all
    sample: str = ""  # it is read for one number of factors only, in words: proved for these is no more than supported
    follows: bool = False  # a link of a chain after the first
    chain: int = 0  # which chain of the document it is a link of; 0 for none
    earlier: tuple[Goal, ...] = ()
    alone: Goal | None = None
    afresh: Goal | None = None  # without what was assumed before its section, and without numbers of an example
    aside: bool = False  # it restricts what the text leaves free, in a line of text that concludes nothing
    above: Goal | None = None  # that it follows from the line above in its display
    above_chains: tuple[int, ...] = ()  # the chains of that line
    rests: tuple[Rest, ...] = ()
    again: tuple[Again, ...] = ()  # that the value it gives is one that its left side was given before
    sized: tuple[
        Goal, ...
    ] = ()  # the goal with sizes for a letter that may be one: it is wrong where all of these are, too
    measured: Goal | None = None  # the goal with its integrals as sums over points with weights
    comes: Goal | None = None  # that what these lines come to is what it announces, where that is written otherwise
    shown: tuple[int, int, int] | None = (
        None  # the later chain that comes to what it announces, its links up to there, and the line
    )
    meets: bool = (
        False  # a solution put into the equation that it is said to meet: only its own side stands in the document
    )
    supposes: bool = (
        False  # the text concludes from it: when nothing shows it true or false it is a premise, not a claim
    )
    supposed: tuple[tuple[Hypothesis, Goal], ...] = ()  # what the text suggests nearby, and the goal under it
    undecided: tuple[Hypothesis, Goal] | None = (
        None  # an equation before it that may be a condition, and the goal under it
    )
    condition: Statement | None = None  # what it says, where that may be a condition on what it speaks of
    put_in: tuple[int, ...] = ()  # the chains whose equations were put into it: it is as they are
    posed: tuple[Hypothesis, Goal] | None = (
        None  # an equation before it that was set to be solved, and the goal under it
    )
    rounded: Rounded | None = None  # that a decimal in it is rounded


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
    given: list[Hypothesis] = field(default_factory=list)
