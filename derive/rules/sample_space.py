"""Expected values as sums over a finite sample space: how they are proved and refuted.

A random symbol gets an axis of outcomes, E[f(X)] becomes Σ_ω p_ω f(X_ω) with Σ_ω p_ω = 1, and what is not random stays as it is. What then holds for every
number of outcomes holds for every distribution under which the expectations exist: for finitely many integrable functions there is a finitely supported
measure with the same integrals, on points of the same set (V. Tchakaloff 1957, Bull. Sci. Math. 81; H. Richter 1957; C. Bayer and J. Teichmann 2006,
Proc. Amer. Math. Soc. 134, Theorem 2). Independent symbols have axes of their own, with weights of their own: their joint law is a product, and the measures
are replaced one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from derive.sizes import Size
from derive.terms import (
    OUTCOME,
    At,
    BigProduct,
    BigSum,
    Constant,
    Derivative,
    Diagonal,
    Differential,
    Directional,
    Entry,
    Expectation,
    Extremum,
    Hadamard,
    HasProperty,
    Index,
    Integral,
    Kronecker,
    Limit,
    Norm,
    NormKind,
    Number,
    Optimum,
    Power,
    Product,
    PropertyKind,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    children,
    map_children,
    walk,
)

# what takes more than finitely many expectations: it has to be exchanged with them
_LIMITS = (At, Derivative, Differential, Directional, Extremum, Integral, Limit, Optimum)


T = TypeVar("T", bound=Term)


class NotSpread(Exception):
    """Why a statement has no reading over a finite sample space; `reason` is one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def open_symbols(term: Term) -> set[str]:
    """The names of the symbols that stand outside every expectation of a term: those that an expectation around it would average over."""
    if isinstance(term, Expectation):
        return set()
    if isinstance(term, Symbol):
        return {term.name}
    return set().union(*map(open_symbols, children(term)))


def _endless(term: Term) -> bool:
    return isinstance(term, BigSum | BigProduct) and term.upper == Constant("infinity")


_RATIONAL = (Sum, Product, Transpose, Trace, Entry, Hadamard, Kronecker, Diagonal, Expectation)


def is_polynomial(term: Term, names: set[str]) -> bool:
    """Whether a term is a polynomial in some symbols, whatever else stands in it."""
    if not any(isinstance(part, Symbol) and part.name in names for part in walk(term)):
        return True
    if isinstance(term, Power):
        if not isinstance(term.exponent, Number):
            return False
        value = term.exponent.value
        if value < 0 or value.denominator != 1:
            return False
        base = term.base
        if isinstance(base, Norm):  # its square is a polynomial
            return (
                not value % 2
                and base.kind is NormKind.FROBENIUS
                and not base.weight
                and is_polynomial(base.body, names)
            )
        return is_polynomial(base, names)
    return isinstance(term, (Symbol, *_RATIONAL)) and all(is_polynomial(part, names) for part in children(term))


