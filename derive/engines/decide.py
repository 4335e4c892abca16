"""One goal, all engines: what they say put together into a verdict. Proof first, exact tests next, floating point last.

Calculus and minima are asked three ways, whatever the first answer; everything else ends with the first engine that settles it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from derive.goals import Claim, Evidence, Goal, Hypothesis, Judgement, Limits, Result, Verdict
from derive.record import dataclass, field, replace
from derive.rules.defining import complex_in
from derive.terms import (
    All,
    Apply,
    BigSum,
    Constant,
    Derivative,
    Determinant,
    Differential,
    Directional,
    HasProperty,
    Iff,
    Implies,
    Integral,
    Limit,
    Norm,
    Number,
    Optimum,
    Power,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    SizeValue,
    Statement,
    symbols,
    walk,
)

ENGINES = {
    "algebra": "derive.engines.algebra",
    "modular": "derive.engines.modular",
    "reals": "derive.engines.reals",
    "sympy": "derive.engines.sympy_engine",
    "numeric": "derive.engines.numeric",
}
SHARES = {"algebra": 0.3, "modular": 0.4, "reals": 0.3}  # of a step's seconds, so that those asked later have some left
FULL_TIME = 30  # so many claims are given the whole time of a step each
LEAST_SHARE = 0.4  # of more each is given less, but no less than this part of it
FIRST_LOOK = 0.2  # of an engine's own
AREAS = 0.2  # of a step's seconds, for enclosing integrals and limits where nothing else decides
AFTER_PROOF = 0.15  # of a step's seconds: what is proved is looked at otherwise too, but not for long
_STRENGTH = (Verdict.PROVED, Verdict.TESTED, Verdict.SUPPORTED)
_PROOFS_FIRST = ("algebra", "reals", "modular", "sympy", "numeric")
_DEFINITE = (PropertyKind.POSITIVE_DEFINITE, PropertyKind.POSITIVE_SEMIDEFINITE)
_LOEWNER = (Relation.LOEWNER_GREATER, Relation.LOEWNER_AT_LEAST)
_DERIVATIVES = (Derivative, Directional, Differential)
_SYMBOLIC = (*_DERIVATIVES, Integral, Limit, Apply, Norm, Determinant, Power)


Ahead = Callable[[str, Goal], "Evidence | None"]  # of an engine and a goal


@dataclass(frozen=True, slots=True)
class Choice:
    """Which engines may speak, and what they may spend."""

    engines: tuple[str, ...] = tuple(ENGINES)
    limits: Limits = field(default_factory=Limits)
    trust: str = "all"  # 'kernel': what rests on anything else is demoted
    ahead: Ahead | None = None  # answers that are being worked out elsewhere


def paced(choice: Choice, claims: int) -> Choice:
    """A choice for each of the claims of a document: of many each is given less time, so that the last ones are looked at, too. What can be decided
    mostly is in less than a second; what cannot takes all that it is given."""
    share = max(LEAST_SHARE, min(1.0, FULL_TIME / max(claims, 1)))
    return replace(choice, limits=replace(choice.limits, seconds=choice.limits.seconds * share))


def decide(goal: Goal, choice: Choice) -> Judgement:
    """The judgement of a goal, without diagnosis. Where derivatives are taken by symmetric or diagonal matrices, what does not hold with all
    entries moving freely is asked of derivatives among such matrices too, and it is said that those were meant."""
    judgement = _decided(goal, choice)
    if judgement.verdict in _STRENGTH or not three_ways(goal):
        return judgement
    from derive.engines.constrained import constrained, in_words

    inside = constrained(goal)
    other = _decided(inside, choice) if inside is not None else judgement
    if inside is None or other.verdict not in _STRENGTH:
        return judgement
    return replace(other, notes=(*other.notes, in_words(inside.within)))


def _decided(goal: Goal, choice: Choice) -> Judgement:
    evidence: list[Evidence] = []
    for name in _asked(goal):
        if name in choice.engines and WANTED[name](goal, evidence):
            evidence.append(_answer(name, goal, choice, any(item.verdict is Verdict.PROVED for item in evidence)))
    if "modular" in choice.engines and _has_areas(goal) and not _settled(evidence) and not _agreed(evidence):
        from derive.engines.modular import refute_by_areas

        limits = replace(choice.limits, seconds=choice.limits.seconds * AREAS)
        refuted = refute_by_areas(goal, limits)
        evidence = [item for item in evidence if item.engine != "modular"] + [refuted] if refuted else evidence
    return combine(tuple(evidence), choice.trust, goal, choice.limits)


def _asked(goal: Goal) -> tuple[str, ...]:
    """The engines in the order they are asked. That a matrix is definite is shown quickly or not at all, and no instance confirms it: before instances
    are searched for one that refutes it, a proof is."""
    if _formal(goal):
        return ("algebra",)
    return tuple(sorted(ENGINES, key=_PROOFS_FIRST.index)) if _concludes_definite(goal.statement) else tuple(ENGINES)


def _concludes_definite(said: Statement) -> bool:
    """Whether a statement says, or concludes, that a matrix is definite."""
    if isinstance(said, Implies):
        return _concludes_definite(said.conclusion)
    if isinstance(said, Iff):
        return _concludes_definite(said.left) and _concludes_definite(said.right)
    if isinstance(said, Relates):
        return said.relation in _LOEWNER
    return isinstance(said, HasProperty) and said.kind in _DEFINITE


def _answer(name: str, goal: Goal, choice: Choice, proved: bool) -> Evidence:
    """An engine's word, which may be known already; what was not found in the time that is given after a proof is searched again where there is none."""
    found = choice.ahead(name, goal) if choice.ahead is not None else None
    if found is not None and (proved or found.result is not Result.UNDECIDED):
        return found
    return ask(name, goal, after_proof(choice.limits) if proved else choice.limits)


