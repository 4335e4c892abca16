"""Functions of numbers that are applied to vectors and matrices: entry by entry, as `σ(Wx)` and `σ'(z)` are meant where σ is a function of a number.

Of a square matrix a function may be meant otherwise, and nothing is taken for granted.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive.elaborate.loose import Loose
from derive.elaborate.scope import Known
from derive.goals import Origin
from derive.terms import (
    ENTRY,
    At,
    BasisVector,
    BigSum,
    Derivative,
    Entry,
    Index,
    Number,
    Ones,
    Product,
    Shape,
    Span,
    Symbol,
    Term,
    Transpose,
)

PLACE = "argument of "  # before the name of a function: where it is differentiated


def spreads(known: Known | None, argument: Shape) -> bool:
    """Whether a function of numbers stands before an argument of which it can only be meant entry by entry."""
    if known is not None and known.entrywise:
        return bool(argument)
    if known is None or known.kind != "function" or len(known.parameters) != 1 or known.sizes:
        return False
    return not known.parameters[0].sizes and is_spread(argument)


def takes_rows(known: Known | None, argument: Shape) -> bool:
    """Whether a function of vectors with numbers for values, `f: ℝ^p → ℝ`, stands before an n × p matrix: it is meant of each row, as `f(X)` of data X."""
    if known is None or known.kind != "function" or known.sizes or known.entrywise or len(known.parameters) != 1:
        return False
    parameter = known.parameters[0]
    declared = parameter.origin is Origin.DECLARED and len(parameter.sizes) == 1
    return declared and len(argument) == 2 and argument[0] != argument[1] == parameter.sizes[0]


def over_rows(argument: Term, make: Callable[[Term], Term], span: Span) -> Term:
    """Σ_i f(row i of A) e_i."""
    place = Index(f"{ENTRY}row {span[0]}", argument.shape[0])
    value = make(Entry(argument, (place, None)))
    return BigSum(place, Product((value, BasisVector(place.size, place)), span=span), span=span)


def is_spread(argument: Shape) -> bool:
    """Whether a shape is that of a vector or of a matrix that is not square."""
    return len(argument) == 1 or (len(argument) == 2 and argument[0] != argument[1])


def spread(argument: Term, make: Callable[[Term], Term], span: Span) -> Term:
    """Σ_i f(a_i) e_i, or Σ_ij f(A_ij) e_i e_jᵀ."""
    letters = [Index(f"{ENTRY}{k} {span[0]}", size) for k, size in enumerate(argument.shape)]
    units: list[Term] = [BasisVector(letter.size, letter) for letter in letters]
    turned = units[:1] + [Transpose(unit) for unit in units[1:]]
    found: Term = Product((make(Entry(argument, tuple(letters))), *turned), span=span)
    for letter in reversed(letters):
        found = BigSum(letter, found, span=span)
    return found


def slope(make: Callable[[Term], Term], order: int, at: Term, name: str) -> Term:
    """The derivative of a function of a number at a number."""
    place = at if isinstance(at, Symbol) else Symbol(f"{PLACE}{name}", (), "u")
    found = Derivative(make(place), (place,) * order)
    return found if place is at else At(found, ((place, at),))


def is_place(symbol: Symbol) -> bool:
    """Whether a symbol only marks the place at which a function is differentiated."""
    return symbol.name.startswith(PLACE)


def is_literal(loose: Loose) -> bool:
    """Whether a term is written in numerals alone: the 1 of `1 - h ⊙ h`, which stands for all ones."""
    return loose.op == "Number" or (loose.op == "Product" and all(map(is_literal, loose.parts)))


def filled(term: Term, shape: Shape) -> Term:
    """A number in a sum of vectors or matrices: that many ones."""
    ones = Ones(shape)
    return ones if term == Number(Fraction(1)) else Product((term, ones))
