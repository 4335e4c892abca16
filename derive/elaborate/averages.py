"""Sums and integrals of a density over all values of its variables as expected values: ∫ g(x) f_X(x) dx = E[g(X)], whatever the distribution of X is.

[F] W. Feller, An Introduction to Probability Theory and Its Applications, vol. 2 (1971), V.2; that densities of some of the variables are marginal ones, I.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derive.elaborate.whole_ranges import RANGE, is_whole
from derive.record import dataclass, replace
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
    replaced,
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
    rest = tuple(replaced(factor, values) for factor in summand.factors if factor is not density)
    return Expectation(Product(rest) if len(rest) > 1 else rest[0] if rest else Number(Fraction(1)))


def as_integrals(statement: Statement) -> Statement:
    """A statement in which the same density q stands in an integral and below expected values, `E_{q(θ)}[f(θ)]`, `E_{θ ∼ q}[f(θ)]`, with these as integrals over the same
    domain; as it is where none does, or where other expected values are left."""
    found = {name: part for part in walk(statement) if isinstance(part, Integral) for name in _densities(part)}
    if not found:
        return statement

    def put(term: Term) -> Term:
        made = map_children(term, put)
        if not isinstance(made, Expectation) or len(made.over) != 1 or made.given or made.shape:
            return made
        label = _bare(made.over[0].latex or made.over[0].name)
        for name, integral in found.items():
            variable = _bare(integral.variable.latex or integral.variable.name)
            measures = {name, f"{name}({variable})", f"{variable}∼{name}", f"{variable}∼{name}({variable})"}
            if label in measures and any(part == integral.variable for part in walk(made.body)):
                density = Apply(f"user:{name}", (integral.variable,))
                return replace(integral, body=Product((density, made.body)))
        return made

    made = _over_all_values(put(statement))
    left = any(isinstance(part, Expectation) for part in walk(made))
    return statement if left else made  # type: ignore[return-value]


def _over_all_values(term: Term) -> Term:
    """A term with its integrals without ends over all values of their variables."""
    made = map_children(term, _over_all_values)
    if isinstance(made, Integral) and made.lower is None and made.upper is None and not made.domain:
        return replace(made, domain=f"{RANGE}{made.variable.name}")
    return made


def _densities(integral: Integral) -> set[str]:
    """The names of the functions of nothing but the variable of an integral that are factors of it."""
    if integral.variable.shape:
        return set()
    factors = (part for part in factors_of(integral.body) if isinstance(part, Apply) and part.name.startswith("user:"))
    return {part.name.removeprefix("user:") for part in factors if part.arguments == (integral.variable,)}


def _bare(label: str) -> str:
    return "".join(label.replace("\\sim", "∼").replace("{", "").replace("}", "").split())
