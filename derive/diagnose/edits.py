"""Every term one edit away from a term: a table of the mistakes that people make, each with how it is undone and how far that is to go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from derive.diagnose.author import is_negation, rational, signed
from derive.diagnose.mistakes import Mistake
from derive.record import dataclass, replace
from derive.sizes import ONE, Size
from derive.terms import (
    ELEMENTWISE,
    Apply,
    BigProduct,
    BigSum,
    Derivative,
    Entry,
    Identity,
    Index,
    Norm,
    NormKind,
    Number,
    Power,
    Product,
    ShapeError,
    SizeValue,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    children,
    map_children,
    walk,
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a statement and its context speak of; `free` names the indices that no sum binds."""

    pool: tuple[Symbol, ...]
    sizes: tuple[Size, ...] = ()
    indices: tuple[Index, ...] = ()
    entries: tuple[Entry, ...] = ()
    free: frozenset[str] = frozenset()
    misfit: bool = False  # the shapes do not fit as they stand: symbols of other shapes may have been meant


@dataclass(frozen=True, slots=True)
class Site:
    """Where an edit is tried: the nodes above, and what the statement and its context speak of."""

    above: tuple[Term, ...]
    words: Vocabulary

    @property
    def pool(self) -> tuple[Symbol, ...]:
        """The symbols that may have been meant."""
        return self.words.pool

    @property
    def atoms(self) -> tuple[Term, ...]:
        """The factors that may have been meant: symbols, and entries whose indices mean something here."""
        known = self.bound | self.words.free
        entries = (e for e in self.words.entries if {p.name for p in walk(e) if isinstance(p, Index)} <= known)
        return (*self.words.pool, *entries)

    @property
    def parent(self) -> Term | None:
        """The node above, a minus aside."""
        return next((node for node in reversed(self.above) if not is_negation(node)), None)

    @property
    def whole(self) -> bool:
        """Whether the site is the root, a minus aside."""
        return self.parent is None

    @property
    def bound(self) -> frozenset[str]:
        """The indices that sums around the site bind."""
        return frozenset(node.index.name for node in self.above if isinstance(node, BigSum | BigProduct))


Made = tuple[float, Callable[[], Term]]  # how far, and the node in place of the old one
Local = Callable[[Term, Site], Iterator[Made]]


@dataclass(frozen=True, slots=True)
class Edit:
    """One node replaced: `above` are the nodes around it, the root first."""

    mistake: Mistake
    cost: float
    old: Term
    new: Term
    above: tuple[Term, ...]


def number(value: Fraction) -> Term:
    """A number as a factor: 1/k as a power, so that it stands in a denominator."""
    if value.numerator == 1 and value.denominator > 1:
        return Power(Number(Fraction(value.denominator)), Number(Fraction(-1)))
    return Number(value)


def negative(term: Term) -> Term:
    """Minus a term; a minus in front of it goes."""
    sign, rest = signed(term)
    if sign < 0:
        return rest
    value = rational(term)
    return Number(-value) if value is not None else Product((Number(Fraction(-1)), term))


def product(factors: tuple[Term, ...]) -> Term:
    """The product of at least one factor; products inside it are opened."""
    flat: list[Term] = []
    for factor in factors:
        flat += factor.factors if isinstance(factor, Product) and not is_negation(factor) else (factor,)
    return flat[0] if len(flat) == 1 else Product(tuple(flat))


def scaled(term: Term, by: Fraction) -> Term:
    """A term times a rational number, which joins the number that it has."""
    sign, rest = signed(term)
    if sign < 0:
        return negative(scaled(rest, by)) if by > 0 else scaled(rest, -by)
    value = rational(term)
    if value is not None:
        return number(value * by)
    factors = list(term.factors) if isinstance(term, Product) else [term]
    place = next((k for k, factor in enumerate(factors) if rational(factor) is not None), None)
    total = by * (rational(factors.pop(place)) or 1) if place is not None else by
    if total == -1:
        return negative(product(tuple(factors)))
    if total != 1:
        last = place is not None and place > 0 and total.numerator == 1
        factors.insert(place if last and place is not None else 0, number(total))
    return product(tuple(factors))


def putting(parts: tuple[Term, ...], place: int, value: Term) -> tuple[Term, ...]:
    """The parts with one replaced."""
    return (*parts[:place], value, *parts[place + 1 :])


# -- transposes --------------------------------------------------------------------------------------------------


def turned(term: Term) -> Term:
    """The transpose; of a transpose what is in it."""
    return term.body if isinstance(term, Transpose) else Transpose(term)


def _can_turn(term: Term) -> bool:
    return len(term.shape) in (1, 2)


def _transpose(term: Term, site: Site) -> Iterator[Made]:
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


