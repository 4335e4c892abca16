"""The missing hypothesis: the weakest customary property of one symbol (or two) under which a refuted statement holds."""

from __future__ import annotations

from itertools import combinations

from derive.engines.modular import holds
from derive.goals import Goal, Hypothesis, Origin
from derive.notation import statement_latex
from derive.record import replace
from derive.terms import Derivative, HasProperty, PropertyKind, Symbol, Term, symbols, walk

# weaker first; orthogonal and the like come last, since they make many wrong lines true
_SQUARE = (PropertyKind.SYMMETRIC, PropertyKind.INVERTIBLE, PropertyKind.IDEMPOTENT, PropertyKind.ORTHOGONAL)
_TALL = (PropertyKind.ORTHONORMAL_COLUMNS,)
_SCALAR = (PropertyKind.NONZERO, PropertyKind.NONNEGATIVE, PropertyKind.POSITIVE)


def _candidates(goal: Goal) -> list[HasProperty]:
    defined = {definition.symbol.name for definition in goal.definitions}
    differentiated = {
        name
        for part in walk(goal.statement)
        if isinstance(part, Derivative)
        for variable in part.variables
        for name in symbols(variable)
    }
    found: list[HasProperty] = []
    free = [s for s in symbols(goal.statement).values() if s.name not in defined and s.name not in differentiated]
    for symbol in free:
        found += [HasProperty(kind, (symbol,)) for kind in _kinds(symbol)]
    square = [s for s in free if len(s.shape) == 2 and s.shape[0] == s.shape[1]]
    found += [
        HasProperty(PropertyKind.COMMUTE, pair) for pair in combinations(square, 2) if pair[0].shape == pair[1].shape
    ]
    order = {PropertyKind.SYMMETRIC: 0, PropertyKind.NONZERO: 0, PropertyKind.NONNEGATIVE: 1, PropertyKind.POSITIVE: 2, PropertyKind.INVERTIBLE: 1,
             PropertyKind.COMMUTE: 2, PropertyKind.ORTHONORMAL_COLUMNS: 3, PropertyKind.IDEMPOTENT: 4, PropertyKind.ORTHOGONAL: 5}  # fmt: skip
    return sorted(found, key=lambda item: order[item.kind])


def _kinds(symbol: Symbol) -> tuple[PropertyKind, ...]:
    if not symbol.shape:
        return _SCALAR
    if len(symbol.shape) == 2:
        return _SQUARE if symbol.shape[0] == symbol.shape[1] else _TALL
    return ()


def missing(goal: Goal) -> tuple[str, ...]:
    """The weakest single hypotheses that make the goal hold, as LaTeX; all that are minimal in the order of custom. Empty when none does."""
    known = {statement_latex(hypothesis.statement) for hypothesis in goal.hypotheses}
    rank: PropertyKind | None = None
    found: list[str] = []
    for candidate in _candidates(goal):
        text = statement_latex(candidate)
        if text in known or (rank is not None and candidate.kind is not rank):
            continue
        if _true_with(goal, candidate, text):
            rank = candidate.kind
            found.append(text)
    return tuple(found)


def _true_with(goal: Goal, candidate: HasProperty, text: str) -> bool:
    widened = replace(goal, hypotheses=(*goal.hypotheses, Hypothesis(candidate, Origin.TRIED, text)))
    return all(holds(widened, seed) is True for seed in (1, 2))


def subjects(term: Term) -> tuple[str, ...]:
    """The names a candidate speaks of."""
    return tuple(symbols(term))
