"""Evaluation bars: `\\left.\\frac{df}{dx}\\right|_{x = 0}` is the value of what stands before the bar at a point."""

from __future__ import annotations

from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose, Unreadable, parts_of
from derive.elaborate.scope import Known
from derive.elaborate.survey import inside
from derive.formula.syntax import Chain, Fence, Name, Node, Sub, Tuple


def evaluated(it: Interpreter, node: Sub) -> Loose | None:
    """A term at the point that stands under its bar: `x = a`, `x = a, y = b`, `(x, y) = (a, b)`, or the value of its only variable alone. None where no
    bar stands. Raises Unreadable."""
    fence = node.base
    if not isinstance(fence, Fence) or (fence.open, fence.close) not in (("", "|"), (".", "|")):
        return None
    body = it.read(fence.body)
    if _is_partial(fence.body) and all(isinstance(item, Name) and not item.style for item in _listed(_bare(node.sub))):
        raise Unreadable("whether what stands under a bar is a point or is held fixed", node.span)
    variables, values = [], []
    for name, value in _points(node.sub, _parameters(body)):
        if isinstance(name, Known):
            variables.append(name)
        elif name is None:
            variables.append(_only_variable(body, node))
        else:
            read = it.read(name)
            if read.op != "Symbol" or read.data.parameters or read.data.kind == "function":
                raise Unreadable("a value at a point of what is no variable", node.span)
            variables.append(read.data)
        values.append(it.read(value))
    if any(variable.definition for variable in variables):
        raise Unreadable("a value at another point than that of a name that is defined", node.span)
    return Loose("At", (body, *values), tuple(variables), node.span)


def _is_partial(node: Node) -> bool:
    """Whether a derivative is written with ∂: `\\left.\\frac{\\partial P}{\\partial V}\\right|_T` holds T fixed."""
    return any(isinstance(part, Name) and part.name == "partial" for part in inside(node))


def _bare(under: Node) -> Node:
    return Fence("(", ")", under, span=under.span) if isinstance(under, Tuple) else under


def _parameters(body: Loose) -> tuple[Known, ...]:
    """What the differentiated function is a function of."""
    if body.op != "Derivative":
        return ()
    called = body.parts[0]
    known = called.data if called.op == "Symbol" else called.data[3] if called.op == "Call" else None
    return known.parameters if isinstance(known, Known) else ()


def _points(under: Node, parameters: tuple[Known, ...]) -> list[tuple[Node | Known | None, Node]]:
    """The variables and values under a bar; a list of values alone is for the `parameters`."""
    if isinstance(under, Tuple):
        return [point for item in under.items for point in _points(item, ())]
    if isinstance(under, Chain) and len(under.links) == 1 and under.links[0].op == "=":
        first, value = under.first, under.links[0].right
        names, values = _listed(first), _listed(value)
        if len(names) > 1:
            if len(names) != len(values):
                raise Unreadable("a point with another number of coordinates", under.span)
            return list(zip(names, values, strict=True))
        return [(first, value)]
    values = _listed(under)
    if len(values) > 1 and len(values) == len(parameters):
        return list(zip(parameters, values, strict=True))
    if isinstance(under, Chain) or len(values) > 1:
        raise Unreadable("a point that does not say of what", under.span)
    return [(None, under)]


def _listed(node: Node) -> tuple[Node, ...]:
    return node.body.items if isinstance(node, Fence) and isinstance(node.body, Tuple) else (node,)


def _only_variable(body: Loose, node: Sub) -> Known:
    """What a derivative is taken by, where that is one symbol. Raises Unreadable."""
    by = {
        part.data.name: part.data
        for derivative in parts_of(body)
        if derivative.op == "Derivative"
        for part in derivative.parts[1:]
        if part.op == "Symbol"
    }
    calls = [part for part in parts_of(body) if part.op == "Call" and part.data[1] and len(part.parts) == 1]
    by |= {call.parts[0].data.name: call.parts[0].data for call in calls if call.parts[0].op == "Symbol"}
    if len(by) != 1:
        raise Unreadable("a value at a point that does not say of what", node.span)
    variable: Known = next(iter(by.values()))
    return variable
