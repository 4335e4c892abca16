"""Members of families at a free index as names of their own: what is said of x_k and x_{k+1} for every k is said of any two points.

The engines that decide about order know numbers and vectors, and no index that runs. A statement in which each member is put as a symbol says more than
what was written; what is given holds for every k, and so for the one that is spoken of.
"""

from __future__ import annotations

from typing import TypeVar

from derive.elaborate.facts import Facts
from derive.goals import Goal
from derive.record import replace
from derive.terms import BigProduct, BigSum, Entry, Index, Number, Sum, Symbol, Term, map_children, walk

T = TypeVar("T", bound=Term)


def at_one_index(goal: Goal, facts: Facts, always: bool) -> Goal:
    """The goal with the members of families at free indices put as symbols, where `always` or where one of these is defined by itself, as the x_{k+1} of
    `x_{k+1} = x_k - …` is."""
    terms = (goal.statement, *(h.statement for h in goal.hypotheses), *(d.value for d in goal.definitions))
    bound = {p.index.name for term in terms for p in walk(term) if isinstance(p, BigSum | BigProduct)}
    if not any(isinstance(part, Index) and part.name not in bound for part in walk(goal.statement)):
        return goal
    statement = _fixed(goal.statement, bound)
    hypotheses = tuple(replace(h, statement=_fixed(h.statement, bound)) for h in goal.hypotheses)
    defined = facts.ordered((statement, *(h.statement for h in hypotheses)))
    own = {d.symbol.name for d in goal.definitions}
    if not always and all(d.symbol.name in own for d in defined):
        return goal
    definitions = [d for d in (*defined, *goal.definitions) if d.symbol.name not in own or d in goal.definitions]
    definitions = list({d.symbol.name: d for d in definitions}.values())
    fixed = tuple(replace(d, value=_fixed(d.value, bound)) for d in definitions)
    return replace(goal, statement=statement, hypotheses=hypotheses, definitions=fixed)


def _fixed(term: T, bound: set[str]) -> T:
    if isinstance(term, Entry) and isinstance(term.base, Symbol) and term.base.name.endswith("[]"):
        labels = [_label(index, bound) for index in term.indices if index is not None]
        if all(labels) and labels:
            stem, mark = term.base.name[:-2], "^" if term.base.name.endswith("^[]") else "_"
            label = ",".join(filter(None, labels))
            name = f"{stem.removesuffix('^')}{mark}{label}"
            return Symbol(name, term.shape, f"{term.base.latex}{mark}{{{label.lstrip('+')}}}")  # type: ignore[return-value]
    return map_children(term, lambda child: _fixed(child, bound))  # type: ignore[return-value]


def _label(index: Term, bound: set[str]) -> str:
    """An index as it is written under a name; '' where it is none of the statement."""
    if isinstance(index, Index):
        return "" if index.name in bound else index.name
    if isinstance(index, Sum) and len(index.terms) == 2:
        first, second = index.terms
        if isinstance(first, Index) and first.name not in bound and isinstance(second, Number):
            return f"+{first.name}{int(second.value):+}" if second.value.denominator == 1 else ""
    return ""
