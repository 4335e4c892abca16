"""Sequences: `a_n = n/(n + 1)` says what a_{n+1} and a_1 are, and of what `\\lim_{n → ∞} a_n` is the limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
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
    BasisVector,
    BigProduct,
    BigSum,
    Entry,
    Index,
    Limit,
    Number,
    Product,
    SizeValue,
    Sum,
    Symbol,
    Term,
    map_children,
    reindexed,
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


def in_sums(term: T, definitions: Mapping[str, Definition], sizes: Set[str]) -> T:
    """A term in which sums with ends of their own, or up to a size of the text, are over what the text gives for the members in them:
    `\\sum_{n=0}^\\infty p_n` with `p_n = (1 - r) r^n`."""
    made = map_children(term, lambda child: in_sums(child, definitions, sizes))
    if not isinstance(made, BigSum | BigProduct):
        return made  # type: ignore[return-value]
    own = made.lower is not None and made.upper is not None
    whole = made.lower is None and made.upper is None and made.condition is None and made.index.size.names <= sizes
    if not own and not (whole and any(f"{part}_{made.index.name}" in definitions for part in _stems(made.body))):
        return made  # type: ignore[return-value]
    values = {
        part: value
        for part in walk(made.body)
        if isinstance(part, Entry) and part.indices == (made.index,) and isinstance(part.base, Symbol)
        if (value := _general(part.base.name, made.index, definitions)) is not None
    }
    return replace(made, body=_put(made.body, values)) if values else made  # type: ignore[return-value]


def _stems(term: Term) -> set[str]:
    return {name.removesuffix("[]") for name in symbols(term) if name.endswith("[]")}


def _general(family: str, index: Index, definitions: Mapping[str, Definition]) -> Term | None:
    """What the text gives for the member of a family of numbers at an index; None where it gives members by themselves."""
    stem = family.removesuffix("[]")
    if stem == family or any(_NUMBERED.fullmatch(name) and name.startswith(f"{stem}_") for name in definitions):
        return None
    whole = definitions.get(family)
    if whole is not None:  # Σ_k p_k e_k
        made = whole.value
        if not isinstance(made, BigSum) or made.lower is not None or made.condition is not None:
            return None
        factors = made.body.factors if isinstance(made.body, Product) else ()
        units = [part for part in factors if isinstance(part, BasisVector) and part.index == made.index]
        rest = tuple(part for part in factors if part not in units)
        if len(units) != 1 or not rest or any(part.shape for part in rest):
            return None
        return reindexed(rest[0] if len(rest) == 1 else Product(rest), made.index, index)
    for label in _LABELS:
        general = definitions.get(f"{stem}_{label}")
        if general is not None and not (general.parameters or general.symbol.shape) and _numbers(general.value, label):
            summed = any(isinstance(part, BigSum | BigProduct) for part in walk(general.value))
            return None if summed else substitute(_by_number(general.value, Symbol(label)), {label: index})
    return None


def _put(term: Term, values: Mapping[Entry, Term]) -> Term:
    if isinstance(term, Entry) and term in values:
        return values[term]
    return map_children(term, lambda child: _put(child, values))


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