def _move_transpose(term: Term, site: Site) -> Iterator[Made]:
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


# -- order -------------------------------------------------------------------------------------------------------


def _order(term: Term, site: Site) -> Iterator[Made]:
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


# -- signs and numbers -------------------------------------------------------------------------------------------


def _sign(term: Term, site: Site) -> Iterator[Made]:
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


def _factor(term: Term, site: Site) -> Iterator[Made]:
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
            yield 1.3, lambda size=size: product((_over(SizeValue(size)), term))  # type: ignore[misc]


def _over(term: Term) -> Term:
    return Power(term, Number(Fraction(-1)))


def _size(term: Term, site: Site) -> Iterator[Made]:
    if not isinstance(term, SizeValue):
        return
    for step in (-1, 1):
        yield 1.3, lambda step=step: SizeValue(term.size + Size.number(step))  # type: ignore[misc]
    if term.size - ONE != Size(()):
        yield 1.3, lambda: Sum((term, Number(Fraction(-1))))
    for other in site.words.sizes:
        if other != term.size:
            yield 1.4, lambda other=other: SizeValue(other)  # type: ignore[misc]


# -- terms -------------------------------------------------------------------------------------------------------


def _extra_term(term: Term, site: Site) -> Iterator[Made]:
    if isinstance(term, Sum):
        for i in range(len(term.terms)):
            rest = term.terms[:i] + term.terms[i + 1 :]
            yield 1.3, lambda rest=rest: rest[0] if len(rest) == 1 else Sum(rest)  # type: ignore[misc]


def _brackets(term: Term, site: Site) -> Iterator[Made]:
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


# -- factors and symbols -----------------------------------------------------------------------------------------


def _drop_factor(term: Term, site: Site) -> Iterator[Made]:
    if isinstance(term, Product) and not is_negation(term):
        for i, factor in enumerate(term.factors):
            if rational(factor) is None:
                double = any(factor == other for other in term.factors[max(0, i - 1) : i])
                rest = term.factors[:i] + term.factors[i + 1 :]
                yield 1.1 if double else 1.3, lambda rest=rest: rest[0] if len(rest) == 1 else Product(rest)  # type: ignore[misc]


def _insert_factor(term: Term, site: Site) -> Iterator[Made]:
    if isinstance(site.parent, Product) or (isinstance(site.parent, Transpose) and isinstance(term, Symbol)):
        return
    if not isinstance(term, Product | Symbol | Transpose | Power | Sum | Entry | Norm | Trace | Apply):
        return
    factors = term.factors if isinstance(term, Product) and not is_negation(term) else (term,)
    first = 1 if rational(factors[0]) is not None and len(factors) > 1 else 0
    for other in site.atoms:
        forms = (other, Transpose(other)) if other.shape else (other,)
        for form in forms:
            for i in range(first, len(factors) + 1) if form.shape else (first,):
                near = any(_stem(factor) == other for factor in factors[max(0, i - 1) : i + 1])
                far = 1.4 if near or form is other else 1.5
                yield far, lambda i=i, form=form: Product((*factors[:i], form, *factors[i:]))  # type: ignore[misc]
        square = len(other.shape) == 2 and other.shape[0] == other.shape[1]
        if not other.shape:
            yield 1.6, lambda other=other: Product((*factors, _over(other)))  # type: ignore[misc]
        elif square:
            for i in range(first, len(factors) + 1):
                yield 1.7, lambda i=i, other=other: Product((*factors[:i], _over(other), *factors[i:]))  # type: ignore[misc]


def _stem(term: Term) -> Term:
    return term.body if isinstance(term, Transpose) else term


def _symbol(term: Term, site: Site) -> Iterator[Made]:
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


# -- powers, norms, functions ------------------------------------------------------------------------------------


def _inverse(term: Term, site: Site) -> Iterator[Made]:
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
        yield 1.5, lambda: _over(term)


def _power(base: Term, exponent: Fraction) -> Term:
    return base if exponent == 1 else Power(base, Number(exponent))


def _exponent(term: Term, site: Site) -> Iterator[Made]:
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


def _square(term: Term, site: Site) -> Iterator[Made]:
    if isinstance(term, Power) and rational(term.exponent) == 2:
        yield 1.2, lambda: term.base
    square = not term.shape or (len(term.shape) == 2 and term.shape[0] == term.shape[1])
    if square and not isinstance(site.parent, Power) and isinstance(term, Symbol | Norm | Sum | Entry | Apply | Trace):
        yield 1.1 if isinstance(term, Norm) else 1.3, lambda: Power(term, Number(Fraction(2)))


def _norm(term: Term, site: Site) -> Iterator[Made]:
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


