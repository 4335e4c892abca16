"""Names that custom keeps for moments: μ_X, σ_X, σ_XY, Σ_XX of random X and Y, where the text speaks of such a moment and defines the name nowhere."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive.goals import Definition, Goal
from derive.record import dataclass, replace
from derive.terms import Expectation, Number, Power, Product, Sum, Symbol, Term, Transpose, symbols


def _mean(x: Symbol) -> Term:
    return Expectation(x)


def _covariance(x: Symbol, y: Symbol) -> Term:
    one, other = (Sum((z, Product((Number(Fraction(-1)), Expectation(z))))) for z in (x, y))
    return Expectation(Product((one, Transpose(other) if y.shape else other)))


def _deviation(x: Symbol) -> Term:
    return Power(_covariance(x, x), Number(Fraction(1, 2)))


@dataclass(frozen=True, slots=True)
class Custom:
    """What a letter means with the names of `count` random things under it: `word` is the moment that the text has to speak of."""

    count: int
    word: str
    what: str
    value: Callable[..., Term]


# A. Stuart and J. K. Ord, Kendall's Advanced Theory of Statistics, vol. 1 (1994), chapter 3; K. V. Mardia, J. T. Kent and J. M. Bibby (1979), 2.2
CUSTOMS: dict[str, tuple[Custom, ...]] = {
    "mu": (Custom(1, "mean", "mean", _mean),),
    "sigma": (
        Custom(1, "variance", "standard deviation", _deviation),
        Custom(2, "covariance", "covariance", _covariance),
    ),
    "Sigma": (Custom(2, "covariance", "covariance matrix", _covariance),),
}


def by_custom(goal: Goal, drawn: frozenset[str], spoken: frozenset[str]) -> tuple[Goal, tuple[str, ...]]:
    """A goal with the customary moments in it defined, and what was taken for what."""
    terms = (goal.statement, *(h.statement for h in goal.hypotheses), *(d.value for d in goal.definitions))
    found = {name: symbol for term in terms for name, symbol in symbols(term).items()}
    defined = {definition.symbol.name for definition in goal.definitions}
    made: list[Definition] = []
    notes: list[str] = []
    for name, symbol in found.items():
        if name in defined or name in drawn:
            continue
        meant = _meant(name, symbol, found, drawn, spoken)
        if meant is not None:
            made.append(Definition(symbol, meant[1]))
            notes.append(f"{symbol.latex or name} is taken as the {meant[0]}")
    return (replace(goal, definitions=(*made, *goal.definitions)), tuple(notes)) if made else (goal, ())


def _meant(
    name: str, symbol: Symbol, found: dict[str, Symbol], drawn: frozenset[str], spoken: frozenset[str]
) -> tuple[str, Term] | None:
    """The moment that a name stands for: in words and as a term of its shape."""
    stem, mark, label = name.partition("_")
    for custom in CUSTOMS.get(stem, ()) if mark else ():
        listed = _names(label.replace(",", ""), custom.count, drawn)
        things = [found.get(one) for one in listed]
        if custom.word not in spoken or not things or not all(things):
            continue
        of = [thing for thing in things if thing is not None]
        if any(len(thing.shape) > 1 for thing in of) or len({len(thing.shape) for thing in of}) > 1:
            continue
        value = custom.value(*of)
        if value.shape == symbol.shape:
            return f"{custom.what} of {' and '.join(dict.fromkeys(thing.latex or thing.name for thing in of))}", value
    return None


def _names(label: str, count: int, drawn: frozenset[str]) -> list[str]:
    """A label as so many names of random things one after the other."""
    if count == 1:
        return [label] if label in drawn else []
    return next(([label[:cut], label[cut:]] for cut in range(1, len(label)) if {label[:cut], label[cut:]} <= drawn), [])
