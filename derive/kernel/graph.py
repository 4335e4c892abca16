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
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any, NamedTuple

from derive.sizes import ONE, Size
from derive.terms import ELEMENTWISE

Label = tuple[str, str, tuple[Size, ...], tuple["Frozen", ...]]  # kind, name, sizes, canonical arguments
Node = tuple[Label, tuple[int, ...]]
Axis = tuple[int, ...]
Frozen = tuple[tuple["Graph", int | Fraction], ...]
Class = tuple[tuple[tuple[int, int], ...], tuple[str, ...], Size]  # places among the open axes, names, size
Pairs = Iterable[tuple[int, int]]
Component = tuple[tuple[Class, ...], tuple[Node, ...]]

HOLE: Label = ("hole", "", (), ())  # where a hypothesis goes in a context
MONOMIALS = 20000  # a polynomial with more raises TooLarge
LEAVES = 2000  # numberings compared for one canonical form before TooLarge
TRANSPOSABLE = frozenset(("inverse", "pseudoinverse", "expm", "logm", "sqrtm"))  # f(A^T) = f(A)^T
INVARIANT = frozenset(("det", "logdet", "rank", "norm_2", "norm_*"))  # f(A^T) = f(A), a scalar
HOMOGENEOUS = frozenset(("inverse", "pseudoinverse", "reciprocal"))  # f(cA) = f(A)/c


class Graph(NamedTuple):
    """One monomial; see the module's docstring. Canonical when it came out of `normal`."""

    nodes: tuple[Node, ...]
    open: tuple[Axis, ...]
    sizes: tuple[Size, ...]
    names: tuple[tuple[str, ...], ...]


Poly = Mapping[Graph, int | Fraction]


class Malformed(Exception):
    """A graph, polynomial or certificate that has no meaning."""


class Unsupported(Exception):
    """A term outside the fragment; the message is the reason."""


class TooLarge(Unsupported):
    """A polynomial or canonical form beyond the budget."""


def freeze(poly: Poly) -> Frozen:
    """The polynomial as a sorted tuple: hashable, comparable, the same for equal polynomials."""
    return tuple(sorted(poly.items()))


def number(value: int | Fraction) -> Poly:
    """The scalar `value`."""
    return {Graph((), (), (), ()): value} if value else {}


def scalar(label: Label) -> Poly:
    """One scalar node."""
    return {Graph(((label, ()),), (), (), ()): 1}


def tensor(label: Label, axes: Sequence[Size]) -> Poly:
    """One node, one axis for each of `axes`."""
    every = range(len(axes))
    return normal(1, [(label, tuple(every))], [(k,) for k in every], axes, [()] * len(axes))


def delta(size: Size) -> Poly:
    """The identity matrix."""
    return normal(1, [], [(0,), (0,)], [size], [()])


def ones(size: Size) -> Poly:
    """The all-ones vector."""
    return normal(1, [], [(0,)], [size], [()])


def structure(poly: Poly) -> tuple[tuple[Size, ...], ...]:
    """The sizes of the classes of each axis; () for zero."""
    graph = next(iter(poly), None)
    return tuple(tuple(graph.sizes[c] for c in axis) for axis in graph.open) if graph else ()


def free(*polys: Poly) -> dict[str, Size]:
    """The free indices that occur, sorted, with their sizes."""
    found = {n: s for poly in polys for g in poly for s, names in zip(g.sizes, g.names) for n in names}
    return dict(sorted(found.items()))


def add(*polys: Poly) -> Poly:
    """The sum. Raises Malformed when the axes differ."""
    total: dict[Graph, int | Fraction] = {}
    wanted: tuple[tuple[Size, ...], ...] | None = None
    for poly in polys:
        if poly and wanted not in (None, structure(poly)):
            if len(wanted or ()) != len(structure(poly)):
                raise Malformed("values of different shapes are added")
            finest = [max(pair, key=len) for pair in zip(wanted or (), structure(poly))]
            return add(*(_split(p, finest) for p in polys))
        wanted = structure(poly) if poly else wanted
        for graph, coefficient in poly.items():
            total[graph] = total.get(graph, 0) + coefficient
    if len(total) > MONOMIALS:
        raise TooLarge(f"more than {MONOMIALS} monomials")
    return {graph: c for graph, c in total.items() if c}


