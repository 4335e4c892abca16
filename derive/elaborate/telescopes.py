"""Sums that speak of neighbours, `Σ_{k=1}^n (a_{k+1} - a_k)`, or that begin elsewhere, `Σ_{k=0}^{n-1} a_k`: written over families that hold all they speak of.

The members are counted from the first one that is spoken of, and each summand is summed over all of them, without those that its sum does not reach:
`Σ_{k=1}^n a_{k+1} = Σ_{j=1}^{n+1} a_j - a_1`. What stands in both sums of a telescope then is the same.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from fractions import Fraction
from typing import TypeVar

from derive.record import dataclass, replace
from derive.sizes import Size
from derive.terms import (
    BigProduct,
    BigSum,
    Constant,
    Entry,
    Index,
    Number,
    Product,
    Relates,
    Relation,
    SizeValue,
    Statement,
    Sum,
    Symbol,
    Term,
    children,
    factors_of,
    indices_in,
    map_children,
    reindexed,
    symbols,
    walk,
)

S = TypeVar("S", bound=Statement)

MOST_LEFT_OUT = 3  # members that a sum does not reach
_ONE = Size.number(1)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a member stands: an index, if any, and a number or a size added to it."""

    index: str
    more: Size


@dataclass(frozen=True, slots=True)
class _Range:
    """From where to where an index runs."""

    first: Size
    last: Size


def over_all(statement: S, fixed: Container[str]) -> S:
    """A statement with its sums over families that hold all that it speaks of; as it is where nothing lies outside of them, or where not all of it is
    understood. Of the names in `fixed` the text says more than that they are members."""
    families = {name for name in symbols(statement) if name.endswith("[]")}
    if not families:
        return statement
    places = _places(statement, families)
    if places is None or families & {name for name in families if name in fixed}:
        return statement
    spans = [span for place, ranges in places if (span := _reach(place, ranges)) is not None]
    lengths = {symbols(statement)[name].sizes[0] for name in families}
    if len(spans) < len(places) or not spans or len(lengths) > 1:
        return statement
    first = min((span.first.value for span in spans if span.first.value is not None), default=None)
    last = _greatest([span.last for span in spans])
    length = lengths.pop()
    if (
        first is None
        or last is None
        or any((span.last - last).value is None and span.last.value is None for span in spans)
    ):
        return statement
    moved = any(place.index and place.more.parts for place, _ in places)
    if first >= 1 and (last - length).value in (None, 0) and not moved:
        return statement
    first = min(first, 1)
    return _Writer(frozenset(families), Size.number(1 - first), last + Size.number(1 - first)).put(statement)


def begins_elsewhere(term: Term) -> bool:
    """Whether a sum in a term begins with another number than 1."""
    return any(
        isinstance(part, BigSum) and isinstance(part.lower, Number) and part.upper != Constant("infinity")
        for part in walk(term)
    )


def endless(statement: S, fixed: Container[str]) -> S:
    """A statement about infinite sums of the members of families, `Σ_{n=0}^∞ (n + 1) a_{n+1} x^n`, over families of which all members but finitely many
    are zero: both sides are the same for these just where they are so term by term, as series that converge are. As it is where a sum runs otherwise
    over what it speaks of, or does not end with the members."""
    sizes = {name: symbol.sizes[0] for name, symbol in symbols(statement).items() if name.endswith("[]")}
    families, lengths = frozenset(sizes), set(sizes.values())
    length = min(lengths, key=repr, default=_ONE)
    spoken = any(isinstance(part, SizeValue) for part in walk(statement))
    if any(size.value is not None for size in lengths) or (len(lengths) > 1 and spoken):
        return statement
    if not families or any(name in fixed for name in families) or not _runs_on(statement, families):
        return statement

    def put(term: Term) -> Term:
        if isinstance(term, Symbol) and term.name in families:
            return replace(term, sizes=(length,))
        if not isinstance(term, BigSum):
            return map_children(term, put)
        first = _first(term)
        ended = []
        for summand in map(put, _members(term.body, families)):
            shift = max((more.value or 0 for more in _shifts(summand, term.index.name, families)), default=0)
            last = _value(length - Size.number(shift))
            ended.append(replace(term, body=summand, lower=first, upper=last, condition=None))
        return ended[0] if len(ended) == 1 else Sum(tuple(ended))

    return over_all(put(statement), fixed)  # type: ignore[type-var, return-value]


