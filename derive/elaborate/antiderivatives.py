"""Integrals without bounds: `∫ f(x) dx = F(x) + C` says that the derivatives of both sides are the same.

[A] T. M. Apostol, Calculus, vol. 1 (1967), 5.6 and 5.7: an indefinite integral is any primitive, the equation one between derivatives, and with
u = g(x), ∫ f(u) du stands for a primitive of f(g(x)) g'(x).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from derive.elaborate.loose import Unreadable
from derive.elaborate.refutable import free_names
from derive.goals import Definition
from derive.terms import (
    Derivative,
    Implies,
    Integral,
    Number,
    Product,
    Relates,
    Relation,
    Statement,
    Sum,
    Symbol,
    Term,
    map_children,
    substitute,
    symbols,
    walk,
)

NOTE = "an integral without bounds is known up to a constant: the derivatives of both sides are compared"
DOUBT = "bounds may have been left away that the text takes for known"


class Slopes(NamedTuple):
    """What an equation between primitives says of their derivatives, what is to be said of that, and why it may not be what is meant."""

    statement: Statement
    notes: tuple[str, ...] = ()
    doubt: str = ""


def differentiated(statement: Statement, definitions: Mapping[str, Definition], span: tuple[int, int]) -> Slopes:
    """An equation between primitives as the one between their derivatives; any other statement as it is, and an equation between integrals alone that
    speaks of one variable: as of `∫ f(y) g(x - y) dy = ∫ f(x - y) g(y) dy`, its bounds are left away. Raises Unreadable where an integral stands in
    anything but a sum of such."""
    if isinstance(statement, Implies):
        return _concluded(statement, definitions, span)
    if isinstance(statement, Relates):  # `I = a e^x - b I` of a primitive I
        named = {name: definitions[name] for name in symbols(statement) if name in definitions}
        primitives = {name: made.value for name, made in named.items() if not made.parameters and _holds(made.value)}
        sides = (substitute(side, primitives) for side in (statement.left, statement.right))
        statement = Relates(statement.relation, *sides) if primitives else statement
    found = [part for part in walk(statement) if isinstance(part, Integral) and _is_indefinite(part)]
    if not found:
        return Slopes(statement)
    if not isinstance(statement, Relates) or statement.relation is not Relation.EQUAL:
        raise Unreadable("an integral without bounds in anything but an equation", span)
    variable = _variable(statement, found, definitions, span)
    others = {name: definition for name, definition in definitions.items() if name != variable.name}
    outside = any(variable.name in free_names(_without(side), others) for side in (statement.left, statement.right))
    if not outside and len({integral.variable.name for integral in found}) == 1:
        return Slopes(statement, doubt=DOUBT)
    slopes = (_slope(side, variable, others, span) for side in (statement.left, statement.right))
    return Slopes(Relates(statement.relation, *slopes), (NOTE,), "" if outside else DOUBT)


def _concluded(statement: Implies, definitions: Mapping[str, Definition], span: tuple[int, int]) -> Slopes:
    """A conclusion about primitives: of what it is concluded from, what speaks of others is left out."""
    concluded = differentiated(statement.conclusion, definitions, span)
    premises = tuple(premise for premise in statement.premises if not _holds(premise))
    if premises == statement.premises and concluded.statement == statement.conclusion:
        return Slopes(statement, doubt=concluded.doubt)
    left_out = "" if premises == statement.premises else "what it is concluded from is left out"
    said = Implies(premises, concluded.statement) if premises else concluded.statement
    return Slopes(said, concluded.notes, concluded.doubt or left_out)


def _without(side: Term) -> Term:
    """A side with nothing in the place of its integrals without bounds."""
    return (
        Number(Fraction(0))
        if isinstance(side, Integral) and _is_indefinite(side)
        else map_children(side, _without, lenient=True)
    )


def _is_indefinite(integral: Integral) -> bool:
    return integral.lower is None and integral.upper is None and not integral.domain


def _variable(
    statement: Relates, found: list[Integral], definitions: Mapping[str, Definition], span: tuple[int, int]
) -> Symbol:
    """The variable that all else is a function of: that of an integral, or where the text defines all of these, the one that they are defined by."""
    variables = {integral.variable.name: integral.variable for integral in found}
    moving = {name: definitions[name].value for name in variables if name in definitions}
    spoken = symbols(statement)
    bases = {name: symbol for name, symbol in variables.items() if name not in moving}
    for value in moving.values():
        bases |= {name: symbol for name, symbol in symbols(value).items() if name in spoken and not symbol.shape}
    bases = bases or variables
    if len(bases) != 1 or any(set(bases) - set(symbols(value)) for name, value in moving.items() if name not in bases):
        raise Unreadable("integrals without bounds over variables of which none is a function of the other", span)
    return next(iter(bases.values()))


def _slope(term: Term, variable: Symbol, definitions: Mapping[str, Definition], span: tuple[int, int]) -> Term:
    moves = variable.name in free_names(term, definitions)
    if not _holds(term):
        return Derivative(term, (variable,)) if moves else Number(Fraction(0))
    if isinstance(term, Integral) and _is_indefinite(term):
        if _holds(term.body):
            raise Unreadable("an integral without bounds within another", span)
        same = term.variable.name == variable.name
        return term.body if same else Product((term.body, Derivative(term.variable, (variable,))))
    if isinstance(term, Sum):
        return Sum(tuple(_slope(part, variable, definitions, span) for part in term.terms))
    if isinstance(term, Product):
        inside = [part for part in term.factors if _holds(part)]
        rest = [part for part in term.factors if not _holds(part)]
        if len(inside) == 1 and not any(variable.name in free_names(part, definitions) for part in rest):
            return Product(
                tuple(_slope(part, variable, definitions, span) if _holds(part) else part for part in term.factors)
            )
    raise Unreadable("an integral without bounds within something else", span)


def _holds(term: Term) -> bool:
    return any(isinstance(part, Integral) and _is_indefinite(part) for part in walk(term))
