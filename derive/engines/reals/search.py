"""The reals engine's search: a sum of squares that the kernel replays, else a point that fails, else z3."""

from __future__ import annotations

from fractions import Fraction

from derive.engines.modular.question import introduces, questions
from derive.engines.modular.testing import Clock
from derive.engines.reals import decision, points
from derive.engines.reals.derivations import NotShown
from derive.engines.reals.proofs import proof
from derive.engines.reals.words import identity
from derive.goals import Counterexample, Evidence, Goal, Limits, Result, Verdict
from derive.notation import statement_latex
from derive.record import replace
from derive.rules.certificates import Certificate, listed, trusted
from derive.terms import (
    IMPOSSIBLE,
    All,
    HasProperty,
    Iff,
    Implies,
    Optimum,
    PropertyKind,
    Relates,
    Relation,
    Statement,
    symbols,
)

ENGINE = "reals"


def search(goal: Goal, limits: Limits) -> Evidence:
    """PROVED by the kernel, CONDITIONAL or REFUTED by a point with exact values, SUPPORTED where only z3 says so, else UNDECIDED."""
    if not _about_order(goal.statement):
        return Evidence(ENGINE, Result.UNDECIDED, Verdict.UNCHECKED, "")
    clock = Clock(limits.seconds)
    goal = points.relevant(goal)
    try:
        return _proved(proof(goal))
    except NotShown as error:
        reason = str(error)
    if isinstance(goal.statement, Iff):  # which of its directions fails is found out elsewhere
        return Evidence(ENGINE, Result.UNDECIDED, Verdict.UNCHECKED, reason)
    against = points.rival(goal) if isinstance(goal.statement, Optimum) else points.counterexample(goal)
    if against is not None:
        new = next(filter(None, (introduces(q, q.conclusion) for q in questions(goal))), "")
        if new:
            reason = f"nothing else is said of {new}: this may be a condition on it"
            return Evidence(ENGINE, Result.UNDECIDED, Verdict.UNCHECKED, reason)
        return _conditional(goal, against, clock)
    return decision.search(goal, limits, reason)


def _about_order(statement: Statement) -> bool:
    if isinstance(statement, Relates):
        return statement.relation is not Relation.EQUAL
    if isinstance(statement, All):
        return any(map(_about_order, statement.parts))
    return isinstance(statement, Optimum | HasProperty | Implies | Iff)


def _proved(certificate: Certificate) -> Evidence:
    used = tuple(statement_latex(statement) for statement in listed(certificate))
    return Evidence(
        ENGINE, Result.AGREES, Verdict.PROVED, identity(certificate), certificate, used, trusted(certificate)
    )


def _conditional(goal: Goal, against: Counterexample, clock: Clock) -> Evidence:
    """What is false as it stands: the weakest sign of a scalar with which it is proved, if one is found."""
    for condition in points.conditions(goal, (goal.statement,)):
        if clock.over:
            break
        try:
            certificate = proof(goal, (condition,))
        except NotShown:
            continue
        if not _can_be_met(goal, condition):
            continue
        condition = _customary(goal, condition)
        needed = statement_latex(condition)
        others = (s for s in listed(certificate) if getattr(s, "subjects", ()) != condition.subjects)
        used = tuple(statement_latex(s) for s in others)
        return Evidence(
            ENGINE, Result.DISAGREES, Verdict.CONDITIONAL, f"false in general; proved when {needed}", used=used,
            counterexample=against, missing=(needed,),
        )  # fmt: skip
    return Evidence(
        ENGINE,
        Result.DISAGREES,
        Verdict.REFUTED,
        "fails at a point that meets every hypothesis",
        counterexample=against,
    )


def _can_be_met(goal: Goal, condition: HasProperty) -> bool:
    """Whether a point is found that meets a condition beside the hypotheses and premises: from what none meets, anything follows."""
    premises = goal.statement.premises if isinstance(goal.statement, Implies) else ()
    met = Implies((*premises, condition), IMPOSSIBLE)
    return points.counterexample(replace(goal, statement=met)) is not None


def _customary(goal: Goal, condition: HasProperty) -> HasProperty:
    """`a > 0` for `a ≥ 0` where a cannot be 0: the two say the same there."""
    if condition.kind is PropertyKind.NONNEGATIVE and not points.possible(goal, symbols(condition), Fraction(0)):
        return HasProperty(PropertyKind.POSITIVE, condition.subjects)
    return condition
