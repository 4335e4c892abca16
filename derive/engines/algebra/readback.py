"""Polynomials of contraction graphs as terms again: paths are matrix products, cycles traces, paths between vectors inner products.

What has no such form (a class met by three ports, a free index, an axis that is a pair) is not read back. Every answer is translated again
and compared, so that it stands for the polynomial it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from derive.kernel.graph import Graph, Label, Malformed, Poly, TooLarge, Unsupported, loose, structure, subtract
from derive.rules.translation import Given, translator
from derive.sizes import ONE, Size
from derive.terms import (
    ELEMENTWISE,
    Apply,
    Constant,
    Determinant,
    Identity,
    Number,
    Power,
    Product,
    PseudoInverse,
    Shape,
    ShapeError,
    SizeValue,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)

__all__ = ["Given", "difference", "expanded", "monomials_of", "term_of"]

MOST = 8  # monomials that are still worth reading
_INVERSE = Number(Fraction(-1))
_MATRIX: dict[str, Callable[[Term], Term]] = {
    "inverse": lambda body: Power(body, _INVERSE),
    "pseudoinverse": PseudoInverse,
    "det": Determinant,
}


class _Unreadable(Exception):
    """A polynomial that is no sum of products and traces."""


def difference(left: Term, right: Term, definitions: Iterable[Given] = ()) -> Poly | None:
    """left - right in canonical form; None where the kernel cannot read them."""
    translate = translator(tuple(definitions))
    try:
        return subtract(translate(left), translate(right))
    except (Unsupported, TooLarge, Malformed, ShapeError):
        return None


def expanded(term: Term, symbols: Mapping[str, Symbol], definitions: Iterable[Given] = ()) -> Term | None:
    """A term multiplied out and differentiated by the kernel, as a sum of products; None when that has no such form or too many terms."""
    zero = Zero(term.shape) if term.shape else Number(Fraction(0))
    poly = difference(term, zero, definitions)
    return term_of(poly, term.shape, symbols) if poly is not None else None


def term_of(poly: Poly, shape: Shape, symbols: Mapping[str, Symbol]) -> Term | None:
    """The term of a shape that a polynomial is; None when it has none of this form."""
    if len(poly) > MOST:
        return None
    try:
        found = _sum(poly, shape, symbols)
        return found if dict(translator()(found)) == dict(poly) else None
    except (_Unreadable, Unsupported, TooLarge, Malformed, ShapeError):
        return None


def monomials_of(poly: Poly, shape: Shape, symbols: Mapping[str, Symbol]) -> list[Term] | None:
    """The terms of a polynomial one by one, without their numbers; None when one has no form."""
    found = [term_of({graph: 1}, shape, symbols) for graph in sorted(poly)]
    return None if len(poly) > MOST or None in found else [term for term in found if term is not None]


def _sum(poly: Poly, shape: Shape, symbols: Mapping[str, Symbol]) -> Term:
    terms = [_Reader(graph, symbols).term(Fraction(c), shape) for graph, c in sorted(poly.items())]
    if not terms:
        return Zero(shape) if shape else Number(Fraction(0))
    return terms[0] if len(terms) == 1 else Sum(tuple(sorted(terms, key=_is_negative)))


def _is_negative(term: Term) -> bool:
    return isinstance(term, Product) and isinstance(term.factors[0], Number) and term.factors[0].value < 0


def _of(poly: Poly, symbols: Mapping[str, Symbol]) -> Term:
    """The term of an argument, whose shape is that of its axes."""
    shape: list[Size] = []
    for axis in structure(poly):
        if len(axis) > 1:
            raise _Unreadable
        shape.append(axis[0] if axis else ONE)
    return _sum(poly, tuple(shape), symbols)


class _Reader:
    """Reads one graph: `ends` are the node ports and open axes that meet each class, `left` the nodes not yet used."""

    def __init__(self, graph: Graph, symbols: Mapping[str, Symbol]) -> None:
        self.graph, self.symbols = graph, symbols
        self.ends: dict[int, list[tuple[str, int, int]]] = {c: [] for c in range(len(graph.sizes))}
        for k, (_, ports) in enumerate(graph.nodes):
            for place, c in enumerate(ports):
                self.ends[c].append(("node", k, place))
        for k, axis in enumerate(graph.open):
            if len(axis) > 1:
                raise _Unreadable
            for c in axis:
                self.ends[c].append(("open", k, 0))
        plain = all(len(ports) <= 2 for _, ports in graph.nodes) and all(len(met) == 2 for met in self.ends.values())
        if any(graph.names) or not plain:
            raise _Unreadable
        self.left = set(range(len(graph.nodes)))

    def term(self, coefficient: Fraction, shape: Shape) -> Term:
        """The monomial as a product: the number, scalars, then what has axes."""
        body = self._with_axes(shape)
        scalars = self._scalars()
        factors: list[Term] = [] if coefficient == 1 else [Number(coefficient)]
        for scalar in sorted(dict.fromkeys(scalars), key=lambda scalar: not isinstance(scalar, Symbol | SizeValue)):
            often = scalars.count(scalar)
            below = isinstance(scalar, Power) and scalar.exponent == _INVERSE
            base = scalar.base if isinstance(scalar, Power) and below else scalar
            factors.append(scalar if often == 1 else Power(base, Number(Fraction(-often if below else often))))
        factors += body
        if not factors:
            return Number(Fraction(1))
        return factors[0] if len(factors) == 1 else Product(tuple(factors))

    def _with_axes(self, shape: Shape) -> list[Term]:
        axes = [k for k, axis in enumerate(self.graph.open) if axis]
        if not axes:
            if shape:
                raise _Unreadable
            return []
        first, last = self._walk("open", axes[0])
        if len(axes) == 1:
            column = first
            if len(shape) == 1:
                return column
            return [Transpose(column[0] if len(column) == 1 else Product(tuple(column)))]
        if last == ("open", axes[1], 0):
            return first or [Identity(shape[0])]
        second, _ = self._walk("open", axes[1])
        return [*first, *(self._turned(factor) for factor in reversed(second))]

    def _walk(self, kind: str, start: int, place: int = 0) -> tuple[list[Term], tuple[str, int, int]]:
        """The factors from an open axis, or from a port of a node, to the next vector, open axis, or back to the start."""
        here: tuple[str, int, int] = (kind, start, place)
        found: list[Term] = []
        while True:
            c = self.graph.open[here[1]][0] if here[0] == "open" else self.graph.nodes[here[1]][1][here[2]]
            one, other = self.ends[c]
            here = other if one == here else one
            if here[0] == "open" or here[1] not in self.left:
                return found, here
            self.left.discard(here[1])
            label, ports = self.graph.nodes[here[1]]
            node = self._node(label, len(ports))
            turned = here[2] == 1 and not loose(label)
            self._append(found, self._turned(node) if turned else node)
            if len(ports) == 1:
                return found, here
            here = ("node", here[1], 1 - here[2])

    @staticmethod
    def _append(found: list[Term], factor: Term) -> None:
        """A matrix beside itself is its square."""
        before = found[-1] if found else None
        if len(factor.shape) == 2 and not isinstance(factor, Power | Transpose):
            if before == factor:
                found[-1] = Power(factor, Number(Fraction(2)))
                return
            if isinstance(before, Power) and before.base == factor and before.exponent != _INVERSE:
                assert isinstance(before.exponent, Number)
                found[-1] = Power(factor, Number(before.exponent.value + 1))
                return
        found.append(factor)

    def _scalars(self) -> list[Term]:
        found: list[Term] = []
        for k, (label, ports) in enumerate(self.graph.nodes):
            if not ports:
                self.left.discard(k)
                found.append(self._node(label, 0))
        for k, (label, ports) in enumerate(self.graph.nodes):
            if k in self.left and len(ports) == 1:
                self.left.discard(k)
                path, _ = self._walk("node", k)
                found.append(Product((Transpose(self._node(label, 1)), *path)))
        for k, (label, _) in enumerate(self.graph.nodes):
            if k in self.left:
                self.left.discard(k)
                rest, _ = self._walk("node", k, 1)
                first = self._node(label, 2)
                found.append(Trace(Product((first, *rest)) if rest else first))
        return found

    @staticmethod
    def _turned(term: Term) -> Term:
        return term.body if isinstance(term, Transpose) else Transpose(term)

    def _node(self, label: Label, ports: int) -> Term:
        """The term that a node stands for, with an axis for each port."""
        kind, name, _, arguments = label
        if kind == "symbol":
            symbol = self.symbols.get(name)
            if symbol is None or len(symbol.shape) != ports:
                raise _Unreadable
            return symbol
        if kind == "constant":
            return Constant(name)
        if kind in ("size", "unsize"):
            size = SizeValue(Size.name(name))
            return size if kind == "size" else Power(size, _INVERSE)
        inner = [_of(dict(argument), self.symbols) for argument in arguments]
        if any(len(part.shape) not in (0, ports) for part in inner) and kind not in ("det", "logdet"):
            raise _Unreadable
        if kind in _MATRIX:
            return _MATRIX[kind](inner[0])
        if kind == "logdet":
            return Apply("log", (Determinant(inner[0]),))
        if kind == "reciprocal" and not ports:
            return Power(inner[0], _INVERSE)
        if kind == "power" and not ports:
            return Power(inner[0], inner[1])
        if kind in ELEMENTWISE and len(inner) == 1:
            return Apply(kind, (inner[0],), inner[0].shape)
        raise _Unreadable
