"""What passes between elaboration, the engines and the report: hypotheses, goals, evidence, verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

from derive.record import dataclass, field, replace
from derive.terms import (
    HasProperty,
    Number,
    PropertyKind,
    Relates,
    Relation,
    Span,
    Statement,
    Symbol,
    Term,
    Zero,
    substitute,
    symbols,
)


class Verdict(Enum):
    """What is said of a step. There are no booleans for verdicts."""

    DEFINED = "defined"
    PROVED = "proved"
    TESTED = "tested"
    SUPPORTED = "supported"
    CONDITIONAL = "conditional"
    REFUTED = "refuted"
    ILL_FORMED = "ill-formed"
    UNCHECKED = "unchecked"


class Claim(Enum):
    """The kind of thing a step claims."""

    EQUALITY = "equality"
    EQUATION = "equation"
    EQUIVALENCE = "equivalence"
    IMPLICATION = "implication"
    GRADIENT = "gradient"
    STATIONARY = "stationary"
    MINIMUM = "minimum"
    PROPERTY = "property"
    INEQUALITY = "inequality"
    DEFINITION = "definition"


class Origin(Enum):
    """Where a hypothesis comes from."""

    DECLARED = "declared"
    DEFINITION = "definition"
    ASSUMED = "assumed"  # the text assumes it in passing ("assuming B symmetric", a directive)
    INFERRED = "inferred"  # read off from use
    STEP = "step"  # an earlier step of the document that was found true
    STATED = "stated"  # stated by the document without proof, or not decided
    IMPLIED = "implied"  # needed for the statement to have a value: what is inverted is invertible
    TRIED = "tried"  # put in by the diagnosis


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Something a step may use. `latex` says it as people write it; `line` is where it stands (0: nowhere)."""

    statement: Statement
    origin: Origin
    latex: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """`symbol := value`, unfolded wherever it occurs. With `parameters` it is a function: f(x) = …"""

    symbol: Symbol
    value: Term
    line: int = 0
    parameters: tuple[Symbol, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing to decide: `statement` under `hypotheses`, with `definitions` in an order in which each uses only earlier ones. Derivatives
    by the symbols of `within` are taken among the matrices with that property; by others all entries move freely."""

    claim: Claim
    statement: Statement
    hypotheses: tuple[Hypothesis, ...] = ()
    definitions: tuple[Definition, ...] = ()
    within: tuple[HasProperty, ...] = ()


def with_values(goal: Goal, values: Mapping[str, Term]) -> Goal:
    """A goal with values put for names, also in the formulas of functions but where a parameter bears that name, or one in a value. Raises ShapeError when a value
    does not fit."""

    def put(statement: Statement) -> Statement:
        return substitute(statement, values)  # type: ignore[return-value]

    def defined(definition: Definition) -> Definition:
        own = {parameter.name for parameter in definition.parameters}
        free = {name: value for name, value in values.items() if name not in own}
        if any(own & symbols(value).keys() for value in free.values()):
            return definition
        return replace(definition, value=substitute(definition.value, free))

    given = tuple(replace(h, statement=put(h.statement)) for h in goal.hypotheses)
    return replace(
        goal,
        statement=put(goal.statement),
        hypotheses=given,
        definitions=tuple(map(defined, goal.definitions)),
    )


class Result(Enum):
    """What an engine says of a goal."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNDECIDED = "undecided"


Matrix = tuple[tuple[str, ...], ...]  # entries printed exactly ('1', '-2/3'); scalars are 1×1, column vectors n×1


@dataclass(frozen=True, slots=True)
class Counterexample:
    """An exact instance on which the statement fails while every hypothesis holds. For inequalities and implications `left`/`right` are the
    sides of the conclusion. `sizes` gives the size names' values; `note` says more (which direction of ⟺ fails, interval bounds)."""

    values: Mapping[str, Matrix]
    left: Matrix
    right: Matrix
    sizes: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one engine found. `certificate` is a kernel certificate (replayed before it counts); `used` the hypotheses relied on (LaTeX);
    `trusted` what the kernel did not check; `verdict` the strongest verdict this evidence alone can carry."""

    engine: str
    result: Result
    verdict: Verdict
    detail: str = ""
    certificate: object | None = None
    used: tuple[str, ...] = ()
    trusted: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    missing: tuple[str, ...] = ()  # the hypotheses (LaTeX) that a conditional statement needs


@dataclass(frozen=True, slots=True)
class Limits:
    """What a search may spend: seconds of processor time for one goal, and the seed of every random choice."""

    seconds: float = 10.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """A nearby true statement: LaTeX to paste in place of one side of the step, and the changed part's own span within that LaTeX. `side` says which
    side, 'right' or 'left'; `code` names the kind of mistake that it undoes."""

    latex: str
    verdict: Verdict
    changed: Span = (0, 0)
    code: str = ""
    statement: Statement | None = None
    side: str = "right"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict of one goal with everything that was found out about it."""

    verdict: Verdict
    message: str = ""
    code: str = ""
    evidence: tuple[Evidence, ...] = ()
    hypotheses: tuple[str, ...] = ()
    trusted: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    repairs: tuple[Repair, ...] = ()
    notes: tuple[str, ...] = ()


Range = tuple[Fraction | None, bool, Fraction | None, bool]  # the least value, whether it is excluded, the greatest one

_SIGNS: dict[PropertyKind, Range] = {
    PropertyKind.POSITIVE: (Fraction(0), True, None, False),
    PropertyKind.NONNEGATIVE: (Fraction(0), False, None, False),
    PropertyKind.NEGATIVE: (None, False, Fraction(0), True),
}
_ORDERS = {
    Relation.LESS: (False, True),
    Relation.AT_MOST: (False, False),
    Relation.GREATER: (True, True),
    Relation.AT_LEAST: (True, False),
}


def _number(term: Term) -> Fraction | None:
    if isinstance(term, Zero) and not term.shape:
        return Fraction(0)
    return term.value if isinstance(term, Number) else None


def _range(statement: Statement) -> tuple[Term, Range] | None:
    """A term and the values that a statement leaves it."""
    if isinstance(statement, HasProperty):
        known = _SIGNS.get(statement.kind)
        return (statement.subjects[0], known) if known is not None else None
    if not isinstance(statement, Relates):
        return None
    left, right = _number(statement.left), _number(statement.right)
    if (left is None) == (right is None):
        return None
    bound, term = (right, statement.left) if left is None else (left, statement.right)
    if statement.relation is Relation.EQUAL:
        return term, (bound, False, bound, False)
    order = _ORDERS.get(statement.relation)
    if order is None:
        return None
    above, strict = order[0] == (left is None), order[1]
    return term, ((bound, strict, None, False) if above else (None, False, bound, strict))


def contradict(one: Statement, other: Statement) -> bool:
    """Whether two statements bound the same term and no value meets both: x > 0 and x < 0."""
    first, second = _range(one), _range(other)
    if first is None or second is None or first[0] != second[0]:
        return _is_nonzero(one, other) or _is_nonzero(other, one)
    lows = [(low, strict) for low, strict, _, _ in (first[1], second[1]) if low is not None]
    highs = [(high, strict) for _, _, high, strict in (first[1], second[1]) if high is not None]
    return any(low > high or (low == high and (open_ or shut)) for low, open_ in lows for high, shut in highs)


def _is_nonzero(one: Statement, other: Statement) -> bool:
    """x ≠ 0 and x = 0."""
    if isinstance(one, HasProperty) and one.kind is PropertyKind.NONZERO:
        subject = one.subjects[0]
    elif isinstance(one, Relates) and one.relation is Relation.NOT_EQUAL and isinstance(one.right, Zero | Number):
        subject = one.left
        if _number(one.right) != 0:
            return False
    else:
        return False
    found = _range(other)
    zero = (Fraction(0), False, Fraction(0), False)
    return found is not None and found[0] == subject and found[1] == zero
