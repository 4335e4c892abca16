"""Certificates of goals about order: which hypotheses and general forms to take, and the derivation for each thing to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from derive.engines.reals.derivations import NotShown, derivation
from derive.goals import Goal
from derive.kernel.graph import Malformed, Unsupported
from derive.kernel.proof import Combination, Derivation, Unproved
from derive.rules.certificates import Certificate, reading, replay
from derive.rules.cited import cited
from derive.rules.conditions import presupposed
from derive.rules.norms import HOMOGENEOUS
from derive.rules.properties import implied
from derive.rules.statements import closure
from derive.rules.translation import Given
from derive.terms import HasProperty, Optimum, PropertyKind, Relation, Statement, Symbol, symbols

K = PropertyKind
FORMS = (K.POSITIVE_SEMIDEFINITE, K.DIAGONAL, K.SYMMETRIC, K.SKEW)  # the first that a symbol has is put in


def proof(goal: Goal, further: Sequence[Statement] = ()) -> Certificate:
    """A certificate of a goal under its hypotheses and `further` ones, replayed. Raises NotShown."""
    definitions = tuple(Given(d.symbol, d.value, d.parameters) for d in goal.definitions)
    given = [h.statement for h in goal.hypotheses] + list(further)
    needed = presupposed(goal.statement, *given, definitions=definitions)
    facts = cited(goal.statement, (*given, *needed), definitions)
    orders = (f.equation for f in facts if f.equation.relation is not Relation.EQUAL or f.name == HOMOGENEOUS)
    if isinstance(goal.statement, Optimum):  # what holds everywhere restricts no variable
        names = {symbol.name for symbol, _ in goal.statement.point}
        orders = (order for order in orders if names.isdisjoint(symbols(order)))
    hypotheses = tuple(dict.fromkeys((*given, *needed, *orders)))
    structures = tuple(_structures(goal, hypotheses))
    certificate = Certificate(goal.statement, definitions, hypotheses, structures)
    try:
        full, used = _derived(certificate)
        fewer = certificate._replace(hypotheses=used)
        try:
            return _derived(fewer)[0] if used != hypotheses else full
        except (NotShown, Unproved):
            return full
    except (Unproved, Unsupported, Malformed) as error:
        raise NotShown(str(error)) from error


def _derived(certificate: Certificate) -> tuple[Certificate, tuple[Statement, ...]]:
    """The certificate with its derivations, replayed, and the hypotheses that they use."""
    known = reading(certificate)
    found = tuple(derivation((*known.facts, *premises), goals) for premises, goals, _ in known.obligations)
    whole = certificate._replace(derivations=found)
    replay(whole, known)
    facts = {number for one in found for number in _numbers(one)}
    sources = {known.sources[number] for number in facts if number < len(known.sources)}
    structural = {s.subjects for s in certificate.structures}
    used = [
        h
        for k, h in enumerate(certificate.hypotheses)
        if k in sources or not structural.isdisjoint(s.subjects for s in closure((h,)) if isinstance(s, HasProperty))
    ]
    return whole, tuple(used)


def _numbers(found: object) -> Iterable[int]:
    """The facts that a derivation mentions."""
    if isinstance(found, Derivation):
        for step in found.steps:
            yield from _numbers(step.combination)
            yield from _numbers(step.positive)
        for one in found.goals:
            yield from _numbers(one)
    elif isinstance(found, Combination):
        yield from (use.fact for use in found.uses)
        yield from (number for square in found.squares for number in square.factors)


def _structures(goal: Goal, hypotheses: Sequence[Statement]) -> Iterable[HasProperty]:
    """One general form for each free square symbol that has one and occurs."""
    defined = {d.symbol.name for d in goal.definitions}
    occurring = set(symbols(goal.statement)).union(*(symbols(d.value) for d in goal.definitions))
    found: dict[str, HasProperty] = {}
    for kind in FORMS:
        for hypothesis in closure(hypotheses):
            if not isinstance(hypothesis, HasProperty) or len(hypothesis.subjects) != 1:
                continue
            subject = hypothesis.subjects[0]
            if not (isinstance(subject, Symbol) and len(subject.shape) == 2 and subject.shape[0] == subject.shape[1]):
                continue
            if subject.name in defined or subject.name not in occurring or subject.name in found:
                continue
            form = HasProperty(kind, (subject,))
            if form in implied(hypothesis):
                found[subject.name] = form
    return found.values()


__all__ = ["NotShown", "proof"]
