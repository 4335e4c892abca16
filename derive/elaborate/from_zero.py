"""Lists that begin with a member 0, `w = (w_0, w_1)`: their members are names of their own, as no entry of a vector has the number 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.elaborate.scope import key
from derive.formula.syntax import Chain, Fence, Matrix, Node, Num, Sub, Sup, Tuple


def begun_at_zero(body: Node) -> Iterator[str]:
    """The stem of the members that a formula lists from 0 on, in full."""
    for side in (body.first, *(link.right for link in body.links)) if isinstance(body, Chain) else ():
        items = _items(side)
        stems = {key(item.base) if isinstance(item, Sub) else None for item in items}
        labels = [item.sub.text if isinstance(item, Sub) and isinstance(item.sub, Num) else "" for item in items]
        stem = stems.pop() if len(stems) == 1 else None
        if stem and len(items) > 1 and labels == [str(number) for number in range(len(items))]:
            yield stem


def _items(side: Node) -> Sequence[Node]:
    """The entries of `(a, b)`, `[a, b]^T` and of a column or a row."""
    while isinstance(side, Sup):
        side = side.base
    if isinstance(side, Matrix):
        return [cell for row in side.rows for cell in row] if 1 in (len(side.rows), len(side.rows[0])) else ()
    return side.body.items if isinstance(side, Fence) and isinstance(side.body, Tuple) else ()
