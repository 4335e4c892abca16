"""Mistakes in sums and numbers, undone: signs, factors, sizes, terms too much, brackets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.diagnose.arithmetic import negative, over, product, scaled
from derive.diagnose.author import is_negation, rational, signed
from derive.diagnose.site import Made, Site
from derive.sizes import ONE, Size
from derive.terms import (
    Apply,
    Entry,
    Number,
    Power,
    Product,
    SizeValue,
    Sum,
    Term,
    Transpose,
)


def sign(term: Term, site: Site) -> Iterator[Made]:
    """One sign flipped."""
    if site.above and is_negation(site.above[-1]):
        return
    if isinstance(site.parent, Sum) or site.whole:
        yield 1.0, lambda: negative(term)
    elif is_negation(term):
        yield 1.1, lambda: signed(term)[1]
    elif isinstance(site.parent, Apply | Power) and not isinstance(term, Number):
        yield 1.6, lambda: negative(term)
    if isinstance(term, Sum) and len(term.terms) > 1 and site.above:
        yield 1.6, lambda: Sum(tuple(map(negative, term.terms)))


FACTORS = (Fraction(2), Fraction(1, 2), Fraction(3), Fraction(1, 3), Fraction(4), Fraction(1, 4))


HEADS = tuple(Fraction(k) for k in range(1, 7))


def factor(term: Term, site: Site) -> Iterator[Made]:
    """One number changed: by a common factor, to a small integer, by a size."""
    if isinstance(term, Number) and not isinstance(site.parent, Product | Power | Entry):
        for step in (1, -1):
            yield 1.2, lambda step=step: Number(term.value + step)  # type: ignore[misc]
    if isinstance(site.parent, Product | Power | Transpose) and not (isinstance(term, Sum) and not term.shape):
        return
    for k, value in enumerate(FACTORS):
        yield 1.0 + 0.1 * (k // 2), lambda value=value: scaled(term, value)  # type: ignore[misc]
    head = rational(term.factors[0]) if isinstance(term, Product) else None
    for value in HEADS if head else ():
        yield 1.2, lambda value=value, head=head: scaled(term, value / head)  # type: ignore[misc]
    for size in site.words.sizes:
        if not isinstance(term, Sum):
            yield 1.3, lambda size=size: product((SizeValue(size), term))  # type: ignore[misc]
            yield 1.3, lambda size=size: product((over(SizeValue(size)), term))  # type: ignore[misc]


def size(term: Term, site: Site) -> Iterator[Made]:
    """One size changed: n - 1 for n, or another one."""
    if not isinstance(term, SizeValue):
        return
    for step in (-1, 1):
        yield 1.3, lambda step=step: SizeValue(term.size + Size.number(step))  # type: ignore[misc]
    if term.size - ONE != Size(()):
        yield 1.3, lambda: Sum((term, Number(Fraction(-1))))
    for other in site.words.sizes:
        if other != term.size:
            yield 1.4, lambda other=other: SizeValue(other)  # type: ignore[misc]


def extra_term(term: Term, site: Site) -> Iterator[Made]:
    """One term of a sum left out."""
    if isinstance(term, Sum):
        for i in range(len(term.terms)):
            rest = term.terms[:i] + term.terms[i + 1 :]
            yield 1.3, lambda rest=rest: rest[0] if len(rest) == 1 else Sum(rest)  # type: ignore[misc]


def brackets(term: Term, site: Site) -> Iterator[Made]:
    """Brackets put around more, or taken away."""
    if isinstance(term, Sum):
        for i, part in enumerate(term.terms[:-1]):
            sign, body = signed(part)
            if isinstance(body, Product):
                head, last = body.factors[:-1], body.factors[-1]
                rest = (last, *(term.terms[i + 1 :] if sign > 0 else map(negative, term.terms[i + 1 :])))
                joined = lambda head=head, rest=rest: Product((*head, Sum(tuple(rest))))  # noqa: E731
                yield 1.5, lambda i=i, s=sign, j=joined: _summed(term.terms[:i], j() if s > 0 else negative(j()))  # type: ignore[misc]
        for i, part in enumerate(term.terms[1:], 1):
            sign, body = signed(part)
            if isinstance(body, Product) and sign > 0:
                first, tail = body.factors[0], body.factors[1:]
                yield 1.5, lambda i=i, f=first, t=tail: _summed((), Product((Sum((*term.terms[:i], f)), *t)), term.terms[i + 1 :])  # type: ignore[misc]  # fmt: skip
    if isinstance(term, Product) and isinstance(site.parent, Sum) is False:
        for i, factor in enumerate(term.factors):
            if isinstance(factor, Sum):
                first, *middle, last = factor.terms
                yield 1.7, lambda i=i, f=first, m=middle, z=last: Sum((product((*term.factors[:i], f)), *m, product((z, *term.factors[i + 1 :]))))  # type: ignore[misc]  # fmt: skip


def _summed(before: tuple[Term, ...], term: Term, after: tuple[Term, ...] = ()) -> Term:
    terms = (*before, term, *after)
    return terms[0] if len(terms) == 1 else Sum(terms)
