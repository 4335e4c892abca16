"""The missing hypothesis: the weakest customary properties, one or two at a time, under which a refuted statement holds."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from derive.diagnose.lattice import WEIGHT, implies, minimal
from derive.diagnose.nearest import verdict_of
from derive.diagnose.vocabulary import conclusion, vocabulary
from derive.engines.algebra.readback import Given, difference, monomials_of
from derive.engines.decide import Choice
from derive.engines.modular import find_counterexample, holds
from derive.engines.modular.bench import Bench, bench_of
from derive.goals import Goal, Hypothesis, Origin, Verdict, contradict
from derive.notation import statement_latex
from derive.record import dataclass, replace
from derive.sizes import Size
from derive.terms import (
    Apply,
    Constant,
    Derivative,
    Directional,
    HasProperty,
    Iff,
    Implies,
    Norm,
    Number,
    Ones,
    Piecewise,
    Power,
    Product,
    PseudoInverse,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
    resized,
    symbols,
    walk,
)
from derive.terms import PropertyKind as P

SECONDS = 8.0  # where the numbers below do not end the search before
SEEDS = (1, 2)
MOST_PAIRS = 80
MOST_SLOW_PAIRS = 12  # of those that every engine is asked about
MOST_STATED = 8

_SQUARE = (P.SYMMETRIC, P.SKEW, P.IDEMPOTENT, P.DIAGONAL, P.ORTHOGONAL)
_LONG = (P.ORTHONORMAL_COLUMNS, P.ORTHONORMAL_ROWS)
_SQUARE_ORDER = (
    P.INVERTIBLE,
    P.POSITIVE_SEMIDEFINITE,
    P.POSITIVE_DEFINITE,
)  # what no identity of rational operations needs
_LONG_ORDER = (P.FULL_COLUMN_RANK, P.FULL_ROW_RANK)
_SCALAR_ORDER = (P.NONZERO, P.NONNEGATIVE, P.POSITIVE)


@dataclass(frozen=True, slots=True)
class Missing:
    """What would make a statement true: properties, all of them together, as LaTeX; the verdict under them; the line of an equation that the text
    states elsewhere, 0 for what it does not state."""

    latex: str
    verdict: Verdict
    properties: tuple[HasProperty, ...] = ()
    line: int = 0


def missing(goal: Goal, choice: Choice, stated: Sequence[Hypothesis] = ()) -> tuple[Missing, ...]:
    """The minimal hypotheses found under which a refuted goal holds: single ones, else pairs, else equations that the text states elsewhere. None
    counts that only makes terms vanish, or leaves a symbol no freedom."""
    search = _Search(goal, choice)
    singles = [(one,) for one in search.candidates()]
    found = search.true_under(singles) + search.sizes()
    if not found:
        found = search.sums()
    if not found:
        found = search.true_under(search.pairs([one for (one,) in singles]))
    return tuple(found) or tuple(search.stated(stated))


class _Search:
    """One goal, and the hypotheses that are tried on it."""

    def __init__(self, goal: Goal, choice: Choice) -> None:
        self.goal, self.choice = goal, choice
        self.claim = conclusion(goal.statement)
        self.until = time.process_time() + min(choice.limits.seconds / 2, SECONDS)
        self.known = tuple(h.statement for h in goal.hypotheses if isinstance(h.statement, HasProperty))
        parts = list(walk(goal.statement))
        order = isinstance(self.claim, Relates) and self.claim.relation is not Relation.EQUAL
        functions = any(isinstance(part, Apply | Norm | Piecewise | Constant) or _is_root(part) for part in parts)
        self.ordered = order or functions or isinstance(goal.statement, Implies | Iff)  # signs and ranks matter
        self.ranked = self.ordered or any(isinstance(part, PseudoInverse) for part in parts)
        self.quick = not order and not isinstance(goal.statement, Implies | Iff)

    # -- what is tried -------------------------------------------------------------------------------------------

    def candidates(self) -> list[HasProperty]:
        """The properties of the free symbols that are not known already, the least demanding first."""
        free = self._free()
        found = [HasProperty(kind, (symbol,)) for symbol in free for kind in self._kinds(symbol)]
        # instances that commute and meet the equations of a premise besides are costly to draw
        square = [s for s in free if self.quick and len(s.shape) == 2 and s.shape[0] == s.shape[1]]
        found += [HasProperty(P.COMMUTE, pair) for pair in combinations(square, 2) if pair[0].shape == pair[1].shape]
        said = {statement_latex(self.claim)}  # that a claim holds where it holds is no news
        if isinstance(self.claim, Relates):
            said.add(statement_latex(replace(self.claim, left=self.claim.right, right=self.claim.left)))
        new = [one for one in found if not implies(self.known, (one,)) and statement_latex(one) not in said]
        new = [one for one in new if not any(contradict(h.statement, one) for h in self.goal.hypotheses)]
        if isinstance(self.claim, HasProperty):  # nor that it follows from more of the same
            new = [one for one in new if not implies((one,), (self.claim,))]
        return sorted(new, key=lambda one: WEIGHT[one.kind])

    def _free(self) -> list[Symbol]:
        """The symbols that are neither defined nor differentiated by."""
        taken = {definition.symbol.name for definition in self.goal.definitions}
        for part in walk(self.goal.statement):
            if isinstance(part, Derivative):
                taken |= {name for variable in part.variables for name in symbols(variable)}
            elif isinstance(part, Directional):
                taken.add(part.variable.name)
        spoken = dict(symbols(self.goal.statement))
        for definition in self.goal.definitions:
            if definition.symbol.name in spoken:
                spoken |= {name: s for name, s in symbols(definition.value).items() if name not in spoken}
        return [symbol for name, symbol in spoken.items() if name not in taken]

    def _kinds(self, symbol: Symbol) -> tuple[P, ...]:
        if not symbol.shape:
            return _SCALAR_ORDER if self.ordered else ()
        if len(symbol.shape) == 1:
            return (P.UNIT_NORM, P.NONZERO) if self.ordered else (P.UNIT_NORM,)
        if len(symbol.shape) != 2:
            return ()
        if symbol.shape[0] == symbol.shape[1]:
            return (*_SQUARE, *(_SQUARE_ORDER if self.ranked else ()))
        return (*_LONG, *(_LONG_ORDER if self.ranked else ()))

    def pairs(self, singles: list[HasProperty]) -> list[tuple[HasProperty, ...]]:
        """Two properties of different symbols, or one and that two commute, the least demanding first."""
        both = [
            pair
            for pair in combinations(singles, 2)
            if P.COMMUTE in (pair[0].kind, pair[1].kind) or pair[0].subjects != pair[1].subjects
        ]
        both.sort(key=lambda pair: (sum(WEIGHT[one.kind] for one in pair), pair[0].kind is not pair[1].kind))
        return list(both[: MOST_PAIRS if self.quick else MOST_SLOW_PAIRS])

    # -- what holds ----------------------------------------------------------------------------------------------

    def true_under(self, sets: Sequence[tuple[HasProperty, ...]]) -> list[Missing]:
        """The minimal ones of the sets of hypotheses under which the goal holds."""
        good: list[tuple[tuple[HasProperty, ...], Verdict]] = []
        for properties in sets:
            if time.process_time() > self.until:
                break
            if any(implies(properties, other) for other, _ in good):
                continue
            tried = tuple(Hypothesis(one, Origin.TRIED, statement_latex(one)) for one in properties)
            verdict = self._verdict(replace(self.goal, hypotheses=(*self.goal.hypotheses, *tried)), properties)
            if verdict is not None:
                good.append((properties, verdict))
        least = minimal([properties for properties, _ in good])
        return [Missing(" \\text{ and } ".join(map(statement_latex, p)), v, p) for p, v in good if p in least]

    def _verdict(self, goal: Goal, properties: tuple[HasProperty, ...]) -> Verdict | None:
        if self.quick and not all(holds(goal, seed) is True for seed in SEEDS):
            return None
        verdict = verdict_of(goal, self.choice)
        exact = verdict in (
            Verdict.PROVED,
            Verdict.TESTED,
        )  # agreement in floating point, or at some instances, is too little here
        return verdict if exact and self._says_something(goal, properties) else None

    def _says_something(self, goal: Goal, properties: tuple[HasProperty, ...]) -> bool:
        """Whether instances that meet the hypotheses are left with freedom, and no term of the difference of the sides vanishes on them."""
        claim = self.claim
        if not self.quick or not isinstance(claim, Relates):
            return self._can_be_met(goal)
        bench = bench_of(goal, claim, claim.left, SEEDS[0], 1.0)
        if bench is None:
            return False
        if any(bench.is_zero(symbol) for symbol in self._free()):
            return False
        for one in properties:
            if any(isinstance(s, Symbol) and _is_scalar_matrix(bench, s) for s in one.subjects):
                return False
        literal = any(
            isinstance(s, Zero) or (isinstance(s, Number) and s.value == 0) for s in (claim.left, claim.right)
        )
        return literal or not any(_vanishes(bench, term) for term in (claim.left, claim.right, *self._difference()))

    def _can_be_met(self, goal: Goal) -> bool:
        """Whether an exact instance meets the hypotheses and premises: a counterexample to their giving something impossible."""
        spoken = [symbol for symbol in symbols(goal.statement).values() if len(symbol.shape) <= 2]
        nothing = [Product((Number(Fraction(0)), _number_of(symbol))) for symbol in spoken]
        impossible = Relates(Relation.EQUAL, Sum((*nothing, Number(Fraction(0)))), Number(Fraction(1)))
        premises = goal.statement.premises if isinstance(goal.statement, Implies) else ()
        statement: Statement = Implies(premises, impossible) if premises else impossible
        limits = replace(self.choice.limits, seconds=min(self.choice.limits.seconds, 1.0))
        return find_counterexample(replace(goal, statement=statement), limits) is not None

    def _difference(self) -> list[Term]:
        """The terms of left - right, multiplied out, as far as the kernel knows them."""
        assert isinstance(self.claim, Relates)
        known = {symbol.name: symbol for symbol in vocabulary(self.goal).pool}
        for definitions in ((), tuple(Given(d.symbol, d.value, d.parameters) for d in self.goal.definitions)):
            poly = difference(self.claim.left, self.claim.right, definitions)
            terms = monomials_of(poly, self.claim.left.shape, known) if poly else None
            if terms is not None:
                return terms
        return []

    def sizes(self) -> list[Missing]:
        """Equalities of two sizes under which the goal holds."""
        names = sorted({name for s in symbols(self.goal.statement).values() for size in s.shape for name in size.names})
        found: list[Missing] = []
        for one, other in combinations(names[:5], 2):
            if time.process_time() > self.until:
                break
            goal = with_sizes(self.goal, {one: Size.name(other)})
            verdict = self._verdict(goal, ()) if goal is not None else None
            if verdict is not None:
                found.append(Missing(f"{one} = {other}", verdict))
        return found

    def sums(self) -> list[Missing]:
        """That the entries of a vector sum to one, as weights and probabilities do, where the goal then holds."""
        found: list[Missing] = []
        for symbol in self._free():
            if len(symbol.shape) != 1 or time.process_time() > self.until:
                continue
            total = Product((Transpose(Ones(symbol.shape)), symbol))
            equation = Relates(Relation.EQUAL, total, Number(Fraction(1)))
            name = symbol.latex or symbol.name
            said = f"\\mathbf{{1}}^\\top {name} = 1" if "_" in name or "^" in name else f"\\sum_i {name}_i = 1"
            tried = Hypothesis(equation, Origin.TRIED, said)
            verdict = self._verdict(replace(self.goal, hypotheses=(*self.goal.hypotheses, tried)), ())
            if verdict is not None:
                found.append(Missing(tried.latex, verdict))
        return found

    def stated(self, equations: Sequence[Hypothesis]) -> Iterator[Missing]:
        """Equations that the text states elsewhere under which the goal holds, and which do not say the same as the goal."""
        own = set(symbols(self.goal.statement))
        near = [e for e in equations if own & set(symbols(e.statement)) and e.statement != self.claim]
        for equation in near[:MOST_STATED]:
            if time.process_time() > self.until:
                return
            bare = Goal(self.goal.claim, equation.statement, (), self.goal.definitions)
            if holds(bare, SEEDS[0]) is True:  # an identity helps nobody
                continue
            back = replace(bare, hypotheses=(Hypothesis(self.claim, Origin.TRIED, ""),))
            goal = replace(self.goal, hypotheses=(*self.goal.hypotheses, replace(equation, origin=Origin.STATED)))
            verdict = self._verdict(goal, ())
            if verdict is not None and holds(back, SEEDS[0]) is not True:
                yield Missing(equation.latex, verdict, line=equation.line)
                return


def _number_of(symbol: Symbol) -> Term:
    """A polynomial in the entries of a symbol."""
    if not symbol.shape:
        return symbol
    square = Product((Transpose(symbol), symbol))
    return Trace(square) if square.shape else square


def _is_root(part: Term) -> bool:
    return isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.value.denominator != 1


def _vanishes(bench: Bench, term: Term) -> bool:
    vectors = bench.vectors(term)
    return vectors is not None and all(bench.zero(number, vector) for number, vector in enumerate(vectors))


def _is_scalar_matrix(bench: Bench, symbol: Symbol) -> bool:
    """Whether a square matrix is a multiple of the identity at every instance."""
    if len(symbol.shape) != 2 or symbol.shape[0] != symbol.shape[1]:
        return False
    vectors = bench.vectors(symbol)
    if vectors is None:
        return False
    for vector in vectors:
        side = round(len(vector) ** 0.5)
        diagonal = {vector[i * side + i] for i in range(side)}
        if len(diagonal) > 1 or any(x for k, x in enumerate(vector) if k % (side + 1)):
            return False
    return True


def with_sizes(goal: Goal, sizes: dict[str, Size]) -> Goal | None:
    """The goal with sizes renamed everywhere; None when nothing changes."""

    def term(old: Term) -> Term:
        return resized(old, sizes)

    def statement(old: Statement) -> Statement:
        return term(old)  # type: ignore[return-value]

    made = replace(
        goal,
        statement=statement(goal.statement),
        hypotheses=tuple(replace(h, statement=statement(h.statement)) for h in goal.hypotheses),
        definitions=tuple(replace(d, symbol=term(d.symbol), value=term(d.value), parameters=tuple(map(term, d.parameters))) for d in goal.definitions),  # type: ignore[arg-type]
    )  # fmt: skip
    return None if made.statement == goal.statement else made


__all__ = ["Missing", "missing"]
