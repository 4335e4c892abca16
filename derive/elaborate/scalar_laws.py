"""Laws that only a number can have: `N(0, 1)`, `N(\\mu, \\sigma^2)`, `N(0, \\sigma^2 / n)`."""

from __future__ import annotations

from derive.elaborate.scope import key
from derive.formula.syntax import Brace, Chain, Fence, Frac, Juxt, Name, Node, Num, Sub, Sup, items_of

_FOLLOWS = "∼"


def members_with_law(part: Node) -> tuple[str, ...]:
    """The stem of what a formula gives a law that only a number can have: the w of `w_i \\sim N(0, 1)`."""
    if not (isinstance(part, Chain) and part.links[-1].op == _FOLLOWS and is_of_number(part.links[-1].right)):
        return ()
    stems = (key(item.base) for item in items_of(part.first) if isinstance(item, Sub))
    return tuple(stem for stem in stems if stem and ":" not in stem)


def is_of_number(law: Node) -> bool:
    """Whether a law is a normal one with a variance that is no matrix: a number, a square, or either over something."""
    if not (isinstance(law, Juxt) and len(law.factors) == 2 and isinstance(law.factors[1], Fence)):
        return False
    head, items = law.factors[0], items_of(law.factors[1].body)
    inner: Node = head.body if isinstance(head, Brace) else head
    name = key(inner) or ""
    return name.rpartition(":")[2] == "N" and len(items) == 2 and _is_variance(items[1])


def _is_variance(node: Node) -> bool:
    if isinstance(node, Brace):
        return _is_variance(node.body)
    if isinstance(node, Frac):
        return _is_variance(node.num)
    if isinstance(node, Juxt):  # `\\sigma^2 / n`, `2 \\sigma^2`; not `\\sigma^2 I`
        parts = [part for part, sign in zip(node.factors, ("", *node.signs), strict=False) if sign != "/"]
        return all(map(_is_variance, parts))
    square = isinstance(node, Sup) and isinstance(node.sup, Num) and node.sup.text == "2"
    return isinstance(node, Num) or (square and isinstance(node, Sup) and _is_small(node.base))


def _is_small(base: Node) -> bool:
    """Whether a letter, with what stands below it or without, is a small one of no weight of its own."""
    while isinstance(base, Sub):
        base = base.base
    return isinstance(base, Name) and base.style not in ("bold", "vec") and base.name[:1].islower()
