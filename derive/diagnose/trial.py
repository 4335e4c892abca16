"""Edits of one side of an equation held against the other side at exact random instances."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, count, pairwise

from derive.diagnose.arithmetic import scaled
from derive.diagnose.edits import edits, put
from derive.diagnose.mistakes import Mistake
from derive.diagnose.site import Edit, Vocabulary
from derive.diagnose.vocabulary import missing_terms
from derive.engines.algebra.readback import difference, term_of
from derive.engines.modular.bench import Bench, Vector
from derive.record import dataclass, replace
from derive.terms import (
    Number,
    Product,
    ShapeError,
    Sum,
    Term,
    Transpose,
    Zero,
    fits,
    symbols,
    walk,
)

MOST_PAIRED = 60
PAIRED = (Mistake.SIGN, Mistake.TRANSPOSE, Mistake.FACTOR, Mistake.ORDER, Mistake.SYMBOL, Mistake.INDEX, Mistake.SYMBOL_FACTOR, Mistake.SQUARE)  # fmt: skip
MOST_FOUND = 3
ANOTHER = 1.0  # what a second edit costs beside its own cost


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


def unusual(term: Term, usual: Term) -> float:
    """How little a term is written as another one is: neighbours that are transposed otherwise than any there, symbols in another order. It decides
    between edits that are equally near."""
    known = list(symbols(usual))
    patterns, found = set(_neighbours(usual)), list(_neighbours(term))
    odd = sum(1 for pattern in found if pattern not in patterns) if patterns else 0
    swapped = 0
    for part in walk(term):
        if isinstance(part, Product):
            names = [
                known.index(name)
                for factor in part.factors
                if factor.shape
                for name in symbols(factor)
                if name in known
            ]
            swapped += sum(1 for one, other in pairwise(names) if one > other)
    return 0.04 * odd + 0.01 * swapped


def _neighbours(term: Term) -> Iterator[tuple[bool, bool]]:
    """Of each two neighbouring factors in a term, which are transposed."""
    for part in walk(term):
        if isinstance(part, Product):
            shaped = [isinstance(factor, Transpose) for factor in part.factors if factor.shape]
            yield from pairwise(shaped)


class Trial:
    """Edits of one side, held against the other; with `kinds`, the codes of mistakes, only such."""

    def __init__(self, target: Term, side: Term, words: Vocabulary, bench: Bench, kinds: Collection[str] = ()) -> None:
        self.target, self.side, self.bench = target, side, bench
        self.misfits = {id(node) for node in walk(side) if not fits(node)}
        self.wanted = bench.vectors(target)
        self.here = bench.vectors(side) if not self.misfits and side.shape == target.shape else None
        words = replace(words, misfit=bool(self.misfits) or side.shape != target.shape)
        made = (*edits(side, words), *self._computed(words, kinds))
        self.edits = sorted(
            (edit for edit in made if not kinds or edit.mistake.value in kinds), key=lambda edit: edit.cost
        )
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
                found.append(Candidate(edit.cost + unusual(made, self.target), (edit,), made))
        return sorted(found, key=lambda candidate: candidate.cost)

    def _made(self, chosen: Sequence[Edit]) -> Term | None:
        try:
            made = put(self.side, {id(edit.old): edit.new for edit in chosen})
        except ShapeError:
            return None
        return None if self.misfits and any(id(node) in self.misfits for node in walk(made)) else made

    def _computed(self, words: Vocabulary, kinds: Collection[str]) -> Iterator[Edit]:
        """Edits found by computing what must stand there: any rational factor of the side or of a term of it, any multiple of a missing term."""
        nothing = isinstance(self.side, Zero) or (isinstance(self.side, Number) and not self.side.value)
        if self.here is None or self.wanted is None or nothing:  # 0 is not a sum that lacks a term
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
        if kinds and Mistake.LOST_TERM.value not in kinds:
            return
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
            if self.bench.over or len(found) == MOST_FOUND:
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
