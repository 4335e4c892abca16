"""Data listed in brackets: `\\ell(\\theta; x_1, \\dots, x_n)` is a function of θ, the data being held fixed; in `p(x_1, \\dots, x_n \\mid \\theta)` they are one argument."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside
from derive.formula.syntax import Apply, Chain, Display, Dots, Fence, Juxt, Mid, Name, Node, Operator, Sub, Tuple
from derive.record import replace

_DENSITIES = ("p", "P", "Pr", "q", "Q", "f")
_GIVEN = (";", "|", "∣")


def held_fixed(displays: Iterable[Display]) -> list[Display]:
    """The displays with lists of data as one argument, or none where a function is of one set of data throughout."""
    listed = list(displays)
    data: dict[str, set[str | None]] = {}
    for display in listed:
        for node in inside(tuple(clause.body for clause in display.clauses)):
            for head, fence in _calls(node):
                data.setdefault(_name(head), set()).update(_families(fence.body))
    several = frozenset(name for name, families in data.items() if len(families) > 1)
    return rewritten(listed, lambda node: _changed(node, several))


def _calls(node: Node) -> Iterator[tuple[Node, Fence]]:
    if isinstance(node, Apply) and isinstance(node.arg, Fence):
        yield node.head, node.arg
    if isinstance(node, Juxt):
        for head, behind, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
            if isinstance(behind, Fence) and sign == "" and isinstance(head, Name | Sub):
                yield head, behind


def _families(body: Node) -> set[str | None]:
    """The families that are listed with dots in brackets."""
    items = [item for part in inside(body) if isinstance(part, Tuple) for item in part.items]
    return {_stem(before) for before, dots in zip(items, items[1:], strict=False) if isinstance(dots, Dots)}


def _changed(node: Node, several: frozenset[str]) -> Node:
    if isinstance(node, Apply) and isinstance(node.arg, Fence):
        return replace(node, arg=_fence(node.head, node.arg, several))
    if not isinstance(node, Juxt):
        return node
    factors = list(node.factors)
    for place, (head, behind) in enumerate(zip(node.factors, node.factors[1:], strict=False)):
        if isinstance(behind, Fence) and node.signs[place] == "" and isinstance(head, Name | Sub):
            factors[place + 1] = _fence(head, behind, several)
    return (
        node
        if all(a is b for a, b in zip(factors, node.factors, strict=True))
        else replace(node, factors=tuple(factors))
    )


def _name(head: Node) -> str:
    return head.name if isinstance(head, Name | Operator) else key(head) or ""


def _fence(head: Node, fence: Fence, several: frozenset[str]) -> Fence:
    """Brackets behind a head, with what is listed in them by dots as one."""
    density = _name(head).split(":")[-1] in _DENSITIES
    if not density and _name(head) in several:
        return fence
    body = _reduced(fence.body, density)
    return fence if body is fence.body else replace(fence, body=body)


def _reduced(body: Node, density: bool) -> Node:
    if isinstance(body, Mid) and body.sign in _GIVEN:
        if not density and _dotted(body.right) and not _dotted(body.left):
            return _value(body.left)
        left, right = _joined(body.left), _joined(body.right)
        return body if left is body.left and right is body.right else replace(body, left=left, right=right)
    if not isinstance(body, Tuple):
        return body
    semicolons = [place for place, sign in enumerate(body.separators) if sign == ";"]
    if len(semicolons) == 1 and not density:
        cut = semicolons[0] + 1
        if any(isinstance(item, Dots) for item in body.items[cut:]) and not any(map(_dotted, body.items[:cut])):
            kept = body.items[:cut]
            return _value(kept[0]) if cut == 1 else replace(body, items=kept, separators=body.separators[: cut - 1])
    return _joined(body) if density else body


def _dotted(node: Node) -> bool:
    return isinstance(node, Dots) or (isinstance(node, Tuple) and any(isinstance(item, Dots) for item in node.items))


def _value(node: Node) -> Node:
    """`λ = v` before a bar: the function at the value v."""
    return node.links[0].right if isinstance(node, Chain) and len(node.links) == 1 and node.links[0].op == "=" else node


def _joined(body: Node) -> Node:
    """A list with `x_1, …, x_n` in it as one name; events `X_1 = x_1, …, X_n = x_n` as one too."""
    if not isinstance(body, Tuple):
        return body
    items, signs = list(body.items), list(body.separators)
    place = 1
    while place < len(items) - 1:
        stem = _stem(items[place - 1])
        if isinstance(items[place], Dots) and stem is not None and stem == _stem(items[place + 1]):
            span = (items[place - 1].span[0], items[place + 1].span[1])
            begin = place - 1
            while begin > 0 and _stem(items[begin - 1]) == stem and signs[begin - 1] == ",":
                begin -= 1
            items[begin : place + 2] = [Name(f"{stem}_1…", span=span)]
            del signs[begin : place + 1]
            place = begin
        place += 1
    if len(items) == len(body.items):
        return body
    return items[0] if len(items) == 1 else cast(Node, replace(body, items=tuple(items), separators=tuple(signs)))


def _stem(node: Node) -> str | None:
    """The family of a member x_1, or of the event X_1 = x_1 that speaks of one."""
    first = node.first if isinstance(node, Chain) and len(node.links) == 1 and node.links[0].op == "=" else node
    return key(first.base) if isinstance(first, Sub) else None