def termwise(statement: Statement) -> Relates | None:
    """That the terms of two sums over one range are the same at every index; None where a statement says nothing of two such sums, or where the index of one
    stands in the other for something else, `Σ_i a_i c_j = Σ_j b_j c_j`."""
    if not (isinstance(statement, Relates) and statement.relation is Relation.EQUAL):
        return None
    one, other = statement.left, statement.right
    if not (isinstance(one, BigSum) and isinstance(other, BigSum)) or one.condition or other.condition:
        return None
    if (one.lower, one.upper, one.index.size) != (other.lower, other.upper, other.index.size):
        return None
    apart = one.index.name != other.index.name
    if apart and (one.index.name in indices_in(other.body) or other.index.name in indices_in(one.body)):
        return None
    entries = [part for body in (one.body, other.body) for part in walk(body) if isinstance(part, Entry)]
    axes = {
        part.base.shape[place]
        for part in entries
        for place, at in enumerate(part.indices)
        if at in (one.index, other.index) and len(part.indices) <= len(part.base.shape)
    }
    # of the first members of a family, `\\sum_{i=1}^k` of n of them, as of all
    index = replace(one.index, size=axes.pop()) if len(axes) == 1 else one.index

    sides = (reindexed(term.body, term.index, index) for term in (one, other))
    return Relates(Relation.EQUAL, *sides)


def _first(term: BigSum) -> Number | None:
    """From where on a sum without an end runs; None where it has one."""
    first, condition = term.lower, term.condition
    if term.upper == Constant("infinity") and condition is None:
        first = first or Number(Fraction(1))
    elif term.upper is None and first is None and isinstance(condition, Relates) and condition.left == term.index:
        first = condition.right if condition.relation is Relation.AT_LEAST else None
    else:
        first = None
    return first if isinstance(first, Number) and first.value.denominator == 1 and first.value >= 0 else None


def _runs_on(statement: Term, families: frozenset[str]) -> bool:
    """Whether the members of families stand in sums without an end alone, of which every term is a multiple of one of them, or by their numbers."""
    begun: dict[str, Number | None] = {}

    def visit(term: Term, index: str) -> bool:
        if isinstance(term, BigSum):
            if index or _first(term) is None:
                return False
            begun[term.index.name] = _first(term)
            return all(
                _ends(summand, term.index.name, families) for summand in _members(term.body, families)
            ) and visit(term.body, term.index.name)
        if isinstance(term, BigProduct | Symbol) or (isinstance(term, Entry) and not isinstance(term.base, Symbol)):
            return not (isinstance(term, BigProduct) or (isinstance(term, Symbol) and term.name in families))
        if isinstance(term, Entry) and isinstance(term.base, Symbol) and term.base.name in families:
            place = _place(term.indices[0])
            if len(term.indices) > 1 or place is None or place.index != index or place.more.value is None:
                return False
            start = begun[index] if index else None
            return (
                place.more.value + (int(start.value) if start is not None else 0) >= 0
            )  # a_{-1} may be zero by custom
        return all(visit(child, index) for child in children(term))

    return visit(statement, "") and bool(begun)


def _members(term: Term, families: frozenset[str]) -> Iterator[Term]:
    """The terms of a sum, multiplied out where sums of members stand in a product: `(a_{n+2} - a_n) x^n`."""
    if isinstance(term, Sum):
        for part in term.terms:
            yield from _members(part, families)
        return
    factors = factors_of(term)
    spoken = (
        place for place, factor in enumerate(factors) if isinstance(factor, Sum) and families & set(symbols(factor))
    )
    place = next(spoken, None)
    inner = factors[place] if place is not None else None
    if place is None or not isinstance(inner, Sum):
        yield Product(factors) if len(factors) > 1 else term
        return
    for part in inner.terms:
        yield from _members(Product((*factors[:place], part, *factors[place + 1 :])), families)


