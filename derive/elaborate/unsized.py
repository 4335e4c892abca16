"""Sizes that nothing in the text binds: those of all-ones vectors and identities beside others, and undeclared ones, which get names."""

from __future__ import annotations

from collections.abc import Iterator

from derive.elaborate.loose import Loose
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known
from derive.sizes import Size


def name_sizes(reading: Reading) -> None:
    """Give the size variables that nothing bound names of their own: they are sizes like any other, only undeclared."""
    sizes = reading.sizes
    for letter in sizes.unsaid:
        sizes.called(letter)
    for (
        name,
        letter,
    ) in reading.interpreter.survey.normalised.items():  # a normal density says how large its covariance is
        spread = reading.scope.names.get(name)
        if spread is not None and spread.rank == 2 and letter not in reading.scope.names:
            for size in map(sizes.resolve, spread.sizes):
                if _is_variable(size):
                    sizes.unify(size, sizes.called(letter))
    for event in reading.events:
        sides = [side for side in (event.left, event.right, *event.earlier) if side is not None]
        _agree(reading, sides)
        for side in sides:
            _reach(reading, side)
    taken = {name for known in reading.scope.names.values() for size in known.sizes for name in size.names}
    taken |= reading.scope.sizes
    fresh = (name for name in (f"{stem}{i}" for i in ("", *range(1, 10000)) for stem in "dpqrs") if name not in taken)
    for number in range(1, sizes.count + 1):
        variable = f"?{number}"
        if variable not in sizes.bound:
            sizes.bound[variable] = Size.name(next(fresh))


def _agree(reading: Reading, sides: list[Loose]) -> None:
    """The 1 of `1ᵀ1` beside `1 1ᵀ` is the same vector: in one statement an all-ones vector or identity whose size nothing else tells has the
    size of the others there, if that is one size."""
    found = [size for side in sides for size in _constants(side)]
    if not found:
        return
    used = {name for side in sides for size in _of_symbols(side) for name in reading.sizes.resolve(size).names}
    resolved = list(dict.fromkeys(reading.sizes.resolve(size) for size in found))
    free = [size for size in resolved if _is_variable(size) and not size.names & used]
    known = [size for size in resolved if size not in free]
    if not known:
        named = {size for side in sides for size in _written(side)}
        known = sorted(named, key=str)
    if len(known) == 1:
        for size in free:
            reading.sizes.unify(size, known[0])


def _reach(reading: Reading, term: Loose) -> None:
    """An index of which only its end is told, another index, runs over what that one runs over: the j of `\\sum_i \\sum_{j=1}^i j`."""
    if term.op in ("BigSum", "BigProduct"):
        index, _, upper, _ = term.data
        found = list(_indices(upper)) if upper is not None else []
        if len(found) == 1 and _is_variable(reading.sizes.resolve(index.sizes[0])):
            reading.sizes.unify(index.sizes[0], found[0].sizes[0])
    for part in term.parts:
        _reach(reading, part)


def _indices(term: Loose) -> Iterator[Known]:
    if term.op == "Index":
        yield term.data
    for part in term.parts:
        yield from _indices(part)


def _is_variable(size: Size) -> bool:
    return len(size.names) == 1 and next(iter(size.names)).startswith("?")


def _constants(term: Loose) -> list[Size]:
    """The sizes of the all-ones vectors and identities in a term."""
    found = [term.data] if term.op == "Identity" else list(term.data) if term.op == "Ones" else []
    for part in term.parts:
        found += _constants(part)
    return found


def _of_symbols(term: Loose) -> list[Size]:
    found = list(term.data.sizes) if term.op == "Symbol" else []
    for part in term.parts:
        found += _of_symbols(part)
    return found


def _written(term: Loose) -> list[Size]:
    """The sizes that stand in a term as numbers: the n of `tr I = n`."""
    found = [term.data] if term.op == "SizeValue" else []
    for part in term.parts:
        found += _written(part)
    return found
