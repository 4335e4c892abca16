"""The sizes in the exponent of a set: `n`, `m × n`, `mn × k`."""

from __future__ import annotations

from collections.abc import Iterator

from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Unreadable
from derive.formula.syntax import Juxt, Node
from derive.terms import Shape, squeeze


def split_sizes(juxt: Juxt) -> Iterator[Node]:
    """The factors of `m × n`, those side by side kept together: `mn × k`."""
    group: list[Node] = [juxt.factors[0]]
    for sign, factor in zip(juxt.signs, juxt.factors[1:], strict=True):
        if sign == "×":
            yield group[0] if len(group) == 1 else Juxt(tuple(group), ("",) * (len(group) - 1), span=juxt.span)
            group = []
        group.append(factor)
    yield group[0] if len(group) == 1 else Juxt(tuple(group), ("",) * (len(group) - 1), span=juxt.span)


def exponent(it: Interpreter, node: Node) -> Shape | None:
    """The shape that the exponent of a set of numbers gives its members; None where it is not read."""
    try:
        if isinstance(node, Juxt) and "×" in node.signs:
            return squeeze(tuple(it.size(part) for part in split_sizes(node)))
        return squeeze((it.size(node),))
    except Unreadable:
        return None
