"""Terms as explicit small matrices whose entries are quotients of polynomials in numbered variables, one for each free entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from derive.goals import Definition
from derive.numerics.fields import NotEvaluable
from derive.numerics.interpretation import Array, Interpretation, Scope, derivative_axes
from derive.terms import (
    Derivative,
    Directional,
    Entry,
    HasProperty,
    Norm,
    PropertyKind,
    Statement,
    Symbol,
    Term,
    symbols,
)

MOST_TERMS = 20_000  # of one polynomial
MOST_GENERATORS = 60
_SHARED: Mapping[PropertyKind, int] = {
    PropertyKind.SYMMETRIC: 1,
    PropertyKind.POSITIVE_DEFINITE: 1,
    PropertyKind.POSITIVE_SEMIDEFINITE: 1,
    PropertyKind.PROJECTION: 1,
    PropertyKind.SKEW: -1,
}
SHOWN = frozenset(
    (*_SHARED, PropertyKind.DIAGONAL, PropertyKind.REAL, PropertyKind.CONSTANT, PropertyKind.INVERTIBLE)
) - {PropertyKind.PROJECTION}  # what explicit entries show, or what a polynomial identity needs no more than that


class Explicit(Interpretation):
    """Entries in a field ℚ(x0, x1, …), which `field` makes for a number of variables, at small sizes. Symmetric, skew and diagonal symbols share or drop entries; other properties are not used."""

    dtype = object

    def __init__(
        self,
        sizes: Mapping[str, int],
        definitions: Sequence[Definition],
        terms: Sequence[Term],
        given: Sequence[Statement],
        field: Callable[[int], Any],
    ) -> None:
        super().__init__(sizes, definitions)
        self.kinds: dict[str, set[PropertyKind]] = {}
        for statement in given:
            if isinstance(statement, HasProperty) and len(statement.subjects) == 1:
                subject = statement.subjects[0]
                if isinstance(subject, Symbol):
                    self.kinds.setdefault(subject.name, set()).add(statement.kind)
        known: dict[str, Symbol] = {}
        for term in (*terms, *(d.value for d in definitions)):
            known.update({name: s for name, s in symbols(term).items() if name not in self.definitions})
        self.places: dict[str, Array] = {}
        count = 0
        for name, symbol in known.items():
            places = self._numbered(name, self.shape(symbol.sizes), count)
            self.places[name] = places
            count = max(count, int(places.max(initial=-1)) + 1)
        if count > MOST_GENERATORS:
            raise NotEvaluable("too many entries to be written out")
        self.field = field(count)

    def _numbered(self, name: str, shape: tuple[int, ...], start: int) -> Array:
        """Which generator each entry is; -1 for zero."""
        places = start + np.arange(int(np.prod(shape, dtype=int))).reshape(shape)
        kinds = self.kinds.get(name, set())
        if len(shape) != 2:
            return places
        if PropertyKind.DIAGONAL in kinds:
            return np.where(np.eye(*shape, dtype=bool), places, -1)
        if PropertyKind.SKEW in kinds:
            return np.where(np.eye(*shape, dtype=bool), -1, places)
        return places

    def _mirror(self, name: str) -> int:
        return next((sign for kind, sign in _SHARED.items() if kind in self.kinds.get(name, set())), 0)

    def generator(self, place: int) -> Any:
        """The polynomial that one entry is."""
        return self.field(0) if place < 0 else self.field.gens[place]

    def value(self, term: Term, scope: Scope) -> Array:
        """The entries of a term. Raises NotEvaluable."""
        found = super().value(term, scope)
        for entry in found.reshape(-1):
            if hasattr(entry, "numer") and len(entry.numer) + len(entry.denom) > MOST_TERMS:
                raise NotEvaluable("the polynomials grow too large")
        return found

    def free_symbol(self, term: Symbol, scope: Scope) -> Array:
        places = self.places.get(term.name)
        if places is None or places.shape != self.shape(term.sizes):
            raise NotEvaluable(f"{term.name} has no entries here")
        found = np.empty(places.shape, dtype=object)
        for index in np.ndindex(places.shape):
            found[index] = self.generator(int(places[index]))
        mirror = self._mirror(term.name)
        if mirror and len(places.shape) == 2:
            if len(set(places.shape)) != 1:
                raise NotEvaluable("a property of square matrices at sizes that are not square")
            for i, j in np.ndindex(places.shape):
                if i > j:
                    found[i, j] = found[j, i] * mirror
        return found

    def number(self, value: Fraction) -> Array:
        found = np.empty((), dtype=object)
        found[()] = self.field(value.numerator) / value.denominator
        return found

    def norm(self, term: Norm, scope: Scope) -> Array:
        raise NotEvaluable("a norm that is not squared is no polynomial")

    def scalar_power(self, base: Array, exponent: Array, known: Fraction | None) -> Array:
        if known is None or known.denominator != 1 or abs(known) > 64:
            raise NotEvaluable("a power that is no polynomial")
        found = np.empty(base.shape, dtype=object)
        for index in np.ndindex(base.shape):
            if known < 0 and base[index] == 0:
                raise NotEvaluable("a division by zero")
            found[index] = base[index] ** int(known)
        return found

    def determinant(self, value: Array) -> Array:
        found = np.empty((), dtype=object)
        found[()] = self._det(value)
        return found

    def _det(self, value: Array) -> Any:
        n = value.shape[-1]
        if n > 4:
            raise NotEvaluable("a determinant too large to be written out")
        if n == 1:
            return value[0, 0]
        minors = [np.delete(value[1:], j, axis=1) for j in range(n)]
        return sum((value[0, j] * (-1) ** j * self._det(minors[j]) for j in range(n)), self.field(0))

    def inverse(self, value: Array) -> Array:
        n, whole = value.shape[-1], self._det(value)
        if whole == 0:
            raise NotEvaluable("a singular matrix is inverted")
        found = np.empty((n, n), dtype=object)
        for i, j in np.ndindex((n, n)):
            minor = np.delete(np.delete(value, j, axis=0), i, axis=1)
            found[i, j] = (self._det(minor) if n > 1 else self.field(1)) * (-1) ** (i + j) / whole
        return found

    def derivative(self, term: Derivative, scope: Scope) -> Array:
        return derivative_axes(term, self._differentiate(term.body, term.variables, scope), len(term.body.shape))

    def _differentiate(self, body: Term, variables: tuple[Term, ...], scope: Scope) -> Array:
        if not variables:
            return self.value(body, scope)
        bound = {name: scope.values[name] for name in self._names(variables) if name in scope.values}
        if bound:  # differentiated where the variable is free, evaluated there afterwards
            outside = Scope(scope.indices, {n: v for n, v in scope.values.items() if n not in bound}, scope.depth)
            return self._put(self._differentiate(body, variables, outside), bound)
        inner = self._differentiate(body, variables[1:], scope)
        places = self._free_places(variables[0], scope)
        if not self.depends(body, self._base(variables[0]).name) and symbols(body):
            raise NotEvaluable("what is differentiated is not written as a function of the variable")
        found = np.empty(places.shape + inner.shape, dtype=object)
        for outer in np.ndindex(places.shape):
            generator = self.field.gens[int(places[outer])]
            for index in np.ndindex(inner.shape):
                found[outer + index] = inner[index].diff(generator)
        return found

    def _names(self, variables: tuple[Term, ...]) -> list[str]:
        return [self._base(variable).name for variable in variables]

    def _put(self, whole: Array, values: Mapping[str, Array]) -> Array:
        """Entries with values put in for the entries of symbols."""
        put = list(self.field.gens)
        for name, value in values.items():
            for place, entry in zip(self.places[name].reshape(-1), value.reshape(-1), strict=True):
                put[int(place)] = entry

        def there(polynomial: Any) -> Any:
            total = self.field(0)
            for powers, coefficient in polynomial.terms():
                part = self.field(coefficient)
                for base, power in zip(put, powers, strict=True):
                    part = part * base**power if power else part
                total = total + part
            return total

        found = np.empty(whole.shape, dtype=object)
        for index in np.ndindex(whole.shape):
            bottom = there(whole[index].denom)
            if bottom == 0:
                raise NotEvaluable("a division by zero")
            found[index] = there(whole[index].numer) / bottom
        return found

    def _base(self, variable: Term) -> Symbol:
        symbol = variable.base if isinstance(variable, Entry) else variable
        if not isinstance(symbol, Symbol) or symbol.name not in self.places:
            raise NotEvaluable("a derivative by something other than a free symbol or its entries")
        return symbol

    def _free_places(self, variable: Term, scope: Scope) -> Array:
        symbol = self._base(variable)
        if self._mirror(symbol.name) or PropertyKind.DIAGONAL in self.kinds.get(symbol.name, set()):
            raise NotEvaluable("a derivative by a matrix whose entries are tied")
        places = self.places[symbol.name]
        if isinstance(variable, Entry):
            chosen: Any = tuple(slice(None) if i is None else self.integer(i, scope) - 1 for i in variable.indices)
            return np.asarray(places[chosen])
        return places

    def directional(self, term: Directional, scope: Scope) -> Array:
        places = self._free_places(term.variable, scope)
        slopes = self._differentiate(term.body, (term.variable,), scope)
        direction = self.value(term.direction, scope)
        total = np.full(slopes.shape[places.ndim :], self.field(0), dtype=object)
        for outer in np.ndindex(places.shape):
            total = total + slopes[outer] * direction[outer]
        return np.asarray(total, dtype=object)
