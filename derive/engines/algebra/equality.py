"""Equalities and equivalences that follow from canonical forms and structural hypotheses: the first thing tried."""

from __future__ import annotations

from derive.goals import Evidence, Goal, Limits, Result, Verdict
from derive.kernel import Certificate, Given, Unproved, replay
from derive.notation import statement_latex
from derive.terms import HasProperty, PropertyKind, Symbol, symbols

_STRUCTURAL = frozenset(
    {
        PropertyKind.SYMMETRIC, PropertyKind.SKEW, PropertyKind.DIAGONAL, PropertyKind.POSITIVE_DEFINITE, PropertyKind.POSITIVE_SEMIDEFINITE,
        PropertyKind.PROJECTION,
    }
)  # fmt: skip


def search(goal: Goal, limits: Limits) -> Evidence:
    """PROVED with a certificate that was replayed, UNDECIDED otherwise. Never refutes."""
    structural = _structural(goal)
    definitions = tuple(Given(d.symbol, d.value, d.parameters) for d in goal.definitions)
    certificate = Certificate(goal.statement, definitions, structural)
    try:
        replay(certificate)
    except Unproved as error:
        return Evidence("algebra", Result.UNDECIDED, Verdict.UNCHECKED, str(error))
    used = tuple(statement_latex(statement) for statement in structural)
    detail = "the canonical forms of both sides are equal"
    return Evidence("algebra", Result.AGREES, Verdict.PROVED, detail, certificate, used)


def _structural(goal: Goal) -> tuple[HasProperty, ...]:
    """The hypotheses on free square symbols that the kernel can put in as general forms; one a symbol."""
    taken = {definition.symbol.name for definition in goal.definitions}
    mentioned = set(symbols(goal.statement)).union(*(symbols(definition.value) for definition in goal.definitions))
    found: list[HasProperty] = []
    for hypothesis in goal.hypotheses:
        statement = hypothesis.statement
        if not isinstance(statement, HasProperty) or statement.kind not in _STRUCTURAL or len(statement.subjects) != 1:
            continue
        subject = statement.subjects[0]
        square = isinstance(subject, Symbol) and len(subject.shape) == 2 and subject.shape[0] == subject.shape[1]
        if isinstance(subject, Symbol) and square and subject.name in mentioned and subject.name not in taken:
            taken.add(subject.name)
            found.append(statement)
    return tuple(found)
