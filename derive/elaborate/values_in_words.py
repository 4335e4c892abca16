"""Values that words list: "the label $y$ is either 0 or 1", "every $b_i$ equals $-1$ or $+1$"."""

from __future__ import annotations

from fractions import Fraction

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.finite import restrict
from derive.elaborate.loose import Clash, Unreadable, names_in
from derive.elaborate.reading import Reading
from derive.elaborate.spoken import names_of

_VALUE = r"\$*\s*(?P<{}>[+\-−]?\s*\d+)\s*\$*"
_LISTED = re.compile(
    r"\s*,?\s*(?:(?:which|that)\s+)?(?:(?:can|may|must|will)\s+(?:only\s+)?(?:be|equal)|is|are|equals?|be)\s+(?:always\s+)?(?:equal\s+to\s+)?(?:either\s+)?"
    rf"{_VALUE.format('one')}\s*(?:,?\s*or\s+){_VALUE.format('other')}(?![\w.,]?\d)(?P<rest>[^.;$]{{0,60}})",
    re.I,
)
# not of all: "is 0 or 1 depending on", "when y is 0 or 1"
_OPEN = re.compile(r"\b(?:if|when|whenever|where|unless|whether|suppose|case)\b[^.;,]*$", re.I)
_GOES_ON = re.compile(r"\s*(?:if|when|whenever|unless|at|for\s+(?:some|large|small)|modulo|mod|times|percent|%)", re.I)


def listed_values(reading: Reading, block: Formula, before: str) -> None:
    """Where the words behind a name say which two numbers it may be, state that it is one of them."""
    names = names_of(reading, block)
    match = _LISTED.match(reading.text((block.span[1], block.span[1] + 160))) if len(names) == 1 else None
    if match is None or _OPEN.search(before) or _GOES_ON.match(match["rest"]):
        return
    try:
        read = reading.interpreter.read(names[0])
        number = not reading.shaper.shape(read)
    except (Clash, Unreadable):
        return
    random = reading.formulas.chances.random(reading.scope.names)  # what is said of their values is said by their law
    if number and not names_in(read) & random:
        values = (_number(match["one"]), _number(match["other"]))
        restrict(reading, names[0], values, block.span[1] + match.end("other"))


def _number(text: str) -> Fraction:
    return Fraction(re.sub(r"\s+", "", text).replace("−", "-"))
