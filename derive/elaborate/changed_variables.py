"""Derivatives of numbers by one another, as a Jacobian has them, where equations of the text give each as a function of the others: dX/dZ after `X = Z W/(1 - Z)`.

An equation that gives what is differentiated is put in for it; by a variable that it does not speak of the derivative is zero, as these variables are
the new coordinates. What is not given so is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import TypeVar

from derive.elaborate.restated import Restated, Stated
from derive.elaborate.scope import Known
from derive.goals import Goal
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
        return f"what is differentiated is as line{'s' * (len(self.lines) > 1)} {', '.join(map(str, self.lines))} give{'s' * (len(self.lines) == 1)} it"

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
            return (stated, value) if new and not any(isinstance(p, Derivative) for p in walk(value)) else None
    return None
