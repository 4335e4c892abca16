"""Finding a pattern inside a graph, and gluing two patterns along common nodes.

A summed class of a pattern may only be matched by a summed class that has no ports beside the matched ones; the classes of a
pattern's axes may be matched by any classes, also by one and the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from derive.engines.algebra.graphs import HOLE, Graph, Node, compress, degrees


class Pattern(NamedTuple):
    """A graph prepared for matching: nodes in an order in which each touches an earlier one where possible."""

    graph: Graph
    nodes: tuple[Node, ...]
    degree: tuple[int, ...]
    is_open: tuple[bool, ...]
    labels: tuple[tuple[int, int], ...]
    bare: tuple[int, ...]


class Match(NamedTuple):
    """Where a pattern was found: `swaps` are the target's nodes whose ports must be exchanged first; `context` is of the target after that."""

    context: Graph
    swaps: tuple[int, ...]


def label_counts(graph: Graph) -> dict[int, int]:
    """How often each label occurs."""
    counts: dict[int, int] = {}
    for label, _ in graph.nodes:
        counts[label] = counts.get(label, 0) + 1
    return counts


def prepare(graph: Graph) -> Pattern:
    """The pattern of a graph; raises ValueError when the graph has no nodes."""
    if not graph.nodes:
        raise ValueError("a pattern needs a node")
    count = degrees(graph)
    counts = label_counts(graph)
    waiting = sorted(range(len(graph.nodes)), key=lambda i: counts[graph.nodes[i][0]])
    order: list[int] = []
    seen: set[int] = set()
    while waiting:
        at = next((i for i in waiting if seen.intersection(graph.nodes[i][1])), waiting[0])
        waiting.remove(at)
        order.append(at)
        seen.update(graph.nodes[at][1])
    is_open = [False] * len(graph.sizes)
    for cls in graph.open:
        is_open[cls] = True
    return Pattern(
        graph,
        tuple([graph.nodes[i] for i in order]),
        tuple(count),
        tuple(is_open),
        tuple(sorted(counts.items())),
        tuple(sorted({c for c in range(len(graph.sizes)) if not count[c]})),
    )


def matches(pattern: Pattern, target: Graph, symmetric: set[int]) -> Iterator[Match]:
    """Every way the pattern occurs in the target."""
    by_label: dict[int, list[int]] = {}
    for i, (label, _) in enumerate(target.nodes):
        by_label.setdefault(label, []).append(i)
    for label, count in pattern.labels:
        if len(by_label.get(label, ())) < count:
            return
    count_of = degrees(target)
    open_target = set(target.open)
    bind: list[int] = [-1] * len(pattern.degree)
    used: list[int] = []
    swaps: list[int] = []

    def assign(own: tuple[int, ...], other: tuple[int, ...]) -> list[int] | None:
        added: list[int] = []
        for p, t in zip(own, other, strict=True):
            if bind[p] == t:
                continue
            if bind[p] != -1 or (not pattern.is_open[p] and (t in open_target or count_of[t] != pattern.degree[p])):
                for cls in added:
                    bind[cls] = -1
                return None
            bind[p] = t
            added.append(p)
        return added

    def extend(depth: int) -> Iterator[Match]:
        if depth == len(pattern.nodes):
            yield from _finish(pattern, target, bind, used, swaps)
            return
        label, ports = pattern.nodes[depth]
        for i in by_label[label]:
            if i in used:
                continue
            other = target.nodes[i][1]
            for swap in (False, True) if label in symmetric and other[0] != other[1] else (False,):
                added = assign(ports, (other[1], other[0]) if swap else other)
                if added is None:
                    continue
                used.append(i)
                if swap:
                    swaps.append(i)
                yield from extend(depth + 1)
                if swap:
                    swaps.pop()
                used.pop()
                for cls in added:
                    bind[cls] = -1

    yield from extend(0)


def _finish(pattern: Pattern, target: Graph, bind: list[int], used: list[int], swaps: list[int]) -> Iterator[Match]:
    choices: list[dict[int, int]] = [{}]
    for cls in pattern.bare:
        size = pattern.graph.sizes[cls]
        if not pattern.is_open[cls]:
            return  # a size as a factor is never matched: rules carry sizes in their coefficients' graphs only
        fitting = [t for t, s in enumerate(target.sizes) if s == size]
        choices = [{**chosen, cls: t} for chosen in choices for t in fitting]
    for chosen in choices:
        ports = tuple([chosen.get(cls, bind[cls]) for cls in pattern.graph.open])
        yield Match(context_of(target, used, ports), tuple(swaps))


def context_of(target: Graph, used: list[int], ports: tuple[int, ...]) -> Graph:
    """The target with the nodes `used` replaced by a hole at `ports`; summed classes that only they had go."""
    gone = set(used)
    rest = [node for i, node in enumerate(target.nodes) if i not in gone]
    touched = {p for i in used for p in target.nodes[i][1]}
    keep = [c for c in range(len(target.sizes)) if c not in touched]
    rest.append((HOLE, ports))
    return compress(rest, target.open, list(target.sizes), list(range(len(target.sizes))), keep)


class Overlap(NamedTuple):
    """Two patterns glued: the contexts in which the first and the second stand in it."""

    first: Graph
    second: Graph
    size: int


