"""Solutions of differential equations: that a function which a text gives as the solution of `y' = -2 x y` meets it is a claim.

That there is no other solution is not claimed: what is judged is the equation with the function put in.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive import lazy_re as re
from derive.elaborate import solutions
from derive.elaborate.definitions import head
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Loose, names_in, parts_of
from derive.elaborate.reading import Reading
from derive.elaborate.words import claims
from derive.formula.syntax import Link, Node
from derive.record import replace

_SOLUTION = re.compile(r"\b(?:solutions?|solv(?:e|es|ed|ing)|satisf(?:y|ies|ying)|integrat(?:e|es|ing))\b", re.I)
# what is only tried, or whose constants are still to be found
_TRIED = re.compile(
    r"\b(?:try|trying|ansatz|guess\w*|suppose|assume|let|look(?:ing)? for|seek|of the form|homogeneous|complementary|approximat\w+|numerical\w*|not|no)\b",
    re.I,
)
_ANY_CONSTANT = re.compile(r"\b(?:general|arbitrary|constants?|integration|family)\b", re.I)
_RESTRICTED = re.compile(
    r"[\s$,\\)\]]*(?:exists\s+|holds\s+|is\s+valid\s+)?(?:only\s+|but\s+only\s+)?(?:if|when|whenever|for|provided|under|in\s+the\s+case|as\s+long\s+as)\b",
    re.I,
)
# words of a text about such an equation
_EQUATION = re.compile(
    r"\b(?:differential\s+equations?|ODEs?|initial|solutions?|solv(?:e|es|ed|ing)|separat\w+|characteristic|integrating\s+factor|satisf\w+|order)\b",
    re.I,
)
_VARIABLES = ("t", "x")
_CONSTANT = re.compile(
    r"(?:[CcABK]|k)(?:_\w+)?$|\w+_0$"
)  # what custom calls a constant of integration, or where it begins


def poses(reading: Reading, stated: list[Loose], sentence: str) -> None:
    """Remember a differential equation for a function of which the text has given no formula. Where no words conclude it, it is no claim."""
    if len(stated) != 1 or stated[0].data != "=" or not reading.events:
        return
    last = reading.events[-1]
    posed = (Said.ASSUME, Said.CONDITION, Said.UNCHECKED, Said.CLAIM)
    if last.kind not in posed or is_at_a_point(stated[0].parts[0]):
        return
    unknown = set(_differentiated(stated[0]))
    if len(unknown) == 1 and not unknown & reading.definitions:
        given = last.kind is Said.ASSUME
        if last.kind is Said.CLAIM:
            around = reading.text((max(0, last.span[0] - 200), last.span[1] + 120))
            spoken = last.sets_out or _EQUATION.search(around) is not None
            if claims(sentence) or not supposes(reading, stated[0]) or not spoken:
                return
            reading.events[-1] = replace(
                last, kind=Said.CONDITION, reason="a differential equation: a condition on the function"
            )
            given = True
        reading.differential = (unknown.pop(), stated[0], reading.display, given)


def solves(reading: Reading, first: Node, link: Link) -> bool:
    """Whether an equation gives the function of the last differential equation a formula: it follows from that equation, not from the line above."""
    name = head(first)[0]
    known = reading.scope.names.get(name or "")
    free = known is None or not reading.defined(known)
    return reading.differential is not None and link.op == "=" and name == reading.differential[0] and free


def supposes(reading: Reading, relation: Loose) -> bool:
    """Whether an equation is one for a function of which the text has given no formula: where it is supposed, it is no claim about its slope."""
    unknown = set(_differentiated(relation))
    return bool(unknown) and not unknown & reading.definitions and unknown <= set(_by_itself(relation))


def supposes_value(reading: Reading, left: Loose) -> bool:
    """Whether `y'(0) = 0` beside "with" says what a solution is to be: nothing gives it a formula, or its constants are still free."""
    name = left.data[0] if is_at_a_point(left) else ""
    return bool(name) and (name not in reading.definitions or name in reading.undetermined)


def is_at_a_point(side: Loose) -> bool:
    """`y'(0)`: a function at a number."""
    return side.op == "Call" and len(side.parts) == 1 and _is_fixed(side.parts[0])


def _is_fixed(term: Loose) -> bool:
    """Whether a term is a number: 0, π/2."""
    if term.op in ("Product", "Sum", "Power"):
        return all(map(_is_fixed, term.parts))
    return term.op in ("Number", "Zero", "Constant")


def holds_slope(term: Loose) -> bool:
    """Whether the slope of a function stands in a term: `u^2 + u'^2`."""
    return next(_differentiated(term), None) is not None


def _differentiated(term: Loose) -> Iterator[str]:
    """The names of the functions whose slopes stand in an equation: the y of `y''`, `u'(t)` and `dP/dt`."""
    if term.op == "Symbol" and term.data.name.endswith("'"):
        yield term.data.name.rstrip("'")
    elif term.op == "Call" and term.data[1]:
        yield term.data[0]
    elif term.op == "Derivative" and term.parts[0].op in ("Symbol", "Call"):
        yield term.parts[0].data.name if term.parts[0].op == "Symbol" else term.parts[0].data[0]
    else:
        for part in term.parts:
            yield from _differentiated(part)


def _by_itself(term: Loose) -> Iterator[str]:
    """The names that stand in an equation without being differentiated, as functions of one number or without arguments."""
    if term.op == "Derivative":
        return
    if term.op == "Call" and not term.data[1] and len(term.parts) == 1:
        yield term.data[0]
    elif term.op == "Symbol" and not term.data.sizes and not term.data.name.endswith("'"):
        yield term.data.name
    for part in term.parts:
        yield from _by_itself(part)


def put_in(reading: Reading, sentence: str) -> None:
    """Where what has just been defined is said to solve a differential equation that stands before it, claim that it meets it, and the values that the text
    says the solution has."""
    made = reading.events[-1] if reading.events else None
    if reading.differential is None or made is None or made.kind is not Said.DEFINE:
        return
    name, equation, display, given = reading.differential
    if made.known is None or made.known.name != name or made.right is None or name in names_in(made.right):
        return
    near = reading.text((max(0, made.span[0] - 160), made.span[0]))
    concluded = given or _SOLUTION.search(near) is not None or claims(sentence)
    if len(made.parameters) > 1 or not concluded or _TRIED.search(sentence):
        return
    variable = _variable(made, equation, made.right)
    if variable is None:
        return
    values = _values(reading, name, display)
    met = [equation, *(Loose("Relates", (e.left, e.right), "=", e.span) for e in values.values() if e.left and e.right)]
    sides = [tuple(_with(reading, side, name, made.right, variable) for side in one.parts) for one in met]
    free = _ANY_CONSTANT.search(near + reading.text((made.span[1], made.span[1] + 80))) is not None
    known = {variable.data.name}.union(*map(names_in, met))
    brought = frozenset() if free else frozenset(names_in(made.right) - known)
    if given or claims(sentence):  # "and hence y = … + C e^{-t}": for any C
        brought = frozenset(name for name in brought if not _CONSTANT.match(name))
    if brought and not free and _SOLUTION.search(near) is None and not claims(sentence):
        return  # `y = e^{rt}`: an r is tried that is to be found
    for place, event in values.items():  # a condition from here on: what meets it is a claim
        reading.events[place] = replace(event, kind=Said.CONDITION)
    restricted = _RESTRICTED.match(reading.text((made.span[1], made.span[1] + 60))) is not None
    doubt = "the words behind it say when it is a solution" if restricted else ""
    solutions.claims_met(reading, made, equation, [(left, right) for left, right in sides], brought, doubt)
    reading.differential = None
    if brought or free or any(map(_CONSTANT.match, names_in(made.right) - known)):
        reading.undetermined.add(name)
    if not made.parameters and made.known is not None:  # it is a function from here on: y(0) is its value there
        made.known.kind, made.known.parameters = "function", (variable.data,)
        reading.events[-1] = replace(reading.events[-1], parameters=(variable.data,))


def _values(reading: Reading, name: str, display: int) -> dict[int, Event]:
    """What the text says, since a display, of the values of a function and of its slopes at points: `y(0) = 1`, by its place among the events."""
    return {
        place: event
        for place, event in enumerate(reading.events[:-1])
        if event.display >= display and event.relation == "=" and event.right is not None
        if event.kind in (Said.ASSUME, Said.CONDITION, Said.CLAIM)
        if event.left is not None and is_at_a_point(event.left) and event.left.data[0] == name
    }


def _variable(made: Event, equation: Loose, value: Loose) -> Loose | None:
    """What the function is a function of: its argument, what it is differentiated by, or the one letter that custom takes for that."""
    if made.parameters:
        return Loose("Symbol", (), made.parameters[0], made.span)
    for part in parts_of(equation):
        if part.op == "Derivative" and len(part.parts) > 1 and part.parts[1].op == "Symbol":
            return part.parts[1]
    found = {
        part.data.name: part
        for side in (equation, value)
        for part in parts_of(side)
        if part.op == "Symbol" and part.data.name in _VARIABLES
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _with(reading: Reading, term: Loose, name: str, value: Loose, variable: Loose) -> Loose:
    """A term with a formula for a function and for its slopes."""
    order, point = None, None
    if term.op == "Symbol" and term.data.name.rstrip("'") == name:
        order = len(term.data.name) - len(name)
    elif term.op == "Call" and term.data[0] == name and len(term.parts) == 1:
        order, point = term.data[1], term.parts[0]
    if order is None:
        return replace(term, parts=tuple(_with(reading, part, name, value, variable) for part in term.parts))
    slope = (
        Loose("Derivative", (value, *(variable,) * order), reading.interpreter.layout, term.span) if order else value
    )
    if point is None or (point.op == "Symbol" and point.data.name == variable.data.name):
        return slope
    return Loose("At", (slope, point), (variable.data,), term.span)
