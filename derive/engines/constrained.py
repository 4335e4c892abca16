"""Derivatives by a symmetric or diagonal matrix: all entries moving freely, or among such matrices only. Authors mean either.

Source: Petersen & Pedersen, The Matrix Cookbook (2012), 2.8.
"""

from __future__ import annotations

from derive.engines.modular.question import derivative_variables
from derive.goals import Goal
from derive.record import replace
from derive.rules.statements import closure
from derive.terms import HasProperty, PropertyKind, Symbol

_KINDS = (PropertyKind.DIAGONAL, PropertyKind.SYMMETRIC)  # the narrower one first


def constrained(goal: Goal) -> Goal | None:
    """The goal with derivatives by symmetric and diagonal matrices taken among these; None where it speaks of none."""
    defined = {definition.symbol.name for definition in goal.definitions}
    variables = derivative_variables((goal.statement, *(d.value for d in goal.definitions))) - defined
    if goal.within or not variables:
        return None
    found: dict[str, HasProperty] = {}
    known = [h for h in closure(h.statement for h in goal.hypotheses) if isinstance(h, HasProperty)]
    for kind in _KINDS:
        for said in known:
            subject = said.subjects[0]
            if said.kind is kind and isinstance(subject, Symbol) and subject.name in variables and subject.shape:
                found.setdefault(subject.name, said)
    return replace(goal, within=tuple(found[name] for name in sorted(found))) if found else None


def in_words(within: tuple[HasProperty, ...]) -> str:
    """How the derivatives of a goal are taken: `the derivative is taken among the symmetric matrices X`."""
    parts = [(said.kind.value, said.subjects[0]) for said in within]
    shown = (f"the {kind} matrices {s.latex or s.name}" for kind, s in parts if isinstance(s, Symbol))
    return f"the derivative is taken among {' and '.join(shown)}"
