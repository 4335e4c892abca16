"""Polynomials whose monomials are contraction graphs, in canonical form.

A graph has index classes 0 … k-1, each with a size. A node is a labelled tensor whose ports are classes; a class may be met by any number
of ports. `open` lists the axes of the result, each a tuple of classes (more than one where an axis is a pair, as in a Kronecker product,
the first the slowest); `names` gives the free indices of the statement a class stands for (two: a Kronecker delta). All other classes are
summed over. There are no identity nodes: the identity is one class open twice, the all-ones vector an open class without a node. A class
of size 1 is dropped; a summed class without a node is its size, expanded into `size` nodes. Two graphs are equal as values exactly when
they are isomorphic, for any hash seed. Sizes are taken to be at least 1, and entries to commute (real numbers).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import count, islice, product, zip_longest
from math import prod
from typing import Any, NamedTuple

from derive.sizes import ONE, Size
from derive.terms import ELEMENTWISE

Label = tuple[str, str, tuple[Size, ...], tuple["Frozen", ...]]  # kind, name, sizes, canonical arguments
Node = tuple[Label, tuple[int, ...]]
Axis = tuple[int, ...]
Frozen = tuple[tuple["Graph", int | Fraction], ...]
Class = tuple[tuple[tuple[int, int], ...], tuple[str, ...], Size]  # places among the open axes, names, size
Kept = tuple[int, Size, tuple[str, ...]]  # class, size, names
Component = tuple[tuple[Class, ...], tuple[Node, ...]]
Raw = tuple[Sequence[Node], Sequence[Axis], Sequence[Size], Sequence[tuple[str, ...]]]  # a graph in any form

LETTERS = "".join(map(chr, range(97, 1097)))  # names of axes in `einsum`
HOLE: Label = ("hole", "", (), ())  # where a hypothesis goes in a context
SELECTORS = ("basis", "inject")  # e_k, and the injection of the k-th part (total index, index within the part)
MONOMIALS = 20000  # a polynomial with more raises TooLarge
LEAVES = 2000  # numberings compared for one canonical form before TooLarge
TRANSPOSABLE = frozenset(("inverse", "pseudoinverse", "expm", "logm", "sqrtm"))  # f(A^T) = f(A)^T


class Graph(NamedTuple):
    """One monomial; see the module's docstring. Canonical when it came out of `normal`."""

    nodes: tuple[Node, ...]
    open: tuple[Axis, ...]
    sizes: tuple[Size, ...]
    names: tuple[tuple[str, ...], ...]


Poly = Mapping[Graph, int | Fraction]
Monomial = tuple[Graph, int | Fraction]
UNIT = Graph((), (), (), ())


class Malformed(Exception):
    """A graph, polynomial or certificate that has no meaning."""


class Unsupported(Exception):
    """A term outside the fragment; the message is the reason."""


class TooLarge(Unsupported):
    """A polynomial or canonical form beyond the budget."""


def freeze(poly: Poly) -> Frozen:
    """The polynomial as a sorted tuple: hashable, comparable, the same for equal polynomials."""
    return tuple(sorted(poly.items()))


def structure(poly: Poly) -> tuple[tuple[Size, ...], ...]:
    """The sizes of the classes of each axis; () for zero."""
    graph = next(iter(poly), UNIT)
    return tuple(tuple(graph.sizes[c] for c in axis) for axis in graph.open)


def free(*polys: Poly) -> dict[str, Size]:
    """The free indices that occur, sorted, with their sizes."""
    found = {n: s for poly in polys for g in poly for s, names in zip(g.sizes, g.names) for n in names}
    return dict(sorted(found.items()))


def gather(terms: Iterable[Monomial]) -> Poly:
    """The sum of monomials. Raises TooLarge."""
    total: dict[Graph, int | Fraction] = {}
    for graph, coefficient in terms:
        total[graph] = total.get(graph, 0) + coefficient
    if len(total) > MONOMIALS:
        raise TooLarge(f"more than {MONOMIALS} monomials")
    return {graph: c for graph, c in total.items() if c}


def add(*polys: Poly) -> Poly:
    """The sum of polynomials of one structure."""
    return gather(term for poly in polys for term in poly.items())


