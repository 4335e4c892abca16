"""The kernel's scalar polynomials as ordinary ones: every connected part of a contraction graph is one variable.

`xᵀAx`, `tr(AB)`, `a`, `1/a` and `a_i` (with i free) are such parts. Nothing is known of them but that they are real numbers: what is proved of
the variables holds of the parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from derive.kernel.graph import HOLE, UNIT, Frozen, Graph, Node, Poly, Unsupported, add, einsum, freeze, normal, scale
from derive.numerics.polynomials import Monomial, Polynomial, times


class Atoms:
    """Variables by connected part, numbered in the order in which they are met."""

    def __init__(self) -> None:
        self.places: dict[Graph, int] = {}
        self.parts: list[Poly] = []

    def __call__(self, poly: Poly) -> Polynomial:
        """A scalar polynomial of the kernel in the variables. Raises Unsupported where it has open axes."""
        total: dict[Monomial, Fraction] = {}
        for graph, coefficient in poly.items():
            monomial, factor = self._monomial(graph)
            total[monomial] = total.get(monomial, Fraction(0)) + Fraction(coefficient) * factor
        return Polynomial(total)

    def _monomial(self, graph: Graph) -> tuple[Monomial, Fraction]:
        if graph.open:
            raise Unsupported("not a scalar")
        monomial: Monomial = ()
        factor = Fraction(1)
        for part in components(graph):
            ((one, coefficient),) = part.items()
            factor *= Fraction(coefficient)
            place = self.places.get(one)
            if place is None:
                place = self.places[one] = len(self.parts)
                self.parts.append({one: 1})
            monomial = times(monomial, ((place, 1),))
        return monomial, factor

    def back(self, polynomial: Polynomial) -> Poly:
        """The kernel's polynomial again."""
        total: list[Poly] = []
        for monomial, coefficient in polynomial.terms():
            total.append(scale(self.product(monomial), coefficient))
        return add(*total)

    def product(self, monomial: Monomial) -> Poly:
        """A monomial as the product of its parts."""
        return einsum((), *(("", self.parts[place]) for place, power in monomial for _ in range(power)))

    def contexts(self, polynomial: Polynomial) -> Iterator[tuple[Fraction, Graph]]:
        """The monomials of a multiplier, each with a hole for a scalar fact beside it."""
        for monomial, coefficient in polynomial.terms():
            for graph, c in self.product(monomial).items():
                yield coefficient * Fraction(c), graph._replace(nodes=(*graph.nodes, (HOLE, ())))


def components(graph: Graph) -> list[Poly]:
    """The connected parts of a scalar graph, parts that meet only in a class that a free index names counted apart."""
    parent = list(range(len(graph.sizes)))

    def find(c: int) -> int:
        while parent[c] != c:
            c = parent[c]
        return c

    for _, ports in graph.nodes:
        inner = [p for p in ports if not graph.names[p]]
        for p in inner[1:]:
            parent[find(p)] = find(inner[0])
    groups: dict[object, list[Node]] = {}
    for k, (label, ports) in enumerate(graph.nodes):
        inner = [p for p in ports if not graph.names[p]]
        groups.setdefault(find(inner[0]) if inner else ("alone", k), []).append((label, ports))
    met = {p for _, ports in graph.nodes for p in ports}
    if any(c not in met for c in range(len(graph.sizes))):
        raise Unsupported("a Kronecker delta of free indices")
    return [_part(graph, nodes) for nodes in groups.values()]


def _part(graph: Graph, nodes: list[Node]) -> Poly:
    used = sorted({p for _, ports in nodes for p in ports})
    new = {c: k for k, c in enumerate(used)}
    moved = [(label, tuple(new[p] for p in ports)) for label, ports in nodes]
    return normal(1, (moved, (), [graph.sizes[c] for c in used], [graph.names[c] for c in used]))


def combination(weights: Mapping[int, Fraction], things: list[Poly]) -> Frozen:
    """A weighted sum of tensors, as the kernel keeps it."""
    return freeze(add(*(scale(things[k], w) for k, w in weights.items() if w)))


ONE = freeze({UNIT: 1})
