"""Diagonal matrices by what stands on the diagonal: `diag(a, b, c)`, `diag(v)`, `diag(p_i (1 - p_i))`."""

from __future__ import annotations

from derive.elaborate.dots import has_dots
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Clash, Loose, Unreadable, has_index, literal
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.shapes import Shaper
from derive.elaborate.survey import inside
from derive.formula.syntax import Apply, Fence, Name, Node, Sub, Tuple
from derive.record import replace


def diagonal(it: Interpreter, node: Apply) -> Loose:
    """`diag` of a list, of a vector, of a matrix, or of members of families at one index. Raises Unreadable."""
    arg = node.arg
    if isinstance(arg, Fence) and isinstance(arg.body, Tuple) and not has_dots(arg.body.items):
        cells = tuple(it.read(item) for item in arg.body.items)
        return Loose("Diagonal", (Loose("Block", cells, 1, arg.span),), None, node.span)
    return _of_members(it, arg, node) or Loose("Diagonal", (_by_entries(it, it.read(arg)),), None, node.span)


def _by_entries(it: Interpreter, loose: Loose) -> Loose:
    """What stands on a diagonal is a vector, `diag(v^2 + 1/u)`, `diag(\\sqrt{v})`: powers of vectors are those of each entry."""
    if loose.op not in ("Sum", "Product", "Power"):
        return loose
    parts = tuple(_by_entries(it, part) for part in loose.parts)
    made = replace(loose, parts=parts)
    try:
        vector = loose.op == "Power" and len(Shaper(it.sizes).shape(parts[0])) == 1 and literal(parts[1]) is not None
    except (Clash, Unreadable):
        vector = False
    return replace(made, data="entries") if vector else made


def _of_members(it: Interpreter, arg: Node, node: Apply) -> Loose | None:
    """`diag(p_i (1 - p_i))` is Σ_i p_i (1 - p_i) e_i e_iᵀ: where what stands in it is a number for each value of one index that no sum runs over."""
    letters = {_letter(part) for part in inside(arg)} - {""}
    letters = {letter for letter in letters if letter not in it.bound and letter not in it.scope.sizes}
    if len(letters) != 1 or (letter := letters.pop()) in it.scope.names:
        return None
    given = it.index(letter)
    index = it.new_index(letter, letter, given.sizes[0] if given is not None else None)
    count = len(it.indices)
    try:
        with it.binding(index, runs=True):
            body = it.read(arg)
        if not has_index(body, index) or Shaper(it.sizes).shape(body):
            return None
    except (Clash, Unreadable):
        del it.indices[count:]
        return None
    unit = Loose("BasisVector", (Loose("Index", (), index, node.span),), index.sizes[0], node.span)
    square = Loose("Product", (body, unit, Loose("Transpose", (unit,), None, node.span)), None, node.span)
    return Loose("BigSum", (square,), (index, None, None, None), node.span)


def _letter(node: Node) -> str:
    """The i of `p_i`."""
    plain = isinstance(node, Sub) and isinstance(node.sub, Name) and not node.sub.style
    return node.sub.name if plain and isinstance(node, Sub) and node.sub.name in FREE_INDICES else ""  # type: ignore[attr-defined]
