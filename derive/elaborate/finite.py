"""Finite sets of numbers: `y_i ∈ {-1, 1}` says that (y_i + 1)(y_i - 1) = 0, for every i."""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate.axes import exponent
from derive.elaborate.events import Event, Said
from derive.elaborate.fitting import attempt
from derive.elaborate.interpret import number
from derive.elaborate.loose import Loose
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.reading import Reading
from derive.elaborate.scripts import subscripts
from derive.formula.syntax import Add, Fence, Link, Name, Node, Num, Sub, Sup, Tuple, items_of
from derive.terms import PropertyKind, Shape

MOST = 4  # values of a set that is written as an equation


def values(node: Node) -> tuple[Fraction, ...]:
    """The numbers of `{-1, 1}`, `{0, 1}^n`, `{±1}`; none where it is no small set of numbers."""
    if isinstance(node, Sup):
        node = node.base
    if not (isinstance(node, Fence) and node.open == "{"):
        return ()
    found: list[Fraction] = []
    for item in items_of(node.body):
        numbers = _numbers(item)
        if not numbers:
            return ()
        found += numbers
    return tuple(dict.fromkeys(found)) if len(found) <= MOST else ()


def _numbers(node: Node) -> list[Fraction]:
    if isinstance(node, Num):
        return [Fraction(node.text)]
    if isinstance(node, Add) and len(node.terms) == 1 and isinstance(node.terms[0][1], Num):
        sign, number = node.terms[0][0], Fraction(node.terms[0][1].text)
        return {"+": [number], "-": [-number], "±": [number, -number]}.get(sign, [])
    return []


def shape(reading: Reading, node: Node) -> tuple[Shape, PropertyKind | None] | None:
    """The shape of a member of such a set: a number, a vector or a matrix of them."""
    if not isinstance(node, Sup):
        return (), None
    found = exponent(reading.interpreter, node.sup)
    return None if found is None else (found, None)


def bound(reading: Reading, item: Node, link: Link) -> None:
    """State for a number in `[a, b]` what its sign does not say: that it is at most b, and at least a where a is not 0."""
    interval = link.right
    if not (isinstance(interval, Fence) and isinstance(interval.body, Tuple) and len(interval.body.items) == 2):
        return
    if interval.open not in ("[", "("):
        return  # `{1, 0}` are two numbers
    span = (item.span[0], link.span[1])
    ends = [_numbers(end) for end in interval.body.items]
    value = attempt(reading, item, None) if any(ends) else None
    if value is None:
        return
    signs = (">" if interval.open == "(" else "≥", "<" if interval.close == ")" else "≤")
    for numbers, sign in zip(ends, signs, strict=True):
        if len(numbers) == 1 and (numbers[0] or sign in "<≤"):
            right = number(numbers[0], span)
            reading.emit(Event(Said.ASSUME, span, relation=sign, left=value, right=right, display=reading.display))


def restrict(reading: Reading, item: Node, numbers: tuple[Fraction, ...], end: int) -> None:
    """State for a name, a member of a family, or each entry of a vector, that it is one of the numbers; where that is said ends at a place."""
    it = reading.interpreter
    parts = subscripts(item.sub) if isinstance(item, Sub) else ()
    letters = [part.name for part in parts if isinstance(part, Name) and part.name in FREE_INDICES and not part.style]
    indices = [it.index(letter) or it.new_index(letter, letter) for letter in dict.fromkeys(letters)]
    with it.binding(*indices):
        value = attempt(reading, item, None)
    if value is None:
        return
    span = (item.span[0], end)
    axes = reading.shaper.shape(value)
    if len(axes) > 2:
        return
    if axes:
        places = zip("ij", axes, strict=False)
        entry = tuple(Loose("Index", (), it.new_index(letter, letter, size), item.span) for letter, size in places)
        value = Loose("Entry", (value,), entry, item.span)
    gaps = tuple(
        Loose("Sum", (value, Loose("Number", (), -number, span)), None, span) if number else value for number in numbers
    )
    left = gaps[0] if len(gaps) == 1 else Loose("Product", gaps, None, span)
    zero = Loose("Zero", (), None, span)
    reading.emit(Event(Said.ASSUME, span, left=left, right=zero, display=reading.display))