def scale(poly: Poly, by: int | Fraction) -> Poly:
    """The polynomial times a number."""
    return {graph: c * by for graph, c in poly.items()} if by else {}


def subtract(left: Poly, right: Poly) -> Poly:
    """left - right."""
    return add(left, scale(right, -1))


def _met(graph: Graph, c: int) -> bool:
    return bool(graph.names[c]) or any(c in ports for _, ports in graph.nodes)


def _split(poly: Poly, wanted: Sequence[tuple[Size, ...]]) -> Poly:
    """Axes given the structure `wanted`: an axis without a node may be a pair of smaller ones. Raises Malformed."""
    result: list[Poly] = []
    for graph, coefficient in poly.items():
        sizes = list(graph.sizes)
        replaced: dict[int, Any] = {}
        for axis, parts in zip(graph.open, wanted, strict=True):
            if tuple(graph.sizes[c] for c in axis) != parts and axis[:1] not in [(c,) for c in replaced]:
                if len(axis) != 1 or _met(graph, axis[0]) or prod(parts, start=ONE) != sizes[axis[0]]:
                    raise Malformed("axes are pairs in different ways")
                replaced[axis[0]] = tuple(range(len(sizes), len(sizes) + len(parts)))
                sizes += parts
        axes = [sum((replaced.get(c, (c,)) for c in axis), ()) for axis in graph.open]
        sizes = [ONE if c in replaced else s for c, s in enumerate(sizes)]
        result.append(normal(coefficient, graph.nodes, axes, sizes, [*graph.names, *[()] * len(sizes)]))
    return add(*result)


def einsum(out: Sequence[str], *inputs: tuple[str, Poly]) -> Poly:
    """Products summed: one letter an axis of an input; `out` lists the result's axes, each a letter or letters ('ik': a pair).

    Matrix product: einsum(('i', 'k'), ('ij', A), ('jk', B)). Free indices of one name are one index. Raises Malformed, TooLarge.
    """
    if prod(len(poly) for _, poly in inputs) > MONOMIALS:
        raise TooLarge(f"more than {MONOMIALS} monomials")
    finest: dict[str, tuple[Size, ...]] = {}
    for letters, poly in inputs:
        for letter, parts in zip(letters, structure(poly), strict=bool(poly)):
            finest[letter] = max(finest.get(letter, parts), parts, key=len)
    fitted = [
        (ls, p if structure(p) == (want := tuple(finest[x] for x in ls if p)) else _split(p, want)) for ls, p in inputs
    ]
    total: dict[Graph, int | Fraction] = {}
    for choice in product(*(poly.items() for _, poly in fitted)):
        nodes: list[Node] = []
        sizes: list[Size] = []
        names: list[tuple[str, ...]] = []
        axes: dict[str, Axis] = {}
        merges: list[tuple[int, int]] = []
        for (letters, _), (graph, _) in zip(fitted, choice):
            start = len(sizes)
            nodes += (
                [(label, tuple(p + start for p in ports)) for label, ports in graph.nodes] if start else graph.nodes
            )
            sizes += graph.sizes
            names += graph.names
            for letter, axis in zip(letters, graph.open, strict=True):
                shifted = tuple(c + start for c in axis)
                merges += zip(axes.setdefault(letter, shifted), shifted, strict=True)
        opened = [tuple(c for letter in group for c in axes[letter]) for group in out]
        for graph, c in normal(prod(c for _, c in choice), nodes, opened, sizes, names, merges).items():
            total[graph] = total.get(graph, 0) + c
    return {graph: c for graph, c in total.items() if c}


