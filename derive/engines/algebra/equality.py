"""What follows by algebra: canonical forms first, then combinations of the hypotheses, found by search and replayed by the kernel."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from functools import cache

from derive.engines.algebra.derivation import Budget, derive
from derive.engines.algebra.extent import Extent
from derive.engines.algebra.inverses import by_product
from derive.goals import Evidence, Goal, Limits, Result, Verdict
from derive.kernel.proof import Combination, Derivation, Sign, Unproved
from derive.notation import statement_latex
from derive.rules.certificates import Certificate, grounds, listed, plain, reading, replay, trusted, uses
from derive.rules.cited import cited
from derive.rules.conditions import presupposed
from derive.rules.defining import complex_in, defining
from derive.rules.statements import Reading, closure
from derive.rules.translation import Given
from derive.terms import PseudoInverse, Statement, walk

WORK = 2500  # units of work that any equation is worth; nine in ten that are provable take less. A unit is some 60 µs
WORTH = {
    Result.AGREES: 40000,
    Result.UNDECIDED: 6000,
    Result.DISAGREES: 0,
}  # what one is worth after a look at exact instances

LOOK = 5.0  # seconds, at most, for that look
LARGEST, LARGEST_HYPOTHESIS = 4000, 400  # monomials, counted before anything is multiplied out


def search(goal: Goal, limits: Limits) -> Evidence:
    """PROVED with a certificate that was replayed, UNDECIDED otherwise. Never refutes."""
    deadline = time.process_time() + limits.seconds
    definitions = tuple(Given(d.symbol, d.value, d.parameters) for d in goal.definitions)
    extent = Extent(definitions)
    if extent(goal.statement) + extent.total > LARGEST:
        return Evidence("algebra", Result.UNDECIDED, Verdict.UNCHECKED, "too many terms when it is multiplied out")
    try:
        certificate = _by_forms(goal, definitions) or _by_hypotheses(goal, definitions, deadline)
    except Unproved as error:
        return Evidence("algebra", Result.UNDECIDED, Verdict.UNCHECKED, str(error))
    latex = {h.statement: h.latex for h in reversed(goal.hypotheses)}
    known = grounds(certificate)
    used = tuple(latex.get(statement) or statement_latex(statement) for statement in listed(certificate, known))
    count = sum(1 for derivation in certificate.derivations for _ in uses(derivation))
    detail = f"a sum of {count} hypotheses in contexts" if count else "the canonical forms of both sides are equal"
    return Evidence("algebra", Result.AGREES, Verdict.PROVED, detail, certificate, used, trusted(certificate, known))


def _by_forms(goal: Goal, definitions: tuple[Given, ...]) -> Certificate | None:
    """The certificate that uses nothing. Raises Unproved when the statement is outside the algebra."""
    hypotheses = tuple(h for h in _stated(goal) if _limits(goal, h))
    certificate = Certificate(goal.statement, definitions, hypotheses, within=goal.within)
    known = reading(certificate)
    certificate = certificate._replace(derivations=plain(known))
    try:
        replay(certificate, known)
    except Unproved:
        return None
    return certificate


def _by_hypotheses(goal: Goal, definitions: tuple[Given, ...], deadline: float) -> Certificate:
    """A certificate from the hypotheses and what the statement needs to have a value. Raises Unproved when none is found."""
    stated = _stated(goal)
    needed = presupposed(goal.statement, *stated, definitions=definitions)
    unsaid = defining(goal.statement, *stated, definitions=definitions)
    facts = (fact.equation for fact in cited(goal.statement, (*stated, *needed), definitions))
    hypotheses = tuple(dict.fromkeys((*stated, *needed, *unsaid, *facts)))
    extent = Extent(definitions)
    hypotheses = tuple(h for h in hypotheses if extent(h) <= LARGEST_HYPOTHESIS)
    known = reading(Certificate(goal.statement, definitions, hypotheses, within=goal.within))
    budget = Budget(WORK, deadline, more=cache(lambda: _worth(goal, deadline)))
    derivations = []
    for premises, goals, _ in known.obligations:
        if any(part.sign is not Sign.ZERO for part in goals):
            raise Unproved("only equations are searched for")
        equations = [fact.poly if fact.sign is Sign.ZERO else {} for fact in (*known.facts, *premises)]
        found = by_product(goal.statement, definitions, equations, budget._replace(more=int))
        found = found or derive(equations, [part.poly for part in goals], budget)
        if found is None:
            raise Unproved("no combination of the hypotheses was found")
        derivations.append(found)
    stay = {known.sources[use.fact] for d in derivations for use in uses(d) if use.fact < len(known.facts)}
    grounds = set(_grounds(goal, [hypotheses[k] for k in sorted(stay)], stated, definitions))
    stay |= {k for k, hypothesis in enumerate(hypotheses) if hypothesis in grounds or _limits(goal, hypothesis)}
    kept, known, derivations = _pruned(known, derivations, stay)
    used = tuple(hypotheses[number] for number in kept)
    certificate = Certificate(goal.statement, definitions, used, (), tuple(derivations), goal.within)
    replay(certificate, known)
    return certificate


def _worth(goal: Goal, deadline: float) -> int:
    """What a goal is worth after a look at exact instances, for which the modular engine is imported now; half of the time that is left is for what
    it is worth. Instances never confirm what is said of pseudo-inverses: of these it is enough that none refutes it."""
    from derive.engines import modular

    left = max(0.0, deadline - time.process_time())
    result = modular.search(goal, Limits(seconds=min(LOOK, left / 2))).result
    inverted = any(isinstance(part, PseudoInverse) for part in walk(goal.statement))
    return WORTH[Result.AGREES if inverted and result is Result.UNDECIDED else result]


def _stated(goal: Goal) -> tuple[Statement, ...]:
    return tuple(dict.fromkeys(h.statement for h in goal.hypotheses))


def _limits(goal: Goal, hypothesis: Statement) -> bool:
    """Whether a hypothesis says how the statement is read: among which matrices derivatives are taken, what is complex."""
    return bool(complex_in((hypothesis,))) or not closure((hypothesis,)).keys().isdisjoint(goal.within)


def _grounds(
    goal: Goal, used: list[Statement], stated: tuple[Statement, ...], definitions: tuple[Given, ...]
) -> Iterator[Statement]:
    """What facts among the used hypotheses are cited for, where that is not used itself: left out, it would take them along."""

    def follows(fact: Statement, given: Iterable[Statement]) -> bool:
        given = tuple(given)
        needed = presupposed(goal.statement, *given, definitions=definitions)
        return any(fact == one.equation for one in cited(goal.statement, (*given, *needed), definitions))

    for fact in used:
        if fact not in stated and follows(fact, stated) and not follows(fact, (h for h in used if h != fact)):
            yield from next(((h,) for h in stated if follows(fact, (h,))), stated)


def _pruned(
    known: Reading, derivations: list[Derivation], wanted: set[int]
) -> tuple[list[int], Reading, list[Derivation]]:
    """The numbers of the hypotheses that are wanted, and the reading and derivations of these alone."""
    before = len(known.facts)
    kept = sorted(wanted)
    stay = [k for k in range(before) if known.sources[k] in kept]
    number = {k: new for new, k in enumerate(stay)}
    gone = before - len(stay)

    def renumbered(combination: Combination) -> Combination:
        uses = (use._replace(fact=number.get(use.fact, use.fact - gone)) for use in combination.uses)
        return combination._replace(uses=tuple(uses))

    changed = [
        Derivation(
            tuple(step._replace(combination=renumbered(step.combination)) for step in derivation.steps),
            tuple(map(renumbered, derivation.goals)),
        )
        for derivation in derivations
    ]
    sources = tuple(kept.index(known.sources[k]) for k in stay)
    return kept, Reading(tuple(known.facts[k] for k in stay), sources, known.obligations), changed
