"""Bounded completion: new rules from overlaps of old ones, smallest overlaps first, each with its derivation.

Knuth & Bendix (1970); Mora, "An introduction to commutative and noncommutative Gröbner bases" (1994); for proofs of operator
identities by cofactors: Hofstadler, Raab & Regensburger, "Certifying operator identities via noncommutative Gröbner bases" (2019).
"""

from __future__ import annotations

import heapq
from fractions import Fraction

from derive.engines.algebra.graphs import Graph
from derive.engines.algebra.matching import label_counts, matches, overlaps
from derive.engines.algebra.theory import Exchange, Item, Polynomial, Rule, Theory
from derive.record import dataclass, field

Pair = tuple[int, int, Graph, Rule, Graph, Rule]


@dataclass(slots=True)
class Completion:
    """The rules of a theory grown by critical pairs."""

    theory: Theory
    _queue: list[tuple[int, int]] = field(default_factory=list)
    _pairs: dict[int, Pair] = field(default_factory=dict)
    _count: int = 0
    _seen: set[tuple[int, int, Graph, Graph]] = field(default_factory=set)

    def adopt(self, fact: int) -> bool:
        """Makes rules of a fact as it stands under the present rules; False when it says nothing new."""
        waiting = [fact]
        news = False
        while waiting:
            normal, items = self.theory.simplified(waiting.pop(0))
            if not normal:
                continue
            news = True
            if self._symmetry(normal, items):
                continue
            new = self.theory.conclude(normal, items)
            rules = self.theory.orient(new)
            waiting.extend(self._retire(rules))
            self.theory.install(rules)
            for rule in rules:
                self._enqueue(rule)
        return news

    def _symmetry(self, normal: Polynomial, items: list[Item]) -> bool:
        """Whether the fact is `A_ij = A_ji` for a label A; then its ports become exchangeable."""
        if len(normal) != 2:
            return False
        (one, c), (two, d) = normal.items()
        places = [_places(graph) for graph in (one, two)]
        if c + d or {p[1:] for p in places if p} != {(0, 1), (1, 0)} or places[0][0] != places[1][0]:
            return False
        fact = self.theory.conclude(normal, items)
        self.theory.symmetrise(places[0][0], Exchange(fact, c if places[0][1:] == (0, 1) else d))
        return True

    def _retire(self, rules: list[Rule]) -> list[int]:
        """Rules whose lead the new ones reduce are put out of use; their facts are to be adopted anew."""
        symmetric = self.theory.canonical.symmetric
        facts = []
        for old in self.theory.rules:
            counts = label_counts(old.pattern.graph)
            for new in rules:
                if not (old.alive and new.strict and all(counts.get(label, 0) >= n for label, n in new.pattern.labels)):
                    continue
                if any(True for _ in matches(new.pattern, old.pattern.graph, symmetric)):
                    old.alive = False
                    facts.append(old.fact)
        self.theory.rules[:] = [rule for rule in self.theory.rules if rule.alive]
        return list(dict.fromkeys(facts))

    def _enqueue(self, rule: Rule) -> None:
        symmetric = self.theory.canonical.symmetric
        for other in list(self.theory.rules):
            shared = {label for label, _ in rule.pattern.labels} & {label for label, _ in other.pattern.labels}
            if not shared or not other.alive:
                continue
            for overlap in overlaps(rule.pattern, other.pattern, symmetric):
                self.theory.tick()
                key = (rule.fact, other.fact, overlap.first, overlap.second)
                if key in self._seen:
                    continue
                self._seen.add(key)
                self._count += 1
                self._pairs[self._count] = (overlap.size, self._count, overlap.first, rule, overlap.second, other)
                heapq.heappush(self._queue, (overlap.size, self._count))

    def step(self, largest: int) -> bool | None:
        """Works off one critical pair of at most `largest` nodes: whether it gave a new rule; None when there is none left."""
        while self._queue and self._queue[0][0] <= largest:
            _, number = heapq.heappop(self._queue)
            _, _, first, one, second, two = self._pairs.pop(number)
            if not (one.alive and two.alive):
                continue
            into: Polynomial = {}
            items: list[Item] = []
            self.theory.apply(first, one.fact, Fraction(1) / one.scale, into, items)
            self.theory.apply(second, two.fact, Fraction(-1) / two.scale, into, items)
            rest = self.theory.reduce(into, items)
            if rest:
                return self.adopt(self.theory.conclude(rest, [(-c, g, f) for c, g, f in items]))
            return False
        return None


def _places(graph: Graph) -> tuple[int, ...]:
    """Of a single node with two open ports: its label and the axes of its ports; else nothing."""
    if len(graph.nodes) != 1 or len(graph.open) != 2 or len(graph.sizes) != 2:
        return ()
    label, ports = graph.nodes[0]
    if len(ports) != 2 or set(ports) != set(graph.open) or ports[0] == ports[1]:
        return ()
    return (label, graph.open.index(ports[0]), graph.open.index(ports[1]))