def scale(poly: Poly, by: int | Fraction) -> Poly:
    """The polynomial times a number."""
    return {graph: c * by for graph, c in poly.items()} if by else {}


def subtract(left: Poly, right: Poly) -> Poly:
    """left - right."""
    return add(left, scale(right, -1))


def einsum(out: Sequence[str], *inputs: tuple[str, Poly]) -> Poly:
    """Products summed: one letter an axis of an input; `out` lists the result's axes, each a letter or letters ('ik': a pair).

    Matrix product: einsum(('i', 'k'), ('ij', A), ('jk', B)). Free indices of one name are one index. Raises Malformed, TooLarge.
    """
    if prod(len(poly) for _, poly in inputs) > MONOMIALS:
        raise TooLarge(f"more than {MONOMIALS} monomials")
    result = list[Monomial]()
    for choice in product(*(poly.items() for _, poly in inputs)):
        nodes, sizes, names, merges = [], [], [], []  # type: ignore[var-annotated]
        axes: dict[str, Axis] = {}
        for (letters, _), (graph, _) in zip(inputs, choice):
            start = len(sizes)
            nodes += [(label, tuple([p + start for p in ports])) for label, ports in graph.nodes]
            sizes += graph.sizes
            names += graph.names
            for letter, axis in zip(letters, graph.open, strict=True):
                shifted = tuple([c + start for c in axis])
                merges += zip(axes.setdefault(letter, shifted), shifted, strict=True)
        opened = [tuple([c for letter in group for c in axes[letter]]) for group in out]
        result += normal(prod(c for _, c in choice), (nodes, opened, sizes, names), merges).items()
    return gather(result)


def plug(graph: Graph, index: int, poly: Poly, extra: int = 0) -> Poly:
    """`poly` put in place of node `index`: its axes, flattened, meet the node's ports in order; the last `extra` ones become open."""
    met, kept = structure(poly)[: len(structure(poly)) - extra], len(graph.open)
    if poly and sum(map(len, met)) != len(graph.nodes[index][1]):
        raise Malformed("the hole does not fit")
    ports = iter(graph.nodes[index][1])
    axes = [*graph.open, *(tuple(islice(ports, len(axis))) for axis in met)]
    context = Graph(graph.nodes[:index] + graph.nodes[index + 1 :], tuple(axes), graph.sizes, graph.names)
    inner = LETTERS[kept : len(axes) + extra]
    return einsum([*LETTERS[:kept], *inner[len(met) :]], (LETTERS[: len(axes)], {context: 1}), (inner, poly))


def renamed(
    poly: Poly, closed: Sequence[Sequence[str] | None] = (), opened: Sequence[Sequence[tuple[str, Size]]] = ()
) -> Poly:
    """Axes turned into free indices, one name for each class of the axis (None keeps it), then free indices into axes, each group one."""
    result, added = list[Monomial](), [pair for group in opened for pair in group]
    for graph, coefficient in poly.items():
        own = len(graph.sizes)
        place = {name: own + k for k, (name, _) in enumerate(added)}
        given = [(c, name) for c, names in enumerate(graph.names) for name in names]
        for axis, new in zip(graph.open, closed):
            given += zip(axis, new, strict=True) if new is not None else []
        left = [tuple([name for d, name in given if d == c and name not in place]) for c in range(own)]
        kept = [axis for axis, new in zip_longest(graph.open, closed) if new is None]
        kept += [tuple(place[name] for name, _ in group) for group in opened]
        sizes, names = [*graph.sizes, *(size for _, size in added)], [*left, *[()] * len(added)]
        merges = [(c, place[name]) for c, name in given if name in place]
        result += normal(coefficient, (graph.nodes, kept, sizes, names), merges).items()
    return gather(result)


def permuted(poly: Poly, order: Sequence[int]) -> Poly:
    """The axes in another order: axis k of the result is axis order[k]."""
    return add(*(normal(c, (g.nodes, [g.open[k] for k in order], g.sizes, g.names)) for g, c in poly.items()))