def _root(term: Term, site: Site) -> Iterator[Made]:
    if not term.shape and isinstance(term, Symbol | Sum) and not isinstance(site.parent, Apply | Power):
        yield 1.7, lambda: Apply("abs", (term,))


def _trace_or_sum(term: Term, site: Site) -> Iterator[Made]:
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


def _function(term: Term, site: Site) -> Iterator[Made]:
    if isinstance(term, Apply) and term.name in ELEMENTWISE and len(term.arguments) == 1:
        yield 1.5, lambda: term.arguments[0]
        for name in _FUNCTIONS.get(term.name, ()):
            yield 1.5, lambda name=name: Apply(name, term.arguments, term.sizes)  # type: ignore[misc]
    elif not term.shape and isinstance(term, Symbol | Sum) and not isinstance(site.parent, Power):
        yield 1.9, lambda: Apply("log", (term,))
        yield 1.9, lambda: Apply("exp", (term,))


def _index(term: Term, site: Site) -> Iterator[Made]:
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


def putting_index(parts: tuple[Term | None, ...], place: int, value: Term) -> tuple[Term | None, ...]:
    """The indices with one replaced."""
    return (*parts[:place], value, *parts[place + 1 :])


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


TABLE: tuple[tuple[Mistake, Local], ...] = (
    (Mistake.TRANSPOSE, _transpose),
    (Mistake.TRANSPOSE, _move_transpose),
    (Mistake.ORDER, _order),
    (Mistake.SIGN, _sign),
    (Mistake.FACTOR, _factor),
    (Mistake.FACTOR, _size),
    (Mistake.INDEX, _index),
    (Mistake.EXTRA_TERM, _extra_term),
    (Mistake.SYMBOL_FACTOR, _drop_factor),
    (Mistake.SYMBOL, _symbol),
    (Mistake.SYMBOL_FACTOR, _insert_factor),
    (Mistake.INVERSE, _inverse),
    (Mistake.SQUARE, _square),
    (Mistake.POWER, _exponent),
    (Mistake.NORM, _norm),
    (Mistake.TRACE_OR_SUM, _trace_or_sum),
    (Mistake.FUNCTION, _function),
    (Mistake.BRACKETS, _brackets),
    (Mistake.ROOT, _root),
)  # in the order in which equals are tried


def parts_of(term: Term) -> tuple[Term, ...]:
    """The parts of a term that are edited on their own: not a minus, an exponent that is a number, a variable of a derivative, an index."""
    if is_negation(term) and isinstance(term, Product):
        return term.factors[1:]
    if isinstance(term, Power) and rational(term.exponent) is not None:
        return (term.base,)
    if isinstance(term, Derivative | BigSum | BigProduct):
        return (term.body,)
    if isinstance(term, Entry):
        return () if isinstance(term.base, Symbol) else (term.base,)
    return children(term)


def edits(root: Term, words: Vocabulary) -> list[Edit]:
    """All single edits of a term, the nearest first; the edited term may have another shape."""
    found: list[Edit] = []

    def visit(term: Term, above: tuple[Term, ...]) -> None:
        site = Site(above, words)
        for mistake, local in TABLE if not is_negation(term) else ((Mistake.SIGN, _sign),):
            for cost, make in local(term, site):
                try:
                    new = make()
                except ShapeError:
                    continue
                if new != term:
                    found.append(Edit(mistake, cost, term, new, above))
        for part in parts_of(term):
            visit(part, (*above, term))

    visit(root, ())
    found.sort(key=lambda edit: edit.cost)
    return found


def put(root: Term, table: dict[int, Term]) -> Term:
    """The term with nodes, by identity, replaced; what is put in may hold others of them. An identity matrix takes the size that its sum needs then.
    Raises ShapeError."""
    if id(root) in table:
        rest = {key: value for key, value in table.items() if key != id(root)}
        new = table[id(root)]
        return put(new, rest) if rest else new
    if not isinstance(root, Sum):
        return map_children(root, lambda child: put(child, table))
    terms = tuple(put(term, table) for term in root.terms)
    if all(new is old for new, old in zip(terms, root.terms, strict=True)):
        return root
    shapes = {term.shape for term in terms if not isinstance(signed(term)[1], Identity)}
    shape = next(iter(shapes)) if len(shapes) == 1 else ()
    if len(shape) == 2 and shape[0] == shape[1]:
        terms = tuple(_resized(term, shape[0]) for term in terms)
    return replace(root, terms=terms)


def _resized(term: Term, size: Size) -> Term:
    sign, body = signed(term)
    if not isinstance(body, Identity) or body.size == size:
        return term
    return Identity(size, span=body.span) if sign > 0 else negative(Identity(size, span=body.span))
