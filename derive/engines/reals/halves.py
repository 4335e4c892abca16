"""Tensors whose squares may add up to a scalar polynomial: the halves of its graphs.

A scalar graph cut in two is an inner product of two tensors. A sum of squares is made of such halves, as xᵀAᵀAx is ⟨Ax, Ax⟩ and
|x|²|y|² - (xᵀy)² is half the square of xyᵀ - yxᵀ (Lagrange's identity; Steele, The Cauchy-Schwarz Master Class, 2004, chapter 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, permutations

from derive.engines.reals.atoms import Atoms
from derive.engines.reals.squares import Family
from derive.kernel.graph import Graph, Node, Poly, einsum, normal, structure
from derive.numerics.polynomials import Polynomial
from derive.sizes import Size

MOST_NODES = 8
MOST_AXES = 4
MOST_HALVES = 12
LETTERS = "abcdef"
Shape = tuple[tuple[Size, ...], ...]


def families(goal: Poly, atoms: Atoms, inequalities: Sequence[Polynomial]) -> list[tuple[list[Poly], Family]]:
    """Groups of tensors of one shape with the polynomials that their inner products are, and the inequality that multiplies them."""
    found: list[tuple[list[Poly], Family]] = []
    for (factor, _), tensors in _halves(goal, atoms, inequalities).items():
        kept = tensors[:MOST_HALVES]
        products = [[_inner(atoms, a, b) for b in kept] for a in kept]
        found.append((kept, Family(tuple(map(tuple, products)), factor)))
    return found


def _inner(atoms: Atoms, a: Poly, b: Poly) -> Polynomial:
    axes = LETTERS[: len(structure(a))]
    return atoms(einsum((), (axes, a), (axes, b)))


def _halves(goal: Poly, atoms: Atoms, inequalities: Sequence[Polynomial]) -> dict[tuple[int | None, Shape], list[Poly]]:
    """The halves with at least one axis, by factor and shape; those of the monomials with positive coefficients first."""
    found: dict[tuple[int | None, Shape], dict[tuple[Graph, ...], Poly]] = {}
    for graph, _ in sorted(goal.items(), key=lambda item: (item[1] < 0, item[0])):
        for factor, rest in _factored(graph, atoms, inequalities):
            for half in halves(rest):
                found.setdefault((factor, structure(half)), {}).setdefault(tuple(half), half)
    return {key: list(own.values()) for key, own in found.items()}


def _factored(graph: Graph, atoms: Atoms, inequalities: Sequence[Polynomial]) -> Iterator[tuple[int | None, Graph]]:
    """A graph as it is, and without the scalars whose product is one of the inequalities."""
    yield None, graph
    alone = [node for node in graph.nodes if not node[1]]
    if alone:
        product = atoms(normal(1, (alone, (), (), ())))
        rest = graph._replace(nodes=tuple(node for node in graph.nodes if node[1]))
        yield from ((place, rest) for place, other in enumerate(inequalities) if other == product)


def halves(graph: Graph) -> Iterator[Poly]:
    """Both halves of every way to cut a graph into two of as many nodes each, with every order of the axes between them."""
    count = len(graph.nodes)
    if count > MOST_NODES or count % 2 or count == 0:
        return
    for chosen in combinations(range(count), count // 2):
        if 0 not in chosen:
            continue
        one = [graph.nodes[k] for k in chosen]
        other = [graph.nodes[k] for k in range(count) if k not in chosen]
        between = sorted(_classes(one) & _classes(other))
        between = [c for c in between if not graph.names[c]]
        if not 0 < len(between) <= MOST_AXES:
            continue
        for order in permutations(between):
            sizes = [graph.sizes[c] for c in order]
            if sizes != sorted(sizes):  # the same tensors with their axes in another order
                continue
            yield _open(graph, one, order)
            yield _open(graph, other, order)


def _classes(nodes: Iterable[Node]) -> set[int]:
    return {p for _, ports in nodes for p in ports}


def _open(graph: Graph, nodes: list[Node], axes: Sequence[int]) -> Poly:
    used = sorted(_classes(nodes))
    new = {c: k for k, c in enumerate(used)}
    moved = [(label, tuple(new[p] for p in ports)) for label, ports in nodes]
    opened = [(new[c],) for c in axes]
    return normal(1, (moved, opened, [graph.sizes[c] for c in used], [graph.names[c] for c in used]))
