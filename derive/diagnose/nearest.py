"""The nearest true statement: hundreds of edits of a false equation tried at exact random instances, what agrees confirmed by the engines."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from derive.diagnose.author import Author, Change
from derive.diagnose.edits import edits, put
from derive.diagnose.mistakes import Mistake
from derive.diagnose.site import Edit, Vocabulary
from derive.diagnose.trial import Candidate, Trial
from derive.diagnose.vocabulary import concluding, conclusion, vocabulary
from derive.engines.algebra.readback import Given, expanded
from derive.engines.decide import Choice, decide
from derive.engines.modular.bench import Bench, bench_of
from derive.goals import Goal, Repair, Verdict
from derive.notation import statement_latex
from derive.record import replace
from derive.terms import (
    OUTCOME,
    Apply,
    Derivative,
    Implies,
    Integral,
    Limit,
    Relates,
    Relation,
    ShapeError,
    Symbol,
    Term,
    fits,
    is_average,
    walk,
)

SHOWN = 3
SECONDS = 8.0  # for one step, where the numbers of edits do not end the search before
CONFIRMING = 2.0  # seconds for each repair
NEAR = 1.1  # how far an edit may go that only makes the shapes fit
LEFT = 0.5  # what an edit of the left side costs more
LIGHT = ("algebra", "modular")


def nearest(goal: Goal, choice: Choice, text: str, kinds: Collection[str] = ()) -> tuple[Repair, ...]:
    """Up to three true equations near a false one, or near one whose parts do not fit, the nearest first, as LaTeX of the repaired side. With `kinds`,
    the codes of mistakes, only those that one change of these makes."""
    claim = conclusion(goal.statement)
    if isinstance(claim, Relates) and claim.relation in TURNED:
        return _turned(goal, claim, choice) if not kinds or Mistake.TURNED.value in kinds else ()
    if not isinstance(claim, Relates) or claim.relation is not Relation.EQUAL:
        return ()
    sound = [all(map(fits, walk(side))) for side in (claim.left, claim.right)]
    if not any(sound):
        return ()
    known = claim.left if sound[0] else claim.right
    bench = bench_of(goal, claim, known, choice.limits.seed + 1, min(choice.limits.seconds / 2, SECONDS))
    if bench is None:
        return ()
    found: list[Repair] = []
    for candidate in _candidates(goal, claim, bench, sound, kinds):
        if bench.late:
            break
        repair = _confirmed(goal, claim, candidate, choice, text)
        if repair is not None and all(repair.latex != other.latex for other in found):
            found.append(repair)
        if len(found) == SHOWN:
            break
    return tuple(found) or tuple(_fitting(claim, sound, vocabulary(goal), text))


# an order relation, and the ones that it is taken for
TURNED = {
    Relation.LESS: (Relation.AT_MOST, Relation.GREATER, Relation.AT_LEAST),
    Relation.AT_MOST: (Relation.AT_LEAST,),
    Relation.GREATER: (Relation.AT_LEAST, Relation.LESS, Relation.AT_MOST),
    Relation.AT_LEAST: (Relation.AT_MOST,),
    Relation.LOEWNER_GREATER: (Relation.LOEWNER_AT_LEAST,),
}


def _turned(goal: Goal, claim: Relates, choice: Choice) -> tuple[Repair, ...]:
    """A false claim about order with another order relation, the first that is confirmed."""
    for relation in TURNED[claim.relation]:
        made = Relates(relation, claim.left, claim.right)
        changed = concluding(goal.statement, made)
        verdict = verdict_of(replace(goal, statement=changed), choice)
        if verdict is not None:
            latex = statement_latex(made)
            return (Repair(latex, verdict, code=Mistake.TURNED.value, statement=changed, side="whole"),)
    return ()


def _fitting(claim: Relates, sound: list[bool], words: Vocabulary, text: str) -> Iterator[Repair]:
    """Where the shapes do not fit and nothing near is true at all instances (a condition, say): the nearest edits after which they fit, if they are few.
    Nothing else is claimed of them."""
    side, other = (claim.left, claim.right) if sound[1] else (claim.right, claim.left)
    misfits = {id(node) for node in walk(side) if not fits(node)}
    if all(sound) and claim.left.shape == claim.right.shape:
        return
    found: list[Repair] = []
    for edit in edits(side, words):
        if edit.cost > NEAR or edit.mistake not in (Mistake.TRANSPOSE, Mistake.ORDER):
            continue
        try:
            made = put(side, {id(edit.old): edit.new})
        except ShapeError:
            continue
        if made.shape == other.shape and not any(id(node) in misfits for node in walk(made)):
            latex, part = Author(side, text).rewritten([chain(side, (edit,), edit)], made)
            changed = Relates(claim.relation, *((made, other) if sound[1] else (other, made)))
            found.append(
                Repair(latex, Verdict.UNCHECKED, part, edit.mistake.value, changed, "left" if sound[1] else "right")
            )
    if len(found) <= SHOWN:
        yield from found


def _candidates(
    goal: Goal, claim: Relates, bench: Bench, sound: list[bool], kinds: Collection[str]
) -> Iterator[Candidate]:
    """Candidates that agree with the other side at the bench's instances: edits of the right side, then of the left, then pairs on the right."""
    words = vocabulary(goal)
    right = Trial(claim.left, claim.right, words, bench, kinds) if sound[0] else None
    found = right.singles() if right is not None else []
    yield from found
    if sound[1] and (
        claim.left.span or not claim.right.span
    ):  # the right side has a value, so it may be the left one that is wrong
        left = Trial(claim.right, claim.left, words, bench, kinds)
        others = [replace(one, left=True, cost=one.cost + LEFT) for one in left.singles()]
        yield from others
        found += others
    if right is not None and len(found) < SHOWN and not kinds:
        others = right.pairs(not found)
        yield from others
        found += others
        yield from _computed(goal, claim, found)


