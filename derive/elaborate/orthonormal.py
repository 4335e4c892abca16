"""Orthonormal vectors, as words call a list of them: "an orthonormal basis b_1, …, b_n", "let u_1, …, u_k be orthonormal"."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.events import Event, Said
from derive.elaborate.families import enter, listed
from derive.elaborate.reading import Reading
from derive.elaborate.words import Mode
from derive.formula.syntax import Chain, Node, Tuple
from derive.terms import PropertyKind

_VECTORS = (
    r"(?:(?:eigen|basis\s+|singular\s+|column\s+|row\s+|unit\s+)?vectors|(?:eigen)?basis|set|family|system|directions)"
)
_BEFORE = re.compile(rf"(?<!not )\borthonormal\s+{_VECTORS}\s*[({{]?\s*$", re.I)
_AFTER = re.compile(
    rf"\s*(?:be|are|is|form|forms)\s+(?:(?:an?|some|the)\s+)?orthonormal(?:\s+{_VECTORS})?(?!\s+(?:columns|rows|matri))\b",
    re.I,
)

_CONCLUDED = re.compile(
    r"\b(?:not|no|non|never|show|prove|verify|whether|thus|hence|therefore|then|so|find|seek|want|become|instead|unless)\b",
    re.I,
)


def are_orthonormal(reading: Reading, block: Formula, before: str, after: str, mode: Mode) -> None:
    """Enter what the words beside a list of vectors say: the members of the family, one under the other, are orthonormal rows. What the words conclude,
    ask or deny is not given."""
    display = reading.formulas.displays.get(block)
    called = _BEFORE.search(before) is not None and _CONCLUDED.search(before) is None
    if display is None or not (called or (mode.assumes and _AFTER.match(after) is not None)):
        return
    items: list[Node] = []
    for clause in display.clauses:
        body = clause.body.first if isinstance(clause.body, Chain) else clause.body
        items += body.items if isinstance(body, Tuple) else [body]
    found = listed(reading, tuple(items))
    if found is None or found[0] != len(items):
        return
    _, stem, size = found
    if f"{stem}[]" not in reading.scope.names:
        enter(reading, items[0], stem, (size, reading.sizes.fresh()))
    family = reading.scope.names[f"{stem}[]"]
    if family.kind == "family" and family.rank == 2:
        kind, passing = PropertyKind.ORTHONORMAL_ROWS, mode is Mode.PASSING
        reading.emit(Event(Said.PROPERTY, block.span, known=family, property=kind, passing=passing))
