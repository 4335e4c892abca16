"""Identities of applied functions: values that are numbers, and functions of functions. The kernel knows of a function only that it is one.

Each holds wherever both sides have a value. Sources: [AS] Abramowitz & Stegun (1964), chapter 4; [HJ] Horn & Johnson, Matrix Analysis (2013).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derive.kernel import function as kernel
from derive.kernel.function import call, mentions
from derive.kernel.graph import HOLE, UNIT, Graph, Label, Node, Poly, normal, plug, scale, structure
from derive.rules.tensors import add, einsum, name_axes, number, open_names, scalar
from derive.sizes import ONE, Size
from derive.terms import ELEMENTWISE

VALUES = {  # at which number a function is which number: [AS] 4.1, 4.2, 4.3, 4.5
    "exp": (0, 1),
    "log": (1, 0),
    "sin": (0, 0),
    "cos": (0, 1),
    "tanh": (0, 0),
    "sinh": (0, 0),
    "cosh": (0, 1),
    "sqrt": (1, 1),
}
NORM = "norm_"  # begins the names of norms: 0 at 0, [HJ] 5.1.1
OPPOSITE = {"size": "unsize", "unsize": "size"}


def apply(label: Label, arguments: Sequence[Poly]) -> Poly:
    """The function of a label at other arguments."""
    if label[0] in ELEMENTWISE:
        return at(label[0], *arguments)
    if label[1].startswith(NORM) and not arguments[0]:
        return {}
    return call(label[0], arguments, [(size,) for size in label[2]], label[1])


def value(label: Label, ports: int) -> Poly:
    """The value of an applied label as a polynomial whose axes are its ports."""
    return kernel.value(label, ports, lambda arguments: apply(label, arguments))


def each(function: str, arguments: Sequence[Poly], axes: Sequence[Sequence[Size]] = ()) -> Poly:
    """An elementwise function; `axes` are the result's, and those of every argument that is not a scalar."""
    names = [[(f"\0{k}.{j}", size) for j, size in enumerate(group)] for k, group in enumerate(axes)]
    inner = [name_axes(a, [[n for n, _ in group] for group in names]) if structure(a) else a for a in arguments]
    return open_names(at(function, *inner), names)


def at(function: str, *arguments: Poly) -> Poly:
    """A scalar function of scalars."""
    graph, coefficient = next(iter(arguments[0].items()), (UNIT, 0))
    known = VALUES.get(function)
    if known and len(arguments[0]) < 2 and not graph.nodes and not graph.sizes and known[0] == coefficient:
        return number(known[1])
    if function == "log" and len(graph.nodes) == len(arguments[0]) == coefficient == 1 and not graph.open:
        (label, ports) = graph.nodes[0]
        if label[0] == "det" and set(ports) == set(range(len(graph.sizes))):
            context = Graph(((HOLE, ports),), (), graph.sizes, graph.names)
            return plug(context, 0, value(("logdet", label[1], (), label[3]), len(ports)))
    met = {p for _, ports in graph.nodes for p in ports}
    if function == "reciprocal" and len(arguments[0]) == 1 and met == {*range(len(graph.sizes))}:
        return _reciprocal(graph, coefficient)
    return call(function, arguments)


def _reciprocal(graph: Graph, coefficient: int | Fraction) -> Poly:
    """1/(ab) = 1/a · 1/b for the factors that share no summed index; 1/(1/a) = a."""
    groups: list[tuple[set[int], list[Node]]] = []
    for node in graph.nodes:
        summed = {p for p in node[1] if not graph.names[p]}
        joined = [g for g in groups if g[0] & summed]
        groups = [g for g in groups if not g[0] & summed]
        groups.append((summed.union(*(g[0] for g in joined)), [node, *(n for g in joined for n in g[1])]))
    result = number(1 / Fraction(coefficient))
    for _, nodes in groups:
        (kind, name, _, inner), ports = nodes[0]
        used = {p for _, met in nodes for p in met}
        sizes = tuple(s if c in used else ONE for c, s in enumerate(graph.sizes))
        names = tuple(n if c in used else () for c, n in enumerate(graph.names))
        if len(nodes) == 1 and kind in OPPOSITE:
            part = scalar((OPPOSITE[kind], name, (), ()))
        elif len(nodes) == 1 and kind == "reciprocal":
            part = plug(Graph(((HOLE, ports),), (), sizes, names), 0, dict(inner[0]))
        else:
            part = call("reciprocal", [normal(1, (nodes, [], sizes, names))])
        result = einsum((), ("", result), ("", part))
    return result


def put(poly: Poly, name: str, new: Poly) -> Poly:
    """A symbol replaced by a polynomial that does not mention it, its axes those of the symbol."""
    result: list[Poly] = []
    for graph, coefficient in poly.items():
        place = next((k for k, (label, _) in enumerate(graph.nodes) if mentions(label, name)), None)
        if place is None:
            result.append({graph: coefficient})
            continue
        label, ports = graph.nodes[place]
        changed = new if label[0] == "symbol" else _inside(label, len(ports), name, new)
        result.append(scale(put(plug(graph, place, changed), name, new), coefficient))
    return add(*result)


def _inside(label: Label, ports: int, name: str, new: Poly) -> Poly:
    return kernel.value(label, ports, lambda arguments: apply(label, [put(a, name, new) for a in arguments]))
