"""Vectors with entries that add up to something known: one-hot and probability vectors, as words call them, and what has a law of counts or of shares."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.densities import family
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
            entry = _add_up(reading, vector, number(1, vector.span))
            if match["hot"] is not None:
                square = Loose("Power", (entry, number(2, vector.span)), None, vector.span)
                reading.emit(
                    Event(Said.ASSUME, vector.span, left=square, right=entry, display=reading.display, given=True)
                )


def has_total(reading: Reading, node: Node, law: Node) -> None:
    """Give Σ_j y_j = n of `y ∼ Mult(n, p)`, and Σ_j p_j = 1 of `p ∼ Dir(α)` (Bernardo and Smith: Bayesian Theory, appendix A)."""
    found = family(law)
    if found is None or found[0] not in ("multinomial", "Dirichlet"):
        return
    vector = _vector(reading, node)
    total = attempt(reading, found[1][0], None) if found[0] == "multinomial" else number(1, node.span)
    if (
        vector is not None
        and total is not None
        and not reading.shaper.shape(total)
        and not _is_added_up(reading, vector)
    ):
        _add_up(reading, vector, total)


def _is_added_up(reading: Reading, vector: Loose) -> bool:
    """Whether this section has said so: what a law says once more of a vector is the same."""
    for event in reversed(reading.events):
        if event.kind in (Said.SECTION, Said.ITEM, Said.PROBLEM):
            return False
        left = event.left if event.kind is Said.ASSUME else None
        if left is not None and left.op == "BigSum" and left.parts[0].op == "Entry":
            known = left.parts[0].parts[0].data
            if known is vector.data:
                return True
    return False


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


def _add_up(reading: Reading, vector: Loose, total: Loose) -> Loose:
    """State what the entries of a vector add up to; an entry of it."""
    span = vector.span
    size = reading.shaper.shape(vector)[0]
    index = reading.interpreter.new_index("i", "i", size)
    entry = Loose("Entry", (vector,), (Loose("Index", (), index, span),), span)
    whole = Loose("BigSum", (entry,), (index, None, None, None), span)
    reading.emit(Event(Said.ASSUME, span, left=whole, right=total, display=reading.display, given=True))
    return entry
