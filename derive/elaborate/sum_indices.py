"""The index of a sum that names none: the i of `\\sum x_i y_i`; and the ends of one that gives none, `\\sum_k \\binom nk`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import is_
from typing import Any

from derive.elaborate.names import FREE_INDICES
from derive.elaborate.scope import key
from derive.elaborate.spelling import mapped
from derive.elaborate.survey import inside, parts_of
from derive.formula.syntax import BigOp, Binom, Chain, Display, Name, Node, Postfix, Prime, Sub, items_of
from derive.record import replace


def indexed(displays: Iterable[Display]) -> list[Display]:
    """The displays with the only letter under a name right behind a sum sign as its index, where no sum around it has that letter."""
    return [replace(d, clauses=tuple(_within(clause, frozenset()) for clause in d.clauses)) for d in displays]


def _within(node: Any, bound: frozenset[str]) -> Any:
    if isinstance(node, tuple):
        items = tuple([_within(item, bound) for item in node])
        return node if all(map(is_, items, node)) else items
    if not isinstance(node, Node):
        return node
    if isinstance(node, BigOp):
        node = _with_primed(node)
        bound |= set(_letters(node.lower))
        if node.op in ("sum", "prod") and node.lower is None and node.upper is None:
            found = set(_subscripts(node.body))
            letter = next(iter(found)) if len(found) == 1 else ""
            if letter and letter not in bound:
                node = replace(node, lower=Name(letter, span=node.span))
                bound |= {letter}
    parts = parts_of(node)
    made = {name: new for name, value in parts.items() if (new := _within(value, bound)) is not value}
    return replace(node, **made) if made else node


def _with_primed(node: BigOp) -> BigOp:
    """A sum over k' with that as a letter of its own."""
    items = items_of(node.lower) if node.op in ("sum", "prod") and node.lower is not None else ()
    primed = {item.first if isinstance(item, Chain) else item for item in items}
    names = {(key(one.base), one.count) for one in primed if isinstance(one, Prime) and isinstance(one.base, Name)}
    if not names:
        return node

    def changed(part: Node) -> Node:
        if not isinstance(part, Prime) or not isinstance(part.base, Name) or (key(part.base), part.count) not in names:
            return part
        return Name(part.base.name + "'" * part.count, part.base.style, span=part.span)

    return replace(node, lower=mapped(node.lower, changed), body=mapped(node.body, changed))


def _letters(lower: Node | None) -> Iterator[str]:
    first = lower.first if isinstance(lower, Chain) else lower
    if isinstance(first, Name):
        yield first.name


def _subscripts(node: Any) -> Iterator[str]:
    """The letters under the names of a term; '' for what is under one else, and for a sum in it."""
    if isinstance(node, tuple):
        for item in node:
            yield from _subscripts(item)
    if not isinstance(node, Node):
        return
    if isinstance(node, BigOp):
        yield ""
    if isinstance(node, Sub):
        plain = isinstance(node.sub, Name) and node.sub.name in FREE_INDICES and not node.sub.style
        yield node.sub.name if plain and isinstance(node.sub, Name) else ""
    for value in parts_of(node).values():
        yield from _subscripts(value)


def counted_to(body: Node, index: str) -> Node | None:
    """Where a sum over an index ends that begins at zero, though neither is written: at n for `\\binom nk`, nowhere for `1/k!`. None where the index
    counts members, or nothing of the kind stands in the sum."""
    if is_subscript(body, index):
        return None
    parts = [*inside(body)]
    tops = [part.top for part in parts if isinstance(part, Binom) and _is_index(part.bottom, index)]
    if tops:
        return tops[0]
    counts = any(isinstance(part, Postfix) and part.sign == "!" and _is_index(part.base, index) for part in parts)
    return Name("infty", span=body.span) if counts else None


def is_subscript(body: Node, index: str) -> bool:
    """Whether an index stands under a name of a term."""
    return any(
        isinstance(part, Sub) and any(_is_index(inner, index) for inner in inside(part.sub)) for part in inside(body)
    )


def _is_index(node: Node, index: str) -> bool:
    return isinstance(node, Name) and node.name == index and not node.style
