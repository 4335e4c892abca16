"""Conditions in running text: `a, b > 0`, `0 < p < 1`, `n ≠ m` restrict what is spoken of and claim nothing."""

from __future__ import annotations

from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.formula.syntax import Add, Chain, Fence, Frac, Link, Name, Node, Num, Sup, Tuple

_ORDER = frozenset(["<", "≤", ">", "≥", "≠"])


def restricts(reading: Reading, chain: Chain) -> bool:
    """Whether a formula in running text only bounds names: every link is one of order, and between a name and a number or another name."""
    block = reading.order[reading.display] if reading.display < len(reading.order) else None
    if block is None or block.display or any(link.op not in _ORDER for link in chain.links):
        return False
    parts = [item for side in (chain.first, *(link.right for link in chain.links)) for item in _items(side)]
    return all(_is_bare(part) for part in parts) and any(not isinstance(part, Num) for part in parts)


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Tuple) else (node,)


def _is_bare(node: Node) -> bool:
    """A name, a number, a bound such as `-1`, `1/2`, `\\infty`."""
    if isinstance(node, Add) and len(node.terms) == 1:
        node = node.terms[0][1]
    if isinstance(node, Frac):
        return isinstance(node.num, Num) and isinstance(node.den, Num)
    return (
        isinstance(node, Num | Name)
        or key(node) is not None
        or (isinstance(node, Sup) and not isinstance(node.base, Fence))
    )


def each(first: Node, links: list[Link]) -> list[tuple[Node, list[Link]]]:
    """`a, b > 0` as a statement for each name."""
    if isinstance(first, Tuple) and len(links) == 1 and links[0].op in _ORDER and not isinstance(links[0].right, Tuple):
        return [(item, links) for item in first.items]
    return [(first, links)]
