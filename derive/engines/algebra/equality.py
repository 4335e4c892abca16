"""Equalities and equivalences that follow from canonical forms and structural hypotheses: the first thing tried."""

from __future__ import annotations

from derive.goals import Evidence, Goal, Limits, Result, Verdict
from derive.kernel.proof import Unproved
from derive.notation import statement_latex
from derive.rules.certificates import Certificate, listed, plain, reading, replay
from derive.rules.properties import implied
from derive.rules.translation import Given
from derive.terms import HasProperty, PropertyKind, Symbol, symbols

_FORMS = (PropertyKind.SYMMETRIC, PropertyKind.SKEW, PropertyKind.DIAGONAL)


def search(goal: Goal, limits: Limits) -> Evidence:
    """PROVED with a certificate that was replayed, UNDECIDED otherwise. Never refutes."""
    pairs = _structural(goal)
    definitions = tuple(Given(d.symbol, d.value, d.parameters) for d in goal.definitions)
    hypotheses, structures = tuple(h for h, _ in pairs), tuple(s for _, s in pairs)
    certificate = Certificate(goal.statement, definitions, hypotheses, structures)
    try:
        known = reading(certificate)
        certificate = certificate._replace(derivations=plain(known))
        replay(certificate, known)
    except Unproved as error:
        return Evidence("algebra", Result.UNDECIDED, Verdict.UNCHECKED, str(error))
    used = tuple(statement_latex(statement) for statement in listed(certificate))
    detail = "the canonical forms of both sides are equal"
    return Evidence("algebra", Result.AGREES, Verdict.PROVED, detail, certificate, used)


def _structural(goal: Goal) -> list[tuple[HasProperty, HasProperty]]:
    """The hypotheses on free square symbols that have a general form, each with the property that has it; one a symbol."""
    taken = {definition.symbol.name for definition in goal.definitions}
    mentioned = set(symbols(goal.statement)).union(*(symbols(definition.value) for definition in goal.definitions))
    found: list[tuple[HasProperty, HasProperty]] = []
    for hypothesis in goal.hypotheses:
        statement = hypothesis.statement
        if not isinstance(statement, HasProperty) or len(statement.subjects) != 1:
            continue
        subject = statement.subjects[0]
        square = isinstance(subject, Symbol) and len(subject.shape) == 2 and subject.shape[0] == subject.shape[1]
        form = next((one for one in implied(statement) if one.kind in _FORMS and one.subjects == (subject,)), None)
        if form and square and isinstance(subject, Symbol) and subject.name in mentioned and subject.name not in taken:
            taken.add(subject.name)
            found.append((statement, form))
    return found
