"""Expected values of which nothing is known but that they are averages: where it is not clear what varies, or under which law, an equation may still hold by the
linearity of an average alone (Casella & Berger: Statistical Inference, 2nd ed. (2002), 2.2.5), `E[g] (1 - β) Σ_i β^i = E[g] (1 - β^n)`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.goals import Goal
from derive.record import dataclass, field, replace
from derive.terms import (
    At,
    BigProduct,
    BigSum,
    Constant,
    Derivative,
    Entry,
    Expectation,
    Index,
    Integral,
    Limit,
    Number,
    Product,
    Shape,
    ShapeError,
    Sum,
    Symbol,
    Term,
    Transpose,
    map_children,
    symbols,
    walk,
)

_BINDERS = (BigSum, BigProduct, Derivative, Integral, Limit, At)


def opaque(goal: Goal) -> Goal | None:
    """The goal with a name in the place of each expected value, of sums and multiples by numbers what these come to; None where an expected value depends on what is
    bound around it in another way than by one index."""
    names = _Names()
    try:
        return replace(
            goal,
            statement=names.put(goal.statement, ()),
            hypotheses=tuple(replace(h, statement=names.put(h.statement, ())) for h in goal.hypotheses),
            definitions=tuple(
                replace(d, value=names.put(d.value, tuple(p.name for p in d.parameters))) for d in goal.definitions
            ),
        )
    except (_Bound, ShapeError):
        return None


class _Bound(Exception):
    """An expected value that depends on what is bound around it."""


@dataclass(slots=True)
class _Names:
    """The names that were put in the place of expected values."""

    given: dict[Term, Symbol] = field(default_factory=dict)

    def put(self, term: Any, bound: tuple[str, ...]) -> Any:
        """A term with a name for each expected value in it; `bound` are the names and indices that have no value there."""
        if isinstance(term, Expectation):
            return self._average(term, bound)
        if not isinstance(term, _BINDERS):
            return map_children(term, lambda child: self.put(child, bound))
        if isinstance(term, Derivative) and any(isinstance(part, Expectation) for part in walk(term.body)):
            raise _Bound  # the law may depend on what it is differentiated by
        inner = (*bound, *_bound_by(term))
        return map_children(term, lambda child: self.put(child, inner))

    def _average(self, term: Expectation, bound: tuple[str, ...]) -> Term:
        body = term.body
        if isinstance(body, Number):
            return body
        if isinstance(body, Sum):
            return Sum(tuple(self._average(replace(term, body=part), bound) for part in body.terms), span=term.span)
        if isinstance(body, Transpose):
            return Transpose(self._average(replace(term, body=body.body), bound), span=term.span)
        if isinstance(body, Product) and any(isinstance(factor, Number) for factor in body.factors):
            numbers = tuple(factor for factor in body.factors if isinstance(factor, Number))
            rest = tuple(factor for factor in body.factors if not isinstance(factor, Number))
            if not rest:
                return body
            inner = rest[0] if len(rest) == 1 else replace(body, factors=rest)
            return Product((*numbers, self._average(replace(term, body=inner), bound)), span=term.span)
        if isinstance(body, BigSum) and not (isinstance(body.upper, Constant) or body.condition is not None):
            summed = self._average(replace(term, body=body.body), (*bound, *_bound_by(body)))
            return replace(body, body=summed)
        if any(name in symbols(term) for name in bound):
            raise _Bound
        around = {part for part in walk(term) if isinstance(part, Index) and _key(part) in bound}
        if not around:
            return self._name(term, ())
        if len(around) > 1 or term.shape:
            raise _Bound
        index = next(iter(around))
        return Entry(self._name(term, (index.size,)), (index,), span=term.span)

    def _name(self, term: Expectation, sizes: Shape) -> Symbol:
        shape = sizes or term.shape
        if term not in self.given:
            number = len(self.given) + 1
            self.given[term] = Symbol(f"average {number}", shape, f"\\mathbb{{E}}_{{({number})}}")
        if self.given[term].shape != shape:
            raise _Bound  # `E[x_i]` beside `Σ_i E[x_i]`
        return self.given[term]


def _key(index: Index) -> str:
    return f"#{index.name}"


def _bound_by(term: Term) -> Iterator[str]:
    """The names that a term binds, those of indices marked."""
    if isinstance(term, BigSum | BigProduct):
        yield _key(term.index)
    elif isinstance(term, Integral | Limit):
        yield term.variable.name
    elif isinstance(term, At):
        yield from (name for place, _ in term.values for name in symbols(place))
    elif isinstance(term, Derivative):
        yield from (name for variable in term.variables for name in symbols(variable))
