"""Expected values as sums over a finite sample space: how they are proved and refuted.

A random symbol gets an axis of outcomes, E[f(X)] becomes Σ_ω p_ω f(X_ω) with Σ_ω p_ω = 1, and what is not random stays as it is. What then holds for every
number of outcomes holds for every distribution under which the expectations exist: for finitely many integrable functions there is a finitely supported
measure with the same integrals, on points of the same set (V. Tchakaloff 1957, Bull. Sci. Math. 81; H. Richter 1957; C. Bayer and J. Teichmann 2006,
Proc. Amer. Math. Soc. 134, Theorem 2). Independent symbols have axes of their own, with weights of their own: their joint law is a product, and the measures
are replaced one after the other. Where something is conditioned on, the law of the rest given its value is replaced first, and then its own.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TypeVar

from derive.sizes import Size
from derive.terms import (
    OUTCOME,
    Apply,
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
    symbols,
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
        return {name for one in term.given for name in open_symbols(one)}
    if isinstance(term, Symbol):
        return {term.name}
    return set().union(*map(open_symbols, children(term)))


def label_of(part: Expectation) -> str:
    """What the subscript of an expected value says, as it is written."""
    return " ".join(symbol.name for symbol in part.over).replace(" ", "")


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


def is_generating(term: Term, names: set[str]) -> bool:
    """Whether a term is a polynomial in some symbols, an exponential of one, z^X in one of them, z, or a product of such: the expected value of it may be
    differentiated by them inside of where it exists. [GS] G. Grimmett and D. Stirzaker, Probability and Random Processes, 4th ed. (2020), 5.1 and 5.7."""
    if isinstance(term, Apply) and term.name == "exp":
        return all(is_polynomial(part, names) for part in term.arguments)
    if isinstance(term, Power) and not set(symbols(term.exponent)) & names:
        return isinstance(term.base, Symbol) or is_polynomial(term, names)
    if isinstance(term, Product):
        return all(is_generating(factor, names) for factor in term.factors)
    return is_polynomial(term, names)


class SampleSpace:
    """Outcomes, with an axis for each independent group: `axes` says along which axes each random symbol varies.

    `nested`: the second axis is drawn when the outcome along the first one is known. What is conditioned on varies along the first alone, everything else
    along both, and E[· | Z] sums over the second with weights that sum to one for every outcome along the first.

    `labels`: the subscripts of expected values, each with the one axis that these sum over. All else is fixed for them.
    """

    def __init__(
        self, axes: Mapping[str, tuple[int, ...]], nested: bool = False, labels: Mapping[str, int] | None = None
    ) -> None:
        self.axes = dict(axes)
        self.nested = nested
        self.labels = dict(labels or {})
        self.numbers = sorted(
            {axis for own in axes.values() for axis in own} | ({0, 1} if nested else set()) | {*self.labels.values()}
        ) or [0]

    @staticmethod
    def joint(names: Iterable[str]) -> SampleSpace:
        """One axis for all names: nothing is said of how they depend on one another."""
        return SampleSpace(dict.fromkeys(names, (0,)))

    @staticmethod
    def conditioned(names: Iterable[str], given: Container[str]) -> SampleSpace:
        """The names that are given along the first axis, all others along both."""
        return SampleSpace({name: (0,) if name in given else (0, 1) for name in names}, nested=True)

    def size(self, axis: int) -> Size:
        """How many outcomes an axis has."""
        return Size.name(f"outcomes{_mark(axis)}")

    def weights(self, axis: int) -> Symbol:
        """The probabilities of the outcomes along an axis, (outcomes,); of a nested one given those along the first, (outcomes, outcomes of the first)."""
        mark = _mark(axis).strip()
        sizes = (self.size(axis), self.size(0)) if self.nested and axis else (self.size(axis),)
        return Symbol(f"{OUTCOME}probability{_mark(axis)}", sizes, f"\\Pr_{{{mark}}}" if mark else "\\Pr")

    def laws(self) -> tuple[tuple[HasProperty, HasProperty], ...]:
        """What holds of the probabilities of each axis: they sum to one, and are positive."""
        kinds = (PropertyKind.COLUMN_STOCHASTIC, PropertyKind.POSITIVE)
        return tuple(tuple(HasProperty(kind, (self.weights(k),)) for kind in kinds) for k in self.numbers)  # type: ignore[misc]

    def spread(self, term: T) -> T:
        """A term or a statement with its expectations written as sums and its random symbols taken at an outcome. Raises NotSpread, ShapeError."""
        return self._spread(term, {axis: self._outcome(axis, 0) for axis in self.numbers}, 0)  # type: ignore[return-value]

    def _outcome(self, axis: int, depth: int) -> Index:
        """The outcome along an axis, inside `depth` expectations."""
        return Index(f"{OUTCOME}{axis + 1}" + "'" * depth, self.size(axis))

    def _spread(self, term: Term, at: Mapping[int, Index], depth: int) -> Term:
        if isinstance(term, Symbol):
            return self._drawn(term, at, (None,) * len(term.shape)) if term.name in self.axes else term
        if isinstance(term, Entry) and isinstance(term.base, Symbol) and term.base.name in self.axes:
            indices = tuple(None if index is None else self._spread(index, at, depth) for index in term.indices)
            return self._drawn(term.base, at, indices)
        if isinstance(term, Expectation):
            return self._averaged(term, at, depth + 1)
        if isinstance(term, HasProperty):
            return self._property(term)
        if (isinstance(term, _LIMITS) or _endless(term)) and not self._exchanged(term):
            raise NotSpread("a limit, a derivative, an integral or an optimum together with expected values")
        return map_children(term, lambda child: self._spread(child, at, depth))

    def _exchanged(self, term: Term) -> bool:
        """Whether a limit does not meet what is averaged: nothing random is in it, or it is a derivative of what is a polynomial in the variables, whose
        coefficients are finitely many expected values, or of a generating function."""
        if not any(
            isinstance(part, Expectation) or (isinstance(part, Symbol) and part.name in self.axes)
            for part in walk(term)
        ):
            return True
        if isinstance(
            term, At
        ):  # a value at a point is one at each outcome; what stands before it is looked at by itself
            return not any(variable.name in self.axes for variable, _ in term.values)
        if not isinstance(term, Derivative):
            return False
        if not any(isinstance(part, Expectation) for part in walk(term)):  # of what is known at each outcome
            return not any(
                isinstance(part, Symbol) and part.name in self.axes for v in term.variables for part in walk(v)
            )
        variables = {part.name for variable in term.variables for part in walk(variable) if isinstance(part, Symbol)}
        averaged = [part for part in walk(term.body) if isinstance(part, Expectation)]
        return not variables & set(self.axes) and all(is_generating(part.body, variables) for part in averaged)

    def _wide(self, symbol: Symbol) -> Symbol:
        """A random symbol with its axes of outcomes before its own."""
        return Symbol(symbol.name, (*map(self.size, self.axes[symbol.name]), *symbol.sizes), symbol.latex)

    def _drawn(self, symbol: Symbol, at: Mapping[int, Index], indices: tuple[Term | None, ...]) -> Term:
        outcomes = tuple(at[axis] for axis in self.axes[symbol.name])
        return Entry(self._wide(symbol), (*outcomes, *indices), span=symbol.span)

    def _averaged(self, term: Expectation, at: Mapping[int, Index], depth: int) -> Term:
        if term.given and not self._is_given(term):
            raise NotSpread("a condition of an expected value that is not the one of the others")
        over = [self.labels[label_of(term)]] if self.labels else self.numbers[1:] if term.given else self.numbers
        inside = {**at, **{axis: self._outcome(axis, depth) for axis in over}}
        value = self._spread(term.body, inside, depth)
        varying = self._varying(term.body) & set(over)
        if self.nested and not term.given and varying:
            varying |= {0}  # the weights of the second axis vary along the first
        for axis in sorted(varying, reverse=True) or ([] if term.given else over[:1]):
            place = (inside[axis], inside[0]) if self.nested and axis else (inside[axis],)
            value = BigSum(inside[axis], Product((Entry(self.weights(axis), place), value)), span=term.span)
        return value

    def _is_given(self, term: Expectation) -> bool:
        return self.nested and all(isinstance(one, Symbol) and self.axes.get(one.name) == (0,) for one in term.given)

    def _varying(self, term: Term) -> set[int]:
        """The axes along which a term varies, once its own expectations are taken."""
        if isinstance(term, Expectation) and self.labels:
            return self._varying(term.body) - {self.labels[label_of(term)]}
        if isinstance(term, Expectation):
            return {0} if term.given else set()
        found = set(self.axes.get(term.name, ())) if isinstance(term, Symbol) else set()
        return found.union(*map(self._varying, children(term)))

    def _property(self, term: HasProperty) -> Term:
        """What is said of a random symbol holds at every outcome: of its entries, where it is said of entries."""
        (first, *_) = term.subjects
        if not any(name in self.axes for name in open_symbols(term)):
            return term
        if not isinstance(first, Symbol) or (first.shape and term.kind not in ENTRYWISE):
            made = ", ".join(symbol.latex or symbol.name for symbol in symbols(first).values())
            raise NotSpread(f"what is said of {made} at every outcome")
        return HasProperty(term.kind, (self._wide(first),))


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