def normal(coefficient: int | Fraction, graph: Raw, merges: Iterable[tuple[int, int]] = ()) -> Poly:
    """The canonical polynomial of one graph, after the classes in `merges` are made one. Raises Malformed, TooLarge."""
    (nodes, axes, sizes, names), first = graph, dict[str, int]()
    parent = list(range(len(sizes)))

    def find(c: int) -> int:
        while parent[c] != c:
            c = parent[c]
        return c

    def unite(pairs: Iterable[tuple[int, int]]) -> None:
        for a, b in pairs:
            if sizes[a] != sizes[b]:
                raise Malformed(f"an index of size {sizes[a]} is not one of size {sizes[b]}")
            parent[find(a)] = find(b)

    unite(merges)
    unite([(first.setdefault(name, c), c) for c, given in enumerate(names) for name in given])
    if any(label[0] in SELECTORS for label, _ in nodes):
        sizes, fixed = [*sizes], {c for axis in axes for c in axis} | set(first.values())
        if not (selected := _select(nodes, fixed, sizes, find, unite)):
            return {}
        (nodes,) = selected
    root = [find(c) if size != ONE else -1 for c, size in enumerate(sizes)]
    plain = tuple([(label, tuple([root[p] for p in ports if root[p] >= 0])) for label, ports in nodes])
    opened = tuple([tuple([root[c] for c in axis if root[c] >= 0]) for axis in axes])
    called: list[list[str]] = [[] for _ in sizes]
    for name, c in first.items():
        called[root[c]] += [name] if root[c] >= 0 else []
    kept = tuple([(c, s, tuple(sorted(called[c]))) for c, s in enumerate(sizes) if root[c] == c])
    return {graph: coefficient * often for graph, often in _canonical(plain, opened, kept)}


def _select(nodes: Sequence[Node], kept: set[int], sizes: list[Size], find: Any, unite: Any) -> list[list[Node]]:
    """Selectors at one index: the same one twice is once (their parts one index), two different ones are zero, one summed alone is 1
    (the index is gone: its size is set to 1)."""
    while True:
        seen: dict[tuple[int, tuple[Size, ...]], Node] = {}
        rest: list[Node] = []
        for node in nodes:
            before = seen.setdefault((find(node[1][0]), node[0][2]), node) if node[0][0] in SELECTORS else node
            if before[0] != node[0]:
                return []
            unite(zip(node[1][1:], before[1][1:]))
            rest += [node] if before is node else []
        degree = Counter([find(p) for _, ports in rest for p in set(ports)] + [find(c) for c in kept])
        gone = [n for n in rest if n[0][0] in SELECTORS and (degree[find(n[1][0])] == 1 or sizes[find(n[1][0])] == ONE)]
        for _, ports in gone:
            sizes[find(ports[0])] = ONE
        if not gone and len(rest) == len(nodes):
            return [rest]
        nodes = [n for n in rest if n not in gone]


@lru_cache(maxsize=1 << 15)
def _canonical(
    nodes: tuple[Node, ...], axes: tuple[Axis, ...], kept: tuple[Kept, ...]
) -> tuple[tuple[Graph, int], ...]:
    """The graph in canonical form, and as many more as the sizes of its loose classes have terms, with how often each."""
    places: dict[int, list[tuple[int, int]]] = {c: [] for _, ports in nodes for c in ports}
    for k, axis in enumerate(axes):
        for j, c in enumerate(axis):
            places.setdefault(c, []).append((k, j))
    classes = {c: (tuple(places.get(c, ())), given, s) for c, s, given in kept if c in places or len(given) > 1}
    factor = prod([s for c, s, given in kept if c not in places and not given], start=ONE)
    powers = Counter([label[1] for label, _ in nodes if label[0] == "size"])
    powers.subtract([label[1] for label, _ in nodes if label[0] == "unsize"])
    components = _components([node for node in nodes if node[0][0] not in ("size", "unsize")], classes)
    result = []
    for monomial, often in factor.parts:
        power = Counter(powers)
        power.update(monomial)
        sized = [((), ((("size" if k > 0 else "unsize", n, (), ()), ()),) * abs(k)) for n, k in power.items() if k]
        opened: list[dict[int, int]] = [{} for _ in axes]
        every, found = list[Class](), list[Node]()
        for own, tensors in sorted([*components, *sized]):
            found += [(label, tuple([p + len(every) for p in ports])) for label, ports in tensors]
            for c, (met, _, _) in enumerate(own, len(every)):
                for k, j in met:
                    opened[k][j] = c
            every += own
        in_order = tuple([tuple([axis[j] for j in sorted(axis)]) for axis in opened])
        graph = Graph(tuple(found), in_order, tuple([c[2] for c in every]), tuple([c[1] for c in every]))
        result.append((graph, often))
    return tuple(result)


