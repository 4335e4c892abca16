"""What the kernel's normal form does by itself, as rules that need no hypothesis.

Selectors (basis vectors and the injections of a block's parts) meet at an index: the same one twice is once, two different ones are zero,
one summed alone is one. A free index names one class. A size times its reciprocal is one. The ports of some functions may be exchanged (the inverse of a symmetric matrix).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derive.engines.algebra.graphs import Graph
from derive.engines.algebra.language import FREE, Language, Terms
from derive.engines.algebra.theory import Theory
from derive.kernel import graph as kernel

ONE = Fraction(1)


def selector_sizes(language: Language, label: int, graphs: Iterable[Graph]) -> tuple[int, ...]:
    """The sizes at a label's ports, from any graph it stands in."""
    for graph in graphs:
        for other, ports in graph.nodes:
            if other == label:
                return tuple([graph.sizes[p] for p in ports])
    raise ValueError("the label does not occur")


def structural(language: Language, graphs: list[Graph]) -> list[Terms]:
    """The polynomials that the kernel's normal form makes zero, for the labels of these graphs."""
    present = sorted({label for graph in graphs for label, _ in graph.nodes if label >= 0})
    selectors = [label for label in present if language.labels[label][0] in kernel.SELECTORS]
    shapes = {label: selector_sizes(language, label, graphs) for label in selectors}
    found: list[Terms] = []
    for i, label in enumerate(selectors):
        found.append(_alone(label, shapes[label]))
        found.append(_twice(label, shapes[label]))
        for other in selectors[i + 1 :]:
            if shapes[label][0] == shapes[other][0] and language.labels[label][2] == language.labels[other][2]:
                found.append(_different(label, shapes[label], other, shapes[other]))
    for label in present:
        kind, name, _, _ = language.labels[label]
        if kind == FREE:
            found += _index(label, selector_sizes(language, label, graphs)[0])
        if kind == "unsize":
            size = language.label(("size", name, (), ()))
            found.append([(ONE, Graph(((size, ()), (label, ())), (), ())), (-ONE, Graph((), (), ()))])
    return found


def _index(label: int, size: int) -> list[Terms]:
    """Two classes with one free index are one class; a free index alone adds nothing."""
    twice = Graph(((label, (0,)), (label, (1,))), (0, 1), (size, size))
    return [[(ONE, twice), (-ONE, Graph(((label, (0,)),), (0, 0), (size,)))], _alone(label, (size,))]


def _alone(label: int, sizes: tuple[int, ...]) -> Terms:
    parts = tuple(range(1, len(sizes)))
    return [
        (ONE, Graph(((label, (0, *parts)),), parts, sizes)),
        (-ONE, Graph((), tuple(p - 1 for p in parts), sizes[1:])),
    ]


def _twice(label: int, sizes: tuple[int, ...]) -> Terms:
    n = len(sizes)
    parts, again = tuple(range(1, n)), tuple(range(n, 2 * n - 1))
    return [
        (ONE, Graph(((label, (0, *parts)), (label, (0, *again))), (0, *parts, *again), sizes + sizes[1:])),
        (-ONE, Graph(((label, (0, *parts)),), (0, *parts, *parts), sizes)),
    ]


def _different(label: int, sizes: tuple[int, ...], other: int, other_sizes: tuple[int, ...]) -> Terms:
    n = len(sizes)
    again = tuple(range(n, n + len(other_sizes) - 1))
    nodes = ((label, tuple(range(n))), (other, (0, *again)))
    return [(ONE, Graph(nodes, (*range(n), *again), sizes + other_sizes[1:]))]


def install(theory: Theory, language: Language, graphs: list[Graph]) -> None:
    """Tells a theory what the kernel does by itself."""
    ports = {label: len(at) for graph in graphs for label, at in graph.nodes if label >= 0}
    for label in sorted(ports):
        if ports[label] == 2 and kernel.loose(language.labels[label]):
            theory.symmetrise(label, None)
    for terms in structural(language, graphs):
        theory.install(theory.orient(theory.given(terms)))