def _computed(goal: Goal, claim: Relates, found: list[Candidate]) -> Iterator[Candidate]:
    """The left side as the kernel computes it: for a derivative always, else where nothing nearer is true."""
    derivative = any(isinstance(part, Derivative) for part in walk(claim.left))
    if found and not derivative:
        return
    known = {symbol.name: symbol for symbol in vocabulary(goal).pool}
    for definitions in ((), tuple(Given(d.symbol, d.value, d.parameters) for d in goal.definitions)):
        made = expanded(claim.left, known, definitions)
        if made is not None and made.shape == claim.right.shape and made not in (claim.left, claim.right):
            kind = Mistake.DERIVATIVE if derivative else Mistake.SEVERAL
            yield Candidate(9.0, (Edit(kind, 9.0, claim.right, made, ()),), made)


def _confirmed(goal: Goal, claim: Relates, candidate: Candidate, choice: Choice, text: str) -> Repair | None:
    """The repair that a candidate is, when an engine confirms it for all instances or beyond the bench's."""
    left, right = (candidate.made, claim.right) if candidate.left else (claim.left, candidate.made)
    whole = any(edit.old is (claim.left if candidate.left else claim.right) for edit in candidate.edits)
    if left == right and (whole or isinstance(goal.statement, Implies)):  # true, and says nothing
        return None
    if not averages(candidate.made):
        return None
    changed = concluding(goal.statement, Relates(Relation.EQUAL, left, right))
    verdict = verdict_of(replace(goal, statement=changed), choice)
    if verdict is None:
        return None
    side = claim.left if candidate.left else claim.right
    latex, part = Author(side, text).rewritten(
        [chain(side, candidate.edits, edit) for edit in _outermost(candidate.edits)], candidate.made
    )
    return Repair(latex, verdict, part, candidate.mistake.value, changed, "left" if candidate.left else "right")


def averages(term: Term) -> bool:
    """Whether the probabilities of a sample space stand in a term only where they make expected values, which is how they can be written."""
    weights = sum(isinstance(part, Symbol) and part.name.startswith(OUTCOME) for part in walk(term))
    return weights == sum(is_average(part) for part in walk(term))


def verdict_of(goal: Goal, choice: Choice) -> Verdict | None:
    """What may be said of a repaired statement: the verdict of the light engines, or of all where functions occur that these do not know; None when
    none confirms it. `proved` is the kernel's alone."""
    functions = any(isinstance(part, Apply | Integral | Limit) for part in walk(goal.statement))
    order = (
        isinstance(goal.statement, Implies)
        or not isinstance(goal.statement, Relates)
        or goal.statement.relation is not Relation.EQUAL
    )
    limits = replace(choice.limits, seconds=min(choice.limits.seconds / 2, CONFIRMING))
    for engines in (LIGHT, choice.engines) if functions or order else (LIGHT,):
        chosen = tuple(name for name in engines if name in choice.engines)
        verdict = decide(goal, replace(choice, engines=chosen, limits=limits)).verdict
        if verdict in (Verdict.PROVED, Verdict.TESTED, Verdict.SUPPORTED):
            return verdict
        if verdict is not Verdict.UNCHECKED:
            return None
    return None


def _outermost(chosen: tuple[Edit, ...]) -> list[Edit]:
    """The edits that lie inside no other."""
    return [
        edit
        for edit in chosen
        if not any(edit is not other and any(node is other.old for node in edit.above) for other in chosen)
    ]


def chain(side: Term, chosen: tuple[Edit, ...], edit: Edit) -> list[Change]:
    """What stands at an edit's place and at the nodes around it, before and after."""
    table = {id(one.old): one.new for one in chosen}
    return [(node, put(node, table)) for node in (edit.old, *reversed(edit.above))] or [(side, side)]