def after_proof(limits: Limits) -> Limits:
    """What a search may spend on what is proved."""
    return replace(limits, seconds=limits.seconds * AFTER_PROOF)


def _formal(goal: Goal) -> bool:
    """Whether a pseudo-inverse of a complex matrix occurs: an instance would hold that of a real one; or whether something is said to follow of
    complex matrices: over the real numbers more does."""
    names = complex_in(h.statement for h in goal.hypotheses)
    if names and isinstance(goal.statement, All | Iff | Implies):
        return not names.isdisjoint(symbols(goal.statement))
    terms = (goal.statement, *(d.value for d in goal.definitions)) if names else ()
    return any(isinstance(p, PseudoInverse) and not names.isdisjoint(symbols(p)) for t in terms for p in walk(t))


def ask(name: str, goal: Goal, limits: Limits) -> Evidence:
    """One engine's word. What holds without the equations among the hypotheses holds with them, and instances are drawn more easily without."""
    search = _engine(name)
    limits = replace(limits, seconds=limits.seconds * SHARES.get(name, 1.0))
    defined = {definition.symbol.name for definition in goal.definitions}
    fewer = replace(goal, hypotheses=tuple(h for h in goal.hypotheses if _drawn(h, defined)))
    if name != "modular" or len(fewer.hypotheses) == len(goal.hypotheses):
        return search(goal, limits)
    first = search(fewer, replace(limits, seconds=limits.seconds * FIRST_LOOK))
    return first if first.result is Result.AGREES else search(goal, limits)


def load(name: str) -> None:
    """Import an engine with its libraries."""
    module = import_module(ENGINES[name])
    if hasattr(module, "load"):
        module.load()


@cache
def _engine(name: str) -> Callable[[Goal, Limits], Evidence]:
    """The search of an engine; its libraries are imported now."""
    search: Callable[[Goal, Limits], Evidence] = import_module(ENGINES[name]).search
    return search


def _drawn(hypothesis: Hypothesis, defined: set[str]) -> bool:
    """Whether instances meet a hypothesis by the way they are drawn: a property of symbols that nothing defines, a bound of a size."""
    said = hypothesis.statement
    if isinstance(said, Relates) and isinstance(said.left, SizeValue) and isinstance(said.right, Number):
        return True
    return isinstance(said, HasProperty) and not set(symbols(said)) & defined


def three_ways(goal: Goal) -> bool:
    """Whether a goal is looked at by every engine that can: derivatives and minima."""
    return (
        goal.claim in (Claim.GRADIENT, Claim.MINIMUM)
        or isinstance(goal.statement, Optimum)
        or any(isinstance(part, _DERIVATIVES) for part in walk(goal.statement))
    )


