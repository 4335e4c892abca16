"""Mistakes around and inside a part, undone: inverses, exponents, squares, norms, traces, sums, functions, indices."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.diagnose.arithmetic import over
from derive.diagnose.author import rational
from derive.diagnose.site import Made, Site
from derive.sizes import Size
from derive.terms import (
    ELEMENTWISE,
    Apply,
    BigProduct,
    BigSum,
    Entry,
    Index,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    SizeValue,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    reindexed,
    walk,
)


def inverse(term: Term, site: Site) -> Iterator[Made]:
    """One inverse or reciprocal dropped or put in."""
    if isinstance(term, Power) and rational(term.exponent) is not None:
        if (rational(term.exponent) or 0) < 0:
            yield (
                1.4,
                lambda: (
                    term.base
                    if rational(term.exponent) == -1
                    else _power(term.base, -(rational(term.exponent) or Fraction(1)))
                ),
            )
        return
    square = len(term.shape) == 2 and term.shape[0] == term.shape[1]
    invertible = square or (not term.shape and isinstance(site.parent, Product | Apply))
    if invertible and isinstance(term, Symbol | Sum) and not isinstance(site.parent, Power):
        yield 1.5, lambda: over(term)


def _power(base: Term, exponent: Fraction) -> Term:
    return base if exponent == 1 else Power(base, Number(exponent))


def exponent(term: Term, site: Site) -> Iterator[Made]:
    """One exponent changed."""
    if not isinstance(term, Power):
        return
    value = rational(term.exponent)
    if value is None:
        for step in (1, -1):
            yield 1.4, lambda step=step: Power(term.base, Sum((term.exponent, Number(Fraction(step)))))  # type: ignore[misc]
        yield 1.6, lambda: term.base
        return
    for other in (value + 1, value - 1, value / 2, value * 2):
        if other not in (0, value):
            yield 1.3, lambda other=other: _power(term.base, other)  # type: ignore[misc]


def square(term: Term, site: Site) -> Iterator[Made]:
    """One square dropped or put in."""
    if isinstance(term, Power) and rational(term.exponent) == 2:
        yield 1.2, lambda: term.base
    square = not term.shape or (len(term.shape) == 2 and term.shape[0] == term.shape[1])
    if square and not isinstance(site.parent, Power) and isinstance(term, Symbol | Norm | Sum | Entry | Apply | Trace):
        yield 1.1 if isinstance(term, Norm) else 1.3, lambda: Power(term, Number(Fraction(2)))


def norm(term: Term, site: Site) -> Iterator[Made]:
    """Norm bars put in, or another norm."""
    if isinstance(term, Norm):
        for kind in (NormKind.FROBENIUS, NormKind.SPECTRAL, NormKind.ONE):
            if kind is not term.kind:
                yield 1.6, lambda kind=kind: Norm(term.body, kind, term.weight)  # type: ignore[misc]
    if (
        isinstance(term, Symbol | Sum | Product)
        and term.shape
        and not isinstance(site.parent, Norm | Product | Transpose)
    ):
        yield 1.5, lambda: Norm(term)
        yield 1.4, lambda: Power(Norm(term), Number(Fraction(2)))


def root(term: Term, site: Site) -> Iterator[Made]:
    """The absolute value that a root leaves."""
    if not term.shape and isinstance(term, Symbol | Sum) and not isinstance(site.parent, Apply | Power):
        yield 1.7, lambda: Apply("abs", (term,))


def trace_or_sum(term: Term, site: Site) -> Iterator[Made]:
    """A trace or a sum put around a part, or taken away."""
    if isinstance(term, Trace) and len(term.body.shape) == 0:
        yield 1.5, lambda: term.body
    square = len(term.shape) == 2 and term.shape[0] == term.shape[1]
    inside = isinstance(site.parent, Product | Transpose | Trace | Power)
    if square and not inside and isinstance(term, Product | Sum | Power | Symbol):
        yield 1.4, lambda: Trace(term)
    if isinstance(term, BigSum):
        yield 1.7, lambda: term.body
    if isinstance(site.parent, Product) or isinstance(term, Number | Symbol | Index):
        return
    free = {part.name: part for part in walk(term) if isinstance(part, Index) and part.name not in site.bound}
    for index in free.values():
        yield 1.4, lambda index=index: BigSum(index, term)  # type: ignore[misc]


_FUNCTIONS = {
    "sin": ("cos",), "cos": ("sin",), "sinh": ("cosh",), "cosh": ("sinh",), "exp": ("log",), "log": ("exp",), "tanh": ("sigmoid",),
    "sigmoid": ("tanh",), "digamma": ("loggamma", "trigamma"), "gamma": ("loggamma",),
}  # fmt: skip


def function(term: Term, site: Site) -> Iterator[Made]:
    """Another function, one less, or one more."""
    if isinstance(term, Apply) and term.name in ELEMENTWISE and len(term.arguments) == 1:
        yield 1.5, lambda: term.arguments[0]
        for name in _FUNCTIONS.get(term.name, ()):
            yield 1.5, lambda name=name: Apply(name, term.arguments, term.sizes)  # type: ignore[misc]
    elif not term.shape and isinstance(term, Symbol | Sum) and not isinstance(site.parent, Power):
        yield 1.9, lambda: Apply("log", (term,))
        yield 1.9, lambda: Apply("exp", (term,))


def index(term: Term, site: Site) -> Iterator[Made]:
    """One index or bound changed."""
    if isinstance(term, Entry):
        indices = term.indices
        if len(indices) == 2 and indices[0] != indices[1]:
            yield 1.0, lambda: Entry(term.base, indices[::-1])
        for i, old in enumerate(indices):
            if old is None:
                continue
            for other in site.words.indices:
                if other != old and other.size in (term.base.shape[i], getattr(old, "size", None)):
                    yield 1.1, lambda i=i, other=other: Entry(term.base, putting_index(indices, i, other))  # type: ignore[misc]
            for step in (1, -1):
                shifted = Number(old.value + step) if isinstance(old, Number) else Sum((old, Number(Fraction(step))))
                if not isinstance(shifted, Number) or shifted.value > 0:
                    yield 1.4, lambda i=i, s=shifted: Entry(term.base, putting_index(indices, i, s))  # type: ignore[misc]
    if isinstance(term, Index) and not isinstance(site.parent, Entry):
        for other in site.words.indices:
            if other != term and other.size == term.size:
                yield 1.1, lambda other=other: other  # type: ignore[misc]
    if isinstance(term, BigSum | BigProduct):
        yield from _bounds(term)
        if term.lower is None and term.upper is None:
            for size in site.words.sizes:
                if size != term.index.size:
                    yield 1.3, lambda size=size: _ranging(term, size)  # type: ignore[misc]


def putting_index(parts: tuple[Term | None, ...], place: int, value: Term) -> tuple[Term | None, ...]:
    """The indices with one replaced."""
    return (*parts[:place], value, *parts[place + 1 :])


def _ranging(term: BigSum | BigProduct, size: Size) -> Term:
    """A sum over the whole range of another size."""
    index = Index(term.index.name, size)
    return type(term)(index, reindexed(term.body, term.index, index), None, None, term.condition)


def _bounds(term: BigSum | BigProduct) -> Iterator[Made]:
    kind = type(term)
    lower = term.lower if term.lower is not None else Number(Fraction(1))
    upper = term.upper if term.upper is not None else SizeValue(term.index.size)
    if isinstance(lower, Number):
        for step in (1, -1):
            start = Number(lower.value + step)
            yield 1.3, lambda s=start: kind(term.index, term.body, s, upper, term.condition)  # type: ignore[misc]
    for step in (1, -1):
        end = (
            SizeValue(term.index.size + Size.number(step))
            if isinstance(upper, SizeValue)
            else Sum((upper, Number(Fraction(step))))
        )
        yield 1.3, lambda e=end: kind(term.index, term.body, lower, e, term.condition)  # type: ignore[misc]