def _ends(summand: Term, name: str, families: frozenset[str]) -> bool:
    """Whether a term of a sum is a multiple of a member that moves with its index, the last one of those in it."""
    factors = summand.factors if isinstance(summand, Product) else (summand,)
    shifts = [
        more.value or 0 for factor in factors if isinstance(factor, Entry) for more in _shifts(factor, name, families)
    ]
    return bool(shifts) and max(shifts) == max(more.value or 0 for more in _shifts(summand, name, families))


def _places(statement: Term, families: set[str]) -> list[tuple[_Place, dict[str, _Range]]] | None:
    """Where the members that a statement speaks of stand, with the ranges of the indices there; None where one is not understood."""
    found: list[tuple[_Place, dict[str, _Range]]] = []

    def visit(term: Term, ranges: dict[str, _Range]) -> bool:
        if isinstance(term, Symbol):
            return term.name not in families  # the family as a whole
        if isinstance(term, BigSum):
            own = _range(term)
            if own is None or term.index.name in ranges:
                return False
            return visit(term.body, {**ranges, term.index.name: own})
        if isinstance(term, Entry) and isinstance(term.base, Symbol) and term.base.name in families:
            place = _place(term.indices[0])
            if place is None or (place.index and place.index not in ranges):
                return False
            found.append((place, ranges))
            return all(index is None or visit(index, ranges) for index in term.indices[1:])
        return all(visit(child, ranges) for child in children(term))

    return found if visit(statement, {}) else None


def _range(term: BigSum) -> _Range | None:
    """From where to where a sum runs, by numbers and sizes alone."""
    first = _place(term.lower) if term.lower is not None else _Place("", _ONE)
    last = _place(term.upper) if term.upper is not None else _Place("", term.index.size)
    if term.condition is not None or first is None or last is None or first.index or last.index:
        return None
    return _Range(first.more, last.more)


def _place(term: Term | None) -> _Place | None:
    """`k + 1`, `n - 1`, `2`."""
    if isinstance(term, Index):
        return _Place(term.name, Size(()))
    if isinstance(term, SizeValue):
        return _Place("", term.size)
    if isinstance(term, Number) and term.value.denominator == 1:
        return _Place("", Size.number(int(term.value)))
    if isinstance(term, Product) and len(term.factors) == 2 and term.factors[0] == Number(Fraction(-1)):
        inner = _place(term.factors[1])
        return _Place("", Size.number(-1) * inner.more) if inner is not None and not inner.index else None
    if isinstance(term, Sum):
        parts = [_place(part) for part in term.terms]
        known = [part for part in parts if part is not None]
        names = [part.index for part in known if part.index]
        if len(known) == len(parts) and len(names) < 2:
            return _Place("".join(names), sum((part.more for part in known), Size(())))
    return None


def _reach(place: _Place, ranges: dict[str, _Range]) -> _Range | None:
    """The first and the last member that a place in a sum stands for; None where a shift is no number."""
    if not place.index:
        return _Range(place.more, place.more) if place.more.value is not None else _Range(_ONE, place.more)
    own = ranges[place.index]
    return _Range(own.first + place.more, own.last + place.more) if place.more.value is not None else None


