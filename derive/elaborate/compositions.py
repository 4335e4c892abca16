"""Compositions before anything is read: `h = f \\circ g` of functions says what h is at a point, `(f \\circ g)(x)` is `f(g(x))`."""

from __future__ import annotations

from collections.abc import Iterable

from derive.elaborate.scope import key
from derive.elaborate.spelling import mapped
from derive.elaborate.survey import calls, inside, is_capital
from derive.formula.syntax import Chain, Clause, Display, Fence, Juxt, Link, Name, Node, Prime
from derive.record import replace


def composed(displays: Iterable[Display]) -> list[Display]:
    """The displays with compositions of functions written as calls. A small circle between matrices is an entrywise product: it is read so where the
    letters are called nowhere."""
    listed = list(displays)
    if not any(_parts(node) for display in listed for clause in display.clauses for node in inside(clause.body)):
        return listed
    called = _called(listed)

    def changed(node: Node) -> Node:
        if not isinstance(node, Juxt) or any(node.signs) or len(node.factors) != 2:
            return node
        head, argument = node.factors
        parts = _parts(head.body) if isinstance(head, Fence) and head.open == "(" else ()
        if not parts or not isinstance(argument, Fence) or argument.open != "(":
            return node
        return _applied(parts, argument, node)

    return [
        replace(display, clauses=tuple(_defined(clause, called) for clause in mapped(display.clauses, changed)))
        for display in listed
    ]


def _called(displays: Iterable[Display]) -> dict[str, Name]:
    """The letters that stand before a letter in brackets, with the first such letter."""
    found: dict[str, Name] = {}
    for head, fence in (call for display in displays for clause in display.clauses for call in calls(clause.body)):
        name = key(head.base if isinstance(head, Prime) else head)
        if name and fence.open == "(" and isinstance(fence.body, Name):
            found.setdefault(name, fence.body)
    return found


def _parts(node: Node) -> tuple[Node, ...]:
    """The f and g of `f ∘ g`: small letters."""
    if not isinstance(node, Juxt) or set(node.signs) != {"∘"}:
        return ()
    small = all(isinstance(part, Name) and not is_capital(part.name) for part in node.factors)
    return node.factors if small else ()


def _applied(parts: tuple[Node, ...], argument: Fence, whole: Node) -> Juxt:
    """`f(g(x))` of f, g and `(x)`."""
    call = Juxt((parts[-1], argument), ("",), span=whole.span)
    for part in reversed(parts[:-1]):
        call = Juxt((part, Fence("(", ")", call, span=whole.span)), ("",), span=whole.span)
    return call


def _defined(clause: Clause, called: dict[str, Name]) -> Clause:
    """`h(t) = f(g(t))` of `h = f ∘ g`, where h is called at a letter somewhere."""
    body = clause.body
    if not isinstance(body, Chain) or len(body.links) != 1 or body.links[0].op not in ("=", ":="):
        return clause
    parts, link = _parts(body.links[0].right), body.links[0]
    point = called.get(key(body.first) or "")
    if not parts or point is None or not isinstance(body.first, Name):
        return clause
    at = Fence("(", ")", replace(point, span=body.first.span), span=body.first.span)
    first = Juxt((body.first, at), ("",), span=body.first.span)
    inner = replace(at, body=replace(point, span=link.right.span), span=link.right.span)
    right = _applied(parts, inner, link.right)
    return replace(clause, body=replace(body, first=first, links=(Link(link.op, right, link.note, span=link.span),)))