def plug(graph: Graph, index: int, poly: Poly, extra: int = 0) -> Poly:
    """`poly` put in place of node `index`: its axes, flattened, meet the node's ports in order; the last `extra` ones become open."""
    ports, start = graph.nodes[index][1], len(graph.sizes)
    result = []
    for inner, coefficient in poly.items():
        axes = [tuple(c + start for c in axis) for axis in inner.open]
        met = sum(axes[: len(axes) - extra], ())
        if len(met) != len(ports):
            raise Malformed("the hole does not fit")
        nodes = [*graph.nodes[:index], *graph.nodes[index + 1 :]]
        nodes += [(label, tuple(p + start for p in ports)) for label, ports in inner.nodes]
        opened = [*graph.open, *axes[len(axes) - extra :]]
        sizes, names = graph.sizes + inner.sizes, graph.names + inner.names
        result.append(normal(coefficient, nodes, opened, sizes, names, list(zip(ports, met))))
    return add(*result)


def name_axes(poly: Poly, names: Sequence[Sequence[str] | None]) -> Poly:
    """Axes turned into free indices, one name for each class of the axis; None keeps the axis."""
    result = []
    for graph, coefficient in poly.items():
        given = [list(old) for old in graph.names]
        for axis, new in zip(graph.open, names, strict=True):
            if new is not None and len(new) < len(axis):
                raise Malformed("an axis that is a pair needs two names")
            for c, name in zip(axis, new or ()):
                given[c].append(name)
        kept = [axis for axis, new in zip(graph.open, names) if new is None]
        result.append(normal(coefficient, graph.nodes, kept, graph.sizes, [tuple(g) for g in given]))
    return add(*result)


def open_names(poly: Poly, groups: Sequence[Sequence[tuple[str, Size]]]) -> Poly:
    """Free indices turned into axes, each group one axis, after the present axes."""
    added = [pair for group in groups for pair in group]
    result = []
    for graph, coefficient in poly.items():
        gone = {name: k + len(graph.sizes) for k, (name, _) in enumerate(added)}
        axes = [*graph.open, *(tuple(gone[name] for name, _ in group) for group in groups)]
        sizes = [*graph.sizes, *(size for _, size in added)]
        merges = [(c, gone[n]) for c, names in enumerate(graph.names) for n in names if n in gone]
        names = [*(tuple(n for n in old if n not in gone) for old in graph.names), *[()] * len(added)]
        result.append(normal(coefficient, graph.nodes, axes, sizes, names, merges))
    return add(*result)


def normal(
    coefficient: int | Fraction,
    nodes: Sequence[Node],
    axes: Sequence[Axis],
    sizes: Sequence[Size],
    names: Sequence[tuple[str, ...]],
    merges: Pairs = (),
) -> Poly:
    """The canonical polynomial of one graph, after the classes in `merges` are made one. Raises Malformed, TooLarge."""
    parent = list(range(len(sizes)))

    def find(c: int) -> int:
        while parent[c] != c:
            parent[c] = c = parent[parent[c]]
        return c

    def unite(pairs: Pairs) -> None:
        for a, b in pairs:
            if sizes[a] != sizes[b]:
                raise Malformed(f"an index of size {sizes[a]} is not one of size {sizes[b]}")
            parent[find(a)] = find(b)

    unite(merges)
    first: dict[str, int] = {}
    unite([(first.setdefault(name, c), c) for c, given in enumerate(names) for name in given])
    if any(label[0] in SELECTORS for label, _ in nodes):
        sizes = [*sizes]
        selected = _select(nodes, {c for axis in axes for c in axis} | set(first.values()), sizes, find, unite)
        if selected is None:
            return {}
        nodes = selected
    nodes = [(label, tuple(find(p) for p in ports if sizes[p] != ONE)) for label, ports in nodes]
    axes = [tuple(find(c) for c in axis if sizes[c] != ONE) for axis in axes]
    called: dict[int, list[str]] = {}
    for name, c in first.items():
        called.setdefault(find(c), []).append(name)
    met = {p for _, ports in nodes for p in ports} | {c for axis in axes for c in axis}
    alone = [c for c in range(len(sizes)) if parent[c] == c and c not in met and sizes[c] != ONE]
    factor = prod((sizes[c] for c in alone if c not in called), start=ONE)
    kept = met | {c for c in alone if len(called.get(c, ())) > 1}
    places: dict[int, list[tuple[int, int]]] = {c: [] for c in kept}
    for k, axis in enumerate(axes):
        for j, c in enumerate(axis):
            places[c].append((k, j))
    classes = {c: (tuple(places[c]), tuple(sorted(called.get(c, ()))), sizes[c]) for c in kept}
    powers: dict[str, int] = {}
    for label, _ in nodes:
        if label[0] in ("size", "unsize"):
            powers[label[1]] = powers.get(label[1], 0) + (1 if label[0] == "size" else -1)
    components = _components([node for node in nodes if node[0][0] not in ("size", "unsize")], classes)
    result = {}
    for monomial, count in factor.parts:
        total = dict(powers)
        for name in monomial:
            total[name] = total.get(name, 0) + 1
        extra = [
            ((), (((("size" if k > 0 else "unsize"), name, (), ()), ()),) * abs(k)) for name, k in total.items() if k
        ]
        result[_assemble(sorted([*components, *extra]), len(axes))] = coefficient * count
    return result


