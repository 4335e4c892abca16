"""Facts that are zero, each with its derivation, and polynomials reduced by them with every use written down.

A polynomial is a dict from canonical graphs to coefficients. An item `(coefficient, context, fact)` stands for
`coefficient * context[fact]`; a list of items is a derivation of their sum being zero.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from fractions import Fraction

from derive.engines.algebra.graphs import HOLE, Canonizer, Graph, plug, without
from derive.engines.algebra.matching import Match, Pattern, label_counts, matches, prepare
from derive.record import dataclass, field

Polynomial = dict[Graph, Fraction]
Item = tuple[Fraction, Graph, int]
Key = tuple[int, tuple[int, ...], int, Graph]


class OutOfWork(Exception):
    """The search has spent its work or its seconds."""


@dataclass(slots=True)
class Fact:
    """A polynomial that is zero: a hypothesis (`items` None) or the sum of `items`. All its graphs have the same axes."""

    polynomial: list[tuple[Fraction, Graph]]
    items: list[Item] | None = None


@dataclass(slots=True)
class Rule:
    """`lead → tail` from a fact whose lead has coefficient `scale`. A rule that is not `strict` is used only where it makes smaller."""

    fact: int
    pattern: Pattern
    scale: Fraction
    tail: list[tuple[Fraction, Graph]]
    strict: bool
    alive: bool = True


@dataclass(slots=True)
class Exchange:
    """The two ports of a label may be exchanged: `fact` is `scale * (A_ij - A_ji)` (`flip`: its axes the other way round)."""

    fact: int
    scale: Fraction


@dataclass(slots=True)
class Theory:
    """The facts, the rules made of them, and the symmetric labels."""

    deadline: float
    size_parts: Callable[[int], list[tuple[Fraction, tuple[int, ...]]]]
    limit: int = 1 << 60
    facts: list[Fact] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    exchanges: dict[int, Exchange | None] = field(default_factory=dict)
    weights: dict[int, int] = field(default_factory=dict)
    canonical: Canonizer = field(default_factory=Canonizer)
    _plain: Canonizer = field(default_factory=Canonizer)
    _keys: dict[Graph, Key] = field(default_factory=dict)
    _irreducible: set[Graph] = field(default_factory=set)
    _flat: dict[int, list[Item]] = field(default_factory=dict)
    spent: int = 0

    def tick(self) -> None:
        """Counts a unit of work. Raises OutOfWork past the limit or the deadline."""
        self.spent += 1
        if self.spent > self.limit or (not self.spent % 64 and time.process_time() > self.deadline):
            raise OutOfWork

    # -- the order of graphs ----------------------------------------------------------------------------------------------

    def key(self, graph: Graph) -> Key:
        """What graphs are ordered by: weight, labels, number of classes (all three kept by contexts), then form."""
        found = self._keys.get(graph)
        if found is None:
            labels = sorted((label for label, _ in graph.nodes if label != HOLE), reverse=True)
            weight = sum([self.weights.get(label, 1) for label in labels])
            found = self._keys[graph] = (weight, tuple(labels), len(graph.sizes), graph)
        return found

    # -- canonical forms with the exchanges written down ------------------------------------------------------------------

    def settle(self, graph: Graph, coefficient: Fraction, items: list[Item]) -> Graph:
        """The canonical form; what it took to get there is appended: coefficient·graph = coefficient·result + new items."""
        form = self.canonical(graph)
        if True in form.swapped:
            swaps = [i for i, swapped in zip(form.order, form.swapped, strict=True) if swapped]
            self.exchange(graph, swaps, coefficient, items)
        return form.graph

    def exchange(self, graph: Graph, swaps: Iterable[int], coefficient: Fraction, items: list[Item]) -> Graph:
        """The graph with the ports of the nodes `swaps` exchanged, each exchange written down."""
        nodes = list(graph.nodes)
        for i in swaps:
            label, ports = nodes[i]
            how = self.exchanges[label]
            if how is not None:
                hole = [*nodes]
                hole[i] = (HOLE, ports)
                items.append((coefficient / how.scale, Graph(tuple(hole), graph.open, graph.sizes), how.fact))
            nodes[i] = (label, (ports[1], ports[0]))
        return Graph(tuple(nodes), graph.open, graph.sizes)

    def add(self, into: Polynomial, coefficient: Fraction, graph: Graph, items: list[Item]) -> None:
        """Adds a graph to a polynomial, in canonical form."""
        self.tick()
        lone = self.canonical(graph).lone
        if lone >= 0:
            for factor, names in self.size_parts(graph.sizes[lone]):
                self.add(into, coefficient * factor, without(graph, lone, names), items)
            return
        form = self.settle(graph, coefficient, items)
        total = into.get(form, 0) + coefficient
        if total:
            into[form] = total
        else:
            into.pop(form, None)

    def apply(self, context: Graph, fact: int, coefficient: Fraction, into: Polynomial, items: list[Item]) -> None:
        """Adds coefficient·context[fact] to a polynomial and takes it away again as an item: the invariant is into + items."""
        for c, graph in self.facts[fact].polynomial:
            self.add(into, c * coefficient, plug(context, graph), items)
        items.append((-coefficient, context, fact))

    # -- facts and rules --------------------------------------------------------------------------------------------------

    def assume(self, polynomial: Iterable[tuple[Fraction, Graph]]) -> int:
        """A hypothesis: a polynomial that is zero because the goal says so. Returns its number."""
        self.facts.append(Fact(list(polynomial)))
        return len(self.facts) - 1

    def given(self, terms: list[tuple[Fraction, Graph]]) -> int:
        """A polynomial that the kernel's normal form makes zero. Returns its number."""
        self.facts.append(Fact(terms, []))
        return len(self.facts) - 1

    def conclude(self, polynomial: Polynomial, items: list[Item]) -> int:
        """A derived fact: `polynomial` equals the sum of `items`. Returns its number."""
        self.facts.append(Fact([(c, g) for g, c in polynomial.items()], items))
        return len(self.facts) - 1

    def identity_context(self, graph: Graph) -> Graph:
        """The context that adds nothing to facts with the axes of `graph`."""
        sizes = tuple(graph.sizes[c] for c in graph.open)
        axes = tuple(range(len(graph.open)))
        return Graph(((HOLE, axes),), axes, sizes)

    def simplified(self, fact: int, strictly: bool = False) -> tuple[Polynomial, list[Item]]:
        """A fact in normal form, with its derivation: the polynomial equals the sum of the items."""
        found = self.facts[fact]
        if not found.polynomial:
            return {}, []
        rest: Polynomial = {}
        used: list[Item] = []
        self.apply(self.identity_context(found.polynomial[0][1]), fact, Fraction(1), rest, used)
        used = [(-c, g, f) for c, g, f in used]  # rest = fact's own items, so far
        more: list[Item] = []
        normal = self.reduce(rest, more, strictly)
        return normal, used + [(-c, g, f) for c, g, f in more]

    def orient(self, fact: int) -> list[Rule]:
        """The rules of a fact, not yet added: one, or one for each leading graph when the order cannot tell them apart."""
        terms = [(c, g) for c, g in self.facts[fact].polynomial]
        ranked = sorted(terms, key=lambda term: self.key(term[1]), reverse=True)
        top = self.key(ranked[0][1])
        leads = [term for term in ranked if self.key(term[1])[:3] == top[:3] and term[1].nodes]
        strict = sum(self.key(g)[:2] == top[:2] for _, g in ranked) == 1
        rules = []
        for scale, lead in leads:
            tail = [(-c / scale, g) for c, g in ranked if g is not lead]
            rules.append(Rule(fact, prepare(lead), scale, tail, strict))
        return rules

    def install(self, rules: Iterable[Rule]) -> None:
        """Adds rules."""
        self.rules.extend(rules)
        self._irreducible.clear()

    def symmetrise(self, label: int, how: Exchange | None) -> None:
        """Lets the two ports of a label be exchanged, by a fact or (None) because the kernel does so by itself."""
        self.exchanges[label] = how
        self.canonical.symmetric.add(label)
        self.canonical.clear()
        self._irreducible.clear()

    # -- reduction --------------------------------------------------------------------------------------------------------

    def reduce(self, polynomial: Polynomial, items: list[Item], strictly: bool = False) -> Polynomial:
        """The normal form under the rules (`strictly`: under strict ones alone); new items are appended: polynomial = result + new items."""
        work: Polynomial = {}
        for graph, coefficient in polynomial.items():
            self.add(work, coefficient, graph, items)
        done: Polynomial = {}
        while work:
            graph = max(work, key=self.key)
            coefficient = work.pop(graph)
            if graph in self._irreducible or not self._step(graph, coefficient, work, items, strictly):
                done[graph] = coefficient
                if not strictly:
                    self._irreducible.add(graph)
        return done

    def _step(self, graph: Graph, coefficient: Fraction, work: Polynomial, items: list[Item], strictly: bool) -> bool:
        counts = label_counts(graph)
        for rule in self.rules:
            if (
                not rule.alive
                or rule.strict < strictly
                or any(counts.get(label, 0) < n for label, n in rule.pattern.labels)
            ):
                continue
            self.tick()
            for match in matches(rule.pattern, graph, self.canonical.symmetric):
                if self._rewrite(rule, match, graph, coefficient, work, items):
                    return True
        return False

    def _rewrite(
        self, rule: Rule, match: Match, graph: Graph, coefficient: Fraction, work: Polynomial, items: list[Item]
    ) -> bool:
        new: Polynomial = {}
        written: list[Item] = []
        if match.swaps:
            self.exchange(graph, match.swaps, coefficient, written)
        for c, tail in rule.tail:
            self.add(new, coefficient * c, plug(match.context, tail), written)
        written.append((coefficient / rule.scale, match.context, rule.fact))
        if not rule.strict:  # the order must be kept by hand
            again = new.pop(graph, Fraction(0)) / coefficient
            own = self.key(graph)
            if again == 1 or any(self.key(g) >= own for g in new):
                return False
            if again:  # graph = again·graph + rest, so graph = rest / (1 - again): how x'Sx = -x'Sx becomes 0
                written = [(c / (1 - again), g, f) for c, g, f in written]
                new = {g: c / (1 - again) for g, c in new.items()}
        items.extend(written)
        for g, c in new.items():
            total = work.get(g, 0) + c
            if total:
                work[g] = total
            else:
                del work[g]
        return True

    # -- derivations ------------------------------------------------------------------------------------------------------

    def flatten(self, items: Iterable[Item]) -> list[Item]:
        """The same sum with hypotheses only, equal contexts collected."""
        collected: dict[tuple[int, Graph], Fraction] = {}
        for coefficient, context, fact in items:
            derivation = self._flattened(fact)
            if derivation is None:
                self._collect(collected, coefficient, context, fact)
                continue
            for c, inner, base in derivation:
                self._collect(collected, coefficient * c, plug(context, inner), base)
        return [(c, graph, fact) for (fact, graph), c in collected.items() if c]

    def _collect(
        self, into: dict[tuple[int, Graph], Fraction], coefficient: Fraction, context: Graph, fact: int
    ) -> None:
        self.tick()
        key = (fact, self._plain(context).graph)
        into[key] = into.get(key, Fraction(0)) + coefficient

    def _flattened(self, fact: int) -> list[Item] | None:
        items = self.facts[fact].items
        if items is None:
            return None
        known = self._flat.get(fact)
        if known is None:
            known = self._flat[fact] = self.flatten(items)
        return known
