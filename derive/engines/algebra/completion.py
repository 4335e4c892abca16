"""Bounded completion: new rules from overlaps of old ones, smallest overlaps first, each with its derivation.

Knuth & Bendix (1970); Mora, "An introduction to commutative and noncommutative Gröbner bases" (1994); for proofs of operator
identities by cofactors: Hofstadler, Raab & Regensburger, "Certifying operator identities via noncommutative Gröbner bases" (2019).
"""

from __future__ import annotations

import heapq
from fractions import Fraction

from derive.engines.algebra.graphs import HOLE, Graph
from derive.engines.algebra.matching import label_counts, matches, overlaps, prepare
from derive.engines.algebra.theory import Exchange, Fact, Item, Polynomial, Rule, Theory
from derive.record import dataclass, field

SHORT = 3  # nodes of a fact that is kept though it is known already
Pair = tuple[Graph, Rule, Graph, Rule]


@dataclass(slots=True)
class Completion:
    """The rules of a theory grown by critical pairs."""

    theory: Theory
    axes: int = 2  # what has more axes than anything given is put off
    skew: dict[int, Exchange] = field(default_factory=dict)  # labels A with A_ij + A_ji = 0
    _queue: list[tuple[int, int]] = field(default_factory=list)
    _entries: dict[int, Pair | tuple[Rule, Rule]] = field(default_factory=dict)
    _count: int = 0
    _seen: set[tuple[int, int, Graph, Graph]] = field(default_factory=set)

    def adopt(self, fact: int, strictly: bool = False) -> bool:
        """Makes rules of a fact as it stands under the present rules (`strictly`: the strict ones); False when it says nothing new."""
        waiting = [fact]
        news = False
        while waiting:
            normal, items = self.theory.simplified(waiting.pop(0), strictly)
            if not normal:
                continue
            news = True
            new = self.theory.conclude(normal, items)
            turned = _turned(normal)
            if turned is not None:
                label, scale, sign = turned
                waiting.extend(self._mentioning(label))
                if sign > 0:
                    self.theory.symmetrise(label, Exchange(new, scale))
                    continue
                self.skew[label] = Exchange(new, scale)
            rules = self.theory.orient(new)
            waiting.extend(self._retire(rules))
            if turned is None:
                rules += [other for rule in rules for other in self._variants(rule)]
            self.theory.install(rules)
            for rule in rules:
                self._enqueue(rule)
        return news

    def _variants(self, rule: Rule) -> list[Rule]:
        """The same rule with skew labels of its lead the other way round, so that gluings see them both ways."""
        lead = rule.pattern.graph
        found: list[Rule] = []
        skew = [k for k, (label, ports) in enumerate(lead.nodes) if label in self.skew and ports[0] != ports[1]]
        for choice in range(1, 1 << min(len(skew), 3)):
            swaps = [k for bit, k in enumerate(skew) if choice >> bit & 1]
            items: list[Item] = [(Fraction(1), self.theory.identity_context(lead), rule.fact)]
            turned, sign = lead, 1
            for k in swaps:
                label, ports = turned.nodes[k]
                how, nodes = self.skew[label], list(turned.nodes)
                nodes[k] = (HOLE, ports)
                items.append((-sign * rule.scale / how.scale, turned._replace(nodes=tuple(nodes)), how.fact))
                nodes[k] = (label, ports[::-1])
                turned, sign = turned._replace(nodes=tuple(nodes)), -sign
            tail = [(-rule.scale * c, graph) for c, graph in rule.tail]
            self.theory.facts.append(Fact([(sign * rule.scale, turned), *tail], items))
            other = [(sign * c, graph) for c, graph in rule.tail]
            fact = len(self.theory.facts) - 1
            found.append(Rule(fact, prepare(turned), sign * rule.scale, other, rule.strict))
        return found

    def _mentioning(self, label: int) -> list[int]:
        """The rules that speak of a label are put out of use; their facts are to be adopted anew."""
        facts = []
        for rule in self.theory.rules:
            graphs = (rule.pattern.graph, *(graph for _, graph in rule.tail))
            if any(other == label for graph in graphs for other, _ in graph.nodes):
                rule.alive = False
                facts.append(rule.fact)
        self.theory.rules[:] = [rule for rule in self.theory.rules if rule.alive]
        return list(dict.fromkeys(facts))

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
        """Puts the rule's gluings with every rule in the queue, not yet worked out: none is smaller than one node more than its rules."""
        mine = {label for label, _ in rule.pattern.labels}
        for other in self.theory.rules:
            if mine.intersection(label for label, _ in other.pattern.labels):
                self._push(max(len(rule.pattern.nodes), len(other.pattern.nodes)) + (rule is not other), (rule, other))

    def _push(self, size: int, entry: Pair | tuple[Rule, Rule]) -> None:
        self._count += 1
        self._entries[self._count] = entry
        heapq.heappush(self._queue, (size, self._count))

    def _glue(self, rule: Rule, other: Rule) -> None:
        for overlap in overlaps(rule.pattern, other.pattern, self.theory.canonical.symmetric, self.theory.tick):
            key = (rule.fact, other.fact, overlap.first, overlap.second)
            if key not in self._seen:
                self._seen.add(key)
                extra = max(0, len(overlap.first.open) - self.axes)
                self._push(overlap.size + 2 * extra, (overlap.first, rule, overlap.second, other))

    def step(self, largest: int) -> bool | None:
        """Works off one critical pair of at most `largest` nodes: whether it gave a new rule; None when there is none left."""
        while self._queue and self._queue[0][0] <= largest:
            _, number = heapq.heappop(self._queue)
            entry = self._entries.pop(number)
            if len(entry) == 2:
                if entry[0].alive and entry[1].alive:
                    self._glue(*entry)
                continue
            first, one, second, two = entry
            if not (one.alive and two.alive):
                continue
            into: Polynomial = {}
            items: list[Item] = []
            self.theory.apply(first, one.fact, Fraction(1) / one.scale, into, items)
            self.theory.apply(second, two.fact, Fraction(-1) / two.scale, into, items)
            loose = not (one.strict and two.strict)
            rest = self.theory.reduce(into, items, strictly=loose)
            if not rest:
                return False
            fact = self.theory.conclude(rest, [(-c, g, f) for c, g, f in items])
            return self.adopt(fact) or (loose and self._short(rest) and self.adopt(fact, strictly=True))
        return None

    def _short(self, rest: Polynomial) -> bool:
        """Whether a fact is kept though rules that are not strict make it zero: in a larger context they may run the other way."""
        sizes = sorted(len(graph.nodes) for graph in rest)
        return sizes[-1] <= SHORT and sizes[0] < sizes[-1]


def _turned(normal: Polynomial) -> tuple[int, Fraction, int] | None:
    """Of `scale * (A_ij - A_ji)` the label A, the scale and 1, of `scale * (A_ij + A_ji)` the same and -1."""
    if len(normal) != 2:
        return None
    (one, c), (two, d) = normal.items()
    first, second = _places(one), _places(two)
    if abs(c) != abs(d) or {first[1:], second[1:]} != {(0, 1), (1, 0)} or first[0] != second[0]:
        return None
    return first[0], c if first[1:] == (0, 1) else d, -1 if c == d else 1


def _places(graph: Graph) -> tuple[int, ...]:
    """Of a single node with two open ports: its label and the axes of its ports; else nothing."""
    if len(graph.nodes) != 1 or len(graph.open) != 2 or len(graph.sizes) != 2:
        return ()
    label, ports = graph.nodes[0]
    if len(ports) != 2 or set(ports) != set(graph.open) or ports[0] == ports[1]:
        return ()
    return (label, graph.open.index(ports[0]), graph.open.index(ports[1]))
