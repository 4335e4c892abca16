"""Points at which an extremum may be worth looking at: where a part of what it is taken of becomes a part of what it is compared with, and where a quadratic is flat.

`sup_z ⟨v, z⟩ - ‖z‖²/2 = ‖v‖²/2` needs z = v, and `sup_x ⟨y, x⟩ - f(A x + b)` against `sup_z ⟨y, A⁻¹(z - b)⟩ - f(z)` needs z = A x + b and x = A⁻¹(z - b). Every value of what an
extremum is taken of bounds it, so no point is wrong; only what exists may be named: an inverse is one that the statement has itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.record import dataclass
from derive.rules.curvature import difference, negative
from derive.terms import (
    Apply,
    At,
    BigProduct,
    BigSum,
    Derivative,
    Differential,
    Directional,
    Expectation,
    Extremum,
    Integral,
    Limit,
    Norm,
    Number,
    Power,
    Product,
    ShapeError,
    Sum,
    Symbol,
    Term,
    Transpose,
    children,
    factors_of,
    map_children,
    symbols,
    walk,
)

_ONE, _TWO, _MINUS = Number(Fraction(1)), Number(Fraction(2)), Number(Fraction(-1))
MOST = 8


@dataclass(frozen=True, slots=True)
class Witness:
    """A value for a variable; with it `inner` is `target`, so that an inverse need not be cancelled where functions are taken."""

    value: Term
    inner: Term | None = None
    target: Term | None = None

    def put(self, body: Term) -> Term:
        """A body in which what becomes the target is written so."""
        if self.inner is None or self.target is None:
            return body
        return self.target if body == self.inner else map_children(body, self.put)


def witnesses(
    body: Term,
    constraints: tuple[Term, ...],
    variable: Symbol,
    bound: frozenset[str],
    others: tuple[Term, ...],
    inverted: frozenset[Term],
) -> list[Witness]:
    """Values for a variable of an extremum, of its shape: `bound` are the names that it is taken over, `others` what it is compared with, `inverted` the
    terms of which the statement has the inverse."""
    found: list[Witness] = []
    flat = _flat(body, variable, inverted)
    if flat is not None:
        found.append(Witness(flat))
    own = [part for whole in (body, *constraints) for part in _parts(whole) if variable.name in symbols(part[1])]
    there = [part for whole in others for part in _parts(whole)]
    for head, inner in own:
        for other, target in there:
            if head == other and inner.shape == target.shape and not bound & set(symbols(target)):
                value = _solved(inner, variable, target, inverted)
                if value is not None:
                    found.append(Witness(value, None if inner == variable else inner, target))
    fitting = [w for w in found if w.value.shape == variable.shape and not bound & set(symbols(w.value))]
    return list(dict.fromkeys(fitting))[:MOST]


_BINDERS = (At, BigProduct, BigSum, Derivative, Differential, Directional, Expectation, Extremum, Integral, Limit)


def _parts(whole: Term) -> Iterator[tuple[str, Term]]:
    """What unknown functions are taken at, and what is measured by norms. Nothing within a sum, an integral or a derivative: what depends on what these run over is no one
    point."""
    if isinstance(whole, _BINDERS):
        return
    if isinstance(whole, Apply) and whole.name.startswith("user:") and len(whole.arguments) == 1:
        yield whole.name, whole.arguments[0]
    elif isinstance(whole, Norm):
        yield "norm", whole.body
    for part in children(whole):
        yield from _parts(part)


def _solved(inner: Term, variable: Symbol, target: Term, inverted: frozenset[Term]) -> Term | None:
    """The value of the variable at which `inner`, in which it stands once and by itself or behind factors, is `target`."""
    if inner == variable:
        return target
    if isinstance(inner, Sum):
        own = [term for term in inner.terms if variable.name in symbols(term)]
        rest = [term for term in inner.terms if variable.name not in symbols(term)]
        if len(own) != 1:
            return None
        return _solved(own[0], variable, difference(target, Sum(tuple(rest))) if rest else target, inverted)
    if isinstance(inner, Product):
        *front, last = inner.factors
        for place, factor in enumerate(inner.factors):
            if isinstance(factor, Number) and factor.value and len(inner.factors) > 1:
                left = inner.factors[:place] + inner.factors[place + 1 :]
                rest_ = Product(left) if len(left) > 1 else left[0]
                return _solved(rest_, variable, Product((Number(1 / factor.value), target)), inverted)
        if front and variable.name not in {name for term in front for name in symbols(term)}:
            first = front[0]
            left = (*front[1:], last)
            if first in inverted or (isinstance(first, Power) and first.exponent == _MINUS):
                rest_ = Product(left) if len(left) > 1 else last
                undone = first.base if isinstance(first, Power) else Power(first, _MINUS)
                return _solved(rest_, variable, Product((undone, target)), inverted)
    return None


# -- where a quadratic is flat ----------------------------------------------------------------------------------------


def _flat(body: Term, variable: Symbol, inverted: frozenset[Term]) -> Term | None:
    """Where the gradient of a quadratic whose second derivative is a multiple of the identity is zero; None for anything else."""
    try:
        found = [_second_and_first(term, variable) for term in _terms(body) if variable.name in symbols(term)]
        if not found or any(pair is None for pair in found):
            return None
        seconds = [second for pair in found if pair is not None for second in pair[0]]
        firsts = [first for pair in found if pair is not None for first in pair[1]]
        scale = _inverse(seconds, inverted)
        if scale is None or not firsts:
            return None
        return negative(Product((scale, Sum(tuple(firsts)))) if len(firsts) > 1 else Product((scale, firsts[0])))
    except ShapeError:
        return None


def _inverse(seconds: list[Term], inverted: frozenset[Term]) -> Term | None:
    """One over the sum of some factors: numbers, and one symbol that the statement divides by."""
    number, symbol = Fraction(0), None
    for second in seconds:
        factors = second.factors if isinstance(second, Product) else (second,)
        value, names = Fraction(1), []
        for factor in factors:
            if isinstance(factor, Number):
                value *= factor.value
            else:
                names.append(factor)
        if len(names) > 1 or (number and symbol != (names[0] if names else None)):
            return None
        symbol = names[0] if names else None
        number += value
    if not number:
        return None
    if symbol is None:
        return Number(1 / number)
    if isinstance(symbol, Power) and symbol.exponent == _MINUS:
        return Product((Number(1 / number), symbol.base))
    return Product((Number(1 / number), Power(symbol, _MINUS))) if symbol in inverted else None


def _terms(body: Term) -> Iterator[Term]:
    """The terms of a sum, with the numbers before sums in brackets multiplied out."""
    if isinstance(body, Sum):
        for term in body.terms:
            yield from _terms(term)
    elif isinstance(body, Product) and isinstance(body.factors[-1], Sum) and not any(f.shape for f in body.factors):
        for term in _terms(body.factors[-1]):
            yield Product((*body.factors[:-1], term))
    else:
        yield body


def _second_and_first(term: Term, variable: Symbol) -> tuple[list[Term], list[Term]] | None:
    """The second derivative of a term, as factors of the identity, and its first at zero."""
    factors = list(factors_of(term))
    scalars = tuple(f for f in factors if variable.name not in symbols(f) and not f.shape)
    rest = [f for f in factors if variable.name in symbols(f) or f.shape]
    if len(rest) == 1 and isinstance(rest[0], Power) and rest[0].exponent == _TWO:
        base = rest[0].base
        inner = base.body if isinstance(base, Norm) and base.weight is None else base
        if inner.shape != variable.shape or (isinstance(base, Norm) and base.kind.value != "F"):
            return None
        slope = _affine(inner, variable)
        if slope is None:
            return None
        number, constant = slope
        twice = Number(2 * number * number)
        second = Product((*scalars, twice)) if scalars else twice
        first: list[Term] = [Product((*scalars, Number(2 * number), constant))] if constant is not None else []
        return [second], first
    places = [place for place, f in enumerate(rest) if variable.name in symbols(f)]
    if len(places) == 2 and len(rest) == 2 and _plain(rest[0]) == _plain(rest[1]) == variable:
        return [Product((*scalars, _TWO)) if scalars else _TWO], []
    if len(places) != 1:
        return None
    return _linear(rest, places[0], variable, scalars)


def _linear(
    rest: list[Term], place: int, variable: Symbol, scalars: tuple[Term, ...]
) -> tuple[list[Term], list[Term]] | None:
    """The first derivative of an inner product in which the variable stands once, first or last."""
    slope = _affine(_plain(rest[place]), variable)
    if slope is None or place not in (0, len(rest) - 1):
        return None
    others = rest[1:] if place == 0 else rest[:-1]
    if not variable.shape:
        return [], [Product((*scalars, Number(slope[0]), *others)) if scalars or others else Number(slope[0])]
    if not others:
        return None
    beside = Product(tuple(others)) if len(others) > 1 else others[0]
    if place:
        beside = _plain(beside) if isinstance(beside, Transpose) else Transpose(beside)
    return [], [Product((*scalars, Number(slope[0]), beside))]


def _plain(term: Term) -> Term:
    return term.body if isinstance(term, Transpose) else term


def _affine(term: Term, variable: Symbol) -> tuple[Fraction, Term | None] | None:
    """c and d of `c v + d` for a number c."""
    if term == variable:
        return Fraction(1), None
    if isinstance(term, Sum):
        own = [part for part in term.terms if variable.name in symbols(part)]
        rest = [part for part in term.terms if variable.name not in symbols(part)]
        inner = _affine(own[0], variable) if len(own) == 1 else None
        if inner is None or inner[1] is not None:
            return None
        return inner[0], (Sum(tuple(rest)) if len(rest) > 1 else rest[0]) if rest else None
    if isinstance(term, Product) and len(term.factors) == 2 and isinstance(term.factors[0], Number):
        inner = _affine(term.factors[1], variable)
        if inner is not None and inner[1] is None:
            return term.factors[0].value * inner[0], None
    return None


def inverses(statement: Term) -> frozenset[Term]:
    """What a statement has the inverse of."""
    return frozenset(
        part.base
        for part in walk(statement)
        if isinstance(part, Power) and isinstance(part.exponent, Number) and part.exponent.value < 0
    )


# -- inverses that cancel -----------------------------------------------------------------------------------------------


def cancelled(term: Term) -> Term:
    """A term in which an inverse right beside what it is the inverse of is gone, sums multiplied out for it; the same term where there is none."""
    if not any(map(_is_inverse, walk(term))):
        return term
    found: dict[tuple[Term, ...], Fraction] = {}
    for number, factors in _expanded(term):
        kept = _without_pairs(factors)
        found[kept] = found.get(kept, Fraction(0)) + number
    try:
        terms = [_made(number, factors) for factors, number in found.items() if number]
        whole = Sum(tuple(terms)) if len(terms) > 1 else terms[0] if terms else term
    except ShapeError:
        return term
    return whole if whole.shape == term.shape else term


def _is_inverse(term: Term) -> bool:
    return isinstance(term, Power) and term.exponent == _MINUS and bool(term.base.shape)


def _expanded(term: Term) -> list[tuple[Fraction, tuple[Term, ...]]]:
    if isinstance(term, Number):
        return [(term.value, ())]
    if isinstance(term, Sum):
        return [found for part in term.terms for found in _expanded(part)]
    if isinstance(term, Product):
        whole: list[tuple[Fraction, tuple[Term, ...]]] = [(_ONE.value, ())]
        for factor in term.factors:
            whole = [(a * b, (*one, *other)) for a, one in whole for b, other in _expanded(factor)]
        return whole
    return [(_ONE.value, (term,))]


def _without_pairs(factors: tuple[Term, ...]) -> tuple[Term, ...]:
    kept: list[Term] = []
    for factor in factors:
        before = kept[-1] if kept else None
        undone = before is not None and (
            (_is_inverse(before) and isinstance(before, Power) and before.base == factor)
            or (_is_inverse(factor) and isinstance(factor, Power) and factor.base == before)
        )
        if undone:
            kept.pop()
        else:
            kept.append(factor)
    return tuple(kept)


def _made(number: Fraction, factors: tuple[Term, ...]) -> Term:
    if not factors:
        return Number(number)
    if number == 1:
        return Product(factors) if len(factors) > 1 else factors[0]
    return Product((Number(number), *factors))
