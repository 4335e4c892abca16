"""Means and sums of more and more members of a family: `μ_n = (1/n) Σ_{i=1}^n x_i` says what μ_{n+1} and μ_{n-1} are.

All of them are written over one family that is long enough for each, the sums with ends of their own.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from fractions import Fraction
from typing import TypeVar

from derive.elaborate.sequences import length_of_sums, numbered
from derive.goals import Definition
from derive.record import replace
from derive.sizes import Size
from derive.terms import (
    BigProduct,
    BigSum,
    Entry,
    Index,
    Number,
    Power,
    SizeValue,
    Statement,
    Sum,
    Symbol,
    Term,
    map_children,
    reindexed,
    replaced,
    substitute,
    symbols,
    walk,
)

S = TypeVar("S", bound=Statement)

DEEPEST = 4  # definitions within definitions
# σ_{n-1} is another estimate from the same data
_ESTIMATES = frozenset(["sigma", "s", "hat(sigma)"])


def _is_root(value: Term) -> bool:
    """Whether a value was given by its square, as S_n by the S_n² of a sample: S_{n-1} is another estimate too."""
    return isinstance(value, Power) and value.exponent == Number(Fraction(1, 2))


def _whole(value: Term, label: str, definitions: Mapping[str, Definition], depth: int = 0) -> Term:
    """A value with what else has its label written out."""
    inner = {
        name: _whole(definitions[name].value, label, definitions, depth + 1)
        for name in symbols(value)
        if name.endswith(f"_{label}") and name in definitions and not definitions[name].parameters and depth < DEEPEST
    }
    return substitute(value, inner) if inner else value


def written_out(statement: S, definitions: Mapping[str, Definition], spoken: Container[str]) -> S:
    """A statement about several numbers of terms with what it speaks of written out over one family; any other as it is. A family of which hypotheses
    have `spoken`, or which is defined, is not made longer: what was said of it would be lost."""
    found: dict[str, tuple[Term, str, Size]] = {}
    for name in symbols(statement):
        letter = name.rpartition("_")[2]
        itself = [(name, letter, Size.name(letter))] if len(letter) == 1 and letter.isalpha() else []
        for whole, label, number in (*itself, *numbered(name)):
            general = definitions.get(whole)
            free = name == whole or name not in definitions
            value = _whole(general.value, label, definitions) if general is not None else None
            if (
                value is not None
                and general is not None
                and not _is_root(general.value)
                and free
                and not general.parameters
                and length_of_sums(value, label)
            ):
                found[name] = (value, label, number)
                break
    lengths = {(label, length_of_sums(value, label)) for value, label, _ in found.values()}
    label, length = next(iter(lengths)) if len(lengths) == 1 else ("", None)
    if length is None or all(number == Size.name(label) for _, _, number in found.values()):
        return statement
    families = {
        base.name
        for value, _, _ in found.values()
        for base in walk(value)
        if isinstance(base, Symbol) and length in base.shape
    }
    own = Size.name(label)
    others = {name for name, symbol in symbols(statement).items() if own.names & _names(symbol)} - families
    steps = [(number - own).value for _, _, number in found.values()] + _beyond(statement, families, length)
    stems = {name.partition("_")[0] for name in found}
    if others or any(step is None for step in steps) or stems & _ESTIMATES:
        return statement
    longest = length + Size.number(max(0, *(step for step in steps if step is not None)))
    if longest != length and any(name in definitions or name in spoken for name in families):
        return statement
    values = {name: _over(value, {label: number}, length, longest) for name, (value, _, number) in found.items()}
    return substitute(_longer(statement, families, longest), values)  # type: ignore[return-value]


def _names(symbol: Symbol) -> frozenset[str]:
    return frozenset(name for size in symbol.shape for name in size.names)


def _beyond(statement: Statement, families: set[str], length: Size) -> list[int | None]:
    """How far beyond the last member entries of the families are named: the 1 of x_{n+1}; None where that is not known."""
    found: list[int | None] = []
    for part in walk(statement):
        if isinstance(part, Entry) and isinstance(part.base, Symbol) and part.base.name in families:
            found += [
                (place - length).value
                for at in part.indices
                if (place := _size(at)) is not None and length.names & place.names
            ]
    return found


def _size(place: Term | None) -> Size | None:
    """An index that is written as a size and a number: n + 1."""
    if isinstance(place, SizeValue):
        return place.size
    if isinstance(place, Number) and place.value.denominator == 1:
        return Size.number(int(place.value))
    if isinstance(place, Sum):
        parts = [_size(part) for part in place.terms]
        return sum((part for part in parts if part is not None), Size(())) if None not in parts else None
    return None


def _longer(term: Term, families: set[str], longest: Size) -> Term:
    """A term with families that have more members."""
    if isinstance(term, Symbol) and term.name in families:
        return replace(term, sizes=(longest,))
    return map_children(term, lambda child: _longer(child, families, longest))


def _over(value: Term, numbers: Mapping[str, Size], length: Size, longest: Size) -> Term:
    """A value with another number of terms, over families that have more members."""
    if isinstance(value, SizeValue):
        return replace(value, size=value.size.rename(numbers))
    if isinstance(value, Symbol) and length in value.shape:
        return replace(value, sizes=tuple(longest if size == length else size for size in value.sizes))
    if isinstance(value, Index) and value.size == length:
        return replace(value, size=longest)
    made = map_children(value, lambda child: _over(child, numbers, length, longest), lenient=True)
    if isinstance(made, BigSum | BigProduct) and isinstance(value, BigSum | BigProduct) and value.index.size == length:
        end = length.rename(numbers)
        return replace(made, upper=SizeValue(end)) if value.upper is None and end != longest else made
    return made


def up_to_each(statement: S, definitions: Mapping[str, Definition], spoken: Container[str]) -> S:
    """A statement in which the members of a family that are sums of more and more terms, the H_k of `\\sum_{k=1}^n H_k` where `H_n = \\sum_{k=1}^n 1/k`, are
    written as sums up to their number. A family of which hypotheses have `spoken`, or that has a member of its own, stays as it is."""
    for name, family in symbols(statement).items():
        stem = name.removesuffix("[]")
        if stem == name or len(family.shape) != 1 or name in definitions or name in spoken or stem in _ESTIMATES:
            continue
        own_members = any(made.startswith(f"{stem}_") and made.rpartition("_")[2].isdigit() for made in definitions)
        labels = [made.rpartition("_")[2] for made in definitions if made.rpartition("_")[0] == stem]
        value = definitions[f"{stem}_{labels[0]}"].value if len(labels) == 1 and not own_members else None
        if value is None or _is_root(value) or length_of_sums(value, labels[0]) != Size.name(labels[0]):
            continue
        made = _members_written(statement, family, value, labels[0], {*definitions, *_spoken_in(statement, spoken)})
        statement = made if made is not None else statement
    return statement


def _spoken_in(statement: Statement, spoken: Container[str]) -> set[str]:
    return {name for name in symbols(statement) if name in spoken}


def _members_written(statement: S, family: Symbol, value: Term, label: str, kept: Container[str]) -> S | None:
    """A statement with the members of a family written as what a general member, with a label, is; None where one stands at a place beyond the size of
    the family, or what the sums are of is `kept` as long as it is."""
    own, whole = Size.name(label), family.shape[0]
    inner = {base.name for base in walk(value) if isinstance(base, Symbol) and own in base.shape}
    others = {name for name, symbol in symbols(statement).items() if own.names & _names(symbol)} - inner
    counted = any(isinstance(part, SizeValue) and own.names & part.size.names for part in walk(statement))
    if label in symbols(value) or (own != whole and (others or counted or any(name in kept for name in inner))):
        return None
    places = {part: part.indices[0] for part in walk(statement) if isinstance(part, Entry) and part.base == family}
    made: dict[Term, Term] = {}
    for entry, place in places.items():
        if place != SizeValue(whole) and not isinstance(place, Index):
            return None
        made[entry] = _up_to(value, own, whole, place)
    stem = family.name.removesuffix("[]")
    last = {f"{stem}_{name}" for name in whole.names if whole == Size.name(name)}
    values = {name: _up_to(value, own, whole, SizeValue(whole)) for name in last & set(symbols(statement))}
    return substitute(_longer(replaced(statement, made), inner, whole), values)  # type: ignore[return-value]


def _up_to(value: Term, own: Size, whole: Size, place: Term) -> Term:
    """A value whose sums run over as many terms as a label says, at a place, over what has the size `whole`."""
    if isinstance(value, SizeValue) and value.size == own:
        return place
    if isinstance(value, Symbol) and own in value.shape:
        return replace(value, sizes=tuple(whole if size == own else size for size in value.sizes))
    if isinstance(value, BigSum | BigProduct) and value.index.size == own:
        index = Index(f"{value.index.name}′", whole)  # the place may have the name of the index
        body = _up_to(reindexed(value.body, value.index, index), own, whole, place)
        if place == SizeValue(whole):
            return type(value)(index, body, None, None, None)
        return type(value)(index, body, Number(Fraction(1)), place, None)
    return map_children(value, lambda child: _up_to(child, own, whole, place), lenient=True)
