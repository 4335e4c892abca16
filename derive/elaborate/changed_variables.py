"""Derivatives of numbers by one another, as a Jacobian has them, where equations of the text give each as a function of the others: dX/dZ after `X = Z W/(1 - Z)`.

An equation that gives what is differentiated is put in for it; by a variable that it does not speak of the derivative is zero, as these variables are
the new coordinates. What is not given so is left as it is.

So it is with the steps of what the text has given in one: after `z = f(g(x))` and `u = g(x)`, `dz/du` is the slope of `z = f(u)`, where the text says that too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import TypeVar

from derive.elaborate.refutable import free_names
from derive.elaborate.restated import Restated, Stated
from derive.elaborate.scope import Known
from derive.goals import Definition, Goal
from derive.record import dataclass, replace
from derive.terms import Derivative, Symbol, Term, Zero, map_children, substitute, symbols, walk

T = TypeVar("T", bound=Term)


@dataclass(frozen=True, slots=True)
class Changed:
    """What equations give, by the name of what they give; the chains in which they stand, and the variables."""

    values: Mapping[str, Term]
    chains: tuple[int, ...]
    lines: tuple[int, ...]
    variables: frozenset[str]

    @property
    def note(self) -> str:
        """Which lines give what is differentiated."""
        return _note(self.lines)

    def put(self, term: T) -> T:
        """A term with the values put in."""
        return substitute(self._slopes(term), self.values)  # type: ignore[return-value]

    def without(self, goal: Goal) -> Goal:
        """A goal in which the variables stand for any values, whatever the text has made them of before."""
        kept = tuple(d for d in goal.definitions if d.symbol.name not in self.variables | self.values.keys())
        return replace(goal, definitions=kept)

    def _slopes(self, term: T) -> T:
        if isinstance(term, Derivative) and isinstance(term.body, Symbol) and term.body.name in self.values:
            value = self.values[term.body.name]
            if not symbols(term.variables[0]).keys() <= symbols(value).keys():
                return Zero((), span=term.span)  # type: ignore[return-value]
            return replace(term, body=value)
        return map_children(term, self._slopes)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Through:
    """What equations make of the names in them, by what is differentiated and by what: the `f(u)` of `dz/du` where z is defined by what u is made of."""

    values: Mapping[tuple[str, str], Term]
    chains: tuple[int, ...]
    lines: tuple[int, ...]
    variables: frozenset[str] = frozenset()  # those that stand for any values: none, u is what it was defined as

    @property
    def note(self) -> str:
        """Which lines give what is differentiated."""
        return _note(self.lines)

    def put(self, term: T) -> T:
        """A term in which the slopes are taken of what the equations give."""
        if isinstance(term, Derivative) and _slope(term) in self.values:
            return replace(term, body=self.values[_slope(term)])
        return map_children(term, self.put)  # type: ignore[return-value]

    def without(self, goal: Goal) -> Goal:
        """The goal: all definitions hold."""
        return goal


def _note(lines: tuple[int, ...]) -> str:
    return f"what is differentiated is as line{'s' * (len(lines) > 1)} {', '.join(map(str, lines))} give{'s' * (len(lines) == 1)} it"


def _slope(part: Derivative) -> tuple[str, str]:
    """Of what a derivative is taken and by what, where both are names."""
    body, by = part.body, part.variables[0] if len(part.variables) == 1 else None
    return (body.name, by.name) if isinstance(body, Symbol) and isinstance(by, Symbol) else ("", "")


def through(term: Term, restated: Restated, made: Mapping[str, Definition]) -> Through | None:
    """What equations give of what is differentiated in a term by a name that its definition does not speak of, though both are made of the same; None where
    there is no such derivative, or one of which no equation says how it goes."""
    values: dict[tuple[str, str], Term] = {}
    used: list[Stated] = []
    for part in walk(term):
        of, by = _slope(part) if isinstance(part, Derivative) else ("", "")
        if of not in made or by not in made or (of, by) in values:
            continue
        others = {name: definition for name, definition in made.items() if name != by}
        if by in free_names(made[of].symbol, others):
            continue
        found = _step(of, by, restated, made)
        if found is None:
            return None
        values[of, by] = found[1]
        used.append(found[0])
    chains, lines = (dict.fromkeys(s.chain for s in used if s.chain), dict.fromkeys(s.line for s in used))
    return Through(values, tuple(chains), tuple(lines)) if values else None


def _step(of: str, by: str, restated: Restated, made: Mapping[str, Definition]) -> tuple[Stated, Term] | None:
    """The value that an equation gives a name in another one, and in nothing else that this one is made of."""
    others = {name: definition for name, definition in made.items() if name != by}
    made_of = free_names(made[by].value, others)
    for stated in reversed(restated.chains):
        if not isinstance(stated.left, Symbol) or stated.left.name != of or stated.announced:
            continue
        for value in stated.values:
            beside = free_names(value, others) - {by}
            if by in symbols(value) and of not in beside and made_of.isdisjoint(beside) and not has_slope(value):
                return stated, value
    return None


def has_slope(term: Term) -> bool:
    """Whether a term holds a derivative."""
    return any(isinstance(part, Derivative) for part in walk(term))


def changed(term: Term, restated: Restated, known: Mapping[str, Known], given: Callable[[str], bool]) -> Changed | None:
    """What equations give of all that is differentiated in a term; None where it holds another derivative, or one of what no equation gives. `given`:
    whether the text has made a name of others."""
    slopes = [part for part in walk(term) if isinstance(part, Derivative)]
    if not slopes or not all(map(_is_plain, slopes)):
        return None
    variables = frozenset(part.variables[0].name for part in slopes)  # type: ignore[attr-defined]
    bodies = {part.body.name for part in slopes}  # type: ignore[attr-defined]
    if bodies & variables or any(given(name) for name in bodies) or any(known[n].depends for n in bodies if n in known):
        return None
    values: dict[str, Term] = {}
    chains: list[Stated] = []
    for name in sorted(bodies):
        found = _given(name, bodies, variables, restated)
        others = symbols(found[1]).keys() - variables if found is not None else set()
        if found is None or any(known[n].depends for n in others if n in known) or _move(others, variables, restated):
            return None
        chains.append(found[0])
        values[name] = found[1]
    lines = tuple(dict.fromkeys(stated.line for stated in chains))
    return Changed(values, tuple(dict.fromkeys(stated.chain for stated in chains)), lines, variables)


def _move(names: Set[str], variables: frozenset[str], restated: Restated) -> bool:
    """Whether an equation gives one of some names as a function of the variables."""
    told = (s for s in restated.chains if isinstance(s.left, Symbol) and s.left.name in names)
    return any(symbols(value).keys() & variables for stated in told for value in stated.values)


def _is_plain(part: Derivative) -> bool:
    """Whether a derivative is of one number by another."""
    names = (part.body, *part.variables)
    return len(names) == 2 and all(isinstance(name, Symbol) and not name.shape for name in names)


def _given(name: str, bodies: set[str], variables: frozenset[str], restated: Restated) -> tuple[Stated, Term] | None:
    """The value that the last equation for a name gives it in the variables."""
    for stated in reversed(restated.chains):
        if isinstance(stated.left, Symbol) and stated.left.name == name and not stated.announced:
            value, inside = stated.values[-1], symbols(stated.values[-1]).keys()
            new = bool(inside & variables) and not inside & bodies
            return (stated, value) if new and not has_slope(value) else None
    return None
