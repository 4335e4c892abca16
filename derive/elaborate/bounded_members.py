"""Bounds that are said of all members of a family: `a_1, …, a_n > 0`, `λ_1 ≥ … ≥ λ_n > 0`, and `w_i ≥ 0` of members that the text sums over."""

from __future__ import annotations

from derive.elaborate.events import Event, Said
from derive.elaborate.families import declare_families, enter, indexed_by, listed
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.formula.syntax import Chain, Dots, Link, Name, Node, Num, Sub, Tuple
from derive.goals import Origin
from derive.record import replace

_ORDER = frozenset(("<", ">", "≤", "≥"))
_RISES, _FALLS = frozenset(("<", "≤")), frozenset((">", "≥"))
_INDICES = "ijklrst"


def of_members(reading: Reading, body: Chain, given: bool) -> Chain:
    """A chain of bounds with a list of members written as the member at an index, for all values of which it is said; `given`: the text assumes it, so
    that the members may be met here first."""
    if not body.links or any(link.op not in _ORDER for link in body.links):
        return body
    if given:
        _enters(reading, body)
        body = _ends(reading, body)
    sides = [_member(reading, side, given) for side in (body.first, *(link.right for link in body.links))]
    if given and len(sides) == 2 and isinstance(sides[1], Num) and _is_summed(reading, sides[0]):
        declare_families(reading, (sides[0],), ())
    links = tuple(replace(link, right=side) for link, side in zip(body.links, sides[1:], strict=True))
    return replace(body, first=sides[0], links=links)


def _enters(reading: Reading, body: Chain) -> None:
    """Enter the family of `λ_1 ≥ … ≥ λ_n`, where sums elsewhere run over its members: the first and the last of them are of it."""
    sides = (body.first, *(link.right for link in body.links))
    found = listed(reading, sides)
    first, stem, size = sides[0], found[1] if found is not None else "", found[2] if found is not None else None
    summed = any(of == stem for of, _ in reading.interpreter.survey.summed)
    new = stem not in reading.scope.names and f"{stem}[]" not in reading.scope.names
    if found is not None and found[0] == len(sides) and size is not None and summed and new and isinstance(first, Sub):
        enter(reading, first, stem, (size,))


def _is_summed(reading: Reading, side: Node) -> bool:
    """Whether a name is a member at an index, which sums elsewhere run over, of a family that is not entered yet."""
    if not isinstance(side, Sub) or not indexed_by(reading, side):
        return False
    whole = reading.scope.names.get(key(side.base) or "")
    if whole is not None and whole.rank == 1 and not whole.kind and whole.origin is Origin.DECLARED:
        return False  # an entry of a vector: "let v ∈ ℝ^d with all v_j > 0"
    return (key(side.base) or "", key(side.sub) or "") in reading.interpreter.survey.summed


def _member(reading: Reading, side: Node, given: bool) -> Node:
    """`a_1, …, a_n` as `a_i`; another side as it is."""
    found = listed(reading, side.items) if isinstance(side, Tuple) else None
    if found is None or not isinstance(side, Tuple) or found[0] != len(side.items):
        return side
    _, stem, size = found
    family = reading.scope.names.get(f"{stem}[]")
    if family is None and not given:
        return side
    first = side.items[0]
    assert isinstance(first, Sub)
    if family is None:
        enter(reading, first, stem, (size,))
    elif family.rank != 1 or not reading.sizes.unify(family.sizes[0], size):
        return side
    letter = _letter(reading)
    return Sub(first.base, Name(letter, span=first.sub.span), span=side.span) if letter else side


def _letter(reading: Reading) -> str:
    """A letter that stands for nothing yet."""
    taken = {*reading.scope.names, *reading.scope.sizes, *(index.name for index in reading.interpreter.indices)}
    return next((letter for letter in _INDICES if letter not in taken), "")


def _ends(reading: Reading, body: Chain) -> Chain:
    """`λ_1 ≥ … ≥ λ_n > 0`: that all members lie above the bound is kept; that they stand in this order is not read, and said to be so."""
    sides = [body.first, *(link.right for link in body.links)]
    ops = [link.op for link in body.links]
    dots = [number for number, side in enumerate(sides) if isinstance(side, Dots)]
    if len(dots) != 1 or not (set(ops) <= _RISES or set(ops) <= _FALLS):
        return body
    inner = [side for side in sides if isinstance(side, Sub | Dots)]
    place = sides.index(inner[0])
    if sides[place : place + len(inner)] != inner or len(inner) < 3:
        return body
    family = Tuple(tuple(inner), (",",) * (len(inner) - 1), span=(inner[0].span[0], inner[-1].span[1]))
    outer = [*sides[:place], family, *sides[place + len(inner) :]]
    if (
        listed(reading, family.items) is None
        or len(outer) < 2
        or not all(isinstance(s, Num) for s in outer if s is not family)
    ):
        return body
    around = [*body.links[:place], *body.links[place + len(inner) - 1 :]]
    links = tuple(Link(link.op, side, link.note, span=link.span) for link, side in zip(around, outer[1:], strict=True))
    stem = key(inner[0].base) if isinstance(inner[0], Sub) else ""
    names = frozenset(filter(None, (key(inner[0]), key(inner[-1]), f"{stem}[]")))
    reading.emit(Event(Said.RESTRICT, family.span, names=names, display=reading.display))
    return replace(body, first=outer[0], links=links)
