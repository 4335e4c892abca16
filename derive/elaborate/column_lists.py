r"""Columns side by side with bars or nothing between them: `[u_1 \\mid \\cdots \\mid u_k]` and `V = (u_1 \\; \\cdots \\; u_k)` list what `[u_1, \\dots, u_k]` does; lists of numbers
that are multiplied, divided or added, `(1, -1)/\\sqrt 2`, are columns."""

from __future__ import annotations

from collections.abc import Iterable

from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import inside, is_capital, is_number, transposes
from derive.formula.syntax import (
    Add,
    Apply,
    Chain,
    Display,
    Dots,
    Fence,
    Frac,
    Juxt,
    Matrix,
    Mid,
    Name,
    Node,
    Num,
    Operator,
    Sqrt,
    Sub,
    Sup,
    Tuple,
)
from derive.record import replace


def side_by_side(displays: Iterable[Display]) -> list[Display]:
    """The displays with such columns as a list of factors in square brackets, which is how columns without bars are read."""
    return rewritten(displays, _listed)


def _listed(node: Node) -> Node:
    if isinstance(node, Chain):
        return _given_whole(node)
    if isinstance(node, Juxt):
        return _scaled(node)
    if isinstance(node, Frac) and _is_numbers(node.num):
        return replace(node, num=_column(node.num))
    if isinstance(node, Add) and len(node.terms) > 1 and all(_is_numbers(term) for _, term in node.terms):
        return replace(node, terms=tuple((sign, _column(term)) for sign, term in node.terms))
    body = _inside(node)
    columns = _columns(body) if body is not None else ()
    barred = body is not None and any(_is_bar(part) for part in (body, *_factors(body)))
    if not barred or not any(isinstance(column, Dots) for column in columns):
        return node
    return _row(columns, node)


def _scaled(node: Juxt) -> Juxt:
    """`2 (1, -1)`, `(1, -1)/\\sqrt 2`: behind a numeral or before a slash a list of numbers is no argument. `2 (x_1, …, x_n)^T` is a column as in square
    brackets: nothing stands behind it that it would be a row for."""
    factors = list(node.factors)
    turned = _turned(factors[-1])
    if turned is not None and all(isinstance(factor, Num | Frac | Sqrt) for factor in factors[:-1]):
        return replace(node, factors=(*factors[:-1], turned))
    for place, factor in enumerate(factors):
        before = place > 0 and node.signs[place - 1] == "" and _is_numeral(factors[place - 1])
        divided = place == 0 and bool(node.signs) and node.signs[0] == "/"
        if _is_numbers(factor) and (before or divided):
            factors[place] = _column(factor)
    return replace(node, factors=tuple(factors))


def _turned(node: Node) -> Node | None:
    """`(x_1, …, x_n)^T` as `[x_1, …, x_n]^T`; None of what is no such list."""
    fence = node.base if isinstance(node, Sup) and transposes(node.sup) else None
    items = fence.body.items if isinstance(fence, Fence) and fence.open == "(" and isinstance(fence.body, Tuple) else ()
    if not (isinstance(node, Sup) and isinstance(fence, Fence) and any(isinstance(item, Dots) for item in items)):
        return None
    return replace(node, base=Fence("[", "]", fence.body, span=fence.span))


def _is_numeral(node: Node) -> bool:
    """`2`, `1/\\sqrt 2`: not ∂f/∂x, which is taken at a point."""
    named = any(isinstance(part, Name | Operator | Apply) for part in inside(node))
    return isinstance(node, Num | Frac | Sqrt) and not named


def _is_numbers(node: Node) -> bool:
    """Whether a node is a list of numbers in round brackets."""
    items = node.body.items if isinstance(node, Fence) and node.open == "(" and isinstance(node.body, Tuple) else ()
    return len(items) > 1 and all(is_number(item) for item in items)


def _column(node: Node) -> Node:
    assert isinstance(node, Fence) and isinstance(node.body, Tuple)
    return Matrix(tuple((item,) for item in node.body.items), "(", span=node.span)


def _given_whole(chain: Chain) -> Chain:
    """`V = (u_1 \\; \\cdots \\; u_k)`: nobody puts a product that is all there is on its side in brackets."""
    link = chain.links[0]
    body = link.right.body if isinstance(link.right, Fence) and link.right.open == "(" else None
    if link.op not in ("=", ":=") or not is_capital(key(chain.first) or "a") or not isinstance(body, Juxt):
        return chain
    members = [factor for factor in body.factors if not isinstance(factor, Dots)]
    stems = {key(member.base) if isinstance(member, Sub) else None for member in members}
    if any(body.signs) or len(stems) != 1 or None in stems or len(members) == len(body.factors):
        return chain
    return replace(chain, links=(replace(link, right=_row(body.factors, link.right)), *chain.links[1:]))


def _row(columns: tuple[Node, ...], whole: Node) -> Fence:
    return Fence("[", "]", Juxt(columns, ("",) * (len(columns) - 1), span=whole.span), span=whole.span)


def _inside(node: Node) -> Node | None:
    """What a bracket, or a matrix of a single entry, holds."""
    if isinstance(node, Fence) and node.open in ("(", "["):
        return node.body
    if isinstance(node, Matrix) and len(node.rows) == 1 and len(node.rows[0]) == 1:
        return node.rows[0][0]
    return None


def _factors(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Juxt) and not any(node.signs):
        return node.factors
    return (node.left, *_factors(node.right)) if isinstance(node, Mid) and node.sign == "|" else (node,)


def _is_bar(node: Node) -> bool:
    """A bar between columns, or the two around dots, which nobody takes the absolute value of."""
    return (isinstance(node, Mid) and node.sign == "|") or (
        isinstance(node, Fence) and node.open == "|" and isinstance(node.body, Dots)
    )


def _columns(node: Node) -> tuple[Node, ...]:
    """The columns between the bars; none where one of them is more than a name."""
    found = [part.body if _is_bar(part) and isinstance(part, Fence) else part for part in _factors(node)]
    plain = all(isinstance(part, Dots) or key(part) is not None for part in found)
    return tuple(found) if plain and len(found) > 2 else ()
