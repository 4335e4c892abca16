"""Goals about order as nonnegative combinations: of what is known, of products of it with positive numbers, and of squares that the goal shows itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from derive.engines.reals import completing, linear
from derive.engines.reals.atoms import ONE
from derive.engines.reals.halves import families
from derive.kernel.graph import Frozen, Poly, freeze
from derive.kernel.proof import Combination, Square, Use
from derive.numerics.polynomials import Monomial, Polynomial, number

if TYPE_CHECKING:
    from derive.engines.reals.derivations import Setting

MOST_ROUNDS = 2  # in which what equations bring is multiplied in turn


class _Candidate(NamedTuple):
    """A polynomial that is not negative: the square of a body times facts."""

    polynomial: Polynomial
    body: Frozen
    factors: tuple[int, ...]


def combined(setting: Setting, poly: Poly, p: Polynomial, parts: Sequence[Fraction | int] = ()) -> Combination | None:
    """A goal as such a combination; with `parts`, as that and a part of something that is known to be positive. First by what speaks of nothing but
    the goal does and of numbers."""
    near = setting.reachable(p)
    own = near.about(p)
    if len(own.inequalities) < len(near.inequalities):
        found = _combined(own, poly, p, parts)
        if found is not None:
            return found
    return _combined(near, poly, p, parts)


def _combined(near: Setting, poly: Poly, p: Polynomial, parts: Sequence[Fraction | int]) -> Combination | None:
    known, further = near.combinable(), near.further()
    found = _combined_of(near, known, poly, p, parts)
    return found if found is not None or not further else _combined_of(near, [*known, *further], poly, p, parts)


def _combined_of(
    near: Setting,
    known: Sequence[tuple[Polynomial, tuple[int, ...], bool]],
    poly: Poly,
    p: Polynomial,
    parts: Sequence[Fraction | int],
) -> Combination | None:
    candidates = [_Candidate(g, ONE, numbers) for g, numbers, _ in known]
    candidates += [
        _Candidate(family.products[i][i], freeze(thing), ())
        for things, family in families(poly, near.atoms, ())
        if family.factor is None
        for i, thing in enumerate(things)
    ]
    equalities = [h for h, _ in near.equalities]
    candidates += [
        _Candidate(square, freeze(root), facts)
        for square, root, facts in completing.squares(poly, near.atoms, known, equalities)
    ]
    candidates.append(_Candidate(number(1), ONE, ()))
    multiples = list(_multiples(near, (p, *(c.polynomial for c in candidates))))
    positive = [candidates[-1], *(_Candidate(g, ONE, numbers) for g, numbers, strict in known if strict)]
    for first, part in ((c, Fraction(part)) for c in positive for part in parts) if parts else ((None, Fraction(0)),):
        rest = p if first is None else p - first.polynomial.scaled(part)
        found = linear.combination(rest, [c.polynomial for c in candidates], [q for q, _, _ in multiples])
        if found is None:
            continue
        weights, free = found
        made = [] if first is None else [Square(part, first.body, first.factors)]
        made += [Square(c, candidates[k].body, candidates[k].factors) for k, c in weights.items()]
        uses = [
            Use(c * k, context, multiples[place][2])
            for place, c in free.items()
            for k, context in near.atoms.contexts(multiples[place][1])
        ]
        return Combination(tuple(uses), tuple(made))
    return None


def _multiples(setting: Setting, known: Sequence[Polynomial]) -> Iterator[tuple[Polynomial, Polynomial, int]]:
    """The equations multiplied so that they speak of monomials that occur, with the multipliers and the numbers of the equations."""
    occurring = {m for q in known for m in q.coefficients}
    done: set[tuple[int, Monomial]] = set()
    for _ in range(MOST_ROUNDS):
        for h, place in setting.equalities:
            for own in h.coefficients:
                for monomial in sorted(occurring) if own else ():
                    rest = completing.quotient(monomial, own)
                    if rest is None or (place, rest) in done or len(done) > linear.MOST_COLUMNS // 2:
                        continue
                    done.add((place, rest))
                    multiplier = Polynomial({rest: Fraction(1)})
                    whole = multiplier * h
                    occurring = occurring | whole.coefficients.keys()
                    yield whole, multiplier, place
