"""Facts about functions that the kernel does not derive, those about determinants here: a proof that uses one names it as trusted.

[HJ] Horn & Johnson, Matrix Analysis, 2nd ed. (2013); [T] Horn & Johnson, Topics in Matrix Analysis (1991).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from fractions import Fraction
from itertools import permutations
from typing import Any, NamedTuple

from derive.rules.defining import complex_in
from derive.rules.eigenvalues import SPECTRAL, differentiated
from derive.rules.exponentials import exponential_laws
from derive.rules.laws import inverses, laws
from derive.rules.norms import norm_facts
from derive.rules.pseudoinverses import pseudoinverse_facts
from derive.rules.ranks import rank_facts
from derive.rules.sides import SIDES, other_sides
from derive.rules.statements import closure
from derive.rules.translation import Given
from derive.terms import (
    Apply,
    Block,
    Determinant,
    Entry,
    HasProperty,
    Identity,
    Kronecker,
    Number,
    Power,
    Product,
    PropertyKind,
    PseudoInverse,
    Relates,
    Relation,
    ShapeError,
    SizeValue,
    Statement,
    Sum,
    Symbol,
    Term,
    Transpose,
    walk,
)

ONE, MINUS = Number(Fraction(1)), Number(Fraction(-1))
MOST = 40  # determinants looked at for one statement


class Cited(NamedTuple):
    """A relation and the name of the fact that it is an instance of."""

    equation: Relates
    name: str


class Split(NamedTuple):
    """det X = c₁ … · (det Y₁)^e₁ …: `scalars` are the cᵢ, `parts` the pairs (Y, e)."""

    name: str
    parts: tuple[tuple[Term, Term], ...]
    scalars: tuple[Term, ...] = ()


Invertible = Callable[[Term], bool]
MULTIPLICATIVE = "det(AB) = det(A) det(B) [Horn & Johnson 0.3.5]"
SYLVESTER = "det(M + UV) = det(M) det(I + V M⁻¹ U) [Horn & Johnson 0.8.5]"
COMPOSED = "products, powers and transposes of invertible matrices are invertible [Horn & Johnson 0.5]"
SCHUR = "det of a block matrix by the Schur complement [Horn & Johnson 0.8.5]"


def _square(term: Term) -> bool:
    return not term.shape or (len(term.shape) == 2 and term.shape[0] == term.shape[1])


def _product(term: Product, invertible: Invertible) -> Iterator[Split]:
    matrices = [factor for factor in term.factors if factor.shape]
    scalars = [factor for factor in term.factors if not factor.shape]
    if len(matrices) + len(scalars) > 1 and matrices and term.shape and all(_square(m) for m in matrices):
        size = SizeValue(term.shape[0])
        powers = tuple(Power(scalar, size) for scalar in scalars)
        yield Split(MULTIPLICATIVE, tuple((m, ONE) for m in matrices), powers)


def _power(term: Power, invertible: Invertible) -> Iterator[Split]:
    if isinstance(term.exponent, Number) and term.exponent.value.denominator == 1:
        yield Split(MULTIPLICATIVE, ((term.base, term.exponent),))


def _kronecker(term: Kronecker, invertible: Invertible) -> Iterator[Split]:
    if term.left.shape and term.right.shape and _square(term.left) and _square(term.right):
        sizes = SizeValue(term.right.shape[0]), SizeValue(term.left.shape[0])
        yield Split(
            "det(A ⊗ B) = det(A)^q det(B)^p [Topics 4.2, problem 1]", ((term.left, sizes[0]), (term.right, sizes[1]))
        )


def _sum(term: Sum, invertible: Invertible) -> Iterator[Split]:
    """M + U V, for every term that is a product and every place to divide it."""
    for k, part in enumerate(term.terms):
        rest = (*term.terms[:k], *term.terms[k + 1 :])
        base = Sum(rest) if len(rest) > 1 else rest[0] if rest else part
        if not rest or not isinstance(part, Product) or not (isinstance(base, Identity) or invertible(base)):
            continue
        for at in range(1, len(part.factors)):
            left, right = Product(part.factors[:at]), Product(part.factors[at:])
            if len(left.shape) in (1, 2) and right.shape:
                yield from _update(base, left, right)


def _update(base: Term, left: Term, right: Term) -> Iterator[Split]:
    middle = () if isinstance(base, Identity) else (Power(base, MINUS),)
    turned = Product((right, *middle, left))
    inner = Sum((Identity(turned.shape[0]) if turned.shape else ONE, turned))
    own = () if isinstance(base, Identity) else ((base, ONE),)
    yield Split(SYLVESTER, (*own, (inner, ONE)))


def _block(term: Block, invertible: Invertible) -> Iterator[Split]:
    if len(term.rows) != 2 or len(term.rows[0]) != 2:
        return
    (a, b), (c, d) = term.rows
    for corner, one, other, far in ((a, c, b, d), (d, b, c, a)):
        if _square(corner) and _square(far) and invertible(corner):
            complement = Sum((far, Product((MINUS, one, Power(corner, MINUS), other))))
            yield Split(SCHUR, ((corner, ONE), (complement, ONE)))


SPLITS: dict[type[Term], Callable[[Any, Invertible], Iterator[Split]]] = {
    Product: _product,
    Power: _power,
    Kronecker: _kronecker,
    Sum: _sum,
    Block: _block,
    Transpose: lambda term, invertible: iter((Split("det(Aᵀ) = det(A) [Horn & Johnson 0.3.3]", ((term.body, ONE),)),)),
    Identity: lambda term, invertible: iter((Split("det(I) = 1 [Horn & Johnson 0.3.1]", ()),)),
}


def _small(body: Term) -> Iterator[Cited]:
    """Leibniz' formula for two and three rows: [HJ] 0.3.2."""
    rows = body.shape[0].value if len(body.shape) == 2 and body.shape[0] == body.shape[1] else None
    if rows in (2, 3):
        terms = []
        for places in permutations(range(rows)):
            crossed = sum(places[i] > places[j] for i in range(rows) for j in range(i + 1, rows))
            entries = (Entry(body, (Number(Fraction(i + 1)), Number(Fraction(j + 1)))) for i, j in enumerate(places))
            terms.append(Product((*((MINUS,) if crossed % 2 else ()), *entries)))
        value = Relates(Relation.EQUAL, Determinant(body), Sum(tuple(terms)))
        yield Cited(value, "Leibniz' formula [Horn & Johnson 0.3.2]")


