"""Between the kernel's graphs and the search's: labels and sizes become small numbers, in order of first appearance.

The search knows one kind of axis and no names. A kernel graph's axes are flattened into classes; a free index i of the statement becomes a
node on its class that picks the i-th place, so that two classes with the index i are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derive.engines.algebra.graphs import HOLE, Graph, Node
from derive.kernel import graph as kernel
from derive.record import dataclass, field
from derive.sizes import Size

Terms = list[tuple[Fraction, Graph]]
FREE = "free index"  # the kind of the label of a free index; only the search has it


@dataclass(slots=True)
class Language:
    """The labels and sizes met so far."""

    labels: list[kernel.Label] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    _label_numbers: dict[tuple[kernel.Label, tuple[Size, ...]], int] = field(default_factory=dict)
    _size_numbers: dict[Size, int] = field(default_factory=dict)

    def label(self, label: kernel.Label, sizes: tuple[Size, ...] = ()) -> int:
        """The number of a label whose ports have these sizes: one name with two shapes is two things."""
        found = self._label_numbers.get((label, sizes))
        if found is None:
            found = self._label_numbers[label, sizes] = len(self.labels)
            self.labels.append(label)
        return found

    def size(self, size: Size) -> int:
        """The number of a size."""
        found = self._size_numbers.get(size)
        if found is None:
            found = self._size_numbers[size] = len(self.sizes)
            self.sizes.append(size)
        return found

    def size_parts(self, size: int) -> list[tuple[Fraction, tuple[int, ...]]]:
        """A size as a polynomial: coefficients and the labels that stand for size names."""
        return [
            (Fraction(count), tuple([self.label(("size", name, (), ())) for name in monomial]))
            for monomial, count in self.sizes[size].parts
        ]

    def read(self, graph: kernel.Graph) -> Graph:
        """A kernel graph for the search."""
        nodes: list[Node] = [(self.label(*_sized(graph, node)), node[1]) for node in graph.nodes]
        for cls, names in enumerate(graph.names):
            nodes += [(self.label((FREE, name, (), ()), (graph.sizes[cls],)), (cls,)) for name in names]
        axes = tuple([c for axis in graph.open for c in axis])
        return Graph(tuple(nodes), axes, tuple([self.size(s) for s in graph.sizes]))

    def terms(self, poly: kernel.Poly) -> Terms:
        """A kernel polynomial as coefficients and graphs."""
        return [(Fraction(c), self.read(graph)) for graph, c in poly.items()]

    def mentioned(self, terms: Terms) -> set[int]:
        """The numbers of the labels in a polynomial, those inside arguments of functions too."""
        found: set[int] = set()
        waiting = [number for _, graph in terms for number, _ in graph.nodes]
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                inner = (graph for argument in self.labels[number][3] for graph, _ in argument)
                waiting += [self.label(*_sized(graph, node)) for graph in inner for node in graph.nodes]
        return found

    def write(self, graph: Graph, groups: Sequence[int]) -> kernel.Graph:
        """A context for the kernel, its axes grouped as `groups` says (how many classes each has)."""
        nodes: list[kernel.Node] = []
        names: list[list[str]] = [[] for _ in graph.sizes]
        for number, ports in graph.nodes:
            label = kernel.HOLE if number == HOLE else self.labels[number]
            if label[0] == FREE:
                names[ports[0]].append(label[1])
            else:
                nodes.append((label, ports))
        at, axes = 0, []
        for width in groups:
            axes.append(graph.open[at : at + width])
            at += width
        sizes = tuple([self.sizes[s] for s in graph.sizes])
        return kernel.Graph(tuple(nodes), tuple(axes), sizes, tuple([tuple(sorted(set(given))) for given in names]))


def _sized(graph: kernel.Graph, node: kernel.Node) -> tuple[kernel.Label, tuple[Size, ...]]:
    return node[0], tuple([graph.sizes[port] for port in node[1]])