SELECTORS = ("basis", "inject")  # e_k, and the injection of the k-th part (total index, index within the part)


def _fits(label: Label, ports: Axis, sizes: Sequence[Size]) -> bool:
    k, whole, parts = int(label[1]), sizes[ports[0]], label[2]
    if label[0] == "basis":
        return len(ports) == 1 and 1 <= k <= (whole.value or k)
    inner = [sizes[p] for p in ports[1:] if sizes[p] != ONE]
    return 1 <= k <= len(parts) and sum(parts, Size(())) == whole and inner == [s for s in parts[k - 1 : k] if s != ONE]


def _select(
    nodes: Sequence[Node], kept: set[int], sizes: list[Size], find: Callable[[int], int], unite: Callable[[Pairs], None]
) -> list[Node] | None:
    """Selectors at one index: the same one twice is once (their parts one index), two different ones are zero, one summed alone is 1
    (the index is gone: its size is set to 1)."""
    if not all(_fits(label, ports, sizes) for label, ports in nodes if label[0] in SELECTORS):
        raise Malformed("a selector does not fit")
    while True:
        seen: dict[tuple[int, tuple[Size, ...]], Node] = {}
        rest: list[Node] = []
        for label, ports in nodes:
            key = (find(ports[0]), label[2]) if label[0] in SELECTORS else None
            if key is None or key not in seen:
                rest.append((label, ports))
                if key is not None:
                    seen[key] = (label, ports)
            elif seen[key][0] != label:
                return None
            else:
                unite(zip(ports[1:], seen[key][1][1:]))
        degree = Counter(find(p) for _, ports in rest for p in set(ports)) + Counter({find(c) for c in kept})
        alone = [
            n for n in rest if n[0][0] in SELECTORS and (degree[find(n[1][0])] == 1 or sizes[find(n[1][0])] == ONE)
        ]
        for _, ports in alone:
            sizes[find(ports[0])] = ONE
        if not alone and len(rest) == len(nodes):
            return rest
        nodes = [n for n in rest if n not in alone]


def _components(nodes: Iterable[Node], classes: Mapping[int, Class]) -> list[Component]:
    """The connected parts, each in canonical form."""
    parent = {c: c for c in classes}

    def find(c: int) -> int:
        while parent[c] != c:
            c = parent[c]
        return c

    for _, ports in nodes:
        for p in ports[1:]:
            parent[find(p)] = find(ports[0])
    groups: dict[int, tuple[list[Node], dict[int, int]]] = {}
    found = [_component((node,), ()) for node in nodes if not node[1]]
    for c in classes:
        local = groups.setdefault(find(c), ([], {}))[1]
        local[c] = len(local)
    for label, ports in nodes:
        if ports:
            own, local = groups[find(ports[0])]
            own.append((label, tuple(local[p] for p in ports)))
    return found + [_component(tuple(own), tuple(classes[c] for c in local)) for own, local in groups.values()]


