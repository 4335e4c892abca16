"""Under which distribution an expected value is taken: `\\mathbb{E}_x[g(x)]`, of nothing random but x, is the plain one; what is given of others is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.elaborate.iterated import SEVERAL
from derive.elaborate.loose import Unreadable
from derive.goals import Definition, Goal
from derive.record import replace
from derive.rules.sample_space import label_of, open_symbols
from derive.terms import Apply, Expectation, Span, Symbol, Term, map_children, symbols, walk

_MARKED = "the subscript of an expected value may say when it is taken, not over what"
_NOT_USED = "what is given of other expected values is not used"


def of_one(goal: Goal, drawn: frozenset[str], place: Span) -> tuple[Goal, frozenset[str], str]:
    """A goal with the expected values over the one random variable in them as plain ones, and without what is given of other distributions and conditions;
    the random names; and why a counterexample would say nothing. Raises Unreadable where several distributions are left."""
    averaged: dict[str, set[str]] = {}
    for label, symbol in (pair for term in _terms(goal) for pair in _varying(term, drawn)):
        averaged.setdefault(label, set()).add(symbol.name)
    said = {name for term in _terms(goal) for name in symbols(term)}
    # `E_D[w_D]`: what is marked by the data that are drawn varies with them
    marked = {label: {name for name in said if name.endswith(f"_{label}")} for label in _measures(_terms(goal)) - {""}}
    for label, names in marked.items():
        averaged.setdefault(label, set()).update(names)
    drawn = drawn.union(*averaged.values())

    def bare(term: Any) -> Any:
        made = map_children(term, bare)
        if not isinstance(made, Expectation) or not made.over:
            return made
        label = label_of(made)
        inside = open_symbols(made.body) & drawn
        marks = f"_{label}" if inside else "_"
        if any(isinstance(part, Apply) and marks in part.name for part in walk(made.body)):
            return made  # `E_D[f_D(x)]`: of how the function varies nothing is read
        return (
            replace(made, over=()) if inside <= averaged.get(label, set()) else made
        )  # what is constant has the same average under all

    statement = bare(goal.statement)
    definitions = tuple(replace(d, value=bare(d.value)) for d in goal.definitions)
    given = tuple(replace(h, statement=bare(h.statement)) for h in goal.hypotheses)
    spoken = _reached(statement, definitions)
    definitions = tuple(d for d in definitions if d.symbol.name in spoken or not _measures((d.value,)) - {""})
    own = (statement, *(d.value for d in definitions if d.symbol.name in spoken))
    measures, conditions = _measures(own), _conditions(own)
    if len(measures) > 1:
        raise Unreadable(SEVERAL, place)
    kept = tuple(
        h for h in given if _measures((h.statement,)) <= measures and _conditions((h.statement,)) <= conditions | {()}
    )
    goal = replace(goal, statement=statement, definitions=definitions, hypotheses=kept)
    return goal, drawn, _MARKED if any(marked.values()) else _NOT_USED if len(kept) < len(given) else ""


def _reached(term: Term, definitions: tuple[Definition, ...]) -> set[str]:
    """The names that a term speaks of, and those in what they are defined as."""
    values = {d.symbol.name: d.value for d in definitions}
    found, waiting = set[str](), [term]
    while waiting:
        for name in symbols(waiting.pop()):
            waiting += [values[name]] if name in values and name not in found else []
            found.add(name)
    return found


def _varying(term: Term, drawn: frozenset[str]) -> Iterator[tuple[str, Symbol]]:
    """The subscripts of expected values that name what varies in them, with it: what is random, or alone there with what is not. In E_θ[T - θ] of a random
    T, the θ is a parameter."""
    for part in walk(term):
        if isinstance(part, Expectation) and part.over:
            body = _unlabelled(part.body)
            for name, symbol in symbols(body).items():
                if (symbol.latex.replace(" ", "") or name) == label_of(part) and (
                    name in drawn or not open_symbols(body) & drawn
                ):
                    yield label_of(part), symbol


def _unlabelled(term: Any) -> Any:
    """A term without the subscripts of its expected values, which are no symbols of it."""
    made = map_children(term, _unlabelled)
    return replace(made, over=()) if isinstance(made, Expectation) else made


def _terms(goal: Goal) -> tuple[Term, ...]:
    return (goal.statement, *(h.statement for h in goal.hypotheses), *(d.value for d in goal.definitions))


def _measures(terms: tuple[Term, ...]) -> set[str]:
    return {label_of(part) for term in terms for part in walk(term) if isinstance(part, Expectation)}


def _conditions(terms: tuple[Term, ...]) -> set[tuple[Term, ...]]:
    return {part.given for term in terms for part in walk(term) if isinstance(part, Expectation)}