def _components(nodes: Iterable[Node], classes: Mapping[int, Class]) -> list[Component]:
    """The connected parts, each in canonical form."""
    group = {c: [c] for c in classes}
    for _, ports in nodes:
        for p in ports[1:]:
            if group[p] is not group[ports[0]]:
                group[ports[0]] += group[p]
                group |= dict.fromkeys(group[p], group[ports[0]])
    found = [_component((node,), ()) for node in nodes if not node[1]]
    for c, members in group.items():
        if members[0] == c:
            local = {member: k for k, member in enumerate(members)}
            own = [(label, tuple([local[p] for p in ports])) for label, ports in nodes if ports and ports[0] in local]
            found.append(_component(tuple(own), tuple([classes[member] for member in members])))
    return found


@lru_cache(maxsize=1 << 15)
def _component(nodes: tuple[Node, ...], classes: tuple[Class, ...]) -> Component:
    """The least numbering of a connected graph's classes, by colour refinement and backtracking. Raises TooLarge."""
    labels = sorted({label for label, _ in nodes})
    rank, free_order = {label: k for k, label in enumerate(labels)}, [loose(label) for label in labels]
    ranked = [(rank[label], ports) for label, ports in nodes]
    kinds, leaves = sorted(set(classes)), count()

    def around(colour: Sequence[int]) -> list[tuple[int, Axis]]:
        new = [(r, tuple([colour[p] for p in ports])) for r, ports in ranked]
        return [(r, tuple(sorted(ports)) if free_order[r] else ports) for r, ports in new]

    def refine(colour: list[int]) -> list[int]:
        while True:
            seen: list[list[tuple[int, int, Axis]]] = [[] for _ in colour]
            for (r, ports), (_, near) in zip(ranked, around(colour)):
                for place, p in enumerate(ports):
                    seen[p].append((r, 0 if free_order[r] else place, near))
            keys = [(own, sorted(ends)) for own, ends in zip(colour, seen)]
            order = sorted(keys)
            new = [bisect_left(order, key) for key in keys]
            if len(set(new)) in (len(set(colour)), len(new)):
                return new
            colour = new

    def search(colour: list[int]) -> tuple[list[tuple[int, Axis]], list[int]]:
        shared = [k for k, often in Counter(colour).items() if often > 1]
        if next(leaves) > LEAVES:
            raise TooLarge("a graph with too many symmetries")
        if not shared:
            return sorted(around(colour)), colour
        plain, tried, found = list(range(len(colour))), list[int](), []
        for c in [c for c, k in enumerate(colour) if k == min(shared)]:
            swaps = ({**dict(enumerate(plain)), c: d, d: c} for d in tried)
            if not any(sorted(around(list(swap.values()))) == sorted(around(plain)) for swap in swaps):
                found.append(search(refine([2 * k - (d == c) for d, k in enumerate(colour)])))
                tried.append(c)
        return min(found)

    code, colour = search(refine([kinds.index(c) for c in classes]))
    order = sorted(range(len(classes)), key=colour.__getitem__)
    return tuple([classes[c] for c in order]), tuple([(labels[r], ports) for r, ports in code])


@lru_cache(maxsize=1 << 14)
def loose(label: Label) -> bool:
    """Whether the ports of an applied function may be exchanged, as those of the inverse of a symmetric matrix."""
    graphs = [graph for argument in label[3] for graph, _ in argument]
    axes = min([len(graph.open) for graph in graphs], default=0)
    whole = label[0] in TRANSPOSABLE and all(list(map(len, graph.open)) == [1, 1] for graph in graphs)
    swaps = [[*range(k), k + 1, k, *range(k + 2, axes)] for k in range(axes - 1)]
    return (whole or (label[0] in ELEMENTWISE and axes > 1)) and all(
        permuted(dict(a), swap) == dict(a) for a in label[3] for swap in swaps
    )
