"""Between the kernel's graphs and the search's: labels and sizes become small numbers, in order of first appearance.

The search knows one kind of axis. A kernel graph's axes are flattened into classes, and its free indices follow as further axes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from derive.engines.algebra.graphs import HOLE, Graph
from derive.kernel import graph as kernel
from derive.sizes import Size

Terms = list[tuple[Fraction, Graph]]



@dataclass(slots=True)
class Language:
    """The labels and sizes met so far, and the free indices of the statement with their sizes, sorted."""

    names: dict[str, Size] = field(default_factory=dict)
    labels: list[kernel.Label] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    _label_numbers: dict[kernel.Label, int] = field(default_factory=dict)
    _size_numbers: dict[Size, int] = field(default_factory=dict)

    def label(self, label: kernel.Label) -> int:
        """The number of a label."""
        found = self._label_numbers.get(label)
        if found is None:
            found = self._label_numbers[label] = len(self.labels)
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

    def read(self, graph: kernel.Graph, names: Mapping[str, Size]) -> Graph:
        """A kernel graph for the search; the classes of the free indices `names` become its last axes."""
        nodes = tuple([(self.label(label), ports) for label, ports in graph.nodes])
        axes = [c for axis in graph.open for c in axis]
        sizes = [self.size(s) for s in graph.sizes]
        where = {name: c for c, given in enumerate(graph.names) for name in given}
        for name, size in names.items():
            if name not in where:
                where[name] = len(sizes)
                sizes.append(self.size(size))
            axes.append(where[name])
        return Graph(nodes, tuple(axes), tuple(sizes))

    def terms(self, poly: kernel.Poly, names: Mapping[str, Size]) -> Terms:
        """A kernel polynomial as coefficients and graphs."""
        return [(Fraction(c), self.read(graph, names)) for graph, c in poly.items()]

    def write(self, graph: Graph, groups: Sequence[int], names: Sequence[str]) -> kernel.Graph:
        """A context for the kernel: its axes grouped as `groups` says (how many classes each has), then the free indices `names`."""
        nodes = tuple([(kernel.HOLE if n == HOLE else self.labels[n], ports) for n, ports in graph.nodes])
        at, axes = 0, []
        for width in groups:
            axes.append(graph.open[at : at + width])
            at += width
        given: list[list[str]] = [[] for _ in graph.sizes]
        for name, cls in zip(names, graph.open[at:], strict=True):
            given[cls].append(name)
        sizes = tuple([self.sizes[s] for s in graph.sizes])
        return kernel.Graph(nodes, tuple(axes), sizes, tuple([tuple(g) for g in given]))
