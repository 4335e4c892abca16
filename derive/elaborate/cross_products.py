"""Vectors in space: the product u × v, the matrix [u]_× that multiplies by it, and the symbol ε_{ijk} (Levi-Civita), each in the entries.

With i, j, k among 1, 2, 3 the symbol is (i - j)(j - k)(k - i)/2: it is 0 where two are the same, 1 at 1, 2, 3, and changes its sign when two of them change places.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derive import lazy_re as re
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.repeated_indices import SYMBOL
from derive.elaborate.scope import Known, key
from derive.elaborate.shapes import Shaper
from derive.elaborate.spelling import rewritten
from derive.formula.syntax import Apply, Brace, Display, Fence, Juxt, Name, Node, Num, Span, Sub, Sup, Symbolic, Tuple
from derive.sizes import Size

THREE = Size.number(3)
_SPOKEN_OF = re.compile(r"\b(?:cross|vector)[\s-]+product|\btriple[\s-]+product", re.I)
_SYMBOL = re.compile(r"Levi[\s–-]*Civit|\b(?:permutation|alternating|epsilon)[\s-]+(?:symbol|tensor)", re.I)
_LETTERS = FREE_INDICES + "mnpqabc"


_CROSSES = ("×", "times", "wedge", "∧")


def cross(it: Interpreter, left: Loose, right: Loose, span: Span) -> Loose | None:
    """`u × v` of two vectors in space, in their entries; None where it is no such product. Raises Unreadable where its size is not known."""
    shapes = []
    for side in (left, right):
        try:
            shapes.append(it.sizes.shape(Shaper(it.sizes).shape(side)))
        except (Clash, Unreadable):
            return None
    spoken = _SPOKEN_OF.search(it.text) is not None
    names = {left.op, right.op} <= {"Symbol", "SizeValue"}
    if not all(len(shape) == 1 for shape in shapes):
        if spoken and names:
            raise Unreadable("a cross product of what is no vector", span)
        return None
    known = [shape[0] == THREE for shape in shapes]
    if not any(known) and not spoken:
        if left.op == right.op == "Symbol":
            raise Unreadable(
                "a cross product of vectors of which the text does not say that they have three entries", span
            )
        return None
    if not all(it.sizes.unify(shape[0], THREE) for shape in shapes):
        raise Unreadable("a cross product of vectors that have not three entries", span)
    cells = [
        _difference(
            _times(_entry(left, j), _entry(right, k), span), _times(_entry(left, k), _entry(right, j), span), span
        )
        for j, k in ((2, 3), (3, 1), (1, 2))
    ]
    return Loose("Block", tuple(cells), 1, span)


def beside_functions(displays: Iterable[Display]) -> list[Display]:
    """The displays with `\\sin\\theta [u]_\\times` as the sine of θ times a matrix: no function of a number goes on over one."""

    def changed(node: Node) -> Node:
        argument = node.arg if isinstance(node, Apply) and isinstance(node.arg, Juxt) else None
        if argument is None or not isinstance(node, Apply):
            return node
        place = next((n for n, factor in enumerate(argument.factors) if _is_skew(factor)), 0)
        if not place:
            return node
        before = argument.factors[:place]
        whole = (argument.span[0], before[-1].span[1])
        inner = before[0] if place == 1 else Juxt(before, argument.signs[: place - 1], span=whole)
        applied = Apply(node.head, inner, span=(node.span[0], whole[1]))
        return Juxt((applied, *argument.factors[place:]), argument.signs[place - 1 :], span=node.span)

    return rewritten(displays, changed)


def _is_skew(node: Node) -> bool:
    """`[u]_\\times`, also raised to a power."""
    inner = node.base if isinstance(node, Sup) else node
    bracket = isinstance(inner, Sub) and isinstance(inner.base, Fence) and inner.base.open == "["
    return bracket and isinstance(inner, Sub) and isinstance(inner.sub, Symbolic) and inner.sub.sign in _CROSSES


def skew(it: Interpreter, node: Sub) -> Loose | None:
    """`[u]_×`: the matrix K with K v = u × v; None for anything else."""
    mark = node.sub.body if isinstance(node.sub, Brace) else node.sub
    crossed = isinstance(mark, Symbolic) and mark.sign in _CROSSES
    if not (crossed and isinstance(node.base, Fence) and node.base.open in ("[", "(")):
        return None
    vector = it.read(node.base.body)
    shape = Shaper(it.sizes).shape(vector)
    if len(shape) != 1 or not it.sizes.unify(shape[0], THREE):
        raise Unreadable("the matrix of a cross product with what is no vector of three entries", node.span)
    span = node.span
    zero = Loose("Number", (), Fraction(0), span)
    x, y, z = (_entry(vector, place) for place in (1, 2, 3))
    return Loose("Block", (zero, _minus(z), y, z, zero, _minus(x), _minus(y), x, zero), 3, span)


def levi_civita(it: Interpreter, node: Sub) -> Loose | None:
    """`ε_{ijk}` in a text that speaks of the symbol under that name and has not introduced the letter otherwise."""
    letter = key(node.base)
    if letter not in ("epsilon", "varepsilon", "cal:E") or letter in it.scope.names or f"{letter}[]" in it.scope.names:
        return None
    parts = _parts(node.sub)
    if len(parts) != 3 or not all(map(_is_place, parts)) or _SYMBOL.search(it.text) is None:
        return None
    places = [_place(it, part) for part in parts]
    pairs = zip(places, (*places[1:], places[0]), strict=True)
    gaps = tuple(_difference(one, other, node.span) for one, other in pairs)
    half = Loose("Number", (), Fraction(1, 2), node.span)
    return Loose("Product", (half, *gaps), SYMBOL, node.span)


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Brace):
        return _parts(node.body)
    if isinstance(node, Num) and len(node.text) == 3 and node.text.isdigit():
        return tuple(Num(digit, span=node.span) for digit in node.text)
    return node.items if isinstance(node, Tuple) else node.factors if isinstance(node, Juxt) else (node,)


def _is_place(node: Node) -> bool:
    return (
        isinstance(node, Num)
        and node.text in ("1", "2", "3")
        or isinstance(node, Name)
        and len(node.name) == 1
        and node.name in _LETTERS
    )


def _place(it: Interpreter, node: Node) -> Loose:
    """An index from 1 to 3, bound here or free in the statement."""
    if isinstance(node, Num):
        return Loose("Number", (), Fraction(node.text), node.span)
    assert isinstance(node, Name)
    index: Known | None = it.index(node.name)
    if index is None:
        index = it.new_index(node.name, node.name, THREE)
        it.indices.append(index)
    if not it.sizes.unify(index.sizes[0], THREE):
        raise Unreadable("an index of the Levi-Civita symbol that does not run from 1 to 3", node.span)
    return Loose("Index", (), index, node.span)


def _entry(vector: Loose, place: int) -> Loose:
    return Loose("Entry", (vector,), (Loose("Number", (), Fraction(place), vector.span),), vector.span)


def _times(one: Loose, other: Loose, span: Span) -> Loose:
    return Loose("Product", (one, other), None, span)


def _minus(term: Loose) -> Loose:
    return Loose("Product", (Loose("Number", (), Fraction(-1), term.span), term), None, term.span)


def _difference(one: Loose, other: Loose, span: Span) -> Loose:
    return Loose("Sum", (one, _minus(other)), None, span)