def cited(
    statement: Statement, hypotheses: Iterable[Statement] = (), definitions: Iterable[Given] = ()
) -> tuple[Cited, ...]:
    """The facts that bear on the functions in a statement and its hypotheses, and on those that these lead to."""
    known = closure(hypotheses)
    values = {given.symbol.name: given.value for given in definitions if not given.parameters}
    parts = dict.fromkeys(part for term in (statement, *known, *values.values()) for part in walk(term))
    determinants = _Determinants(known, values, {_logged(part) for part in parts} - {None})
    waiting = [part.body for part in parts if isinstance(part, Determinant) and part.body.shape]
    sides = (Cited(equation, SIDES) for equation in other_sides(known))
    norms = (Cited(*fact) for fact in norm_facts(list(parts), complex_in(known)))
    slopes = (Cited(*fact) for fact in differentiated(parts))
    inverses = [part for part in parts if isinstance(part, PseudoInverse)]
    turned = (Cited(*f) for part in inverses for f in pseudoinverse_facts(part, values, known, complex_in(known)))
    found = (*determinants.of(waiting), *_laws(list(parts), known), *sides, *norms, *slopes, *turned)
    return tuple(dict.fromkeys(found))


def _laws(parts: list[Term], known: Collection[Statement]) -> Iterator[Cited]:
    zero = Number(Fraction(0))

    def positive(term: Term) -> bool:
        if HasProperty(PropertyKind.POSITIVE, (term,)) in known:
            return True
        return Relates(Relation.GREATER, term, zero) in known or Relates(Relation.LESS, zero, term) in known

    for equation, name in inverses(parts):
        yield Cited(equation, name)
        parts += walk(equation)
    seen: set[Term] = set()
    told = 0  # of how many functions something was said
    while parts and told < MOST:
        term = parts.pop(0)
        if term in seen or not isinstance(term, Apply | Power):
            continue
        seen.add(term)
        found = laws(term, positive)
        if isinstance(term, Apply) and term.name == "expm":
            found = exponential_laws(term, known)
        if isinstance(term, Apply) and term.name == "rank":
            found = rank_facts(term, known)
        if isinstance(term, Apply) and term.name in SPECTRAL:
            found = SPECTRAL[term.name](term)
        before = len(parts)
        for equation, name in found:
            yield Cited(equation, name)
            parts += walk(equation)
        told += len(parts) > before


