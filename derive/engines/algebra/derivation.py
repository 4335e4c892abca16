"""From facts to goals: combinations of the facts, in contexts, whose sums are the goals, or None.

Cheapest first: reduction by the facts as they stand, equals put into functions, then critical pairs of growing size. Every unit of work is
counted, so that the same question ends the same way on a slow machine; the clock only stops what overruns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from derive.engines.algebra.completion import Completion
from derive.engines.algebra.language import Language, Terms
from derive.engines.algebra.structure import install
from derive.engines.algebra.theory import Item, OutOfWork, Polynomial, Theory
from derive.kernel.graph import Frozen, Label, Poly, Unsupported, add, freeze, normal, structure, subtract
from derive.kernel.proof import Combination, Derivation, Kind, Step, Use
from derive.record import dataclass, field
from derive.rules.functions import value

CONGRUENT_EVERY = 40  # critical pairs worked off between two looks at the arguments of functions


class Budget(NamedTuple):
    """What one search may spend: units of work (matches and gluings tried, graphs added), nodes that an overlap may have beyond the largest
    graph given, and a deadline in processor time. After `work` units `more` is asked once how many the search is worth altogether."""

    work: int
    deadline: float
    beyond: int = 4
    more: Callable[[], int] = int


class Put(NamedTuple):
    """Where a fact comes from that puts an equal argument into a function: `items` add up to the old argument less the new one."""

    label: Label
    ports: int
    place: int
    new: Poly
    items: list[Item]
    groups: tuple[int, ...]


def derive(facts: Sequence[Poly], goals: Sequence[Poly], budget: Budget) -> Derivation | None:
    """The goals as combinations of facts, all of them polynomials that are to be zero; None when none is found. Searches, never decides."""
    waiting = _circles(facts, goals)
    work = budget.work
    while waiting and work:
        left = []
        for chosen in waiting:
            try:
                found = _attempt(chosen, goals, budget, work)
            except (OutOfWork, Unsupported):
                left.append(chosen)
                continue
            if found is not None:
                return found
        waiting, work = left, budget.more() // len(left) if left and work == budget.work else 0
    return None


def _attempt(facts: Sequence[Poly], goals: Sequence[Poly], budget: Budget, work: int) -> Derivation | None:
    """A search that ends: None when these facts have nothing more to give. Raises OutOfWork, Unsupported."""
    search = Search.of(facts, goals, budget, work)
    return search.written() if all(map(search.solve, goals)) else None


def _circles(facts: Sequence[Poly], goals: Sequence[Poly]) -> list[list[Poly]]:
    """Growing sets of facts, the others put to nothing: those that speak of what the goals speak of alone; those with a term that does, and
    what these speak of; all. What does not matter is mostly in the last, and costs nothing where the others will do."""
    language = Language()
    own = set[int]().union(*(language.mentioned(language.terms(goal)) for goal in goals))
    terms = [[language.mentioned([term]) for term in language.terms(fact)] for fact in facts]
    touched = [labels for fact in terms if any(term and term <= own for term in fact) for labels in fact]
    wider = own.union(*touched)
    circles: list[list[Poly]] = []
    for reach in (own, wider):
        circle = [
            fact if all(term <= reach for term in within) else {} for fact, within in zip(facts, terms, strict=True)
        ]
        if circle not in circles:
            circles.append(circle)
    return circles if list(facts) in circles else [*circles, list(facts)]


@dataclass(slots=True)
class Search:
    """One theory for a set of facts, and the derivations of goals found in it."""

    language: Language
    theory: Theory
    completion: Completion
    largest: int  # nodes that an overlap may have
    given: int  # how many facts the kernel is given
    numbers: dict[int, int]  # the kernel's number of a fact of the theory that was given
    waiting: list[tuple[int, set[int]]]  # facts not yet adopted, with their labels, shortest first
    puts: dict[int, Put] = field(default_factory=dict)
    looked: set[tuple[Label, int, Frozen]] = field(default_factory=set)
    solved: list[tuple[Poly, list[Item]]] = field(default_factory=list)

    @staticmethod
    def of(facts: Sequence[Poly], goals: Sequence[Poly], budget: Budget, work: int) -> Search:
        """A search in which nothing is adopted yet."""
        language = Language()
        targets = [graph for goal in goals for _, graph in language.terms(goal)]
        given = [language.terms(fact) for fact in facts]
        theory = Theory(budget.deadline, language.size_parts, limit=work)
        graphs = targets + [graph for terms in given for _, graph in terms]
        theory.weights.update((label, max(1, 2 * len(ports) - 1)) for graph in graphs for label, ports in graph.nodes)
        install(theory, language, graphs)
        axes = max((len(graph.open) for graph in graphs), default=0)
        largest = max((4, *(len(graph.nodes) for graph in graphs))) + budget.beyond
        order = sorted((k for k, terms in enumerate(given) if terms), key=lambda k: (_size(given[k]), k))
        numbers = {theory.assume(given[k]): k for k in order}
        waiting = [(fact, language.mentioned(given[k])) for fact, k in numbers.items()]
        return Search(language, theory, Completion(theory, axes), largest, len(facts), numbers, waiting)

    def solve(self, goal: Poly) -> bool:
        """Looks for a derivation of one goal and keeps it; False when there is nothing left to try. Raises OutOfWork, Unsupported."""
        items: list[Item] = []
        rest: Polynomial = {}
        terms = self.language.terms(goal)
        for coefficient, graph in terms:
            self.theory.add(rest, coefficient, graph, items)
        self._adopt(self.language.mentioned(terms))
        rest = self.theory.reduce(rest, items)
        pairs = 0
        while rest:
            news = self._congruence(rest) if not pairs % CONGRUENT_EVERY else False
            if not news:
                pairs += 1
                step = self.completion.step(self.largest)
                news = self._congruence(rest) if step is None else step
                if step is None and not news:
                    return False
            if news:
                rest = self.theory.reduce(rest, items)
        self.solved.append((goal, items))
        return True

    def _adopt(self, reached: set[int]) -> None:
        """The facts that share a label with the goal, or with such a fact: nearest first, then shortest."""
        while near := [entry for entry in self.waiting if entry[1] & reached]:
            self.waiting = [entry for entry in self.waiting if not entry[1] & reached]
            for fact, labels in near:
                reached |= labels
                self.completion.adopt(fact)

    # -- equals in functions ----------------------------------------------------------------------------------------------

    def _congruence(self, rest: Polynomial) -> bool:
        """New facts f(a) = f(b) for the functions in what is left of the goal, b the argument a in normal form."""
        news = False
        graphs = [*rest, *(rule.pattern.graph for rule in self.theory.rules)]
        found = {number: len(ports) for graph in graphs for number, ports in graph.nodes if number >= 0}
        for number in sorted(found):
            label = self.language.labels[number]
            for place in range(len(label[3])):
                news |= self._put(label, found[number], place)
        return news

    def _put(self, label: Label, ports: int, place: int) -> bool:
        argument = dict(label[3][place])
        if not argument:
            return False
        groups = tuple(map(len, structure(argument)))
        items: list[Item] = []
        reduced = self.theory.reduce(self._read(argument, items), items)
        new = self._poly(reduced, groups)
        key = (label, place, freeze(new))
        at_zero = new or (label[0] == "opaque" and ports == len(label[2]))  # other functions have no value there
        if new == argument or not at_zero or key in self.looked:
            return False
        self.looked.add(key)
        replaced = (*label[3][:place], freeze(new), *label[3][place + 1 :])
        poly = subtract(value(label, ports), value((*label[:3], replaced), ports))
        terms = self.language.terms(poly)
        self._adopt(self.language.mentioned(terms))  # what is known of the function at the new argument
        fact = self.theory.assume(terms)
        self.puts[fact] = Put(label, ports, place, new, items, groups)
        return self.completion.adopt(fact)

    def _read(self, poly: Poly, items: list[Item]) -> Polynomial:
        into: Polynomial = {}
        for coefficient, graph in self.language.terms(poly):
            self.theory.add(into, coefficient, graph, items)
        return into

    def _poly(self, reduced: Polynomial, groups: Sequence[int]) -> Poly:
        parts = []
        for graph, coefficient in reduced.items():
            written = self.language.write(graph, groups)
            parts.append(normal(coefficient, written))
        return add(*parts)

    # -- what was found, for the kernel -----------------------------------------------------------------------------------

    def written(self) -> Derivation:
        """The derivation of every goal solved, in order."""
        steps: list[Step] = []
        places: dict[int, int] = dict(self.numbers)

        def combination(items: Iterable[Item], groups: Sequence[int]) -> Combination:
            flat = self.theory.flatten(items)
            for fact in sorted({fact for _, _, fact in flat} - places.keys()):
                put = self.puts[fact]
                inner = combination(put.items, put.groups)
                step = Step(Kind.CONGRUENCE, inner, put.place, put.label, put.ports, freeze(put.new))
                places[fact] = self.given + len(steps)
                steps.append(step)
            return Combination(
                tuple(Use(c, self.language.write(context, groups), places[fact]) for c, context, fact in flat)
            )

        goals = tuple(combination(items, [*map(len, structure(goal))]) for goal, items in self.solved)
        return Derivation(tuple(steps), goals)


def _size(terms: Terms) -> int:
    return sum(1 + len(graph.nodes) for _, graph in terms)
