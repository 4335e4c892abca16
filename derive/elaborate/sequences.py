"""Sequences: `a_n = n/(n + 1)` says what a_{n+1} and a_1 are, and of what `\\lim_{n → ∞} a_n` is the limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

from derive import lazy_re as re
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Loose, Unreadable
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known
from derive.goals import Definition
from derive.record import replace
from derive.sizes import Size
from derive.terms import (
    BigProduct,
    BigSum,
    Index,
    Limit,
    Number,
    Product,
    SizeValue,
    Sum,
    Symbol,
    Term,
    map_children,
    resized,
    substitute,
    symbols,
    walk,
)

T = TypeVar("T", bound=Term)

_LATER = re.compile(r"(?P<stem>.+)_\+(?P<label>[a-z])(?P<more>[+-]\d+)")  # the names of `a_{n+1}` and `a_{n-1}`
_NUMBERED = re.compile(r"(?P<stem>.+)_(?P<number>\d+)")
_LABELS = "nkmtij"


def is_member(reading: Reading, name: str) -> bool:
    """Whether a name is a member of a sequence that the text has given by its number: then an equation for it is a claim."""
    return any(_is_explicit(event, whole, label) for whole, label, _ in numbered(name) for event in reading.events)


def _is_explicit(event: Event, name: str, label: str) -> bool:
    defines = event.kind is Said.DEFINE and event.known is not None and event.known.name == name
    return defines and event.right is not None and _speaks_of(event.right, label)


def _speaks_of(loose: Loose, label: str) -> bool:
    own = loose.op == "SizeValue" and label in loose.data.names or (loose.op == "Symbol" and loose.data.name == label)
    own = own or (loose.op == "BigSum" and loose.data[1] is None and _runs_to(loose.data[0], label))
    return own or any(_speaks_of(part, label) for part in loose.parts)


def _runs_to(index: Known, label: str) -> bool:
    """Whether an index runs over as many values as a label says."""
    return any(getattr(size, "names", None) == frozenset([label]) for size in index.sizes)


def numbered(name: str) -> Iterator[tuple[str, str, Size]]:
    """The sequences that a name may be a member of: the name of its general member, its label, and the member's number."""
    later, numbered = _LATER.fullmatch(name), _NUMBERED.fullmatch(name)
    if later is not None:
        label = later["label"]
        yield f"{later['stem']}_{label}", label, Size.name(label) + Size.number(int(later["more"]))
    elif numbered is not None:
        for label in _LABELS:
            yield f"{numbered['stem']}_{label}", label, Size.number(int(numbered["number"]))


def length_of_sums(term: Term, label: str) -> Size | None:
    """How many terms the sums in a term have, as its label says; None where that is not the same for all, or no sum has so many."""
    found = {
        part.index.size
        for part in walk(term)
        if isinstance(part, BigSum | BigProduct) and part.condition is None and label in part.index.size.names
    }
    size = next(iter(found)) if len(found) == 1 else None
    return size if size is not None and (size - Size.name(label)).value is not None else None


def members(term: Term, definitions: Mapping[str, Definition]) -> list[tuple[str, Definition]]:
    """What the members of sequences in a term are, where nothing else defines them, each with the name of the general member."""
    found = []
    for name, symbol in symbols(term).items():
        if name in definitions or symbol.shape:
            continue
        for whole, label, number in numbered(name):
            general = definitions.get(whole)
            plain = general is not None and not general.parameters and length_of_sums(general.value, label) is None
            if general is not None and plain and _numbers(general.value, label):
                found.append((whole, replace(general, symbol=symbol, value=member(general.value, label, number))))
                break
    return found


def _numbers(value: Term, label: str) -> bool:
    return label in symbols(value) or any(isinstance(p, SizeValue) and label in p.size.names for p in walk(value))


def member(value: Term, label: str, number: Size) -> Term:
    """A general member's value with a number for its label, which is a size or a number."""
    letter = symbols(value).get(label)
    if letter is None:
        return resized(value, {label: number})
    return substitute(value, {label: _polynomial(number, letter)})


def in_limits(term: T, definitions: Mapping[str, Definition]) -> T:
    """A term in which what a limit is taken of is written out where it depends on the limit's variable by a label. Raises Unreadable."""
    if not any(isinstance(part, Limit) for part in walk(term)):
        return term
    made = map_children(term, lambda child: in_limits(child, definitions))
    if not isinstance(made, Limit):
        return made  # type: ignore[return-value]
    label = made.variable.name
    values = {
        name: _by_number(definitions[name].value, made.variable)
        for name in symbols(made.body)
        if name in definitions and not definitions[name].parameters and depends(definitions[name].value, label)
    }
    return replace(made, body=substitute(made.body, values)) if values else made  # type: ignore[return-value]


def depends(value: Term, label: str) -> bool:
    """Whether a value speaks of a label, as a number or as how many there are."""
    return label in symbols(value) or any(
        isinstance(part, SizeValue | Index) and label in part.size.names for part in walk(value)
    )


def _by_number(value: Term, variable: Symbol) -> Term:
    """A value in which a number stands for the size of its name. Raises Unreadable where it sums over as many terms."""
    if isinstance(value, Index) and variable.name in value.size.names:
        raise Unreadable("a limit of a sum with more and more terms", value.span or (0, 0))
    if isinstance(value, SizeValue) and variable.name in value.size.names:
        return _polynomial(value.size, variable)
    return map_children(value, lambda child: _by_number(child, variable))


def _polynomial(size: Size, variable: Symbol) -> Term:
    terms: list[Term] = []
    for monomial, coefficient in size.parts:
        factors: list[Term] = [Number(Fraction(coefficient))]
        factors += [variable if name == variable.name else SizeValue(Size.name(name)) for name in monomial]
        terms.append(Product(tuple(factors)))
    return Sum(tuple(terms)) if terms else Number(Fraction(0))
