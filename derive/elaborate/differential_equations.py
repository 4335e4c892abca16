"""Solutions of differential equations: that a function which a text gives as the solution of `y' = -2 x y` meets it is a claim.

That there is no other solution is not claimed: what is judged is the equation with the function put in.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Loose, names_in
from derive.elaborate.reading import Reading
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
_VARIABLES = ("t", "x")


def poses(reading: Reading, stated: list[Loose]) -> None:
    """Remember a differential equation for a function of which the text has given no formula."""
    if (
        len(stated) != 1
        or stated[0].data != "="
        or reading.events[-1].kind not in (Said.ASSUME, Said.CONDITION, Said.UNCHECKED)
    ):
        return
    unknown = set(_differentiated(stated[0]))
    if len(unknown) == 1:
        name = unknown.pop()
        if name not in reading.definitions:
            reading.differential = (name, stated[0])


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


def put_in(reading: Reading, sentence: str) -> None:
    """Where what has just been defined is said to solve a differential equation that stands before it, claim that it meets it."""
    made = reading.events[-1] if reading.events else None
    if (
        reading.differential is None
        or made is None
        or made.kind is not Said.DEFINE
        or made.known is None
        or made.right is None
    ):
        return
    name, equation = reading.differential
    if made.known.name != name or name in names_in(made.right) or len(made.parameters) > 1:
        return
    near = reading.text((max(0, made.span[0] - 160), made.span[0]))
    if not _SOLUTION.search(near) or _TRIED.search(sentence):
        return
    variable = _variable(made, equation, made.right)
    if variable is None:
        return
    sides = [_with(reading, side, name, made.right, variable) for side in equation.parts]
    left, right = sides
    if left is None or right is None:
        return
    free = _ANY_CONSTANT.search(near + reading.text((made.span[1], made.span[1] + 80))) is not None
    brought = frozenset() if free else frozenset(names_in(made.right) - names_in(equation) - {variable.data.name})
    restricted = _RESTRICTED.match(reading.text((made.span[1], made.span[1] + 60))) is not None
    doubt = "the words behind it say when it is a solution" if restricted else made.doubt
    claim = replace(
        made,
        kind=Said.CLAIM,
        doubt=doubt,
        known=None,
        left=left,
        right=right,
        relation="=",
        names=made.names | names_in(equation),
        meets=True,
        parameters=(),
    )
    reading.events.pop()
    reading.emit(replace(claim, brought=brought))
    reading.emit(replace(made, quiet=True))
    reading.differential = None


def _variable(made: Event, equation: Loose, value: Loose) -> Loose | None:
    """What the function is a function of: its argument, what it is differentiated by, or the one letter that custom takes for that."""
    if made.parameters:
        return Loose("Symbol", (), made.parameters[0], made.span)
    for part in _all(equation):
        if part.op == "Derivative" and len(part.parts) > 1 and part.parts[1].op == "Symbol":
            return part.parts[1]
    found = {
        part.data.name: part
        for side in (equation, value)
        for part in _all(side)
        if part.op == "Symbol" and part.data.name in _VARIABLES
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _all(term: Loose) -> Iterator[Loose]:
    yield term
    for part in term.parts:
        yield from _all(part)


def _with(reading: Reading, term: Loose, name: str, value: Loose, variable: Loose) -> Loose | None:
    """A term with a formula for a function and for its slopes; None where the function is taken at another point."""
    order = None
    if term.op == "Symbol" and term.data.name.rstrip("'") == name:
        order = len(term.data.name) - len(name)
    elif term.op == "Call" and term.data[0] == name:
        point = term.parts[0] if len(term.parts) == 1 else None
        if point is None or point.op != "Symbol" or point.data.name != variable.data.name:
            return None
        order = term.data[1]
    if order is not None:
        slope = Loose("Derivative", (value, *(variable,) * order), reading.interpreter.layout, term.span)
        return slope if order else value
    parts = [_with(reading, part, name, value, variable) for part in term.parts]
    kept = tuple(part for part in parts if part is not None)
    return replace(term, parts=kept) if len(kept) == len(parts) else None
