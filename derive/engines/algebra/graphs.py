"""Contraction graphs as the search sees them: small tuples with integer labels, compared up to renumbering and up to symmetric ports.

A node is `(label, ports)`; a port is the number of a class (a summed index, or an open axis); a class without nodes that is not open
contributes its size as a factor. `HOLE` marks the place of a hypothesis in a context.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

Node = tuple[int, tuple[int, ...]]
HOLE = -1


class Graph(NamedTuple):
    """One monomial. `open` lists the classes of the axes in order; `sizes` gives each class's (interned) size."""

    nodes: tuple[Node, ...]
    open: tuple[int, ...]
    sizes: tuple[int, ...]


def degrees(graph: Graph) -> list[int]:
    """How many ports each class has."""
    count = [0] * len(graph.sizes)
    for _, ports in graph.nodes:
        for port in ports:
            count[port] += 1
    return count


def compress(
    nodes: Iterable[Node], axes: tuple[int, ...], sizes: list[int], root: list[int], keep: Iterable[int]
) -> Graph:
    """The graph with classes replaced by their representatives `root`, numbered anew; only classes in `keep` or used remain."""
    number: dict[int, int] = {}
    new_sizes: list[int] = []

    def visit(cls: int) -> int:
        while root[cls] != cls:
            cls = root[cls]
        found = number.get(cls)
        if found is None:
            found = number[cls] = len(new_sizes)
            new_sizes.append(sizes[cls])
        return found

    new_open = tuple([visit(c) for c in axes])
    new_nodes = tuple([(label, tuple([visit(p) for p in ports])) for label, ports in nodes])
    for cls in keep:
        visit(cls)
    return Graph(new_nodes, new_open, tuple(new_sizes))


def find_hole(context: Graph) -> int:
    """The place of the hole among a context's nodes."""
    for i, node in enumerate(context.nodes):
        if node[0] == HOLE:
            return i
    raise ValueError("a context has a hole")


def plug(context: Graph, inner: Graph) -> Graph:
    """The context with its hole filled: the inner graph's axes are joined to the hole's ports."""
    at = find_hole(context)
    ports = context.nodes[at][1]
    offset = len(context.sizes)
    sizes = [*context.sizes, *inner.sizes]
    root = list(range(len(sizes)))
    for axis, port in zip(inner.open, ports, strict=True):
        a, b = axis + offset, port
        while root[a] != a:
            a = root[a]
        while root[b] != b:
            b = root[b]
        if a != b:
            root[max(a, b)] = min(a, b)
    nodes = [*context.nodes[:at], *context.nodes[at + 1 :]]
    nodes += [(label, tuple([p + offset for p in inner_ports])) for label, inner_ports in inner.nodes]
    return compress(nodes, context.open, sizes, root, range(len(sizes)))


def without(graph: Graph, lone: int, names: tuple[int, ...]) -> Graph:
    """The graph with a class that meets nothing taken out and nodes `names` without ports put in."""
    nodes = [(label, tuple([p - (p > lone) for p in ports])) for label, ports in graph.nodes]
    nodes += [(name, ()) for name in names]
    axes = tuple([c - (c > lone) for c in graph.open])
    return Graph(tuple(nodes), axes, graph.sizes[:lone] + graph.sizes[lone + 1 :])


def components(graph: Graph) -> list[tuple[list[int], list[int]]]:
    """The connected components as (node numbers, classes); classes without nodes are components of their own."""
    owner = list(range(len(graph.sizes)))

    def top(cls: int) -> int:
        while owner[cls] != cls:
            owner[cls] = owner[owner[cls]]
            cls = owner[cls]
        return cls

    for _, ports in graph.nodes:
        if ports:
            first = top(ports[0])
            for port in ports[1:]:
                other = top(port)
                if other != first:
                    owner[other] = first
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for cls in range(len(graph.sizes)):
        groups.setdefault(top(cls), ([], []))[1].append(cls)
    lone: list[tuple[list[int], list[int]]] = []
    for i, (_, ports) in enumerate(graph.nodes):
        if ports:
            groups[top(ports[0])][0].append(i)
        else:
            lone.append(([i], []))
    return [*groups.values(), *lone]


class Canonical(NamedTuple):
    """A canonical form, the node of the original at each place of it, which of these had its two ports exchanged, and a summed class of
    the original that meets nothing (-1: none)."""

    graph: Graph
    order: tuple[int, ...]
    swapped: tuple[bool, ...]
    lone: int


