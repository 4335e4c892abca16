"""Loose terms: what a formula was taken to mean before its sizes are known, and the unification of sizes.

A loose term names the operation and keeps its parts; its shape is worked out with size variables (`?1`), which later uses
in the document may still bind. Only then is the typed term built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

from derive.record import dataclass, field
from derive.sizes import Size
from derive.terms import Shape, ShapeError

if TYPE_CHECKING:
    from derive.elaborate.scope import Known

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Loose:
    """`op` is the name of the typed term it will become (`Product`, `Trace`, …); `data` is what is not a term."""

    op: str
    parts: tuple[Loose, ...] = ()
    data: Any = None
    span: Span = (0, 0)


def varying(terms: Iterable[Loose]) -> frozenset[str]:
    """The names whose differentials are written out somewhere, and the variables of derivatives."""
    found: set[str] = set()
    waiting = list(terms)
    while waiting:
        term = waiting.pop()
        waiting += term.parts
        moved = term.parts[1:] if term.op == "Derivative" else term.parts if term.op == "Differential" else ()
        for part in moved:
            base = part.parts[0] if part.op == "Entry" else part
            if base.op == "Symbol":
                found.add(base.data.name)
    return frozenset(found)


def has_index(loose: Loose, index: Known) -> bool:
    """Whether an index stands in a term."""
    own = loose.op == "Index" and loose.data is index
    return own or any(has_index(part, index) for part in everything_in(loose))


def everything_in(loose: Loose) -> tuple[Loose, ...]:
    """The parts of a term, the indices of an entry, and the conditions of cases."""
    slots = loose.data if loose.op in ("Entry", "Piecewise") else ()
    return *loose.parts, *(slot for slot in slots if slot is not None)


def parts_of(loose: Loose) -> Iterator[Loose]:
    """A term and everything inside it."""
    yield loose
    for part in loose.parts:
        yield from parts_of(part)


def names_in(loose: Loose) -> set[str]:
    """The names of the symbols in a term."""
    found = {loose.data.name} if loose.op == "Symbol" else set()
    return found.union(*(names_in(part) for part in everything_in(loose)))


def vanishing(term: Loose) -> Loose:
    """The equation that sets a term to zero."""
    return Loose("Relates", (term, Loose("Zero", (), None, term.span)), "=", term.span)


def has_derivative(loose: Loose) -> bool:
    """Whether something is differentiated in a term."""
    if loose.op == "Derivative" or (loose.op == "Call" and loose.data[1]):
        return True
    return any(has_derivative(part) for part in loose.parts)


def is_nothing(loose: Loose) -> bool:
    """Whether a term is written as zero."""
    return loose.op == "Zero" or (loose.op == "Number" and loose.data == 0)


class Unreadable(Exception):
    """What was written has no reading here: outside the fragment. Never a claim that it is wrong."""

    def __init__(self, reason: str, span: Span) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span


class Clash(Exception):
    """Two sizes that must be equal are not; `certain` when both were declared by the text rather than guessed."""

    def __init__(self, reason: str, span: Span, certain: bool, factors: tuple[Loose, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span
        self.certain = certain
        self.factors = factors


@dataclass(slots=True)
class Sizes:
    """Size variables and what they are bound to."""

    bound: dict[str, Size] = field(default_factory=dict)
    count: int = 0
    before: Callable[[Known, Known], bool] | None = (
        None  # whether what was said of a name fits with the shape of another
    )
    numbers: dict[int, Known] = field(default_factory=dict)  # names of which that was asked, and it did not
    met: set[str] = field(default_factory=set)  # the letters of sizes that the text has spoken of so far
    unsaid: dict[str, Size] = field(default_factory=dict)  # those below identities of which nothing was said: what fits

    def widens(self, known: Known, other: Known) -> bool:
        """Whether a name that was taken for a number may have the shape of a function's parameter, in whose place it stands."""
        if id(known) not in self.numbers and self.before is not None and not self.before(known, other):
            self.numbers[id(known)] = known
        return id(known) not in self.numbers

    def fresh(self) -> Size:
        """A new size variable."""
        self.count += 1
        return Size.name(f"?{self.count}")

    def called(self, letter: str) -> Size:
        """The size that a letter stands for: what fitted where it first stood below an identity, or its own."""
        self.met.add(letter)
        variable = self.unsaid.get(letter)
        if variable is None:
            return Size.name(letter)
        if self.resolve(variable) == variable:
            self.bound[next(iter(variable.names))] = Size.name(letter)
        return variable

    def resolve(self, size: Size) -> Size:
        """The size with everything bound put in."""
        return resolved(size, self.bound)

    def shape(self, shape: Shape) -> Shape:
        """A shape, resolved and squeezed."""
        return tuple(self.resolve(size) for size in shape)

    def unify(self, left: Size, right: Size) -> bool:
        """Make two sizes equal; False when they are known to differ."""
        left, right = self.resolve(left), self.resolve(right)
        if left == right:
            return True
        for one, other in ((left, right), (right, left)):
            if len(one.parts) == 1 and len(one.names) == 1 and one.parts[0][1] == 1 and len(one.parts[0][0]) == 1:
                name = next(iter(one.names))
                if name.startswith("?") and name not in other.names:
                    if not _may_be(other):
                        return False
                    self.bound[name] = other
                    return True
        if self._cancel(left, right) or self._cancel(right, left):
            return True
        difference = left - right
        for monomial, coefficient in difference.parts:
            if len(monomial) == 1 and monomial[0].startswith("?") and abs(coefficient) == 1:
                rest = difference - Size.number(coefficient) * Size.name(monomial[0])
                if monomial[0] not in rest.names:
                    value = Size.number(-coefficient) * rest
                    if not _may_be(value):
                        return False
                    self.bound[monomial[0]] = value
                    return True
        return any(name.startswith("?") for name in left.names | right.names)

    def _cancel(self, one: Size, other: Size) -> bool:
        """`?1 m = m n`: what both have cancels, and the variable that is left is bound."""
        if len(one.parts) != 1 or len(other.parts) != 1 or one.parts[0][1] != other.parts[0][1]:
            return False
        rest, others = list(one.parts[0][0]), list(other.parts[0][0])
        for name in tuple(rest):
            if name in others:
                rest.remove(name)
                others.remove(name)
        if len(rest) != 1 or not rest[0].startswith("?") or rest[0] in others:
            return False
        bound = Size.number(1)
        for name in others:
            bound = bound * Size.name(name)
        self.bound[rest[0]] = bound
        return True

    def snapshot(self) -> dict[str, Size]:
        """What is bound now, to be put back when a formula turns out not to fit."""
        return dict(self.bound)