def overlaps(
    one: Pattern, two: Pattern, symmetric: set[int], tick: Callable[[], None] = lambda: None
) -> Iterator[Overlap]:
    """Every way of gluing two patterns along at least one common node, with no more in common than that forces; `tick` is told of each
    identification tried."""
    for i, (label, _ports) in enumerate(one.nodes):
        for j, (other_label, other) in enumerate(two.nodes):
            if label != other_label:
                continue
            for swap in (False, True) if label in symmetric and other[0] != other[1] else (False,):
                glue = _Glue(one, two, symmetric, tick)
                if glue.join(i, j, swap):
                    yield from glue.close()


class _Glue:
    """A partial identification of the nodes and classes of two patterns."""

    def __init__(self, one: Pattern, two: Pattern, symmetric: set[int], tick: Callable[[], None]) -> None:
        self.one, self.two, self.symmetric, self.tick = one, two, symmetric, tick
        self.offset = len(one.degree)
        self.root = list(range(self.offset + len(two.degree)))
        self.pairs: dict[int, tuple[int, bool]] = {}

    def copy(self) -> _Glue:
        other = _Glue(self.one, self.two, self.symmetric, self.tick)
        other.root = list(self.root)
        other.pairs = dict(self.pairs)
        return other

    def top(self, cls: int) -> int:
        while self.root[cls] != cls:
            cls = self.root[cls]
        return cls

    def join(self, i: int, j: int, swap: bool) -> bool:
        """Identifies node j of the second with node i of the first; False when the classes do not allow it."""
        if j in self.pairs or any(i == other for other, _ in self.pairs.values()):
            return False
        self.tick()
        ports, other = self.one.nodes[i][1], self.two.nodes[j][1]
        if swap:
            other = (other[1], other[0])
        for p, q in zip(ports, other, strict=True):
            a, b = self.top(p), self.top(q + self.offset)
            if a != b:
                self.root[max(a, b)] = min(a, b)
        self.pairs[j] = (i, swap)
        return self._sound()

    def _groups(self) -> dict[int, tuple[list[int], list[int]]]:
        groups: dict[int, tuple[list[int], list[int]]] = {}
        for cls in range(len(self.root)):
            mine, theirs = groups.setdefault(self.top(cls), ([], []))
            (mine if cls < self.offset else theirs).append(cls)
        return groups

    def _sound(self) -> bool:
        for mine, theirs in self._groups().values():
            if len(mine) > 1 and not all(self.one.is_open[c] for c in mine):
                return False
            if len(theirs) > 1 and not all(self.two.is_open[c - self.offset] for c in theirs):
                return False
        return True

    def close(self) -> Iterator[Overlap]:
        """Identifies what is forced and yields the finished gluings."""
        forced = self._forced()
        if forced is None:
            found = self._result()
            if found is not None:
                yield found
            return
        from_first, at, group = forced
        own = self.two if from_first else self.one
        label = (self.one if from_first else self.two).nodes[at][0]
        for k, (other_label, other) in enumerate(own.nodes):
            if other_label != label:
                continue
            for swap in (False, True) if label in self.symmetric and other[0] != other[1] else (False,):
                if (k if from_first else at) in self.pairs:
                    continue
                attempt = self.copy()
                if attempt.join(*((at, k) if from_first else (k, at)), swap) and self._touches(
                    attempt, group, at, k, from_first
                ):
                    yield from attempt.close()

    @staticmethod
    def _touches(attempt: _Glue, group: int, at: int, k: int, from_first: bool) -> bool:
        node = (attempt.two if from_first else attempt.one).nodes[k]
        shift = attempt.offset if from_first else 0
        return any(attempt.top(p + shift) == attempt.top(group) for p in node[1])

    def _forced(self) -> tuple[bool, int, int] | None:
        """A node that must still be identified: it touches a class that is summed inside the other pattern."""
        groups = self._groups()
        matched = {i for i, _ in self.pairs.values()}
        for top, (mine, theirs) in groups.items():
            if not mine or not theirs:
                continue
            if any(not self.two.is_open[c - self.offset] for c in theirs):
                for i, (_, ports) in enumerate(self.one.nodes):
                    if i not in matched and any(self.top(p) == top for p in ports):
                        return True, i, top
            if any(not self.one.is_open[c] for c in mine):
                for j, (_, ports) in enumerate(self.two.nodes):
                    if j not in self.pairs and any(self.top(p + self.offset) == top for p in ports):
                        return False, j, top
        return None

    def _result(self) -> Overlap | None:
        axes = []
        for top, (mine, theirs) in self._groups().items():
            if all(self.one.is_open[c] for c in mine) and all(self.two.is_open[c - self.offset] for c in theirs):
                axes.append(top)
        sizes = [*self.one.graph.sizes, *self.two.graph.sizes]
        if any(sizes[c] != sizes[self.top(c)] for c in range(len(sizes))):
            return None
        matched = {i for i, _ in self.pairs.values()}
        first_hole = (HOLE, self.one.graph.open)
        second_hole = (HOLE, tuple([c + self.offset for c in self.two.graph.open]))
        alone_two = [
            (label, tuple([p + self.offset for p in ports]))
            for j, (label, ports) in enumerate(self.two.nodes)
            if j not in self.pairs
        ]
        alone_one = [node for i, node in enumerate(self.one.nodes) if i not in matched]
        same = self.one is self.two and all(i == j and not swap for j, (i, swap) in self.pairs.items())
        if same and not alone_one and not alone_two:
            return None
        opened = tuple(sorted(axes))
        return Overlap(
            compress([*alone_two, first_hole], opened, sizes, self.root, ()),
            compress([*alone_one, second_hole], opened, sizes, self.root, ()),
            len(self.one.nodes) + len(alone_two),
        )