class Canonizer:
    """Canonical forms of graphs, remembered. `symmetric` holds the labels whose two ports may be exchanged; adding to it needs `clear`."""

    def __init__(self) -> None:
        self.symmetric: set[int] = set()
        self._known: dict[Graph, Canonical] = {}

    def clear(self) -> None:
        """Forgets what was computed (after `symmetric` changed)."""
        self._known.clear()

    def __call__(self, graph: Graph) -> Canonical:
        """The canonical form of a graph up to isomorphism and exchanged symmetric ports."""
        found = self._known.get(graph)
        if found is None:
            found = self._known[graph] = self._compute(graph)
        return found

    def _compute(self, graph: Graph) -> Canonical:
        places: dict[int, list[int]] = {}
        for place, cls in enumerate(graph.open):
            places.setdefault(cls, []).append(place)
        coded = []
        for node_ids, classes in components(graph):
            numbering = _number(graph, node_ids, classes, places, self.symmetric)
            code = _code(graph, node_ids, numbering, self.symmetric)
            axes = tuple(sorted((place, numbering[c]) for c in classes for place in places.get(c, ())))
            sizes = tuple(graph.sizes[c] for c in sorted(classes, key=numbering.__getitem__))
            coded.append((not axes, axes, tuple(code_node for code_node, _, _ in code), sizes, code, numbering))
        coded.sort(key=lambda item: item[:4])
        new_open = [0] * len(graph.open)
        nodes: list[Node] = []
        order: list[int] = []
        swapped: list[bool] = []
        sizes_out: list[int] = []
        for _, axes, _, sizes, code, _ in coded:
            offset = len(sizes_out)
            for place, number in axes:
                new_open[place] = number + offset
            for (label, ports), original, swap in code:
                nodes.append((label, tuple([p + offset for p in ports])))
                order.append(original)
                swapped.append(swap)
            sizes_out.extend(sizes)
        used = {p for _, ports in graph.nodes for p in ports}.union(graph.open)
        lone = next((c for c in range(len(graph.sizes)) if c not in used), -1)
        return Canonical(Graph(tuple(nodes), tuple(new_open), tuple(sizes_out)), tuple(order), tuple(swapped), lone)


def _code(
    graph: Graph, node_ids: list[int], numbering: Mapping[int, int], symmetric: set[int]
) -> list[tuple[Node, int, bool]]:
    code = []
    for i in node_ids:
        label, ports = graph.nodes[i]
        new = tuple([numbering[p] for p in ports])
        swap = label in symmetric and len(new) == 2 and new[0] > new[1]
        code.append(((label, (new[1], new[0]) if swap else new), i, swap))
    code.sort()
    return code


def _number(
    graph: Graph, node_ids: list[int], classes: list[int], places: Mapping[int, list[int]], symmetric: set[int]
) -> dict[int, int]:
    """A numbering of a component's classes that depends only on its isomorphism class."""
    if len(classes) == 1:
        return {classes[0]: 0}
    incident: dict[int, list[tuple[int, int]]] = {c: [] for c in classes}
    for i in node_ids:
        for at, port in enumerate(graph.nodes[i][1]):
            incident[port].append((i, at))
    first = {c: (tuple(places.get(c, (1 << 30,))), graph.sizes[c]) for c in classes}
    ranks = {key: r for r, key in enumerate(sorted(set(first.values())))}
    colour = _refine(graph, incident, {c: ranks[first[c]] for c in classes}, symmetric)
    best: list[tuple[tuple[Node, ...], dict[int, int]]] = []
    _individualise(graph, node_ids, incident, colour, symmetric, best)
    return best[0][1]


def _refine(
    graph: Graph, incident: Mapping[int, list[tuple[int, int]]], colour: dict[int, int], symmetric: set[int]
) -> dict[int, int]:
    cells = len(set(colour.values()))
    while cells < len(colour):
        keys = {}
        for cls, ends in incident.items():
            seen: list[tuple[int, int, tuple[int, ...]]] = []
            for i, at in ends:
                label, ports = graph.nodes[i]
                if label in symmetric:
                    seen.append((label, 0, (colour[ports[1 - at]],)))
                else:
                    seen.append((label, at, tuple([colour[p] for p in ports])))
            seen.sort()
            keys[cls] = (colour[cls], tuple(seen))
        ranks = {key: r for r, key in enumerate(sorted(set(keys.values())))}
        colour = {cls: ranks[key] for cls, key in keys.items()}
        if len(ranks) == cells:
            break
        cells = len(ranks)
    return colour


def _individualise(
    graph: Graph,
    node_ids: list[int],
    incident: Mapping[int, list[tuple[int, int]]],
    colour: dict[int, int],
    symmetric: set[int],
    best: list[tuple[tuple[Node, ...], dict[int, int]]],
) -> None:
    cells: dict[int, list[int]] = {}
    for cls, c in colour.items():
        cells.setdefault(c, []).append(cls)
    open_cells = [(len(members), c) for c, members in cells.items() if len(members) > 1]
    if not open_cells:
        ranks = {c: r for r, c in enumerate(sorted(cells))}
        numbering = {cls: ranks[c] for cls, c in colour.items()}
        code = tuple(node for node, _, _ in _code(graph, node_ids, numbering, symmetric))
        if not best or code < best[0][0]:
            best[:] = [(code, numbering)]
        return
    _, chosen = min(open_cells)
    for cls in cells[chosen]:
        split = {other: 2 * c + 1 for other, c in colour.items()}
        split[cls] -= 1
        _individualise(graph, node_ids, incident, _refine(graph, incident, split, symmetric), symmetric, best)
