"""Whose property the words beside a formula give: "let A and B be symmetric", "W C W^T is symmetric"."""

from __future__ import annotations

from derive.document.model import Formula
from derive.elaborate import prose
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.formula.syntax import Chain, Clause, Display, Node, Tuple
from derive.goals import Origin
from derive.terms import PropertyKind

SQUARE = frozenset(
    {
        PropertyKind.SYMMETRIC, PropertyKind.SKEW, PropertyKind.ORTHOGONAL, PropertyKind.IDEMPOTENT, PropertyKind.PROJECTION,
        PropertyKind.DIAGONAL, PropertyKind.INVERTIBLE, PropertyKind.POSITIVE_DEFINITE, PropertyKind.POSITIVE_SEMIDEFINITE,
    }
)  # fmt: skip
OF_MATRICES = SQUARE | {PropertyKind.ORTHONORMAL_COLUMNS, PropertyKind.ORTHONORMAL_ROWS}


def attribute(reading: Reading, block: Formula, display: Display, before: str, after: str, assuming: bool) -> None:
    """Enter the property that the words before or after a formula give to what stands in it."""
    if (block.display and len(display.clauses) != 1) or not display.clauses:
        return
    last = display.clauses[-1]
    kind = prose.property_after(after)
    if kind is None and assuming | (not block.display):
        kind = prose.property_before(before.replace("⟨formula⟩", " . "))
    if kind is None:
        return
    for clause in _joined(reading, block):
        give(reading, clause, kind)
    claim = not assuming and isinstance(last.body, Node) and key(last.body) is None
    give(reading, last, kind, block, claim)


def _joined(reading: Reading, block: Formula) -> list[Clause]:
    """The formulas right before, joined by "and" or a comma, that share what is said after the last: "let A and B be symmetric"."""
    found: list[Clause] = []
    place = reading.order.index(block)
    while place > 0:
        before = reading.order[place - 1]
        between = reading.text((before.span[1], reading.order[place].span[0]))
        if before not in reading.displays or not prose.JOINS.fullmatch(between):
            break
        found += reading.displays[before].clauses[-1:]
        place -= 1
    return found


def give(
    reading: Reading, clause: Clause, kind: PropertyKind | None, block: Formula | None = None, claim: bool = False
) -> None:
    """Enter a property of what a clause speaks of; of an expression, where the text claims it, it becomes a claim."""
    if kind is None:
        return
    node = clause.body
    if isinstance(node, Chain):
        node = node.first
    for item in node.items if isinstance(node, Tuple) else (node,):
        try:
            read = reading.interpreter.read(item)
            if not _suits(reading, read, kind):
                continue
        except (Unreadable, Clash):
            continue
        if claim and key(item) is None and block is not None:
            event = Event(Said.CLAIM, block.span, relation="is", left=read, property=kind, display=reading.display)
            reading.emit(event)
        elif read.op == "Symbol" and kind not in read.data.properties:
            if kind in OF_MATRICES and block is not None and reading.defined(read.data):
                continue
            read.data.properties.append(kind)
            reading.emit(Event(Said.PROPERTY, item.span, known=read.data, property=kind))


def _suits(reading: Reading, read: Loose, kind: PropertyKind) -> bool:
    """Whether a term can have a property; a guessed scalar becomes the matrix that the property needs. Raises Clash, Unreadable."""
    if len(reading.shaper.shape(read)) == 0 and kind in OF_MATRICES:
        if read.op != "Symbol" or read.data.origin is not Origin.INFERRED:
            return False
        read.data.rank, read.data.sizes = 2, (reading.sizes.fresh(),) * 2
        reading.shaper.memo.clear()
    if kind in SQUARE and len(reading.shaper.shape(read)) == 2:
        shape = reading.shaper.shape(read)
        reading.sizes.unify(shape[0], shape[1])
    return True
