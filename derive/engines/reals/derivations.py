"""From certificates over numbered variables to derivations that the kernel replays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement

from derive.engines.reals.atoms import ONE, Atoms, combination
from derive.engines.reals.combining import combined
from derive.engines.reals.definite import by_vanishing, held
from derive.engines.reals.halves import families
from derive.engines.reals.squares import Sum, certificate, ideal
from derive.kernel.graph import LETTERS, Poly, Unsupported, einsum, freeze, structure
from derive.kernel.proof import Combination, Derivation, Fact, Kind, Sign, Square, Step, Use
from derive.numerics.polynomials import Polynomial, number, variable
from derive.record import dataclass, field

MOST_FACTORS = 4
MOST_SCALARS, MOST_COMBINED = 6, 24  # numbers that facts are multiplied by, and facts
MOST_PLAIN = 4  # numbers of which two are multiplied with a bound
MOST_SUMMED = 8  # bounds of which two add up to a number that is divided by
MOST_QUOTIENTS, MOST_BY_QUOTIENTS = 4, 12  # quotients of such numbers, and facts that these are multiplied with
PARTS = (1, Fraction(1, 2), Fraction(1, 10), Fraction(1, 100))  # how much of a positive quantity is split off


_Inequality = tuple[
    Polynomial, tuple[int, ...], bool
]  # with the kernel's numbers of the facts, and whether it is strict


class NotShown(Exception):
    """No derivation of a goal was found; the text is the reason."""


@dataclass(slots=True)
class Setting:
    """The scalar facts of an obligation in variables, with the kernel's numbers of each. Products of two inequalities count as inequalities."""

    facts: Sequence[Fact]
    atoms: Atoms = field(default_factory=Atoms)
    equalities: list[tuple[Polynomial, int]] = field(default_factory=list)
    inequalities: list[tuple[Polynomial, tuple[int, ...], bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        seen: set[tuple[Polynomial, bool]] = set()
        for place, fact in enumerate(self.facts):
            try:
                polynomial = self.atoms(fact.poly)
            except Unsupported:
                continue
            strict = fact.sign is Sign.POSITIVE
            if not polynomial or (polynomial, fact.sign is Sign.ZERO) in seen:
                continue
            if fact.sign is Sign.ZERO:
                self.equalities.append((polynomial, place))
            elif not any(other == polynomial and (was or not strict) for other, _, was in self.inequalities):
                self.inequalities = [item for item in self.inequalities if item[0] != polynomial]
                self.inequalities.append((polynomial, (place,), strict))
            seen.add((polynomial, fact.sign is Sign.ZERO))

    def reciprocals(self) -> list[Step]:
        """Steps that show 1/x ≥ 0 for each x > 0 that is divided by: 1/x = x·(1/x)². They make the facts after those given. An x may be positive as a sum of
        two such numbers: m + (M - m)."""
        steps: list[Step] = []
        known = [(x, (numbers,)) for x, numbers, strict in self.inequalities if strict]
        single = [(x, numbers) for x, numbers, _ in self.inequalities if x.degree == 1][:MOST_SUMMED]
        pairs = [(p + q, (a, b)) for i, (p, a) in enumerate(single) for q, b in single[i + 1 :]]
        for x, summands in (*known, *(pair for pair in pairs if len(pair[0]) == 1)):
            for h, place in self.equalities:
                for v in h.variables:
                    y = variable(v)
                    if (
                        h != x * y - number(1)
                        or v in x.variables
                        or any(y == other for other, _, _ in self.inequalities)
                    ):
                        continue
                    uses = [Use(-c, context, place) for c, context in self.atoms.contexts(y)]
                    squares = tuple(Square(Fraction(1), freeze(self.atoms.back(y)), numbers) for numbers in summands)
                    steps.append(Step(Kind.SUM, Combination(tuple(uses), squares)))
                    self.inequalities.append((y, (len(self.facts) + len(steps) - 1,), False))
        return steps

    def multiplied(self) -> None:
        """Products of two inequalities, as inequalities."""
        single = self.inequalities[:MOST_FACTORS]
        self.inequalities += [
            (p * q, (*a, *b), s and t) for i, (p, a, s) in enumerate(single) for q, b, t in single[i + 1 :]
        ]

    def reachable(self, polynomial: Polynomial) -> Setting:
        """The facts that share a variable with a polynomial, directly or through others."""
        reach = set(polynomial.variables)
        while True:
            more = {
                v
                for p in (*(p for p, _ in self.equalities), *(p for p, _, _ in self.inequalities))
                if reach & set(p.variables)
                for v in p.variables
            } - reach
            if not more:
                break
            reach |= more
        found = Setting((), self.atoms)
        found.equalities = [item for item in self.equalities if reach & set(item[0].variables)]
        found.inequalities = [item for item in self.inequalities if set(item[0].variables) <= reach]
        return found

    def about(self, polynomial: Polynomial) -> Setting:
        """The facts that speak of nothing but a polynomial, and what equations and signs of numbers say, do."""
        own = set(polynomial.variables).union(*(p.variables for p, _ in self.equalities))
        own = own.union(*(p.variables for p, _, _ in self.inequalities if len(p.variables) == 1))
        found = Setting((), self.atoms)
        found.equalities = list(self.equalities)
        found.inequalities = [item for item in self.inequalities if set(item[0].variables) <= own]
        return found

    def combinable(self) -> list[tuple[Polynomial, tuple[int, ...], bool]]:
        """The inequalities, and each multiplied by numbers that are known not to be negative, first those that equations speak of: parameters and their
        reciprocals."""
        single = [item for item in self.inequalities if len(item[1]) == 1]
        reciprocals, scalars = self._scalars(single)
        found = list(self.inequalities)
        for number_, (p, a, s) in enumerate(scalars):
            others = [item for item in single if item not in scalars[:number_]]
            linked = {v for h in reciprocals if set(p.variables) & set(h.variables) for v in h.variables}
            others.sort(key=lambda item: linked.isdisjoint(item[0].variables))  # where a product may cancel
            found += [(p * q, (*a, *b), s and t) for q, b, t in others[:MOST_COMBINED]]
        return found

    def _scalars(self, single: Sequence[_Inequality]) -> tuple[list[Polynomial], list[_Inequality]]:
        """The equations that give reciprocals, and the numbers that are known not to be negative, first those that these speak of."""
        reciprocals = [h for h, _ in self.equalities if () in h.coefficients]
        divided = {v for h in reciprocals for v in h.variables}
        scalars = [item for item in single if item[0].degree == 1 and len(item[0].variables) == 1]
        return reciprocals, sorted(scalars, key=lambda item: divided.isdisjoint(item[0].variables))[:MOST_SCALARS]

    def further(self) -> list[_Inequality]:
        """Products of two bounds, and of a bound with two numbers that are known not to be negative, with quotients of such numbers above all."""
        single = [item for item in self.inequalities if len(item[1]) == 1]
        reciprocals, scalars = self._scalars(single)
        found: list[_Inequality] = []
        facts = [item for item in single if item not in scalars][:MOST_BY_QUOTIENTS]
        bounds = [item for item in facts if item[0].degree == 1][:MOST_FACTORS]  # `‖x‖ ≤ a` and `‖y‖ ≤ b`
        found += [(p * q, (*a, *b), s and t) for i, (p, a, s) in enumerate(bounds) for q, b, t in bounds[i + 1 :]]
        plain = [(one, other) for i, one in enumerate(scalars[:MOST_PLAIN]) for other in scalars[i:MOST_PLAIN]]
        near = [item for item in facts if item[0].degree <= 2][:MOST_FACTORS]
        found += [(p * q * g, (*a, *b, *c), s and t and u) for (p, a, s), (q, b, t) in plain for g, c, u in near]
        for (p, a, s), (q, b, t) in _quotients(scalars, reciprocals):
            found += [(p * q * g, (*a, *b, *c), s and t and u) for g, c, u in facts]
        return found

    def related(self, polynomial: Polynomial) -> Setting:
        """Only the facts that share a variable with a polynomial, directly or through others."""
        found = self.reachable(polynomial)
        found.equalities = [item for item in found.equalities if not found.private(item[0], polynomial)]
        kept = {v for p, _ in found.equalities for v in p.variables} | set(polynomial.variables)
        found.inequalities = [item for item in found.inequalities if set(item[0].variables) <= kept]
        found.multiplied()
        return found

    def private(self, equality: Polynomial, polynomial: Polynomial) -> bool:
        """Whether an equation has a variable that nothing else speaks of, as a·(1/a) = 1 where nothing else has 1/a: it only says a ≠ 0."""
        others = {v for p, _ in self.equalities if p is not equality for v in p.variables}
        others |= {
            v for p, _, _ in self.inequalities if p.degree > 1 or len(p.variables) > 1 for v in p.variables
        } | set(polynomial.variables)
        return not set(equality.variables) <= others


def _quotients(
    scalars: Sequence[_Inequality], reciprocals: Sequence[Polynomial]
) -> list[tuple[_Inequality, _Inequality]]:
    """Pairs of positive numbers that are divided by, or are such reciprocals, and do not cancel: the m/L that `f ≤ g/(2m)` is multiplied by."""
    divided = [set(h.variables) for h in reciprocals]
    own = [item for item in scalars if any(set(item[0].variables) <= pair for pair in divided)]
    found = [
        (one, other)
        for number_, one in enumerate(own)
        for other in own[number_ + 1 :]
        if not any(set(one[0].variables) | set(other[0].variables) <= pair for pair in divided)
    ]
    return found[:MOST_QUOTIENTS]


def derivation(facts: Sequence[Fact], goals: Sequence[Fact]) -> Derivation:
    """A derivation of the goals from the facts. Raises NotShown, Unsupported."""
    setting = Setting(facts)
    steps = setting.reciprocals()
    sums: list[Combination] = []
    for goal in goals:
        made = _goal(setting, goal, len(facts) + len(steps))
        steps += made.steps
        sums += made.goals
    return Derivation(tuple(steps), tuple(sums))


def _goal(setting: Setting, goal: Fact, next_fact: int) -> Derivation:
    """The derivation of one goal; its own steps make the facts numbered from `next_fact`."""
    if not goal.poly and goal.sign is not Sign.POSITIVE:
        return Derivation((), (Combination(),))
    if goal.sign is Sign.ZERO:
        return _zero(setting, goal.poly, next_fact)
    found = _positive(setting, goal.poly) if goal.sign is Sign.POSITIVE else _nonnegative(setting, goal.poly)
    return Derivation((), (found,))


def _zero(setting: Setting, poly: Poly, next_fact: int) -> Derivation:
    """A goal that is zero: a combination of the equations, or a square in a sum of squares that is zero."""
    axes = LETTERS[: len(structure(poly))]
    square = setting.atoms(einsum((), (axes, poly), (axes, poly)))
    near = setting.related(square)
    multipliers = None if axes else ideal(setting.atoms(poly), [h for h, _ in near.equalities])
    if multipliers is not None:
        return Derivation((), (_combined(near, Sum((), multipliers), []),))
    opposite = square.scaled(Fraction(-1))
    found = certificate(opposite, [h for h, _ in near.equalities], [g for g, _, _ in near.inequalities])
    if found is None:
        further = by_vanishing(setting.facts, poly, next_fact)
        if further is None:
            raise NotShown("no sum of squares that vanishes was found")
        return further
    whole = _combined(near, found, [])
    step = Step(Kind.VANISH, Combination(whole.uses, (Square(Fraction(1), freeze(poly)), *whole.squares)))
    return Derivation((step,), (held(poly, next_fact),))


def _nonnegative(setting: Setting, poly: Poly) -> Combination:
    p = setting.atoms(poly)
    shown = combined(setting, poly, p)
    if shown is not None:
        return shown
    near = setting.related(p)
    hs, gs = [h for h, _ in near.equalities], [g for g, _, _ in near.inequalities]
    found = certificate(p, hs, gs)
    if found is not None:
        return _combined(near, found, [])
    tensors = families(poly, setting.atoms, gs)
    if tensors:
        found = certificate(p, hs, gs, [family for _, family in tensors], extra=0)
        if found is not None:
            return _combined(near, found, [things for things, _ in tensors])
    raise NotShown("no sum of squares was found")


def _positive(setting: Setting, poly: Poly) -> Combination:
    """c · (something positive) and a sum of squares, for the largest c that is tried."""
    p = setting.atoms(poly)
    shown = combined(setting, poly, p, PARTS)
    if shown is not None:
        return shown
    near = setting.related(p)
    hs, gs = [h for h, _ in near.equalities], [g for g, _, _ in near.inequalities]
    if p.constant is not None and p.constant > 0:
        return Combination((), (Square(p.constant, ONE),))
    tensors = families(poly, setting.atoms, gs)
    for kinds in ([], [family for _, family in tensors]) if tensors else ([],):
        for g, numbers in _positives(near, p.degree):
            if kinds and not g.coefficients.keys() <= p.coefficients.keys():
                continue  # a long search, and squares of tensors seldom make up for what is taken away
            for part in PARTS:
                found = certificate(p - g.scaled(Fraction(part)), hs, gs, kinds, extra=0)
                if found is not None:
                    rest = _combined(near, found, [things for things, _ in tensors])
                    return Combination(rest.uses, (Square(Fraction(part), ONE, numbers), *rest.squares))
    raise NotShown("no sum of squares above zero was found")


def _positives(setting: Setting, most: int) -> Iterator[tuple[Polynomial, tuple[int, ...]]]:
    """1 and products of what is known to be positive, up to a degree."""
    single = [(g, numbers) for g, numbers, strict in setting.inequalities if strict and len(numbers) == 1]
    for count in range(4):
        for chosen in combinations_with_replacement(single[:3], count):
            product = number(1)
            for g, _ in chosen:
                product = product * g
            if product.degree <= most:
                yield product, tuple(k for _, numbers in chosen for k in numbers)


def _combined(setting: Setting, found: Sum, things: list[list[Poly]]) -> Combination:
    """A certificate over the variables as a combination of the kernel's facts and squares."""
    uses: list[Use] = []
    for multiplier, place in found.multipliers:
        uses += [Use(c, context, setting.equalities[place][1]) for c, context in setting.atoms.contexts(multiplier)]
    squares: list[Square] = []
    for square in found.squares:
        if not square.coefficient:
            continue
        factors = () if square.factor is None else setting.inequalities[square.factor][1]
        if square.family is not None:
            body = combination(dict(enumerate(square.weights)), things[square.family])
        else:
            body = freeze(setting.atoms.back(square.root))
        squares.append(Square(square.coefficient, body, factors))
    return Combination(tuple(uses), tuple(squares))


__all__ = ["NotShown", "Setting", "derivation"]