def _greatest(sizes: list[Size]) -> Size | None:
    """The greatest of sizes that differ by numbers; numbers are less than what has a name."""
    named = [size for size in sizes if size.value is None] or sizes
    for size in named:
        if all((gap := (size - other).value) is not None and gap >= 0 for other in named):
            return size
    return None


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes statements over families of `length` members, where what was member k is member k + `shift`."""

    families: frozenset[str]
    shift: Size
    length: Size

    def put(self, term: S) -> S:
        """A statement or a term so written."""
        return self._put(term)  # type: ignore[return-value]

    def _put(self, term: Term) -> Term:
        if isinstance(term, Symbol) and term.name in self.families:
            return replace(term, sizes=(self.length, *term.sizes[1:]))
        if isinstance(term, Entry) and isinstance(term.base, Symbol) and term.base.name in self.families:
            base = self._put(term.base)
            return replace(term, base=base, indices=(_plus(term.indices[0], self.shift), *term.indices[1:]))
        if isinstance(term, BigSum):
            return self._sum(term)
        return map_children(term, self._put)

    def _sum(self, term: BigSum) -> Term:
        """A sum, summand by summand."""
        own = _range(term)
        summands = _summands(self._put(term.body))
        if own is None:
            return map_children(term, self._put)
        written = [self._summand(term, own, summand) for summand in summands]
        return written[0] if len(written) == 1 else Sum(tuple(written))

    def _summand(self, term: BigSum, own: _Range, body: Term) -> Term:
        name = term.index.name
        shifts = set(_shifts(body, name, self.families))
        if not shifts and not any(isinstance(part, Index) and part.name == name for part in walk(body)):
            return Product((_value(own.last - own.first + _ONE), body))  # a constant
        if not shifts:
            return replace(term, body=body)
        shift = next(iter(shifts)) if len(shifts) == 1 else self.shift
        index = Index(name, self.length)
        moved = _moved(body, name, index, shift)
        first, last = own.first + shift, own.last + shift
        before, behind = (first - _ONE).value, (self.length - last).value
        if (
            len(shifts) > 1
            or before is None
            or behind is None
            or before < 0
            or not 0 <= before + behind <= MOST_LEFT_OUT
        ):
            return BigSum(index, moved, _value(first), _value(last))
        left_out = [Size.number(n + 1) for n in range(before)] + [last + Size.number(n + 1) for n in range(behind)]
        whole: Term = BigSum(index, moved)
        without = [Product((Number(Fraction(-1)), _moved(moved, name, place, Size(())))) for place in left_out]
        return Sum((whole, *without)) if without else whole


def _summands(term: Term) -> Iterator[Term]:
    """The terms of a sum, also of a multiple of one: `c (a - b)` as c a and -c b."""
    if isinstance(term, Sum):
        for part in term.terms:
            yield from _summands(part)
    elif isinstance(term, Product):
        sums = [place for place, factor in enumerate(term.factors) if isinstance(factor, Sum) and not factor.shape]
        if len(sums) != 1:
            yield term
            return
        factor = term.factors[sums[0]]
        for part in _summands(factor):
            yield Product((*term.factors[: sums[0]], part, *term.factors[sums[0] + 1 :]))
    else:
        yield term


def _shifts(term: Term, name: str, families: frozenset[str]) -> Iterator[Size]:
    """What is added to an index where it says which member is meant."""
    for part in walk(term):
        if isinstance(part, Entry) and isinstance(part.base, Symbol) and part.base.name in families:
            place = _place(part.indices[0])
            if place is not None and place.index == name:
                yield place.more


def _moved(term: Term, name: str, index: Index | Size, shift: Size) -> Term:
    """A term with another index, or a place, for an index k that is that less `shift`."""
    if isinstance(term, Index) and term.name == name:
        return _plus(index if isinstance(index, Index) else _value(index), Size(()) - shift)
    made = map_children(term, lambda child: _moved(child, name, index, shift))
    place = _place(made) if isinstance(made, Sum) else None  # `k + 1` with j - 1 for k
    if place is None:
        return made
    if not place.index:
        return _value(place.more)
    return _plus(next(part for part in walk(made) if isinstance(part, Index)), place.more)


def _plus(term: Term | None, more: Size) -> Term:
    """A place with a size added to it."""
    place = _place(term)
    assert term is not None
    if place is None or not more.parts:
        return term
    if not place.index:
        return _value(place.more + more)
    index = next(part for part in walk(term) if isinstance(part, Index))
    total = place.more + more
    return Sum((index, _value(total))) if total.parts else index


def _value(size: Size) -> Term:
    return Number(Fraction(size.value)) if size.value is not None else SizeValue(size)
