"""One-hot and probability vectors, as words call them: entries that add up to one, and of a one-hot vector each 0 or 1."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.events import Event, Said
from derive.elaborate.fitting import attempt
from derive.elaborate.interpret import number
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.elaborate.spoken import names_of
from derive.formula.syntax import Node

_KIND = r"(?:(?P<hot>one[\s-]hot)(?:[\s-]+encod\w+)?|probability(?=[\s-]+vectors?\b))"
_BEFORE = re.compile(rf"\b{_KIND}\s+(?:(?:label|target|class|column|row)\s+)*(?:vectors?|labels?|targets?)\s*$", re.I)
_AFTER = re.compile(
    rf"\s*(?:is|be|are|denotes)\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}?{_KIND}\s+(?:[\w-]+\s+){{0,2}}?(?:vectors?|labels?|encodings?)\b",
    re.I,
)


def is_one_hot(reading: Reading, block: Formula, before: str, after: str) -> None:
    """Give Σ_i y_i = 1, and y_i² = y_i for every i, of the vectors that the words beside a formula call one-hot (Goodfellow et al.: Deep Learning,
    3.6), and the first of those they call probability vectors."""
    match = _BEFORE.search(before) or _AFTER.match(after)
    if match is None:
        return
    for node in names_of(reading, block):
        vector = _vector(reading, node)
        if vector is not None:
            _given(reading, vector, match["hot"] is not None)


def _vector(reading: Reading, node: Node) -> Loose | None:
    """What a name stands for, where that is a vector, or the family of numbers under it."""
    family = reading.scope.names.get(f"{key(node)}[]")
    if family is not None and key(node) not in reading.scope.names:
        return Loose("Symbol", (), family, node.span) if family.rank == 1 else None
    value = attempt(reading, node, None)
    try:
        fits = value is not None and len(reading.shaper.shape(value)) == 1
    except (Clash, Unreadable):
        return None
    return value if fits else None


def _given(reading: Reading, vector: Loose, hot: bool) -> None:
    """State what is known of the entries."""
    it, span = reading.interpreter, vector.span
    size = reading.shaper.shape(vector)[0]
    index = it.new_index("i", "i", size)
    entry = Loose("Entry", (vector,), (Loose("Index", (), index, span),), span)
    total = Loose("BigSum", (entry,), (index, None, None, None), span)
    event = Event(Said.ASSUME, span, left=total, right=number(1, span), display=reading.display, given=True)
    reading.emit(event)
    if hot:
        square = Loose("Power", (entry, number(2, span)), None, span)
        reading.emit(Event(Said.ASSUME, span, left=square, right=entry, display=reading.display, given=True))
