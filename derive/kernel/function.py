"""Applied functions: nodes that hold their canonical arguments, and the few identities that make one node of equal ones.

A label is (function, name, sizes of the result, arguments). Each argument has first its own axes, then one axis for each free index in
it; the ports are the result's classes, then the free indices. An elementwise function's arguments are scalars, all axes having been made
free indices, so that f(x)_i and f(x_i) are one thing. Names that begin with a control character are local to this package.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import permutations

from derive.kernel.graph import (
    HOLE,
    INVARIANT,
    TRANSPOSABLE,
    Graph,
    Label,
    Node,
    Poly,
    Unsupported,
    add,
    einsum,
    free,
    freeze,
    name_axes,
    normal,
    number,
    open_names,
    permuted,
    plug,
    scalar,
    scale,
    structure,
)  # fmt: skip
from derive.sizes import ONE, Size
from derive.terms import ELEMENTWISE

Groups = Sequence[Sequence[Size]]
HOMOGENEOUS = frozenset(("inverse", "pseudoinverse", "reciprocal"))  # f(cA) = f(A)/c
VALUES = {
    "exp": (0, 1),
    "log": (1, 0),
    "sin": (0, 0),
    "cos": (0, 1),
    "tanh": (0, 0),
    "sinh": (0, 0),
    "cosh": (0, 1),
    "sqrt": (1, 1),
}
OPPOSITE = {"size": "unsize", "unsize": "size"}


def call(function: str, arguments: Sequence[Poly], result: Groups = (), name: str = "") -> Poly:
    """The node of a function; `result` gives the axes of an opaque one's value. Equal for an argument and its transpose where the function
    allows it, and for scaled arguments of an inverse. Raises Unsupported for a matrix function of zero."""
    if function in TRANSPOSABLE | INVARIANT | HOMOGENEOUS and not arguments[0]:
        raise Unsupported("a function of zero")
    if function in TRANSPOSABLE:
        result = structure(arguments[0])[:: -1 if function in HOMOGENEOUS else 1]
    names, found = free(*arguments), []
    for flip in (False, True) if function in TRANSPOSABLE | INVARIANT else (False,):
        for order in permutations(names) if len(names) < 5 else (tuple(names),):
            shown = [open_names(a, [[(n, names[n])] for n in order]) for a in arguments]
            shown = [permuted(p, (1, 0, *range(2, 2 + len(order)))) for p in shown] if flip else shown
            lead = 1 / Fraction(shown[0][min(shown[0])]) if function in HOMOGENEOUS else Fraction(1)
            found.append((tuple(freeze(scale(p, lead)) for p in shown), flip, order, lead))
    key, flip, order, lead = min(found, key=lambda item: item[0])
    axes: list[tuple[int, ...]] = []
    sizes: list[Size] = []
    for group in result[::-1] if flip else result:
        axes.append(tuple(range(len(sizes), len(sizes) + len(group))))
        sizes += group
    label: Label = (function, name, tuple(sizes), key)
    given = [(), *[()] * len(sizes), *((n,) for n in order)][1:]
    sizes += [names[n] for n in order]
    return normal(lead, [(label, tuple(range(len(sizes))))], axes[::-1] if flip else axes, sizes, given)


def each(function: str, arguments: Sequence[Poly], axes: Groups = ()) -> Poly:
    """An elementwise function; `axes` are the result's, and those of every argument that is not a scalar."""
    names = [[(f"\0{k}.{j}", size) for j, size in enumerate(group)] for k, group in enumerate(axes)]
    inner = [name_axes(a, [[n for n, _ in group] for group in names]) if structure(a) else a for a in arguments]
    return open_names(_entry(function, inner), names)


def _entry(function: str, arguments: Sequence[Poly]) -> Poly:
    graph, coefficient = next(iter(arguments[0].items()), (Graph((), (), (), ()), 0))
    if (
        len(arguments[0]) < 2
        and not graph.nodes
        and not graph.sizes
        and (known := VALUES.get(function))
        and known[0] == coefficient
    ):
        return number(known[1])
    if (
        function == "log"
        and len(graph.nodes) == len(arguments[0]) == coefficient == 1
        and graph.nodes[0][0][0] == "det"
    ):
        ((_, label_name, _, inner), ports) = graph.nodes[0]
        return plug(
            Graph(((HOLE, ports),), (), graph.sizes, graph.names),
            0,
            value(("logdet", label_name, (), inner), len(ports)),
        )
    if (
        function == "reciprocal"
        and len(arguments[0]) == 1
        and {p for _, ports in graph.nodes for p in ports} == {*range(len(graph.sizes))}
    ):
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
            part = call("reciprocal", [normal(1, nodes, [], sizes, names)])
        result = einsum((), ("", result), ("", part))
    return result


Build = Callable[[list[Poly]], Poly]


def value(label: Label, ports: int, build: Build | None = None, extra: int = 0) -> Poly:
    """The value of an applied label as a polynomial whose axes, flattened, are its ports; `build` makes another from the arguments, whose free
    indices are then named, with `extra` axes at the end."""
    function, name, sizes, frozen = label
    count = ports - len(sizes)
    names = [f"\1{k}" for k in range(count)]
    whole = [structure(dict(a)) for a in frozen]
    inner = [name_axes(dict(a), [*[None] * (len(s) - count), *([n] for n in names)]) for a, s in zip(frozen, whole)]
    made = build(inner) if build else apply(label, inner)
    known = {n: s[-count + k][0] for k, n in enumerate(names) for s in whole if s}
    plain = len(structure(made))
    opened = open_names(made, [[(n, known[n])] for n in names])
    return permuted(opened, [*range(plain - extra), *range(plain, plain + count), *range(plain - extra, plain)])


def apply(label: Label, arguments: Sequence[Poly]) -> Poly:
    """The function of a label at other arguments."""
    if label[0] in ELEMENTWISE:
        return _entry(label[0], arguments)
    return call(label[0], arguments, [(size,) for size in label[2]], label[1])


@lru_cache(maxsize=1 << 16)
def mentions(label: Label, name: str) -> bool:
    """Whether a symbol occurs in a label."""
    return label[:2] == ("symbol", name) or any(
        mentions(inner, name) for a in label[3] for g, _ in a for inner, _ in g.nodes
    )


def put(poly: Poly, name: str, new: Poly) -> Poly:
    """A symbol replaced by a polynomial that does not mention it, its axes those of the symbol."""
    result: list[Poly] = []
    for graph, coefficient in poly.items():
        at = next((k for k, (label, _) in enumerate(graph.nodes) if mentions(label, name)), None)
        if at is None:
            result.append({graph: coefficient})
            continue
        label, ports = graph.nodes[at]
        changed = (
            new
            if label[0] == "symbol"
            else value(label, len(ports), lambda a, of=label: apply(of, [put(p, name, new) for p in a]))
        )
        result.append(scale(put(plug(graph, at, changed), name, new), coefficient))
    return add(*result)
