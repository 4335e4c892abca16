"""Equations that give the same side a value as an earlier one: after `R = a`, the claim `R = b` says that a = b.

What a theorem announces is no such premise, since it is what the lines behind it are to show; where they come to it, that is said of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from derive.elaborate.announced import Announced
from derive.goals import Goal
from derive.record import dataclass, field, replace
from derive.terms import Apply, Iff, Implies, Number, Power, Relates, Relation, Statement, Symbol, Term, Zero, symbols

_HALF = Number(Fraction(1, 2))
_LOOKED_AT = 2  # earlier values that a later one is compared with


@dataclass(frozen=True, slots=True)
class Again:
    """That the value a claim gives is the one given before: the goal that says so (None where it is the very same), and where it was given."""

    goal: Goal | None
    chain: int
    line: int
    latex: str


@dataclass(slots=True)
class Stated:
    """A chain of equations `left = values[0] = …`."""

    left: Term
    chain: int
    line: int
    announced: bool
    defined: int = 0  # 1 where the first equation defines the left side: it is no step of the chain
    values: list[Term] = field(default_factory=list)


@dataclass(slots=True)
class Restated:
    """The chains of a section so far. `shown` gives for the chain of an announced equation the later one that comes to it, and how many of its
    links that takes."""

    announced: Announced
    chains: list[Stated] = field(default_factory=list)
    every: list[Stated] = field(default_factory=list)  # all chains of the document
    begun: Relates | None = None  # the definition that was read last: a chain may go on from it
    shown: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def forget(self, name: str) -> None:
        """A name stands for another thing from here on."""
        self.chains = [s for s in self.chains if not any(name in symbols(t) for t in (s.left, *s.values))]

    def end(self) -> None:
        """A section has ended."""
        self.chains.clear()

    def defines(self, symbol: Symbol, parameters: tuple[Symbol, ...], value: Term) -> None:
        """A name, or a function of some parameters, is defined: a chain of equations may begin so."""
        left: Term = Apply(f"user:{symbol.name}", parameters, value.shape) if parameters else symbol
        if isinstance(value, Power) and value.exponent == _HALF:  # `σ^2 = …` defines σ
            left, value = Power(left, Number(Fraction(2))), value.base
        if self.begun is not None and self.begun.right == left:  # `W = d = y - x` gives W a value, too
            left = self.begun.left
        self.begun = Relates(Relation.EQUAL, left, value)

    def given(self, statement: Statement, line: int) -> None:
        """An equation is taken as given: its left side has the value of its right one."""
        if isinstance(statement, Relates) and statement.relation is Relation.EQUAL:
            self.chains.append(Stated(statement.left, 0, line, False, 0, [statement.right]))

    def ends(self) -> Iterator[tuple[Stated, Stated]]:
        """The announced equations that no later chain ends in, each with the last chain that gives its left side a value."""
        for number, earlier in enumerate(self.every):
            if not earlier.announced or len(earlier.values) != 1 or earlier.chain in self.shown:
                continue
            later = [s for s in self.every[number + 1 :] if s.left == earlier.left and not s.announced]
            if later and later[-1].values[-1] != earlier.values[0]:
                yield earlier, later[-1]

    def before(self, statement: Statement) -> Iterator[tuple[Stated, Term]]:
        """The values that the left side of an equation was given before, or what it is a function of, `\\log p(y)` of p(y), the last one first."""
        if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
            return
        if not _says(statement.left) or not _says(statement.right):
            return  # `Cov(X, Y) = 0` is a condition
        count = 0
        for stated in reversed(self.chains):
            outer = _outside(statement.left, stated.left)
            if stated.announced or outer is None:
                continue
            for value in dict.fromkeys((stated.values[-1], stated.values[0])):
                yield replace(stated, left=statement.left), outer(value)
                count += 1
                if count == _LOOKED_AT:
                    return

    def add(self, statement: Statement, chain: int, follows: bool, line: int, place: int) -> None:
        """One more equation is claimed, or concluded from others, as a link of a chain."""
        if isinstance(statement, Implies):
            statement = statement.conclusion
        elif isinstance(statement, Iff) and self._goes_on(statement.left):
            statement = statement.right
        if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL or not chain:
            return
        begun, self.begun = self.begun, None
        if not follows and begun is not None and begun.right == statement.left:
            values = [statement.left, statement.right]
            self._begin(Stated(begun.left, chain, line, self.announced.awaits(place), 1, values))
        elif not follows:
            self._begin(Stated(statement.left, chain, line, self.announced.awaits(place), 0, [statement.right]))
        elif self.chains and self.chains[-1].chain == chain and self.chains[-1].values[-1] == statement.left:
            self.chains[-1].values.append(statement.right)
        else:
            return
        last = self.chains[-1]
        for earlier in self.chains[:-1] if not last.announced else ():
            said = (earlier.left, *earlier.values) == (last.left, last.values[-1])
            if earlier.announced and said and earlier.chain not in self.shown:
                self.shown[earlier.chain] = (chain, len(last.values) - last.defined, line)

    def _goes_on(self, premise: Statement) -> bool:
        """Whether the left side of `a = c ⇔ R = b` is one that was given a value before: it is what was found, solved for R."""
        return isinstance(premise, Relates) and any(s.left == premise.left and not s.announced for s in self.chains)

    def _begin(self, stated: Stated) -> None:
        self.chains.append(stated)
        self.every.append(stated)


def _outside(whole: Term, part: Term) -> Callable[[Term], Term] | None:
    """What a term makes of a part of it: nothing, or a function of one number; None where it is another thing."""
    if whole == part:
        return lambda value: value
    if isinstance(whole, Apply) and not whole.name.startswith("user:") and whole.arguments == (part,):
        return lambda value: replace(whole, arguments=(value,))
    return None


def _says(side: Term) -> bool:
    """Whether a side speaks of names: no number."""
    return not isinstance(side, Number | Zero) and bool(symbols(side))
