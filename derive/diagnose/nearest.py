"""The nearest true statement: hundreds of edits of a false equation tried at exact random instances, what agrees confirmed by the engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, count

from derive.diagnose.author import Author, Change, signed
from derive.diagnose.edits import Edit, Vocabulary, edits, put, scaled
from derive.diagnose.mistakes import Mistake
from derive.engines.algebra.readback import Given, difference, expanded, term_of
from derive.engines.decide import Choice, decide
from derive.engines.modular.bench import Bench, Vector, bench_of
from derive.goals import Goal, Repair, Verdict
from derive.record import dataclass, replace
from derive.terms import (
    Apply,
    BigProduct,
    BigSum,
    Derivative,
    Entry,
    Implies,
    Index,
    Integral,
    Limit,
    Number,
    Power,
    Product,
    Relates,
    Relation,
    ShapeError,
    SizeValue,
    Statement,
    Sum,
    Term,
    Trace,
    Transpose,
    fits,
    symbols,
    walk,
)

SHOWN = 3
SECONDS = 8.0  # for one step, where the numbers of edits below do not end the search before
CONFIRMING = 2.0  # seconds for each repair
MOST_PAIRED = 60
PAIRED = (Mistake.SIGN, Mistake.TRANSPOSE, Mistake.FACTOR, Mistake.ORDER, Mistake.SYMBOL, Mistake.INDEX, Mistake.SYMBOL_FACTOR, Mistake.SQUARE)  # fmt: skip
ANOTHER = 1.0  # what a second edit costs beside its own cost
NEAR = 1.1  # how far an edit may go that only makes the shapes fit
LEFT = 0.5  # what an edit of the left side costs more


@dataclass(frozen=True, slots=True)
class Candidate:
    """A side as it might have been meant."""

    cost: float
    edits: tuple[Edit, ...]
    made: Term
    left: bool = False

    @property
    def mistake(self) -> Mistake:
        """The kind of mistake that it undoes."""
        kinds = {edit.mistake for edit in self.edits}
        return self.edits[0].mistake if len(kinds) == 1 else Mistake.SEVERAL


def conclusion(statement: Statement) -> Statement:
    """What a statement claims, its premises aside."""
    while isinstance(statement, Implies):
        statement = statement.conclusion
    return statement


def concluding(statement: Statement, claim: Statement) -> Statement:
    """The statement with another claim under the same premises."""
    if isinstance(statement, Implies):
        return Implies(statement.premises, concluding(statement.conclusion, claim))
    return claim


def nearest(goal: Goal, choice: Choice, text: str) -> tuple[Repair, ...]:
    """Up to three true equations near a false one, or near one whose parts do not fit, the nearest first, as LaTeX of the repaired side."""
    claim = conclusion(goal.statement)
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
    for candidate in _candidates(goal, claim, bench, sound):
        if bench.late:
            break
        repair = _confirmed(goal, claim, candidate, choice, text)
        if repair is not None and all(repair.latex != other.latex for other in found):
            found.append(repair)
        if len(found) == SHOWN:
            break
    return tuple(found) or tuple(_fitting(claim, sound, vocabulary(goal), text))


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


def _candidates(goal: Goal, claim: Relates, bench: Bench, sound: list[bool]) -> Iterator[Candidate]:
    """Candidates that agree with the other side at the bench's instances: edits of the right side, then of the left, then pairs on the right."""
    words = vocabulary(goal)
    right = Trial(claim.left, claim.right, words, bench) if sound[0] else None
    found = right.singles() if right is not None else []
    yield from found
    if sound[1]:  # the right side has a value, so it may be the left one that is wrong
        left = Trial(claim.right, claim.left, words, bench)
        others = [replace(one, left=True, cost=one.cost + LEFT) for one in left.singles()]
        yield from others
        found += others
    if right is not None and len(found) < SHOWN:
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


