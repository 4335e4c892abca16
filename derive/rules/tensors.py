"""Small polynomials to build with, and sums and products of values whose axes are pairs in different ways."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Any

from derive.kernel import graph
from derive.kernel.graph import UNIT, Label, Malformed, Poly, normal, permuted, renamed, scale, structure
from derive.sizes import ONE, Size

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def number(value: int | Fraction) -> Poly:
    """The scalar `value`."""
    return {UNIT: value} if value else {}


def scalar(label: Label) -> Poly:
    """One scalar node."""
    return normal(1, ([(label, ())], [], [], []))


def tensor(label: Label, axes: Sequence[Size]) -> Poly:
    """One node, one axis for each of `axes`."""
    every = range(len(axes))
    return normal(1, ([(label, tuple(every))], [(k,) for k in every], axes, [()] * len(axes)))


def delta(size: Size) -> Poly:
    """The identity matrix."""
    return normal(1, ([], [(0,), (0,)], [size], [()]))


def ones(*sizes: Size) -> Poly:
    """All ones."""
    return normal(1, ([], [(k,) for k in range(len(sizes))], sizes, [()] * len(sizes)))


def of_size(size: Size) -> Poly:
    """A size as a number."""
    return normal(1, ([], [], [size], [()]))


def add(*polys: Poly) -> Poly:
    """The sum. Raises Malformed when the axes differ."""
    kinds = list(dict.fromkeys(structure(poly) for poly in polys if poly))
    if len(kinds) > 1:
        if len({len(kind) for kind in kinds}) > 1:
            raise Malformed("values of different shapes are added")
        finest = [max(parts, key=len) for parts in zip(*kinds)]
        polys = tuple(_split(poly, finest) for poly in polys)
    return graph.add(*polys)


def subtract(left: Poly, right: Poly) -> Poly:
    """left - right."""
    return add(left, scale(right, -1))


def einsum(out: Sequence[str], *inputs: tuple[str, Poly]) -> Poly:
    """`kernel.graph.einsum` of values whose axes may be pairs in different ways. Raises Malformed, TooLarge."""
    finest: dict[str, tuple[Size, ...]] = {}
    for letters, poly in inputs:
        for letter, parts in zip(letters, structure(poly), strict=bool(poly)):
            finest[letter] = max(finest.get(letter, parts), parts, key=len)
    return graph.einsum(out, *((ls, _split(poly, [finest[x] for x in ls if poly])) for ls, poly in inputs))


def _met(one: graph.Graph, c: int) -> bool:
    return bool(one.names[c]) or any(c in ports for _, ports in one.nodes)


def _split(poly: Poly, wanted: Sequence[tuple[Size, ...]]) -> Poly:
    """Axes given the structure `wanted`: an axis without a node may be a pair of smaller ones. Raises Malformed."""
    if structure(poly) == tuple(wanted):
        return poly
    result: list[Poly] = []
    for one, coefficient in poly.items():
        sizes = list(one.sizes)
        replaced: dict[int, Any] = {}
        for axis, parts in zip(one.open, wanted, strict=True):
            if tuple(one.sizes[c] for c in axis) != parts and axis[:1] not in [(c,) for c in replaced]:
                if len(axis) != 1 or _met(one, axis[0]) or prod(parts, start=ONE) != sizes[axis[0]]:
                    raise Malformed("axes are pairs in different ways")
                replaced[axis[0]] = tuple(range(len(sizes), len(sizes) + len(parts)))
                sizes += parts
        axes = [sum((replaced.get(c, (c,)) for c in axis), ()) for axis in one.open]
        sizes = [ONE if c in replaced else s for c, s in enumerate(sizes)]
        names = [*one.names, *[()] * (len(sizes) - len(one.names))]
        result.append(normal(coefficient, (one.nodes, axes, sizes, names)))
    return graph.add(*result)


def name_axes(poly: Poly, names: Sequence[Sequence[str] | None]) -> Poly:
    """Axes turned into free indices, one name for each class of the axis; None keeps the axis."""
    return renamed(poly, names)


def open_names(poly: Poly, groups: Sequence[Sequence[tuple[str, Size]]]) -> Poly:
    """Free indices turned into axes, each group one axis, after the present axes."""
    return renamed(poly, (), groups)


def transpose(poly: Poly) -> Poly:
    """The transpose of a matrix."""
    return permuted(poly, (1, 0))


def rank(poly: Poly, count: int) -> Poly:
    """Axes of size 1 added or dropped at the end, so that there are `count`. Raises Malformed."""
    if any(axis for one in poly for axis in one.open[count:]):
        raise Malformed("an axis is lost")
    return {g._replace(open=(g.open + ((),) * count)[:count]): c for g, c in poly.items()}


def inner(left: Poly, right: Poly, axes: int) -> Poly:
    """The sum of the products of the entries."""
    return einsum((), (LETTERS[:axes], left), (LETTERS[:axes], right))


def times(*factors: Poly) -> Poly:
    """The product of scalars."""
    return einsum((), *(("", factor) for factor in factors))
