"""Complex symbols: what can be said of them by algebra alone.

A complex matrix and its conjugate are two symbols to the kernel, so an identity in them that it proves holds over ℂ. Of a pseudo-inverse the
kernel alone speaks: at instances it would be that of a real matrix. Norms, derivatives, orders
and definiteness mean something else over ℂ than over ℝ; a claim with one of these in it is left alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set
from typing import TypeVar

from derive.elaborate.loose import Loose
from derive.elaborate.scope import Known
from derive.goals import Definition, Goal, Origin
from derive.record import replace
from derive.rules.defining import conjugated
from derive.terms import (
    Apply,
    Conjugate,
    Derivative,
    Differential,
    Directional,
    Expectation,
    Extremum,
    HasProperty,
    Integral,
    Limit,
    Norm,
    Number,
    Power,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    Symbol,
    Term,
    map_children,
    symbols,
    walk,
)

T = TypeVar("T", bound=Term)

_REAL_ONLY = (Apply, Derivative, Differential, Directional, Expectation, Extremum, Integral, Limit, Norm)
_ALGEBRAIC = frozenset(
    (PropertyKind.COMPLEX, PropertyKind.INVERTIBLE, PropertyKind.SYMMETRIC, PropertyKind.SKEW, PropertyKind.DIAGONAL)
    + (
        PropertyKind.ORTHOGONAL,
        PropertyKind.ORTHONORMAL_COLUMNS,
        PropertyKind.ORTHONORMAL_ROWS,
        PropertyKind.IDEMPOTENT,
    )
    + (PropertyKind.COMMUTE, PropertyKind.CONSTANT, PropertyKind.NONZERO, PropertyKind.REAL, PropertyKind.HERMITIAN)
    + (PropertyKind.UNITARY, PropertyKind.UPPER_TRIANGULAR, PropertyKind.LOWER_TRIANGULAR)
)  # equations that mean the same over ℂ

_COMPLEX = frozenset((PropertyKind.COMPLEX, PropertyKind.HERMITIAN, PropertyKind.UNITARY))


def names(terms: Iterable[Loose]) -> frozenset[str]:
    """The names of complex symbols in some terms."""
    found: set[str] = set()
    waiting = list(terms)
    while waiting:
        term = waiting.pop()
        waiting += term.parts
        if term.op == "Symbol" and not _COMPLEX.isdisjoint(term.data.properties):
            found.add(term.data.name)
    return frozenset(found)


def follow(known: Known, value: Loose) -> None:
    """What is defined by complex symbols is complex, unless it is declared otherwise."""
    if known.origin is not Origin.DECLARED and PropertyKind.COMPLEX not in known.properties and names((value,)):
        known.properties.append(PropertyKind.COMPLEX)


def declared(known: Known, complex_names: frozenset[str]) -> frozenset[str]:
    """The complex names from where a name is declared on: it is complex where its declaration says so."""
    if _COMPLEX.isdisjoint(known.properties):
        return complex_names - {known.name}
    return complex_names | {known.name}


def _has_branches(part: Term, complex_names: Container[str]) -> bool:
    """A root of what is complex: `z^{1/2}`."""
    root = isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.value.denominator != 1
    return root and isinstance(part, Power) and any(name in complex_names for name in symbols(part.base))


def obstacle(goal: Goal, complex_names: Container[str]) -> str:
    """Why a goal with complex symbols in it is left alone; '' when it is an identity of algebra, or has none."""
    named = set(symbols(goal.statement)).union(*(symbols(d.value) for d in goal.definitions))
    if not any(name in complex_names for name in named):
        return ""
    if not _algebraic(goal.statement):
        return "of complex numbers only equations are checked"
    for term in (goal.statement, *(d.value for d in goal.definitions)):
        for part in walk(term):
            if isinstance(part, _REAL_ONLY) or _has_branches(part, complex_names):
                return "norms, derivatives and functions of complex numbers are outside what is checked"
    return ""


def of_algebra(goal: Goal, complex_names: Container[str]) -> tuple[Goal, str]:
    """A goal about complex symbols without those of its hypotheses that are no equations, and why nothing is refuted then; what follows without
    them follows with them."""
    named = set(symbols(goal.statement)).union(*(symbols(d.value) for d in goal.definitions))
    kept = tuple(hypothesis for hypothesis in goal.hypotheses if _algebraic(hypothesis.statement))
    if len(kept) == len(goal.hypotheses) or not any(name in complex_names for name in named):
        return goal, ""
    return replace(goal, hypotheses=kept), "a hypothesis on complex numbers that is outside what is checked"


def _algebraic(statement: Statement) -> bool:
    if isinstance(statement, HasProperty):
        return statement.kind in _ALGEBRAIC
    return isinstance(statement, Relates) and statement.relation is Relation.EQUAL


def unfolded(term: T, definitions: Mapping[str, Definition], complex_names: Set[str]) -> T:
    """A term in which the conjugate of a defined name is that of its value, where this is made by algebra alone."""
    if not complex_names:
        return term
    if isinstance(term, Conjugate) and isinstance(term.body, Symbol):
        definition = definitions.get(term.body.name)
        value = definition.value if definition is not None and not definition.parameters else None
        if value is not None and value.shape == term.shape and not any(isinstance(p, _REAL_ONLY) for p in walk(value)):
            return unfolded(conjugated(value, complex_names), definitions, complex_names)  # type: ignore[return-value]
        return term
    return map_children(term, lambda child: unfolded(child, definitions, complex_names))  # type: ignore[return-value]
