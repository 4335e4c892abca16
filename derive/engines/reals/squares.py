"""Certificates of inequalities: p = Σ c·s²·g + Σ q·h with c ≥ 0, where the g are ≥ 0 and the h are 0; exact in the end.

Whether such a sum exists at a degree is a linear matrix inequality (Parrilo, Math. Program. 96 (2003) 293; Lasserre, SIAM J. Optim. 11 (2001) 796).
It is made exact by elimination over the rationals, cut down to the face that the known zeros leave (a zero of p is a zero of every
square), solved in floating point by Newton's method on the determinant barrier, and rounded to rationals (Peyrl & Parrilo, Theor. Comput.
Sci. 409 (2008) 269). The result is checked exactly before it is returned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, islice, product
from math import comb

from derive.engines.reals.elimination import Rows, nullspace, solve
from derive.engines.reals.interior import feasible
from derive.numerics.polynomials import Monomial, Polynomial, degree, number, times
from derive.record import dataclass

MOST_UNKNOWNS = 250
MOST_BASIS = 16
GRID = tuple(map(Fraction, ("0", "1", "-1", "2", "-2", "1/2", "-1/2", "3")))
MOST_POINTS = 700
Point = dict[int, Fraction]
Matrix = list[list[Fraction]]


@dataclass(frozen=True, slots=True)
class Family:
    """Things that can be squared, known by their products: `products[i][j]` is the polynomial ⟨thing i, thing j⟩, symmetric in i and j. Their
    squares are multiplied by the inequality number `factor`."""

    products: tuple[tuple[Polynomial, ...], ...]
    factor: int | None = None


@dataclass(frozen=True, slots=True)
class Square:
    """coefficient · ⟨root, root⟩ · factor, the coefficient ≥ 0 and the factor ≥ 0 by hypothesis. The root is a polynomial, or the combination
    `weights` of the things of a family."""

    coefficient: Fraction
    root: Polynomial
    factor: int | None  # which inequality, None for a plain square
    family: int | None = None
    weights: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """p = Σ squares + Σ multiplier · equality."""

    squares: tuple[Square, ...]
    multipliers: tuple[tuple[Polynomial, int], ...]


def certificate(
    p: Polynomial,
    equalities: Sequence[Polynomial] = (),
    inequalities: Sequence[Polynomial] = (),
    families: Sequence[Family] = (),
    extra: int = 2,
) -> Sum | None:
    """A certificate that p ≥ 0 wherever the equalities are 0 and the inequalities ≥ 0, or None where none was found at low degrees."""
    if p.constant is not None and p.constant >= 0:
        return Sum((Square(p.constant, number(1), None),), ())
    variables = sorted({v for q in (p, *equalities, *inequalities) for v in q.variables})
    least = max(q.degree for q in (p, *equalities, *inequalities))
    least += least % 2
    zeros: list[Point] = []
    if not families:  # the things of a family are squares only together: the variables are not free
        zeros = list(islice(_zeros(p, equalities, inequalities, variables), 60))
        if {} in zeros:
            return None
    for bound in range(least, least + extra + 1, 2):
        if _multipliers(len(variables), bound, equalities) > MOST_UNKNOWNS:
            break
        for factors in _choices(len(inequalities)):
            problem = _Problem(p, equalities, inequalities, variables, bound, zeros, families, factors)
            found = problem.solve() if problem.fits else None
            if found is not None and _expanded(found, equalities, inequalities, families) == p:
                return found
        if not (equalities or inequalities):
            break
    return None


def _choices(count: int) -> Iterator[tuple[int | None, ...]]:
    """Which inequalities take part: none, each alone, each beside plain squares, then two, then all. Few make small problems with exact answers."""
    yield (None,)
    yield from ((k,) for k in range(count))
    yield from ((None, k) for k in range(count))
    yield from ((None, *pair) for pair in combinations(range(min(count, 5)), 2))
    if count > 2:
        yield (None, *range(count))


def ideal(p: Polynomial, equalities: Sequence[Polynomial], extra: int = 2) -> tuple[tuple[Polynomial, int], ...] | None:
    """p = Σ multiplier · equality at low degrees, or None."""
    variables = sorted({v for q in (p, *equalities) for v in q.variables})
    least = max((q.degree for q in (p, *equalities)), default=0)
    for bound in range(least, least + extra + 1):
        if _multipliers(len(variables), bound, equalities) > MOST_UNKNOWNS:
            break
        problem = _Problem(p, equalities, (), variables, bound, ())
        found = problem.solve() if problem.fits else None
        if found is not None and _expanded(found, equalities, (), ()) == p:
            return found.multipliers
    return None


def _multipliers(variables: int, bound: int, equalities: Sequence[Polynomial]) -> int:
    """How many unknowns the multipliers of the equalities have at a degree bound."""
    return sum(comb(variables + bound - h.degree, variables) for h in equalities)


def _expanded(
    found: Sum, equalities: Sequence[Polynomial], inequalities: Sequence[Polynomial], families: Sequence[Family]
) -> Polynomial:
    total = Polynomial({})
    for square in found.squares:
        whole = square.root * square.root
        if square.family is not None:
            for i, x in enumerate(square.weights):
                for j, y in enumerate(square.weights):
                    whole = whole + families[square.family].products[i][j].scaled(x * y)
        part = whole.scaled(square.coefficient)
        total = total + (part if square.factor is None else part * inequalities[square.factor])
    for multiplier, place in found.multipliers:
        total = total + multiplier * equalities[place]
    return total


def points(variables: Sequence[int]) -> Iterator[Point]:
    """Small rational points, the simplest first."""
    values = GRID if len(variables) <= 3 else GRID[:4] if len(variables) <= 4 else GRID[:3]
    yield from (
        dict(zip(variables, choice, strict=True))
        for choice in islice(product(values, repeat=len(variables)), MOST_POINTS)
    )


def allowed(point: Point, equalities: Iterable[Polynomial], inequalities: Iterable[Polynomial]) -> bool:
    """Whether a point meets every equality and inequality."""
    return all(h(point) == 0 for h in equalities) and all(g(point) >= 0 for g in inequalities)


def _zeros(
    p: Polynomial, equalities: Sequence[Polynomial], inequalities: Sequence[Polynomial], variables: Sequence[int]
) -> Iterator[Point]:
    """The zeros of p among small points that are allowed; {} alone where p is negative at one of them."""
    for point in points(variables):
        if allowed(point, equalities, inequalities):
            value = p(point)
            if value < 0:
                yield {}
                return
            if value == 0:
                yield point


def monomials(variables: Sequence[int], most: int) -> list[Monomial]:
    """All monomials up to a degree, the lowest first."""
    found: list[Monomial] = []
    for size in range(most + 1):
        for choice in combinations_with_replacement(variables, size):
            monomial: Monomial = ()
            for v in choice:
                monomial = times(monomial, ((v, 1),))
            found.append(monomial)
    return found


def _newton(p: Polynomial, basis: list[Monomial]) -> list[Monomial]:
    """Without the monomials that no sum of squares equal to p can hold: their square is not in p and arises in no other way."""
    while True:
        crossing = {times(a, b) for i, a in enumerate(basis) for b in basis[i + 1 :]}
        kept = [m for m in basis if times(m, m) in p.coefficients or times(m, m) in crossing]
        if len(kept) == len(basis):
            return kept
        basis = kept


@dataclass(slots=True)
class _Block:
    """One Gram matrix: its factor, and the polynomials (or the family) whose products it weighs."""

    factor: int | None
    basis: list[Polynomial]
    start: int  # its first unknown
    family: int | None = None
    size: int = 0


class _Problem:
    """The linear matrix inequality of a certificate at a degree bound."""

    def __init__(
        self,
        p: Polynomial,
        equalities: Sequence[Polynomial],
        inequalities: Sequence[Polynomial],
        variables: Sequence[int],
        bound: int,
        zeros: Sequence[Point],
        families: Sequence[Family] = (),
        factors: Sequence[int | None] = (),
    ) -> None:
        self.families = families
        self.p, self.equalities, self.inequalities = p, equalities, inequalities
        self.blocks: list[_Block] = []
        self.unknowns = 0
        self.fits = True  # whether it is small enough to be worked on
        for factor in factors:
            g = number(1) if factor is None else inequalities[factor]
            plain = monomials(variables, max(0, (bound - g.degree) // 2))
            if not equalities and not inequalities:
                plain = _newton(p, plain)
            there = [zero for zero in zeros if g(zero) > 0]
            if len(plain) - len(there) > MOST_BASIS:  # each zero takes away one at most
                self.fits = False
                return
            basis = _face(plain, there)
            if basis:
                self.blocks.append(_Block(factor, basis, self.unknowns, size=len(basis)))
                self.unknowns += len(basis) * (len(basis) + 1) // 2
        for position, family in enumerate(families):
            size = len(family.products)
            self.blocks.append(_Block(family.factor, [], self.unknowns, position, size))
            self.unknowns += size * (size + 1) // 2
        self.multipliers = [
            (monomial, place)
            for place, h in enumerate(equalities)
            for monomial in monomials(variables, bound - h.degree)
        ]
        self.first_multiplier = self.unknowns
        self.unknowns += len(self.multipliers)
        self.fits = self.unknowns <= MOST_UNKNOWNS and all(block.size <= MOST_BASIS for block in self.blocks)

    def solve(self) -> Sum | None:
        """The certificate, or None."""
        rows: dict[Monomial, dict[int, Fraction]] = {}
        for unknown, polynomial in self._columns():
            for monomial, c in polynomial.coefficients.items():
                rows.setdefault(monomial, {})[unknown] = c
        if any(monomial not in rows for monomial in self.p.coefficients):
            return None
        ordered = sorted(rows, key=lambda m: (degree(m), m))
        system: Rows = [(rows[m], self.p.coefficients.get(m, Fraction(0))) for m in ordered]
        solution = solve(system, self.unknowns)
        if solution is None:
            return None
        start, directions = solution
        useful = [d for d in directions if any(place < self.first_multiplier for place in d)]
        values = feasible(
            [self._matrix(block, start) for block in self.blocks],
            [[self._matrix(block, d) for block in self.blocks] for d in useful],
        )
        if values is None:
            return None
        total = dict(start)
        for value, direction in zip(values, useful, strict=True):
            for place, c in direction.items():
                total[place] = total.get(place, Fraction(0)) + value * c
        return self._read(total)

    def _columns(self) -> Iterator[tuple[int, Polynomial]]:
        """What each unknown is multiplied by."""
        for block in self.blocks:
            g = number(1) if block.factor is None else self.inequalities[block.factor]
            for place, i, j in _places(block):
                part = (
                    block.basis[i] * block.basis[j]
                    if block.family is None
                    else self.families[block.family].products[i][j]
                ) * g
                yield place, part if i == j else part.scaled(Fraction(2))
        for offset, (monomial, place) in enumerate(self.multipliers):
            yield self.first_multiplier + offset, Polynomial({monomial: Fraction(1)}) * self.equalities[place]

    def _matrix(self, block: _Block, values: dict[int, Fraction]) -> Matrix:
        size = block.size
        found = [[Fraction(0)] * size for _ in range(size)]
        for place, i, j in _places(block):
            found[i][j] = found[j][i] = values.get(place, Fraction(0))
        return found

    def _read(self, values: dict[int, Fraction]) -> Sum | None:
        squares: list[Square] = []
        for block in self.blocks:
            parts = diagonalised(self._matrix(block, values))
            if parts is None:
                return None
            for coefficient, row in parts:
                root = Polynomial({})
                for c, b in zip(row, block.basis, strict=False):
                    root = root + b.scaled(c)
                weights = () if block.family is None else tuple(row)
                squares.append(Square(coefficient, root, block.factor, block.family, weights))
        multipliers: dict[int, Polynomial] = {}
        for offset, (monomial, place) in enumerate(self.multipliers):
            c = values.get(self.first_multiplier + offset, Fraction(0))
            if c:
                multipliers[place] = multipliers.get(place, Polynomial({})) + Polynomial({monomial: c})
        return Sum(tuple(squares), tuple((q, place) for place, q in sorted(multipliers.items())))


def _places(block: _Block) -> Iterator[tuple[int, int, int]]:
    place = block.start
    for i in range(block.size):
        for j in range(i, block.size):
            yield place, i, j
            place += 1


def _face(plain: list[Monomial], zeros: Sequence[Point]) -> list[Polynomial]:
    """A basis of the combinations of monomials that vanish at all zeros."""
    rows: Rows = [
        ({k: value for k, m in enumerate(plain) if (value := Polynomial({m: Fraction(1)})(zero))}, Fraction(0))
        for zero in zeros
    ]
    return [
        Polynomial({plain[k]: c for k, c in vector.items()})
        for vector in nullspace([row for row, _ in rows], len(plain))
    ]


def diagonalised(matrix: Matrix) -> list[tuple[Fraction, list[Fraction]]] | None:
    """A positive semidefinite matrix as Σ d·vvᵀ with d > 0, by elimination; None where it is not one."""
    rest = [list(row) for row in matrix]
    found: list[tuple[Fraction, list[Fraction]]] = []
    for k in range(len(rest)):
        pivot = rest[k][k]
        if pivot < 0 or (pivot == 0 and any(rest[k])):
            return None
        if pivot == 0:
            continue
        row = [x / pivot for x in rest[k]]
        found.append((pivot, row))
        for i in range(len(rest)):
            if rest[i][k] and i != k:
                factor = rest[i][k]
                rest[i] = [x - factor * y for x, y in zip(rest[i], row, strict=True)]
        rest[k] = [Fraction(0)] * len(rest)
    return found
