"""Names that words give to the identity matrix: "Iₙ denotes the n × n identity matrix", "E ∈ ℝ^{n×n} is the identity"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Loose
from derive.elaborate.scope import Known, key
from derive.formula.syntax import Chain, Display, Name, Node, Sub

if TYPE_CHECKING:
    from derive.document.model import Formula
    from derive.elaborate.reading import Reading

IDENTITY = "the identity"  # what is shown as the definition of such a name
# behind a size: "n × n identity matrix"
SIZED = re.compile(r"[-\s]*identity\b(?!-)", re.I)
_IS = re.compile(
    r"\s*(?:be|is|denotes?|being|as)\s+(?:an?|the)\s+(?:usual\s+|corresponding\s+)?identity(?:\s+matrix)?\b(?!\s*(?:map|function|operator|-))",
    re.I,
)


def is_customary(node: Node) -> bool:
    """Whether custom reads a name as the identity, whatever size words give it: I, and Iₙ of its size."""
    return key(node) == "I" or (isinstance(node, Sub) and isinstance(node.base, Name) and node.base.name == "I")


def stands_for(reading: Reading, node: Node, known: Known) -> None:
    """A name that was declared as a square matrix is the identity."""
    if len(known.sizes) != 2 or not reading.sizes.unify(*known.sizes):
        return
    known.definition = IDENTITY
    value = Loose("Identity", (), known.sizes[0], node.span)
    reading.emit(Event(Said.DEFINE, node.span, known=known, right=value, display=reading.display))


def names_identity(reading: Reading, block: Formula, display: Display, after: str) -> None:
    """A formula `E ∈ ℝ^{n×n}` behind which words say that it is the identity."""
    if block.display or len(display.clauses) != 1 or _IS.match(after) is None:
        return
    body = display.clauses[0].body
    first = body.first if isinstance(body, Chain) and [link.op for link in body.links] == ["∈"] else None
    known = reading.scope.names.get(key(first) or "") if first is not None else None
    if first is not None and known is not None and known.kind == "" and not reading.defined(known):
        stands_for(reading, first, known)


__all__ = ["IDENTITY", "SIZED", "is_customary", "names_identity", "stands_for"]