def _settled(evidence: list[Evidence]) -> bool:
    """Whether an engine has proved, tested or refuted the goal."""
    return any(item.verdict in _STRENGTH[:2] or item.counterexample is not None for item in evidence)


def _agreed(evidence: list[Evidence]) -> bool:
    return any(item.result is Result.AGREES for item in evidence)


def _has_areas(goal: Goal) -> bool:
    """Whether the statement speaks of the value of an integral, a limit or an infinite sum."""
    return any(
        isinstance(part, Integral | Limit) or (isinstance(part, BigSum) and isinstance(part.upper, Constant))
        for part in walk(goal.statement)
    )


def _order(goal: Goal) -> bool:
    """Whether a claim is about order, a minimum, or what follows from polynomial equations over the reals."""
    return _about_order(goal.statement)


def _about_order(statement: Statement) -> bool:
    if isinstance(statement, All):
        return any(map(_about_order, statement.parts))
    if isinstance(statement, Implies | Iff):
        return True
    if isinstance(statement, Relates):
        return statement.relation is not Relation.EQUAL
    return isinstance(statement, Optimum | HasProperty)


Wanted = Callable[[Goal, list[Evidence]], bool]

# when each engine is asked, given what the ones before it said
WANTED: dict[str, Wanted] = {
    "algebra": lambda goal, evidence: True,
    "modular": lambda goal, evidence: not _settled(evidence),
    "reals": lambda goal, evidence: _order(goal) and not any(item.verdict in _STRENGTH[:2] for item in evidence),
    "sympy": lambda goal, evidence: (
        three_ways(goal)
        or (not _settled(evidence) and any(isinstance(part, _SYMBOLIC) for part in walk(goal.statement)))
    ),
    "numeric": lambda goal, evidence: three_ways(goal) or not _settled(evidence),
}

_MESSAGES = {
    Verdict.PROVED: "proved",
    Verdict.TESTED: "equal at exact random instances",
    Verdict.SUPPORTED: "equal in floating point",
}


def combine(evidence: tuple[Evidence, ...], trust: str, goal: Goal, limits: Limits) -> Judgement:
    """The verdict that a set of evidence carries: the strongest, unless the engines disagree."""
    refuting = [item for item in evidence if item.verdict is Verdict.REFUTED and item.counterexample is not None]
    agreeing = [item for item in evidence if item.result is Result.AGREES and item.verdict in _STRENGTH]
    against = refuting or [item for item in evidence if item.result is Result.DISAGREES]
    if agreeing and against:
        names = ", ".join(item.engine for item in agreeing), ", ".join(item.engine for item in against)
        from derive.engines.disagreement import report

        message = f"engines disagree: {names[0]} for, {names[1]} against"
        return Judgement(Verdict.UNCHECKED, message, "D604", evidence, notes=report(goal, limits, evidence))
    conditional = next((item for item in evidence if item.verdict is Verdict.CONDITIONAL), None)
    if conditional is not None and conditional.counterexample is not None:
        return Judgement(
            Verdict.CONDITIONAL, conditional.detail, "D501", evidence, conditional.used, conditional.trusted,
            conditional.missing, conditional.counterexample,
        )  # fmt: skip
    if refuting:
        item = refuting[0]
        return Judgement(Verdict.REFUTED, "false", "D401", evidence, item.used, counterexample=item.counterexample)
    if trust == "kernel":
        agreeing = [item for item in agreeing if not item.trusted]
    if agreeing:
        best = min(agreeing, key=lambda item: (_STRENGTH.index(item.verdict), bool(item.trusted)))
        message = f"by the word of {best.trusted[0]}" if best.trusted else _MESSAGES[best.verdict]
        if best.verdict is Verdict.SUPPORTED and goal.claim is Claim.INEQUALITY and not best.trusted:
            message = "holds in floating point where a failure was searched for"
        return Judgement(best.verdict, message, "", evidence, best.used, best.trusted)
    reasons = [f"{item.engine}: {item.detail}" for item in (against or evidence) if item.detail]
    return Judgement(Verdict.UNCHECKED, "; ".join(reasons) or "no engine decides it", "D601", evidence)