class Trial:
    """Edits of one side, held against the other."""

    def __init__(self, target: Term, side: Term, words: Vocabulary, bench: Bench) -> None:
        self.target, self.side, self.bench = target, side, bench
        self.misfits = {id(node) for node in walk(side) if not fits(node)}
        self.wanted = bench.vectors(target)
        self.here = bench.vectors(side) if not self.misfits and side.shape == target.shape else None
        words = replace(words, misfit=bool(self.misfits) or side.shape != target.shape)
        self.edits = sorted((*edits(side, words), *self._computed(words)), key=lambda edit: edit.cost)
        self.vectors: dict[int, Vector] = {}  # by the number of the edit: the entries at the first instance
        self.made: dict[int, Term] = {}

    def singles(self) -> list[Candidate]:
        """The single edits that agree, the nearest first."""
        found: list[Candidate] = []
        if self.wanted is None:
            return found
        seen: set[Term] = {self.side}
        for number, edit in enumerate(self.edits):
            if self.bench.over:
                break
            made = self._made((edit,))
            if made is None or made.shape != self.target.shape or made in seen:
                continue
            seen.add(made)
            value = self.bench.vector(0, made)
            if value is None:
                continue
            self.vectors[number], self.made[number] = value, made
            if self.bench.same(value, self.wanted[0]) and self._agrees(made):
                found.append(Candidate(edit.cost, (edit,), made))
        return found

    def _made(self, chosen: Sequence[Edit]) -> Term | None:
        try:
            made = put(self.side, {id(edit.old): edit.new for edit in chosen})
        except ShapeError:
            return None
        return None if self.misfits and any(id(node) in self.misfits for node in walk(made)) else made

    def _computed(self, words: Vocabulary) -> Iterator[Edit]:
        """Edits found by computing what must stand there: any rational factor of the side or of a term of it, any multiple of a missing term."""
        if self.here is None or self.wanted is None:
            return
        terms = self.side.terms if isinstance(self.side, Sum) else (self.side,)
        above = (self.side,) if isinstance(self.side, Sum) else ()
        gaps = tuple(map(self.bench.difference, count(), self.wanted, self.here))
        for term in terms:
            values = self.bench.vectors(term)
            if values is None:
                continue
            factor = self.bench.multiple(tuple(map(self.bench.sum, count(), gaps, values)), values)
            if factor not in (None, 0, 1, -1):
                yield Edit(Mistake.FACTOR, 1.2, term, scaled(term, factor or Fraction(1)), above)
        yield from self._gap(words, terms)
        for term in missing_terms(self.side, self.target, words):
            values = self.bench.vectors(term)
            factor = self.bench.multiple(gaps, values) if values is not None else None
            if factor:
                size = 0.0 if abs(factor) in (1, 2) else 0.2
                yield Edit(Mistake.LOST_TERM, 1.3 + size, self.side, Sum((*terms, scaled(term, factor))), ())

    def _agrees(self, made: Term) -> bool:
        assert self.wanted is not None
        found = self.bench.vectors(made)
        return found is not None and all(map(self.bench.same, found, self.wanted))

    def _gap(self, words: Vocabulary, terms: tuple[Term, ...]) -> Iterator[Edit]:
        """The one term that the kernel says is missing."""
        poly = difference(self.target, self.side)
        gap = (
            term_of(poly, self.side.shape, {symbol.name: symbol for symbol in words.pool}) if poly is not None else None
        )
        if gap is not None and not isinstance(gap, Sum):
            yield Edit(Mistake.LOST_TERM, 1.4, self.side, Sum((*terms, scaled(gap, Fraction(1)))), ())

    def pairs(self, thorough: bool) -> list[Candidate]:
        """Pairs of edits that agree: in different terms of a sum by their differences; where `thorough`, elsewhere too, each pair on its own."""
        if self.wanted is None:
            return []
        pairs = (*self._across(), *(self._within() if thorough else ()))
        tried = [(self._paired_cost(pair), pair) for pair in pairs]
        found: list[Candidate] = []
        for cost, pair in sorted(tried, key=lambda item: item[0]):
            made = self._made(pair)
            if self.bench.over or len(found) == SHOWN:
                break
            if made is not None and made.shape == self.target.shape and self._agrees(made):
                found.append(Candidate(cost, pair, made))
        return found

    @staticmethod
    def _paired_cost(pair: tuple[Edit, Edit]) -> float:
        same = 0.0 if pair[0].mistake is pair[1].mistake else 0.3
        return pair[0].cost + pair[1].cost + ANOTHER + same

    def _across(self) -> Iterator[tuple[Edit, Edit]]:
        """Pairs in different terms of a sum whose changes add up to what is missing: one look-up an edit."""
        if not isinstance(self.side, Sum) or self.here is None or self.wanted is None:
            return
        gap = self.bench.difference(0, self.wanted[0], self.here[0])
        by_change: dict[Vector, list[tuple[int, Edit]]] = {}
        for number, value in self.vectors.items():
            edit = self.edits[number]
            place = self._summand(edit)
            if place is None:
                continue
            change = self.bench.difference(0, value, self.here[0])
            for other_place, other in by_change.get(self.bench.difference(0, gap, change), ()):
                if other_place != place:
                    yield other, edit
            by_change.setdefault(change, []).append((place, edit))

    def _summand(self, edit: Edit) -> int | None:
        """The number of the term of the root in which an edit lies."""
        path = (*edit.above, edit.old)
        if len(path) < 2 or not isinstance(self.side, Sum):
            return None
        return next((k for k, part in enumerate(self.side.terms) if part is path[1]), None)

    def _within(self) -> Iterator[tuple[Edit, Edit]]:
        common = [edit for edit in self.edits if edit.mistake in PAIRED and edit.cost <= 1.3][:MOST_PAIRED]
        for one, other in combinations(common, 2):
            if one.old is not other.old and not (
                self._summand(one) is not None and self._summand(one) != self._summand(other)
            ):
                yield one, other


