"""Extrema over an index: `\\max_i x_i`, `\\min_j e^{x_j}` are the largest and the smallest entry of a vector that is written out entry by entry."""

from __future__ import annotations

from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose, has_index
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.shapes import Shaper
from derive.elaborate.spectra import extreme_of
from derive.elaborate.survey import inside
from derive.formula.syntax import BigOp, Chain, Name, Node, Num, Sub

_SIGNS = {"max": 1, "min": -1}
_LETTERS = (*FREE_INDICES, "m", "n", "p", "q", "c")


def of_entries(it: Interpreter, node: BigOp) -> Loose | None:
    """The value of an extremum over one index that its body has in subscripts; None where it is taken over something else. Raises Unreadable."""
    letter, end = _over(node.lower)
    if node.op not in _SIGNS or letter is None or node.upper is not None or letter.name not in _LETTERS:
        return None
    known = it.scope.names.get(letter.name)
    if known is not None and known.kind != "index" and known.rank + len(known.properties) > 0:
        return None
    if not any(isinstance(part, Sub) and _stands_under(part, letter.name) for part in inside(node.body)):
        return None
    index = it.new_index(letter.name, it.latex(letter), None if end is None else it.size(end))
    with it.binding(index, runs=True):
        body = it.read(node.body)
    if not has_index(body, index):
        return None
    if Shaper(it.sizes).shape(body):
        return None  # a member that is a vector has no order
    place = Loose("Index", (), index, letter.span)
    unit = Loose("BasisVector", (place,), index.sizes[0], letter.span)
    entries = Loose("BigSum", (Loose("Product", (body, unit), None, node.span),), (index, None, None, None), node.span)
    return extreme_of(entries, _SIGNS[node.op], node.span)


def _over(below: Node | None) -> tuple[Name | None, Node | None]:
    """The letter below an extremum, and where it ends: `i`, `1 ≤ i ≤ n`."""
    if isinstance(below, Name) and not below.style:
        return below, None
    if not isinstance(below, Chain) or [link.op for link in below.links] != ["≤", "≤"]:
        return None, None
    letter, last = (link.right for link in below.links)
    counted = isinstance(below.first, Num) and below.first.text == "1"
    return (letter, last) if counted and isinstance(letter, Name) and not letter.style else (None, None)


def _stands_under(part: Sub, letter: str) -> bool:
    """Whether a letter stands in the subscript of a name."""
    return any(isinstance(node, Name) and node.name == letter for node in inside(part.sub))
