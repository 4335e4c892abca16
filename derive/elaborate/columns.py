"""Lists that stand for vectors because what they are set equal to is one: `x^* = (1, 2)` of a vector x, `∇f = [2x, 2y]`."""

from __future__ import annotations

from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import is_capital, is_number, transposes
from derive.formula.syntax import Chain, Clause, Dots, Fence, Juxt, Name, Node, Sub, Sup, Tuple
from derive.record import replace


def in_columns(reading: Reading, clause: Clause) -> Clause:
    """A clause with the lists in it as columns, where a side of the chain that they stand in is a vector by its name, or a gradient."""
    body = clause.body
    if not isinstance(body, Chain) or any(link.op not in ("=", ":=", "≡") for link in body.links):
        return clause
    sides = (body.first, *(link.right for link in body.links))
    gradient = any(_is_gradient(side) for side in sides)
    if not gradient and not _lists_itself(sides) and not any(_is_vector(reading, side) for side in sides):
        return clause
    opens = "([" if gradient else "("
    if not any(_is_list(side, opens) for side in sides):
        return clause
    links = tuple(replace(link, right=column_of(link.right, opens)) for link in body.links)
    return replace(clause, body=replace(body, first=column_of(body.first, opens), links=links))


def _lists_itself(sides: tuple[Node, ...]) -> bool:
    """`w = (w_1, w_2)`."""
    name, listed = key(sides[0]), sides[-1]
    items = (
        listed.body.items
        if _is_list(listed, "(") and isinstance(listed, Fence) and isinstance(listed.body, Tuple)
        else ()
    )
    small = name is not None and not is_capital(name)
    return small and bool(items) and all(isinstance(item, Sub) and key(item.base) == name for item in items)


def _is_list(node: Node, opens: str) -> bool:
    """`(a, b)`: two things or more, and no dots."""
    if not (isinstance(node, Fence) and node.open in tuple(opens) and isinstance(node.body, Tuple)):
        return False
    items = node.body.items
    return len(items) > 1 and set(node.body.separators) == {","} and not any(isinstance(item, Dots) for item in items)


def column_of(node: Node, opens: str = "(") -> Node:
    """A list, in one of some brackets, as the column of that; any other node as it is."""
    return Sup(node, Name("top", span=node.span), span=node.span) if _is_list(node, opens) else node


def list_of_numbers(node: Node) -> Node:
    """`(1, 0, 2)`, numbers that are written out, as a column; any other node as it is."""
    items = node.body.items if isinstance(node, Fence) and isinstance(node.body, Tuple) else ()
    return column_of(node) if all(map(is_number, items)) else node


def _is_vector(reading: Reading, node: Node) -> bool:
    """Whether a side is the name of a vector: one that the text says to be so, or uses as one, or a small bold letter."""
    name = key(node)
    if name is None or is_capital(name):
        return False
    stem: Node = node
    while isinstance(stem, Sub | Sup) and key(stem) is not None:
        stem = stem.base
    known: Known | None = reading.scope.names.get(name) or reading.scope.names.get(key(stem) or "")
    bold = isinstance(stem, Name) and stem.style in ("bold", "vec")
    if known is None and name in reading.interpreter.survey.vectors:
        return True  # it is transposed somewhere, or stands behind a row
    return bold or (known is not None and known.rank == 1 and not known.kind)


def _is_gradient(node: Node) -> bool:
    """`∇f`, `∇f(x)`, not turned."""
    if isinstance(node, Sup) and transposes(node.sup):
        return False
    sign = node.factors[0] if isinstance(node, Juxt) and 1 < len(node.factors) < 4 else None
    while isinstance(sign, Sub):
        sign = sign.base
    turned = isinstance(node, Juxt) and any(isinstance(part, Sup) and transposes(part.sup) for part in node.factors)
    return isinstance(sign, Name) and sign.name == "nabla" and not turned
