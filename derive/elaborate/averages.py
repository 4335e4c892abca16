"""Sums and integrals of a density over all values of its variables as expected values: ∫ g(x) f_X(x) dx = E[g(X)], whatever the distribution of X is.

[F] W. Feller, An Introduction to Probability Theory and Its Applications, vol. 2 (1971), V.2; that densities of some of the variables are marginal ones, I.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derive.elaborate.whole_ranges import is_whole
from derive.record import dataclass
from derive.terms import (
    Apply,
    BigSum,
    Constant,
    Expectation,
    Index,
    Integral,
    Number,
    Product,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    factors_of,
    map_children,
    walk,
)

_INFINITE = Constant("infinity")
_LEFT = Product((Number(Fraction(-1)), _INFINITE))
_LINE = "\\mathbb{R}"
_DENSITY = "user:f_"
Variable = Index | Symbol
Named = Callable[[str], Symbol | None]  # the random variable of a name


@dataclass(frozen=True, slots=True)
class Summand:
    """A product that is summed or integrated over some variables, each over a domain."""

    domains: Mapping[Variable, str]
    factors: tuple[Term, ...]


def as_averages(statement: Statement, named: Named) -> Statement | None:
    """An equation with its averages by densities f_X, f_{X,Y} of random variables as expected values; None where there is none, or a density is left over."""
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        return None
    made = _averaged(statement, named)
    left = any(isinstance(part, Apply) and part.name.startswith(_DENSITY) for part in walk(made))
    return made if made != statement and not left else None  # type: ignore[return-value]


def _averaged(term: Term, named: Named) -> Term:
    if isinstance(term, Integral | BigSum):
        found = [_average(summand, named) for summand in _opened(term)]
        if found and all(part is not None for part in found):
            parts = tuple(part for part in found if part is not None)
            return parts[0] if len(parts) == 1 else Sum(parts)
    return map_children(term, lambda child: _averaged(child, named))


def _opened(term: Term) -> list[Summand]:
    """The sums and integrals of a term over whole domains, as many as stand within one another, each summand by itself."""
    if isinstance(term, Sum):
        return [summand for part in term.terms for summand in _opened(part)]
    if isinstance(term, Product):
        inner = [number for number, factor in enumerate(term.factors) if isinstance(factor, Integral | BigSum)]
        if len(inner) != 1:
            return [Summand({}, factors_of(term))]
        others = factors_of(Product((*term.factors[: inner[0]], *term.factors[inner[0] + 1 :])))
        return [Summand(within.domains, (*others, *within.factors)) for within in _opened(term.factors[inner[0]])]
    variable, domain = _whole(term)
    if variable is None:
        return [Summand({}, (term,))]
    assert isinstance(term, Integral | BigSum)
    return [Summand({variable: domain, **within.domains}, within.factors) for within in _opened(term.body)]


def _whole(term: Term) -> tuple[Variable | None, str]:
    """What a sum or an integral without ends runs over, and the set that it names; the line where it is over all numbers."""
    if isinstance(term, BigSum) and term.lower is None and term.upper is None and term.condition is None:
        return term.index, str(term.index.size)
    if isinstance(term, Integral):
        if term.lower is None and term.upper is None and term.domain:
            return term.variable, term.domain
        if (term.lower, term.upper) == (_LEFT, _INFINITE):
            return term.variable, _LINE
    return None, ""


def _average(summand: Summand, named: Named) -> Term | None:
    """The expected value that a summand is: of what stands beside the one density in it, which is that of all its variables."""
    densities = [factor for factor in summand.factors if isinstance(factor, Apply) and factor.name.startswith(_DENSITY)]
    if len(densities) != 1 or not summand.domains:
        return None
    density = densities[0]
    of = [named(label) for label in density.name.removeprefix(_DENSITY).split(",")]
    if len(of) != len(density.arguments) or set(density.arguments) != set(summand.domains):
        return None
    values: dict[Term, Term] = {}
    for symbol, argument in zip(of, density.arguments, strict=True):
        if symbol is None or not isinstance(argument, Index | Symbol):
            return None
        if symbol.shape != argument.shape or not is_whole(summand.domains[argument], symbol.name):
            return None
        values[argument] = symbol
    rest = tuple(_put(factor, values) for factor in summand.factors if factor is not density)
    return Expectation(Product(rest) if len(rest) > 1 else rest[0] if rest else Number(Fraction(1)))


def _put(term: Term, values: Mapping[Term, Term]) -> Term:
    return values[term] if term in values else map_children(term, lambda child: _put(child, values))
