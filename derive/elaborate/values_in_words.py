"""Values that words list: "the label $y$ is either 0 or 1", "every $b_i$ equals $-1$ or $+1$"."""

from __future__ import annotations

from fractions import Fraction

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.events import Event, Said
from derive.elaborate.finite import restrict
from derive.elaborate.loose import Clash, Loose, Unreadable, names_in
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.spoken import names_of
from derive.formula.syntax import Node
from derive.goals import Origin

_VALUE = r"\$*\s*(?P<{}>[+\-−]?\s*\d+)\s*\$*"
_LISTED = re.compile(
    r"\s*,?\s*(?:(?:which|that)\s+)?(?:(?:can|may|must|will)\s+(?:only\s+)?(?:be|equal)|is|are|equals?|be)\s+(?:always\s+)?(?:equal\s+to\s+)?(?:either\s+)?"
    rf"{_VALUE.format('one')}\s*(?:,?\s*or\s+){_VALUE.format('other')}(?![\w.,]?\d)(?P<rest>[^.;$]{{0,60}})",
    re.I,
)
# not of all: "is 0 or 1 depending on", "when y is 0 or 1"
_OPEN = re.compile(r"\b(?:if|when|whenever|where|unless|whether|suppose|case)\b[^.;,]*$", re.I)
# other values of a name
_EITHER = r"{}(?![A-Za-z_^])[^.\n]{{0,50}}?\b(?:either|equals?|is|are|be)\s+\$*\s*([+\-−]?\d+)(?![.,]?\d)[^.\n]{{0,20}}?\bor\s+\$*\s*([+\-−]?\d+)(?![.,]?\d)"
# an expected value, a variance up to a letter
_MOMENT = r"(?:\bE|\\E|V|Var|Cov)\s*\}}?\s*(?:_\s*(?:\{{[^}}]*\}}|\w)\s*)?(?:\\left\s*)?[\[(][^\])]*(?<![A-Za-z\\]){}(?![A-Za-z])"
_GOES_ON = re.compile(r"\s*(?:if|when|whenever|unless|at|for\s+(?:some|large|small)|modulo|mod|times|percent|%)", re.I)


def listed_values(reading: Reading, block: Formula, before: str) -> None:
    """Where the words behind a name say which two numbers it may be, state that it is one of them."""
    names = names_of(reading, block)
    match = _LISTED.match(reading.text((block.span[1], block.span[1] + 160))) if len(names) == 1 else None
    if match is None or _OPEN.search(before) or _GOES_ON.match(match["rest"]):
        return
    _leave_array(reading, names[0])
    try:
        read = reading.interpreter.read(names[0])
        number = not reading.shaper.shape(read)
    except (Clash, Unreadable):
        return
    values = (_number(match["one"]), _number(match["other"]))
    if number and not _averages(reading, read) and not _differs(reading, names[0], values):
        restrict(reading, names[0], values, block.span[1] + match.end("other"))


def _differs(reading: Reading, node: Node, values: tuple[Fraction, ...]) -> bool:
    """Whether the text says elsewhere that what it names is one of other numbers: "labels $y$ are assumed to be either 1 (positive) or 0 (negative)"."""
    said = re.finditer(_EITHER.format(re.escape(reading.written(node))), reading.document.text)
    return any({_number(one), _number(other)} != set(values) for one, other in (match.groups() for match in said))


def _averages(reading: Reading, read: Loose) -> bool:
    """Whether a text takes an expected value of a random name: what that may be is then said by its law."""
    random = names_in(read) & reading.formulas.chances.random(reading.scope.names)
    text = reading.document.text
    return any(re.search(_MOMENT.format(re.escape(name)), text) is not None for name in sorted(random))


def _leave_array(reading: Reading, node: Node) -> None:
    """A vector of that name, of a section that is over, is another thing than what is one of two numbers here."""
    known = reading.scope.names.get(key(node) or "")
    if known is None or not known.rank or known.kind or known.directed or not reading.has_ended(known):
        return
    reading.emit(Event(Said.FORGET, node.span, known=known, display=reading.display))
    reading.definitions.discard(known.name)
    number = Known(known.name, known.latex, 0, (), Origin.DECLARED, reading.interpreter.line)
    reading.scope.names[known.name] = number
    reading.shaper.memo.clear()
    reading.emit(Event(Said.DECLARE, node.span, known=number, display=reading.display))


def _number(text: str) -> Fraction:
    return Fraction(re.sub(r"\s+", "", text).replace("−", "-"))
