"""Lists with dots that are rows: `A = [a_1, …, a_n]` of an `A Σ A^T`, and `[a_1, …, a_n]` right before a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.dots import has_dots
from derive.elaborate.scope import key
from derive.elaborate.spelling import mapped
from derive.elaborate.survey import inside, transposes
from derive.formula.syntax import Chain, Display, Fence, Juxt, Matrix, Name, Node, Sup, Tuple
from derive.record import replace


def rows_in(displays: Iterable[Display]) -> tuple[Display, ...]:
    """Displays in which lists with dots are rows where they stand right before a matrix, `[a_1, …, a_n] [ … ]`, and where a name is given one that has a
    matrix between itself and its transpose, `A Σ A^T`."""
    displays = tuple(displays)
    around = {name for display in displays for name in _around(display)}

    def turned(node: Node) -> Node:
        if isinstance(node, Juxt):
            pairs = zip(node.factors, node.factors[1:], node.signs, strict=False)
            before = {
                place
                for place, (one, other, sign) in enumerate(pairs)
                if sign == "" and _is_dotted(one) and _is_matrix(other)
            }
            factors = tuple(_row(f) if place in before else f for place, f in enumerate(node.factors))
            return replace(node, factors=factors) if before else node
        if isinstance(node, Chain) and key(node.first) in around and _is_dotted(node.links[0].right):
            return replace(node, links=(replace(node.links[0], right=_row(node.links[0].right)), *node.links[1:]))
        return node

    return tuple(
        replace(display, clauses=tuple(replace(c, body=mapped(c.body, turned)) for c in display.clauses))
        for display in displays
    )


def _around(display: Display) -> Iterator[str]:
    """The A of `A Σ A^T`."""
    for clause in display.clauses:
        for node in inside(clause.body):
            if isinstance(node, Juxt) and len(node.factors) > 2 and isinstance(last := node.factors[-1], Sup):
                name = key(node.factors[0])
                if name is not None and transposes(last.sup) and key(last.base) == name and not any(node.signs):
                    yield name


def _is_dotted(node: Node) -> bool:
    """`[a_1, …, a_n]`."""
    return isinstance(node, Fence) and node.open == "[" and isinstance(node.body, Tuple) and has_dots(node.body.items)


def _is_matrix(node: Node) -> bool:
    return isinstance(node, Matrix) or (isinstance(node, Fence) and isinstance(node.body, Matrix))


def _row(node: Node) -> Node:
    """A list as a row: what is a column is transposed."""
    top = Name("top", span=node.span)
    return Sup(Sup(node, top, span=node.span), top, span=node.span)