@lru_cache(maxsize=1 << 16)
def _component(nodes: tuple[Node, ...], classes: tuple[Class, ...]) -> Component:
    """The least numbering of a connected graph's classes, by colour refinement and backtracking. Raises TooLarge."""
    labels = sorted({label for label, _ in nodes})
    rank, free_order = {label: k for k, label in enumerate(labels)}, [loose(label) for label in labels]
    ranked = [(rank[label], ports) for label, ports in nodes]
    kinds = sorted(set(classes))
    best: list[tuple[list[tuple[int, Axis]], list[int]]] = []
    leaves = 0

    def numbered(colour: Sequence[int]) -> list[tuple[int, Axis]]:
        new = ((r, tuple(colour[p] for p in ports)) for r, ports in ranked)
        return sorted((r, tuple(sorted(ports)) if free_order[r] else ports) for r, ports in new)

    def refine(colour: list[int]) -> list[int]:
        while True:
            seen: list[list[tuple[int, int, Axis]]] = [[] for _ in colour]
            for r, ports in ranked:
                around = tuple(colour[p] for p in ports)
                around = tuple(sorted(around)) if free_order[r] else around
                for place, p in enumerate(ports):
                    seen[p].append((r, 0 if free_order[r] else place, around))
            keys = [(colour[c], sorted(seen[c])) for c in range(len(colour))]
            order = sorted(keys)
            new = [bisect_left(order, key) for key in keys]
            if len(set(new)) in (len(set(colour)), len(new)):
                return new
            colour = new

    def search(colour: list[int]) -> None:
        nonlocal leaves
        shared = [k for k, count in Counter(colour).items() if count > 1]
        if not shared:
            leaves += 1
            if leaves > LEAVES:
                raise TooLarge("a graph with too many symmetries")
            if (code := numbered(colour)) and (not best or code < best[0][0]):
                best[:] = [(code, colour)]
            return
        cell = [c for c, k in enumerate(colour) if k == min(shared)]
        tried: list[int] = []
        plain = list(range(len(colour)))
        for c in cell:
            swaps = ({**dict(enumerate(plain)), c: d, d: c} for d in tried)
            if not any(numbered(list(swap.values())) == numbered(plain) for swap in swaps):
                search(refine([2 * k - (d == c) for d, k in enumerate(colour)]))
                tried.append(c)

    start = [kinds.index(c) for c in classes]
    search(refine(start) if nodes and classes else start)
    code, colour = best[0] if best else ([], start)
    order = sorted(range(len(classes)), key=lambda c: colour[c])
    return tuple(classes[c] for c in order), tuple((labels[r], ports) for r, ports in code)


def _assemble(components: Sequence[Component], count: int) -> Graph:
    axes: list[dict[int, int]] = [{} for _ in range(count)]
    nodes: list[Node] = []
    classes: list[Class] = []
    for own, tensors in components:
        start = len(classes)
        nodes += [(label, tuple(p + start for p in ports)) for label, ports in tensors] if start else tensors
        for c, (places, _, _) in enumerate(own, start):
            for k, j in places:
                axes[k][j] = c
        classes += own
    opened = tuple(tuple(axis[j] for j in sorted(axis)) for axis in axes)
    return Graph(tuple(nodes), opened, tuple(c[2] for c in classes), tuple(c[1] for c in classes))


def permuted(poly: Poly, order: Sequence[int]) -> Poly:
    """The axes in another order: axis k of the result is axis order[k]."""
    return add(*(normal(c, g.nodes, [g.open[k] for k in order], g.sizes, g.names) for g, c in poly.items()))


@lru_cache(maxsize=1 << 14)
def loose(label: Label) -> bool:
    """Whether the ports of an applied function may be exchanged, as those of the inverse of a symmetric matrix."""
    if label[0] not in TRANSPOSABLE | ELEMENTWISE or any(len(g.open) < 2 for a in label[3] for g, _ in a):
        return False
    if label[0] in TRANSPOSABLE and any(list(map(len, g.open)) != [1, 1] for g, _ in label[3][0]):
        return False
    axes = len(label[3][0][0][0].open)
    swaps = [[*range(k), k + 1, k, *range(k + 2, axes)] for k in range(axes - 1)]
    return all(permuted(dict(a), swap) == dict(a) for a in label[3] for swap in swaps)
