"""Equations up to a constant: `\\log p(w | y) = A + \\text{const} = B + \\text{const}` says that A and B differ by what does not depend on w, so that their gradients
are the same."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.reading import Reading
from derive.elaborate.survey import inside
from derive.formula.syntax import Add, Chain, Fence, Juxt, Mid, Name, Node, Sub, Text, items_of
from derive.record import replace

_CONSTANT = re.compile(r"\s*(?:\+\s*)?const(?:ants?|\.)?\s*[.,]?\s*", re.I)


def compared(reading: Reading, body: Chain) -> list[Chain] | None:
    """What a chain with constants added to its sides claims, each link by itself; None where there are none."""
    sides = [body.first, *(link.right for link in body.links)]
    bare = [_without(side) for side in sides]
    if not any(bare) or any(link.op != "=" for link in body.links):
        return None
    variable = next((found for part in inside(body.first) if (found := _variable(part)) is not None), None)
    claims: list[Chain] = []
    for number, link in enumerate(body.links):
        left, right = bare[number], bare[number + 1]
        if left is None and right is None:
            claims.append(Chain(sides[number], (link,), span=(sides[number].span[0], link.span[1])))
            continue
        if left is None or right is None or variable is None:
            reading.says_nothing((sides[number].span[0], link.span[1]), "said up to a constant, of what has no formula")
            continue
        right = _gradient(variable, right, link.right)
        span = (sides[number].span[0] if not claims else link.span[0], link.span[1])
        claims.append(Chain(_gradient(variable, left, sides[number]), (replace(link, right=right),), span=span))
    return claims


def _without(side: Node) -> Node | None:
    """A sum without the constant in it; None where none is."""
    if not isinstance(side, Add):
        return None
    kept = tuple(term for term in side.terms if not _is_constant(term[1]))
    if len(kept) in (0, len(side.terms)):
        return None
    return kept[0][1] if len(kept) == 1 and kept[0][0] == "+" else replace(side, terms=kept)


def _is_constant(node: Node) -> bool:
    if isinstance(node, Text):
        return _CONSTANT.fullmatch(node.text) is not None
    return isinstance(node, Name) and node.style == "roman" and _CONSTANT.fullmatch(node.name) is not None


def _variable(node: Node) -> Node | None:
    """The w of `p(w | y)`: the one argument of a function."""
    if not (isinstance(node, Juxt) and len(node.factors) == 2 and isinstance(node.factors[0], Name | Sub)):
        return None
    fence = node.factors[1]
    if not isinstance(fence, Fence) or fence.open != "(":
        return None
    body = fence.body.left if isinstance(fence.body, Mid) else fence.body
    items = items_of(body)
    return items[0] if len(items) == 1 and isinstance(items[0], Name | Sub) else None


def _gradient(variable: Node, value: Node, whole: Node) -> Node:
    head = Sub(Name("nabla", span=whole.span), variable, span=whole.span)
    return Juxt((head, Fence("(", ")", value, span=whole.span)), ("",), span=whole.span)
