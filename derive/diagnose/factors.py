"""Mistakes in products, undone: transposes, the order of factors, factors lost and doubled, one symbol for another."""

from __future__ import annotations

from collections.abc import Iterator

from derive.diagnose.arithmetic import over, putting, turned
from derive.diagnose.author import is_negation, rational
from derive.diagnose.site import Made, Site
from derive.terms import (
    Apply,
    Entry,
    Kronecker,
    Norm,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
)


def _can_turn(term: Term) -> bool:
    return len(term.shape) in (1, 2)


def transpose(term: Term, site: Site) -> Iterator[Made]:
    """One transpose dropped or put in."""
    if isinstance(site.parent, Transpose) or not _can_turn(term):
        return
    if isinstance(term, Transpose):
        yield 1.0, lambda: term.body
    elif isinstance(term, Symbol | Entry):
        yield 1.1, lambda: Transpose(term)
    elif isinstance(term, Sum | Product | Power):
        whole = 1.2 if site.whole or isinstance(site.parent, Sum) else 1.4
        if not isinstance(term, Product) or not isinstance(site.parent, Product):
            yield whole, lambda: Transpose(term)


def move_transpose(term: Term, site: Site) -> Iterator[Made]:
    """Two transposes of a product changed: one that moved, or two that were forgotten."""
    if not isinstance(term, Product):
        return
    places = [k for k, factor in enumerate(term.factors) if _can_turn(factor) and _simple(factor)]
    for one, i in enumerate(places):
        for j in places[one + 1 :]:
            two = putting(putting(term.factors, i, turned(term.factors[i])), j, turned(term.factors[j]))
            moved = isinstance(term.factors[i], Transpose) is not isinstance(term.factors[j], Transpose)
            yield (1.4 if moved else 1.9) + 0.1 * (j - i), lambda two=two: Product(two)  # type: ignore[misc]


def _simple(term: Term) -> bool:
    body = term.body if isinstance(term, Transpose) else term
    body = body.base if isinstance(body, Power) else body
    return isinstance(body, Symbol | Sum | Entry)


def order(term: Term, site: Site) -> Iterator[Made]:
    """Factors of a product in another order."""
    if isinstance(term, Kronecker):
        yield 1.0, lambda: Kronecker(term.right, term.left)
    if not isinstance(term, Product):
        return
    factors = term.factors
    places = [k for k, factor in enumerate(factors) if factor.shape]
    for one, i in enumerate(places):
        for j in places[one + 1 :]:
            swapped = putting(putting(factors, i, factors[j]), j, factors[i])
            yield 1.0 + 0.3 * (j - i - 1), lambda swapped=swapped: Product(swapped)  # type: ignore[misc]
            one_turned, other_turned = isinstance(factors[i], Transpose), isinstance(factors[j], Transpose)
            if one_turned is not other_turned:  # y xᵀ for x yᵀ: the transpose stays where it is
                crossed = putting(putting(factors, i, turned(factors[j])), j, turned(factors[i]))
                yield 1.1 + 0.3 * (j - i - 1), lambda crossed=crossed: Product(crossed)  # type: ignore[misc]
    for i in places:
        for j in places:
            if abs(i - j) > 1:
                rest = factors[:i] + factors[i + 1 :]
                yield 1.6, lambda i=i, j=j, rest=rest: Product((*rest[:j], factors[i], *rest[j:]))  # type: ignore[misc]
    if len(places) > 2:
        back = list(factors)
        for i, j in zip(places, reversed(places), strict=True):
            back[i] = factors[j]
        yield 1.3, lambda: Product(tuple(back))


def drop_factor(term: Term, site: Site) -> Iterator[Made]:
    """One factor left out."""
    if isinstance(term, Product) and not is_negation(term):
        for i, factor in enumerate(term.factors):
            if rational(factor) is None:
                double = any(factor == other for other in term.factors[max(0, i - 1) : i])
                rest = term.factors[:i] + term.factors[i + 1 :]
                yield 1.1 if double else 1.3, lambda rest=rest: rest[0] if len(rest) == 1 else Product(rest)  # type: ignore[misc]


def insert_factor(term: Term, site: Site) -> Iterator[Made]:
    """One factor put in, that the context speaks of."""
    if isinstance(site.parent, Product) or (isinstance(site.parent, Transpose) and isinstance(term, Symbol)):
        return
    if not isinstance(term, Product | Symbol | Transpose | Power | Sum | Entry | Norm | Trace | Apply):
        return
    factors = term.factors if isinstance(term, Product) and not is_negation(term) else (term,)
    first = 1 if rational(factors[0]) is not None and len(factors) > 1 else 0
    for other in site.atoms:
        forms = (other, Transpose(other)) if 0 < len(other.shape) < 3 else (other,)
        for form in forms:
            for i in range(first, len(factors) + 1) if form.shape else (first,):
                near = any(stem(factor) == other for factor in factors[max(0, i - 1) : i + 1])
                far = 1.4 if near or form is other else 1.5
                yield far, lambda i=i, form=form: Product((*factors[:i], form, *factors[i:]))  # type: ignore[misc]
        square = len(other.shape) == 2 and other.shape[0] == other.shape[1]
        if not other.shape:
            yield 1.6, lambda other=other: Product((*factors, over(other)))  # type: ignore[misc]
        elif square:
            for i in range(first, len(factors) + 1):
                yield 1.7, lambda i=i, other=other: Product((*factors[:i], over(other), *factors[i:]))  # type: ignore[misc]


def stem(term: Term) -> Term:
    """A factor without its transpose."""
    return term.body if isinstance(term, Transpose) else term


def symbol(term: Term, site: Site) -> Iterator[Made]:
    """One symbol replaced by another."""
    if isinstance(term, Entry) and isinstance(term.base, Symbol):
        for other in site.pool:
            if other.shape == term.base.shape and other.name != term.base.name:
                yield 1.2, lambda other=other: Entry(other, term.indices)  # type: ignore[misc]
    if not isinstance(term, Symbol) or isinstance(site.parent, Entry):
        return
    for other in site.pool:
        if other.name == term.name:
            continue
        alike = other.name.split("_")[0] == term.name.split("_")[0]
        if other.shape == term.shape:
            yield 1.1 if alike else 1.3, lambda other=other: other  # type: ignore[misc]
        elif len(other.shape) == 2 and other.shape[::-1] == term.shape:
            yield 1.8, lambda other=other: Transpose(other)  # type: ignore[misc]
        elif site.words.misfit and other.shape:
            yield 1.4, lambda other=other: other  # type: ignore[misc]
