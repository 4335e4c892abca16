"""One goal, all engines: what they say put together into a verdict. Proof first, exact tests next, floating point last."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from derive.goals import Claim, Evidence, Goal, Hypothesis, Judgement, Limits, Result, Verdict
from derive.record import dataclass, field, replace
from derive.terms import Apply, Derivative, Determinant, HasProperty, Integral, Limit, Norm, Power, symbols, walk

ENGINES = {
    "algebra": "derive.engines.algebra",
    "modular": "derive.engines.modular",
    "reals": "derive.engines.reals",
    "sympy": "derive.engines.sympy_engine",
    "numeric": "derive.engines.numeric",
}
LIGHT = ("algebra", "modular")  # these import nothing outside the standard library
_STRENGTH = (Verdict.PROVED, Verdict.TESTED, Verdict.SUPPORTED)
_CALCULUS = (Derivative, Integral, Limit, Apply, Norm, Determinant)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which engines may speak, and what they may spend."""

    engines: tuple[str, ...] = tuple(ENGINES)
    limits: Limits = field(default_factory=Limits)
    trust: str = "all"  # 'kernel': what rests on anything else is demoted


def decide(goal: Goal, choice: Choice) -> Judgement:
    """The judgement of a goal, without diagnosis."""
    evidence: list[Evidence] = []
    for name in ENGINES:
        if name in choice.engines and _engine(name) is not None and _wanted(name, goal, evidence):
            evidence.append(_ask(name, goal, choice.limits))
    return combine(tuple(evidence), choice.trust)


def _ask(name: str, goal: Goal, limits: Limits) -> Evidence:
    """One engine's word. What holds without the equations among the hypotheses holds with them, and instances are drawn more easily without."""
    search = _engine(name)
    assert search is not None
    defined = {definition.symbol.name for definition in goal.definitions}
    fewer = replace(goal, hypotheses=tuple(h for h in goal.hypotheses if _drawn(h, defined)))
    if name not in ("modular", "numeric") or len(fewer.hypotheses) == len(goal.hypotheses):
        return search(goal, limits)
    first = search(fewer, limits)
    return first if first.result is Result.AGREES else search(goal, limits)


@cache
def _engine(name: str) -> Callable[[Goal, Limits], Evidence] | None:
    """The search of an engine, or None where it is not installed."""
    if find_spec(ENGINES[name]) is None:
        return None
    search: Callable[[Goal, Limits], Evidence] | None = getattr(import_module(ENGINES[name]), "search", None)
    return search


def _drawn(hypothesis: Hypothesis, defined: set[str]) -> bool:
    """Whether instances meet a hypothesis by the way they are drawn: a property of symbols that nothing defines."""
    return isinstance(hypothesis.statement, HasProperty) and not set(symbols(hypothesis.statement)) & defined


def _wanted(name: str, goal: Goal, evidence: list[Evidence]) -> bool:
    """Light engines always speak; the others where they add something: calculus and minima, or when nothing is decided yet."""
    if name in LIGHT:
        return True
    if goal.claim in (Claim.GRADIENT, Claim.MINIMUM, Claim.STATIONARY):
        return name != "reals" or goal.claim is Claim.MINIMUM
    if any(item.counterexample is not None for item in evidence):
        return False
    settled = any(item.verdict in _STRENGTH[:2] for item in evidence)
    if settled:
        return False
    if name == "numeric":
        return not any(item.verdict in _STRENGTH for item in evidence)
    if name == "reals":
        return True
    return any(isinstance(part, (*_CALCULUS, Power)) for part in walk(goal.statement))


def combine(evidence: tuple[Evidence, ...], trust: str) -> Judgement:
    """The verdict that a set of evidence carries: the strongest, unless the engines disagree."""
    refuting = [item for item in evidence if item.verdict is Verdict.REFUTED and item.counterexample is not None]
    agreeing = [item for item in evidence if item.result is Result.AGREES and item.verdict in _STRENGTH]
    if trust == "kernel":
        agreeing = [item for item in agreeing if not item.trusted]
    proof = next((item for item in agreeing if item.verdict is Verdict.PROVED), None)
    if refuting and agreeing:
        names = ", ".join(item.engine for item in agreeing), ", ".join(item.engine for item in refuting)
        return Judgement(Verdict.UNCHECKED, f"engines disagree: {names[0]} for, {names[1]} against", "D604", evidence)
    if refuting:
        item = refuting[0]
        return Judgement(Verdict.REFUTED, "false", "D401", evidence, item.used, counterexample=item.counterexample)
    if proof is None and any(item.result is Result.DISAGREES for item in evidence) and agreeing:
        against = ", ".join(item.engine for item in evidence if item.result is Result.DISAGREES)
        return Judgement(Verdict.UNCHECKED, f"engines disagree: {against} against", "D604", evidence)
    if agreeing:
        best = min(agreeing, key=lambda item: _STRENGTH.index(item.verdict))
        message = {
            Verdict.PROVED: "proved",
            Verdict.TESTED: "equal at exact random instances",
            Verdict.SUPPORTED: "equal in floating point",
        }
        return Judgement(best.verdict, message[best.verdict], "", evidence, best.used, best.trusted)
    reasons = [f"{item.engine}: {item.detail}" for item in evidence if item.detail]
    return Judgement(Verdict.UNCHECKED, "; ".join(reasons) or "no engine decides it", "D601", evidence)