def _may_be(size: Size) -> bool:
    """Whether something can have that size: not 0, and not less."""
    return any(coefficient > 0 for _, coefficient in size.parts)


def resolved(size: Size, bound: Mapping[str, Size]) -> Size:
    """A size with everything that is bound put in."""
    while any(name in bound for name in size.names):
        size = size.rename(bound)
    return size


def is_known(shape: Shape) -> bool:
    """Whether a resolved shape has no size variable left."""
    return not any(name.startswith("?") for size in shape for name in size.names)


LETTER: Shape = ()  # the data of a zero that has a letter of its own, `\\mathbf{0}`: a vector or a matrix, of a size that is not said


def is_adopting(term: Loose) -> bool:
    """Whether a term's shape is still open: the number 0, which is the zero of any shape, and a product with a bold one, `A^T 0`."""
    if term.op == "Zero":
        return True
    if term.op == "Product":
        return sum(1 for part in term.parts if part.op == "Zero" and part.data == LETTER) == 1
    return term.op == "Sum" and all(is_adopting(part) for part in term.parts)


class Misapplied(Clash):
    """A function, of the name `called`, is applied to what it is not a function of."""

    def __init__(self, called: str, reason: str, span: Span) -> None:
        super().__init__(reason, span, True)
        self.called = called


def shape_error(error: ShapeError, span: Span) -> Clash:
    """A shape error of the typed terms, as a clash of the place."""
    return Clash(error.reason, error.span or span, True)


def literal(term: Loose) -> Fraction | None:
    """The value of an exponent that is written in numerals alone: -1/2."""
    if term.op == "Number":
        return Fraction(term.data)
    if term.op == "Product":
        values = [literal(part) for part in term.parts]
        return None if None in values else prod((v for v in values if v is not None), start=Fraction(1))
    if term.op == "Power" and (base := literal(term.parts[0])) and literal(term.parts[1]) == -1:
        return 1 / base
    return None
