"""Partial derivatives at points: `\\frac{\\partial f}{\\partial x}(1, 2)` of a function f(x, y) is the value there of its derivative by x."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from derive.elaborate.derivatives import derivative_fraction
from derive.elaborate.scope import key
from derive.elaborate.spelling import rewritten
from derive.elaborate.survey import calls, inside, whole_names
from derive.formula.syntax import Chain, Display, Fence, Frac, Juxt, Link, Name, Node, Sub, Tuple, items_of
from derive.record import replace


def at_points(displays: Iterable[Display]) -> list[Display]:
    """The displays with such derivatives written out, where the text calls the function with as many letters, of which one is the variable."""
    listed = list(displays)
    nodes = (node for display in listed for clause in display.clauses for node in inside(clause.body))
    if not any(isinstance(node, Frac) and derivative_fraction(node) is not None for node in nodes):
        return listed
    parameters = _parameters(listed)

    def changed(node: Node) -> Node:
        if not isinstance(node, Juxt):
            return node
        factors, signs = list(node.factors), list(node.signs)
        if (operator := _evaluated_operator(factors)) is not None:
            return _joined([operator], [], node)
        for place in range(len(factors) - 2, -1, -1):
            made = _valued(factors[place], factors[place + 1], parameters) if not signs[place] else None
            if made is not None:
                factors[place : place + 2], signs[place : place + 1] = [made], []
        return node if len(factors) == len(node.factors) else _joined(factors, signs, node)

    return rewritten(listed, changed)


def _evaluated_operator(factors: list[Node]) -> Node | None:
    """`\\frac{d}{dt}\\Big|_{t = 0} f(t)` with its bar behind what is differentiated; None for anything else."""
    for place, factor in enumerate(factors[:-1]):
        bar = factor.base if isinstance(factor, Sub) else None
        if (
            not isinstance(factor, Sub)
            or not isinstance(bar, Fence)
            or (bar.open, bar.close) != ("", "|")
            or not isinstance(bar.body, Frac)
        ):
            continue
        found = derivative_fraction(bar.body)
        if found is None or found[0] is not None or place:
            return None
        span = (factor.span[0], factors[-1].span[1])
        whole = Juxt((bar.body, *factors[1:]), ("",) * (len(factors) - 1), span=span)
        return replace(factor, base=replace(bar, body=whole), span=span)
    return None


def _joined(factors: list[Node], signs: list[str], node: Juxt) -> Node:
    return factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors), signs=tuple(signs))


def _parameters(displays: Iterable[Display]) -> dict[str, tuple[Name, ...]]:
    """The letters that a function of several is first called with."""
    found: dict[str, tuple[Name, ...]] = {}
    for head, fence in (call for display in displays for clause in display.clauses for call in calls(clause.body)):
        items = fence.body.items if isinstance(fence.body, Tuple) else ()
        names = tuple(item for item in items if isinstance(item, Name))
        if isinstance(head, Name) and len({name.name for name in names}) == len(items) > 1:
            found.setdefault(key(head) or "", names)
    return found


def _valued(head: Node, fence: Node, parameters: Mapping[str, tuple[Name, ...]]) -> Node | None:
    """The derivative of a function at what stands in brackets behind it; None where that is no such derivative."""
    found = derivative_fraction(head) if isinstance(head, Frac) else None
    if found is None or not isinstance(found[0], Name) or not isinstance(fence, Fence) or fence.open != "(":
        return None
    names = parameters.get(key(found[0]) or "", ())
    values = items_of(fence.body)
    variables = {key(variable) for variable in found[1]}
    if len(names) != len(values) or not variables <= {key(name) for name in names} or not isinstance(head, Frac):
        return None
    span = (head.span[0], fence.span[1])
    items = tuple(replace(name, span=head.num.span) for name in names)
    called = Fence("(", ")", Tuple(items, (",",) * (len(items) - 1), span=head.num.span), span=head.num.span)
    call = Juxt((found[0], called), ("",), span=head.num.span)
    mark = head.num.factors[:-1] if isinstance(head.num, Juxt) else ()
    slope = replace(head, num=Juxt((*mark, call), ("",) * len(mark), span=head.num.span))
    points = [(name, value) for name, value in zip(items, values, strict=True) if key(value) != key(name)]
    if not points:
        return slope
    letters = {key(name) for name, _ in points}
    if any(letters & whole_names(value) for _, value in points):
        return None  # `f_x(y, x)`: both at once
    whole: Node = slope
    for name, value in points:
        where = Chain(name, (Link("=", value, span=value.span),), span=value.span)
        whole = Sub(Fence("", "|", whole, span=head.span), where, span=span)
    return whole
