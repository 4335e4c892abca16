"""Names that words give to the identity matrix, "Iₙ denotes the n × n identity matrix", "E ∈ ℝ^{n×n} is the identity", and to the vector of ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Loose
from derive.elaborate.scope import Known, key
from derive.formula.syntax import Chain, Display, Name, Node, Sub
from derive.goals import Origin

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


_ALL_ONES = r"(?:vector\s+(?:of\s+(?:all\s+)?(?:ones|1's)|(?:with|whose)\s+(?:all\s+)?(?:its\s+)?(?:entries|elements|components)\s+(?:(?:are\s+)?(?:all\s+)?(?:equal\s+to\s+)?(?:one|ones|1)))|all[-\s]+ones?\s+(?:column\s+)?vector|(?:column\s+)?ones\s+vector)"
_ARE_ONES = re.compile(rf"\s*,?\s*(?:be|is|denotes?|being|as)\s+(?:an?|the)\s+(?:[\w-]+\s+)?{_ALL_ONES}\b", re.I)
_ONES_CALLED = re.compile(rf"\b(?:the|an?)\s+(?:[\w-]+\s+)?{_ALL_ONES}(?:\s+by)?\s*$", re.I)


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


def are_ones(reading: Reading, node: Node, known: Known) -> None:
    """A name that was declared has nothing but ones for entries."""
    known.definition = "all ones"
    value = Loose("Ones", (), known.sizes, node.span)
    reading.emit(Event(Said.DEFINE, node.span, known=known, right=value, display=reading.display))


def names_ones(reading: Reading, block: Formula, display: Display, sentence: str, after: str) -> None:
    """A name, or `e ∈ ℝ^n`, that words beside it say to be the vector of ones."""
    called = _ARE_ONES.match(after) is not None or _ONES_CALLED.search(sentence) is not None
    if block.display or len(display.clauses) != 1 or not called:
        return
    body = display.clauses[0].body
    node = body.first if isinstance(body, Chain) and [link.op for link in body.links] == ["∈"] else body
    name = key(node)
    if name is None or (isinstance(node, Name) and node.name == "1"):
        return
    known = reading.scope.names.get(name)
    if known is None:
        sizes = (reading.sizes.fresh(),)
        known = Known(name, reading.written(node), 1, sizes, Origin.DECLARED, reading.interpreter.line)
        reading.scope.names[name] = known
    if len(known.sizes) != 1 or known.kind or reading.defined(known):
        return
    are_ones(reading, node, known)


__all__ = ["IDENTITY", "SIZED", "are_ones", "is_customary", "names_identity", "names_ones", "stands_for"]
