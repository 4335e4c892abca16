"""What words say of the diagonal of a matrix: "L lower triangular with positive diagonal"."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Loose
from derive.elaborate.scope import key

if TYPE_CHECKING:
    from derive.document.model import Formula
    from derive.elaborate.reading import Reading
    from derive.formula.syntax import Display

_SAYS = re.compile(
    r"^[^.;$]{0,80}?\b(?P<kind>positive|non-?zero)\s+(?:numbers\s+on\s+(?:the|its)\s+)?diagonal\b(?!\s+matri)", re.I
)
_RELATIONS = {"positive": ">", "nonzero": "≠"}


def says_of_diagonal(reading: Reading, block: Formula, display: Display, after: str) -> None:
    """Enter what the words behind a matrix say of its diagonal entries."""
    match = _SAYS.match(after)
    known = reading.scope.names.get(key(display.clauses[-1].body) or "") if display.clauses and match else None
    if match is None or known is None or known.rank != 2 or known.kind:
        return
    reading.sizes.unify(*known.sizes)
    letter = next(letter for letter in "ijkl" if letter not in reading.scope.names)
    index = Loose("Index", (), reading.interpreter.new_index(letter, letter, known.sizes[0]), block.span)
    entry = Loose("Entry", (Loose("Symbol", (), known, block.span),), (index, index), block.span)
    relation = _RELATIONS[match.group("kind").replace("-", "").lower()]
    zero = Loose("Number", (), Fraction(0), block.span)
    reading.emit(Event(Said.ASSUME, block.span, relation=relation, left=entry, right=zero, display=reading.display))
