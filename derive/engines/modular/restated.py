"""A conclusion that is a premise written otherwise: the two differences of sides are the same up to a number and a transpose."""

from __future__ import annotations

from fractions import Fraction

from derive.engines.instances import CannotDraw, Draft, draw, names_in, test_sizes
from derive.engines.instances.reading import Reading
from derive.engines.modular.question import Question
from derive.goals import Limits
from derive.numerics.fields import NotEvaluable, PrimeField, random_prime_field
from derive.record import replace
from derive.terms import Number, Product, Relates, Relation, Statement, Sum, Term, Transpose, Zero, transposed

LARGEST = 1000


def without(reading: Reading, equations: list[Relates]) -> Reading:
    """The reading without some of its equations."""
    dropped = {id(e) for e in equations}
    kept = [s for s in reading.statements if id(s) not in dropped]
    return Reading(reading.properties, reading.commuting, [e for e in reading.equations if id(e) not in dropped], kept)


def difference(equation: Relates) -> Term:
    """left - right."""
    if isinstance(equation.right, Zero):
        return equation.left
    if equation.left.shape != equation.right.shape:
        raise NotEvaluable("the two sides have different shapes")
    return Sum((equation.left, Product((Number(Fraction(-1)), equation.right))))


def restatement(question: Question, reading: Reading, draft: Draft, claim: Statement, limits: Limits) -> Relates | None:
    """The identity `claim's difference = number * premise's difference` for the premise where one instance suggests it; None when none does."""
    if not isinstance(claim, Relates) or claim.relation is not Relation.EQUAL:
        return None
    if claim.left.shape != claim.right.shape:
        return None
    loose = replace(draft, reading=without(reading, reading.equations))
    field = random_prime_field(limits.seed)
    for sizes in test_sizes(names_in(question.terms()), 2):
        try:
            ev = draw(loose, sizes, field, ("restated", limits.seed))
            target = ev(difference(claim)).data
            for equation in reading.equations:
                if equation.left.shape != equation.right.shape:
                    continue
                for other in _forms(difference(equation), claim.left):
                    factor = _ratio(field, target, ev(other).data)
                    if factor is not None:
                        return Relates(Relation.EQUAL, difference(claim), Product((Number(factor), other)))
            return None
        except (CannotDraw, NotEvaluable):
            continue
    return None


def _forms(term: Term, like: Term) -> list[Term]:
    found = [term] if term.shape == like.shape else []
    if len(term.shape) in (1, 2) and transposed(term.shape) == like.shape:
        found.append(Transpose(term))
    return found


def _ratio(field: PrimeField, target: list[int], other: list[int]) -> Fraction | None:
    """The small rational r with target = r * other, or None."""
    place = next((k for k, value in enumerate(other) if value), None)
    if place is None:
        return None
    ratio = target[place] * field.inverse_of_plain(other[place]) % field.modulus
    if any((t - ratio * o) % field.modulus for t, o in zip(target, other, strict=True)) or not ratio:
        return None
    return small_rational(ratio, field.modulus)


def small_rational(value: int, prime: int) -> Fraction | None:
    """The fraction of numerator and denominator up to 1000 that a residue stands for, or None (Wang 1981)."""
    r0, r1, t0, t1 = prime, value, 0, 1
    while r1 > LARGEST:
        quotient = r0 // r1
        r0, r1, t0, t1 = r1, r0 - quotient * r1, t1, t0 - quotient * t1
    return Fraction(r1, t1) if t1 and abs(t1) <= LARGEST else None