def vocabulary(goal: Goal) -> Vocabulary:
    """What a goal speaks of: the symbols of the statement, then those of what it rests on; sizes that may stand as numbers; indices; entries."""
    found = dict(symbols(goal.statement))
    for part in (
        *(d.symbol for d in goal.definitions),
        *(d.value for d in goal.definitions),
        *(h.statement for h in goal.hypotheses),
    ):
        for name, symbol in symbols(part).items():
            found.setdefault(name, symbol)
    parts = list(walk(goal.statement))
    sizes = {part.size: None for part in parts if isinstance(part, SizeValue)}
    sizes |= {size: None for symbol in symbols(goal.statement).values() for size in symbol.shape}
    indices = {part.name: part for part in parts if isinstance(part, Index)}
    sizes |= {index.size: None for index in indices.values()}
    entries = {part: None for part in parts if isinstance(part, Entry) and not part.shape}
    bound = {part.index.name for part in parts if isinstance(part, BigSum | BigProduct)}
    return Vocabulary(
        tuple(found.values()), tuple(size for size in sizes if size.value is None), tuple(indices.values()), tuple(entries), frozenset(indices) - bound,
    )  # fmt: skip


MOST_TERMS = 300


def missing_terms(side: Term, target: Term, words: Vocabulary) -> list[Term]:
    """Terms that may be missing from a side, up to a number: what stands on either side, and products of two symbols, each also transposed."""
    found: dict[Term, None] = {}
    for part in (*walk(side), *walk(target)):
        if part.shape == side.shape and not isinstance(part, Sum | Number | SizeValue | Derivative | Index):
            found.setdefault(signed(part)[1])
    atoms = [form for atom in words.pool for form in ((atom, Transpose(atom)) if atom.shape else (atom,))]
    for atom in atoms:
        if atom.shape == side.shape:
            found.setdefault(atom)
    for one in atoms:
        for other in atoms:
            if one.shape and other.shape or not (one.shape or other.shape):
                try:
                    both = Product((one, other)) if one != other or one.shape else Power(one, Number(Fraction(2)))
                except ShapeError:
                    continue
                if both.shape == side.shape:
                    found.setdefault(both)
                elif not side.shape and len(both.shape) == 2 and both.shape[0] == both.shape[1]:
                    found.setdefault(Trace(both))
    for part in list(found):
        if len(part.shape) == 2 and part.shape[0] == part.shape[1] and not isinstance(part, Transpose):
            found.setdefault(Transpose(part))
    return list(found)[:MOST_TERMS]


def _confirmed(goal: Goal, claim: Relates, candidate: Candidate, choice: Choice, text: str) -> Repair | None:
    """The repair that a candidate is, when an engine confirms it for all instances or beyond the bench's."""
    left, right = (candidate.made, claim.right) if candidate.left else (claim.left, candidate.made)
    whole = any(edit.old is (claim.left if candidate.left else claim.right) for edit in candidate.edits)
    if left == right and (whole or isinstance(goal.statement, Implies)):  # true, and says nothing
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


LIGHT = ("algebra", "modular")


def verdict_of(goal: Goal, choice: Choice) -> Verdict | None:
    """What may be said of a repaired statement: the verdict of the light engines, or of all where functions occur that these do not know; None when
    none confirms it. `proved` is the kernel's alone."""
    functions = any(isinstance(part, Apply | Integral | Limit) for part in walk(goal.statement))
    order = (
        isinstance(goal.statement, Implies)
        or not isinstance(goal.statement, Relates)
        or goal.statement.relation is not Relation.EQUAL
    )
    limits = replace(choice.limits, seconds=min(choice.limits.seconds / 4, CONFIRMING))
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
