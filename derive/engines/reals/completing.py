"""Completing the square: s ⟨a, a⟩ + ⟨a, b⟩ asks for the square of a + b/(2s), where s is a positive number.

The halves of a scalar graph are tensors; each that is squared in a goal, times a number that is known to be positive, is taken together with all that it is multiplied by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from derive.engines.reals.atoms import Atoms
from derive.engines.reals.halves import LETTERS, halves
from derive.kernel.graph import Graph, Poly, add, einsum, normal, scale, structure
from derive.numerics.polynomials import Polynomial, number

MOST_SQUARES = 6
Known = tuple[Polynomial, tuple[int, ...], bool]


def squares(
    goal: Poly, atoms: Atoms, known: Sequence[Known], equalities: Sequence[Polynomial]
) -> Iterator[tuple[Polynomial, Poly, tuple[int, ...]]]:
    """Squares that a goal may hold: what each is as a polynomial, its root, and the facts that say that what multiplies it is positive."""
    pairs = [(*_split(graph, atoms), Fraction(c)) for graph, c in goal.items()]
    count = 0
    for scalar, cuts, c in pairs:
        for one, other in cuts:
            facts = _positive(scalar, known)
            inverse = _inverse(scalar, atoms, equalities)
            if one != other or c <= 0 or facts is None or inverse is None:
                continue
            root = _root(one, c, inverse, pairs, atoms)
            axes = LETTERS[: len(structure(one))]
            yield atoms(einsum((), (axes, root), (axes, root))) * scalar, root, facts
            count += 1
            if count >= MOST_SQUARES:
                return


def _root(
    one: Poly,
    c: Fraction,
    inverse: Poly,
    pairs: Sequence[tuple[Polynomial, list[tuple[Poly, Poly]], Fraction]],
    atoms: Atoms,
) -> Poly:
    """a + Σ d/(2c s) b for the terms d ⟨a, b⟩ of the goal."""
    axes = LETTERS[: len(structure(one))]
    parts = [one]
    for scalar, cuts, d in pairs:
        for left, right in cuts:
            if left == one and right != one:
                factor = einsum((), ("", atoms.back(scalar)), ("", inverse))
                parts.append(scale(einsum((*axes,), ("", factor), (axes, right)), d / (2 * c)))
                break
    return add(*parts)


def _split(graph: Graph, atoms: Atoms) -> tuple[Polynomial, list[tuple[Poly, Poly]]]:
    """The scalars of a graph, and the ways to cut the rest in two, each half first."""
    alone = [node for node in graph.nodes if not node[1]]
    scalar = atoms(normal(1, (alone, (), (), ()))) if alone else number(1)
    rest = graph._replace(nodes=tuple(node for node in graph.nodes if node[1]))
    found = list(halves(rest))
    cuts = [(a, b) for a, b in zip(found[::2], found[1::2], strict=False) if len(structure(a)) == 1]
    return scalar, [pair for a, b in cuts for pair in ((a, b), (b, a))]


def _positive(scalar: Polynomial, known: Sequence[Known]) -> tuple[int, ...] | None:
    """The facts whose product a positive number is; none where it is 1."""
    if scalar == number(1):
        return ()
    for polynomial, facts, _ in known:
        if polynomial == scalar:
            return facts
    return None


def _inverse(scalar: Polynomial, atoms: Atoms, equalities: Sequence[Polynomial]) -> Poly | None:
    """The reciprocal of a number, as an equation s y = 1 gives it."""
    if scalar == number(1):
        return atoms.back(number(1))
    for equation in equalities:
        rest = equation + number(1)
        if len(rest) == 1:
            ((monomial, c),) = rest.coefficients.items()
            ((own, one),) = scalar.coefficients.items()
            left = quotient(monomial, own)
            if c == 1 and one == 1 and left is not None and left:
                return atoms.back(Polynomial({left: Fraction(1)}))
    return None


def quotient(
    monomial: tuple[tuple[int, int], ...], divisor: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...] | None:
    """One monomial divided by another, or None."""
    powers = dict(monomial)
    for variable, power in divisor:
        if powers.get(variable, 0) < power:
            return None
        powers[variable] -= power
    return tuple((v, e) for v, e in sorted(powers.items()) if e)