class _Determinants(NamedTuple):
    """What is known, what names stand for, and what stands under a logarithm of a determinant."""

    known: Collection[Statement]
    values: Mapping[str, Term]
    logged: Set[Term | None]

    def of(self, waiting: list[Term]) -> Iterator[Cited]:
        """The facts about the determinants of these, and of what they lead to."""
        seen: set[Term] = set()
        while waiting and len(seen) < MOST:
            body = waiting.pop(0)
            if body in seen:
                continue
            seen.add(body)
            yield from _small(body)
            yield from self.by_property(body)
            value = self.values.get(body.name, body) if isinstance(body, Symbol) else body
            for split in _splits(value, self.invertible):
                yield Cited(_equation(body, split), split.name)
                waiting += [part for part, _ in split.parts if part.shape]
                if not split.scalars and {body, *(part for part, _ in split.parts)} <= self.logged:
                    yield Cited(_logarithm(body, split), split.name)

    def invertible(self, term: Term) -> bool:
        """Whether a term is known to be invertible."""
        return HasProperty(PropertyKind.INVERTIBLE, (term,)) in self.known

    def composed(self, body: Term) -> bool:
        """Whether a square matrix is invertible because what it is made of is."""
        if isinstance(body, Product):
            return all(factor.shape == body.shape and self.composed(factor) for factor in body.factors)
        if isinstance(body, Transpose):
            return self.composed(body.body)
        if isinstance(body, Power) and isinstance(body.exponent, Number) and body.exponent.value.denominator == 1:
            return self.composed(body.base)
        return self.invertible(body)

    def by_property(self, body: Term) -> Iterator[Cited]:
        """What follows from orthogonality and invertibility."""
        determinant = Determinant(body)
        if HasProperty(PropertyKind.ORTHOGONAL, (body,)) in self.known:
            square = Relates(Relation.EQUAL, Power(determinant, Number(Fraction(2))), ONE)
            yield Cited(square, "det(Q)² = 1 for Q orthogonal [Horn & Johnson 2.1]")
        if not isinstance(body, Symbol) and self.composed(body):
            inverse = Power(body, MINUS)  # what the derivative of a determinant speaks of
            for product in (Product((body, inverse)), Product((inverse, body))):
                yield Cited(Relates(Relation.EQUAL, product, Identity(body.shape[0])), COMPOSED)
        if self.invertible(body):
            unit = Relates(Relation.EQUAL, Product((determinant, Power(determinant, MINUS))), ONE)
            yield Cited(unit, "det(A) ≠ 0 for A invertible [Horn & Johnson 0.5]")


def _splits(term: Term, invertible: Invertible) -> list[Split]:
    rule = SPLITS.get(type(term))
    try:
        return list(rule(term, invertible)) if rule is not None else []
    except ShapeError:
        return []


def _equation(body: Term, split: Split) -> Relates:
    powers = (Determinant(part) if e == ONE else Power(Determinant(part), e) for part, e in split.parts)
    return Relates(Relation.EQUAL, Determinant(body), Product((ONE, *split.scalars, *powers)))


def _logged(term: Term) -> Term | None:
    """The X of log det X."""
    if isinstance(term, Apply) and term.name == "log" and isinstance(term.arguments[0], Determinant):
        return term.arguments[0].body
    return term.arguments[0] if isinstance(term, Apply) and term.name == "logdet" else None


def _logarithm(body: Term, split: Split) -> Relates:
    """Of positive determinants: all of them stand under a logarithm in what is given."""
    terms = (Product((e, Apply("log", (Determinant(part),)))) for part, e in split.parts)
    return Relates(Relation.EQUAL, Apply("log", (Determinant(body),)), Sum((Number(Fraction(0)), *terms)))


__all__ = ["Cited", "cited"]