class SampleSpace:
    """Outcomes, with an axis for each independent group: `axes` says which random symbol varies along which."""

    def __init__(self, axes: Mapping[str, int]) -> None:
        self.axes = dict(axes)
        self.numbers = sorted(set(axes.values())) or [0]

    def size(self, axis: int) -> Size:
        """How many outcomes an axis has."""
        return Size.name(f"outcomes{_mark(axis)}")

    def weights(self, axis: int) -> Symbol:
        """The probabilities of the outcomes along an axis, (outcomes,)."""
        mark = _mark(axis).strip()
        return Symbol(f"{OUTCOME}probability{_mark(axis)}", (self.size(axis),), f"\\Pr_{{{mark}}}" if mark else "\\Pr")

    def outcome(self, axis: int, depth: int) -> Index:
        """The outcome along an axis, inside `depth` expectations."""
        return Index(f"{OUTCOME}{axis + 1}" + "'" * depth, self.size(axis))

    def laws(self) -> tuple[tuple[HasProperty, HasProperty], ...]:
        """What holds of the probabilities of each axis: they sum to one, and are positive."""
        kinds = (PropertyKind.COLUMN_STOCHASTIC, PropertyKind.POSITIVE)
        return tuple(tuple(HasProperty(kind, (self.weights(k),)) for kind in kinds) for k in self.numbers)  # type: ignore[misc]

    def spread(self, term: T, depth: int = 0) -> T:
        """A term or a statement with its expectations written as sums and its random symbols taken at an outcome. Raises NotSpread, ShapeError."""
        return self._spread(term, depth)  # type: ignore[return-value]

    def _spread(self, term: Term, depth: int) -> Term:
        if isinstance(term, Symbol):
            return self._at(term, depth, (None,) * len(term.shape)) if term.name in self.axes else term
        if isinstance(term, Entry) and isinstance(term.base, Symbol) and term.base.name in self.axes:
            indices = tuple(None if index is None else self.spread(index, depth) for index in term.indices)
            return self._at(term.base, depth, indices)
        if isinstance(term, Expectation):
            return self._averaged(term, depth + 1)
        if isinstance(term, HasProperty):
            return self._property(term)
        if (isinstance(term, _LIMITS) or _endless(term)) and not self._exchanged(term):
            raise NotSpread("a limit, a derivative, an integral or an optimum together with expected values")
        return map_children(term, lambda child: self.spread(child, depth))

    def _exchanged(self, term: Term) -> bool:
        """Whether a limit does not meet what is averaged: nothing random is in it, or it is a derivative of what is a polynomial in the variables, whose
        coefficients are finitely many expected values."""
        if not any(
            isinstance(part, Expectation) or (isinstance(part, Symbol) and part.name in self.axes)
            for part in walk(term)
        ):
            return True
        if not isinstance(term, Derivative):
            return False
        variables = {part.name for variable in term.variables for part in walk(variable) if isinstance(part, Symbol)}
        averaged = [part for part in walk(term.body) if isinstance(part, Expectation)]
        return not variables & set(self.axes) and all(is_polynomial(part.body, variables) for part in averaged)

    def _at(self, symbol: Symbol, depth: int, indices: tuple[Term | None, ...]) -> Term:
        axis = self.axes[symbol.name]
        wide = Symbol(symbol.name, (self.size(axis), *symbol.sizes), symbol.latex)
        return Entry(wide, (self.outcome(axis, depth), *indices), span=symbol.span)

    def _averaged(self, term: Expectation, depth: int) -> Term:
        if term.given:
            raise NotSpread("a conditional expectation")
        inside = open_symbols(term.body)
        found = sorted({self.axes[name] for name in inside if name in self.axes}) or self.numbers[:1]
        value = self.spread(term.body, depth)
        for axis in reversed(found):
            outcome = self.outcome(axis, depth)
            value = BigSum(outcome, Product((Entry(self.weights(axis), (outcome,)), value)), span=term.span)
        return value

    def _property(self, term: HasProperty) -> Term:
        """What is said of a random symbol holds at every outcome: of its entries, where it is said of entries."""
        (first, *_) = term.subjects
        if not any(name in self.axes for name in open_symbols(term)):
            return term
        if not isinstance(first, Symbol) or (first.shape and term.kind not in ENTRYWISE):
            raise NotSpread(f"what is said of {first} at every outcome")
        wide = Symbol(first.name, (self.size(self.axes[first.name]), *first.sizes), first.latex)
        return HasProperty(term.kind, (wide,))


ENTRYWISE = frozenset(
    (
        PropertyKind.POSITIVE,
        PropertyKind.NONNEGATIVE,
        PropertyKind.NEGATIVE,
        PropertyKind.NONZERO,
        PropertyKind.INTEGER,
        PropertyKind.REAL,
        PropertyKind.RANDOM,
    )
)


def _mark(axis: int) -> str:
    return f" {axis + 1}" if axis else ""
