"""Arguments that are written in unusual ways: two of them with double bars between, `D(x \\| y)`; `f(x, y = 0)` that names one of them."""

from __future__ import annotations

from collections.abc import Iterable

from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.formula.syntax import Chain, Display, Fence, Juxt, Mid, Name, Node, Sub, Tuple
from derive.record import replace

_OF_DISTRIBUTIONS = ("p", "q", "P", "Q", "H", "h", "I", "E", "KL", "Pr")  # of these the bars may be a condition


def separated(displays: Iterable[Display]) -> list[Display]:
    """The displays with a comma for the double bars between the two arguments of a divergence: `D_R(x \\| y)`."""
    return rewritten(displays, _with_commas)


def _with_commas(node: Node) -> Node:
    if not isinstance(node, Juxt):
        return node
    factors = list(node.factors)
    for place, (head, fence) in enumerate(zip(node.factors, node.factors[1:], strict=False)):
        if node.signs[place] == "" and _is_called(head) and isinstance(fence, Fence) and fence.open == "(":
            body = fence.body
            if isinstance(body, Mid) and body.sign == "‖":
                factors[place + 1] = replace(fence, body=Tuple((body.left, body.right), (",",), span=body.span))
    return replace(node, factors=tuple(factors)) if factors != list(node.factors) else node


def _is_called(head: Node) -> bool:
    """Whether a node is a letter with a label that is no distribution, as the D_R of a divergence."""
    stem = head.base if isinstance(head, Sub) else head
    return isinstance(stem, Name) and key(head) is not None and stem.name not in _OF_DISTRIBUTIONS


def by_name(node: Node, parameters: tuple[str, ...]) -> Node:
    """The arguments of a call of a function of several parameters, where each that is named stands in its place: `f(x, y = 0)` is f(x, 0)."""
    items = node.items if isinstance(node, Tuple) else ()
    if len(items) != len(parameters) or not any(isinstance(item, Chain) for item in items):
        return node
    found: list[Node] = []
    for item, parameter in zip(items, parameters, strict=True):
        if isinstance(item, Chain):
            if len(item.links) != 1 or item.links[0].op != "=" or key(item.first) != parameter:
                return node
            item = item.links[0].right
        found.append(item)
    assert isinstance(node, Tuple)
    return replace(node, items=tuple(found))
