"""Certificates: a statement, what it is read under, and the derivations that the kernel replays.

`docs/certificates.md` defines the saved form. What a certificate says is what the statement's reading asks for; a changed statement, hypothesis or
derivation is another certificate, and has to hold by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from derive.kernel.graph import UNIT, Malformed, Unsupported
from derive.kernel.proof import Combination, Derivation, Fact, Proved, Sign, Square, Unproved, Use, prove
from derive.rules.cited import Cited, cited
from derive.rules.conditions import presupposed
from derive.rules.defining import defining
from derive.rules.functions import apply
from derive.rules.sides import SIDES
from derive.rules.statements import Reading, closure, read, restricts
from derive.rules.translation import Given
from derive.terms import HasProperty, Iff, Implies, Optimum, ShapeError, Statement, walk

BROKEN = (TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError, ZeroDivisionError)


class Certificate(NamedTuple):
    """A statement, definitions in an order in which each uses only earlier ones, the hypotheses used, the properties put in as general forms,
    one derivation for each obligation of the reading, and the properties (symmetric, diagonal) among whose matrices derivatives are taken."""

    statement: Statement
    definitions: tuple[Given, ...] = ()
    hypotheses: tuple[Statement, ...] = ()
    structures: tuple[HasProperty, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    within: tuple[HasProperty, ...] = ()


def reading(certificate: Certificate) -> Reading:
    """What the certificate's derivations have to show, and the facts they may use. Raises Unproved."""
    try:
        return read(*certificate[:4], certificate.within)
    except (Unsupported, Malformed, ShapeError) as error:
        raise Unproved(str(error)) from error


def replay(certificate: Certificate, known: Reading | None = None) -> tuple[Proved, ...]:
    """The theorems that a certificate is. `known` saves reading it again. Raises Unproved."""
    try:
        facts, _, obligations = known or reading(certificate)
        return tuple(
            prove((*facts, *o.premises), o.goals, derivation, apply)
            for o, derivation in zip(obligations, certificate.derivations, strict=True)
        )
    except (Unsupported, Malformed, *BROKEN) as error:
        raise Unproved(f"a certificate that has no meaning: {error}") from error


def plain(known: Reading) -> tuple[Derivation, ...]:
    """The derivations that use no fact: right when the canonical forms agree by themselves, or are a number with the right sign."""
    return tuple(Derivation((), tuple(map(_plain, obligation.goals))) for obligation in known.obligations)


def _plain(goal: Fact) -> Combination:
    value = goal.poly.get(UNIT, 0)
    if goal.sign is Sign.ZERO or len(goal.poly) != 1 or value <= 0:
        return Combination()
    return Combination((), (Square(Fraction(value), ((UNIT, 1),)),))


class Grounds(NamedTuple):
    """What must hold for a certificate's statement and hypotheses to have values, and the facts that may be cited for these."""

    needed: tuple[HasProperty, ...]
    cited: tuple[Cited, ...]


def grounds(certificate: Certificate) -> Grounds:
    """The grounds of a certificate, to be found out once."""
    needed = presupposed(certificate.statement, *certificate.hypotheses, definitions=certificate.definitions)
    return Grounds(needed, cited(certificate.statement, (*certificate.hypotheses, *needed), certificate.definitions))


def listed(certificate: Certificate, known: Grounds | None = None) -> tuple[Statement, ...]:
    """All that a proof rests on: the hypotheses used, and what must hold for the statement, and what was put into it, to have values. What
    functions satisfy by what they are goes without saying; what is cited is listed apart."""
    needed, facts = known or grounds(certificate)
    unsaid = set(defining(certificate.statement, *certificate.hypotheses, definitions=certificate.definitions))
    unsaid |= {fact.equation for fact in facts}
    return tuple(h for h in dict.fromkeys((*certificate.hypotheses, *needed)) if h not in unsaid)


def trusted(certificate: Certificate, known: Grounds | None = None) -> tuple[str, ...]:
    """The names of the facts used that the kernel does not derive. Raises Unproved."""
    _, facts = known or grounds(certificate)
    used = [fact.name for fact in facts if fact.equation in certificate.hypotheses]
    if any(isinstance(part, Implies | Iff) for part in walk(certificate.statement)):
        given, _, obligations = reading(certificate)
        for obligation, derivation in zip(obligations, certificate.derivations):
            cited_here = {len(given) + place for place in obligation.cited}
            used += [SIDES] if any(use.fact in cited_here for use in uses(derivation)) else []
    return tuple(dict.fromkeys(used))


def uses(derivation: Derivation) -> Iterator[Use]:
    """Every use of a fact in a derivation."""
    for step in derivation.steps:
        yield from (*step.combination.uses, *step.positive.uses)
    for combination in derivation.goals:
        yield from combination.uses


def belongs(
    certificate: Certificate,
    statement: Statement,
    known: tuple[Statement, ...],
    definitions: tuple[Given, ...],
    own: Grounds | None = None,
) -> str:
    """Why a certificate is none of a statement under what is known; '' when it is. Its hypotheses are known, implied by those, what the
    statement needs to have a value, what its functions satisfy by what they are, or facts cited for these (and so named by `trusted`); its
    definitions are the step's. `own` saves finding the certificate's grounds again."""
    if certificate.statement != statement:
        return "the certificate states something else"
    needed = presupposed(statement, *known, definitions=definitions)
    allowed = closure((*known, *needed))
    allowed |= dict.fromkeys(defining(statement, *known, definitions=definitions))
    own = own or grounds(certificate)
    without = certificate._replace(hypotheses=tuple(h for h in certificate.hypotheses if h in allowed))
    _, facts = own if without.hypotheses == certificate.hypotheses else grounds(without)
    named = set(own.cited)
    allowed |= dict.fromkeys(fact.equation for fact in facts if fact in named)
    if any(hypothesis not in allowed for hypothesis in certificate.hypotheses):
        return "the certificate uses a hypothesis that the step does not have"
    if any(given not in definitions for given in certificate.definitions):
        return "the certificate uses a definition that the step does not have"
    for part in walk(statement):
        if isinstance(part, Optimum):
            names = [symbol.name for symbol, _ in part.point]
            if any(restricts(h, names) and h not in certificate.hypotheses for h in known):
                return "the certificate leaves out a hypothesis about what is varied"
    return ""


__all__ = [
    "BROKEN",
    "Certificate",
    "Grounds",
    "belongs",
    "grounds",
    "listed",
    "plain",
    "reading",
    "replay",
    "trusted",
    "uses",
]
