"""Derivatives of integrals between two ends, by Leibniz' rule: `d/dx ∫_a^b f dt = b' f(b) - a' f(a) + ∫_a^b ∂f/∂x dt` [Rudin, Principles, 9.42 and 6.20].

Only of what is made of functions that are smooth wherever they have a value: of `∫_0^1 sign(x - t) dt` the rule says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from derive.elaborate.refutable import free_names
from derive.goals import Claim, Definition, Goal
from derive.record import replace
from derive.terms import (
    Apply,
    Constant,
    Derivative,
    Entry,
    Index,
    Integral,
    Number,
    Power,
    Product,
    Relates,
    SizeValue,
    Sum,
    Symbol,
    Term,
    map_children,
    substitute,
    walk,
)

_PLAIN = (Symbol, Number, Constant, Sum, Product, Power, Integral, SizeValue, Index, Entry)
_SMOOTH = frozenset(["exp", "log", "sqrt", "sin", "cos", "sinh", "cosh", "tanh", "arctan", "sigmoid", "softplus"])


def carried_out(goal: Goal) -> Goal:
    """A goal with the derivatives of integrals carried out."""
    said = goal.statement
    if not isinstance(said, Relates):
        return goal
    definitions = {definition.symbol.name: definition for definition in goal.definitions}
    sides = (_carried_out(said.left, definitions), _carried_out(said.right, definitions))
    if sides == (said.left, said.right):
        return goal
    claim = Claim.EQUALITY if goal.claim is Claim.GRADIENT else goal.claim
    return replace(goal, claim=claim, statement=replace(said, left=sides[0], right=sides[1]))


def _carried_out(term: Term, definitions: Mapping[str, Definition]) -> Term:
    made = map_children(term, lambda child: _carried_out(child, definitions))
    if not isinstance(made, Derivative) or made.shape or not any(isinstance(p, Integral) for p in walk(made.body)):
        return made
    if not all(isinstance(variable, Symbol) and not variable.shape for variable in made.variables):
        return made
    spoken = (made.body, *(definition.value for definition in definitions.values()))
    bound = {part.variable for one in spoken for part in walk(one) if isinstance(part, Integral)}
    if bound & set(made.variables):
        return made
    body: Term | None = made.body
    for variable in made.variables:
        body = _slope(body, variable, definitions) if body is not None and isinstance(variable, Symbol) else None
    return made if body is None else body


def _slope(term: Term, variable: Symbol, definitions: Mapping[str, Definition]) -> Term | None:
    """The derivative of a term with integrals; None where the rule does not say what it is."""
    if variable.name not in free_names(term, definitions):
        return Number(Fraction(0))
    if not any(isinstance(part, Integral) for part in walk(term)):
        return Derivative(term, (variable,))
    if isinstance(term, Sum):
        parts = [_slope(part, variable, definitions) for part in term.terms]
        kept = [part for part in parts if part is not None]
        return Sum(tuple(kept)) if len(kept) == len(parts) else None
    if isinstance(term, Product):
        moving = [part for part in term.factors if variable.name in free_names(part, definitions)]
        slope = _slope(moving[0], variable, definitions) if len(moving) == 1 else None
        if slope is None:
            return None
        return Product(tuple(slope if part is moving[0] else part for part in term.factors))
    return _of_integral(term, variable, definitions) if isinstance(term, Integral) else None


def _of_integral(term: Integral, variable: Symbol, definitions: Mapping[str, Definition]) -> Term | None:
    ends = (term.lower, term.upper)
    if (
        term.shape
        or term.variable.shape
        or term.variable.name == variable.name
        or not _is_smooth(term.body, definitions)
    ):
        return None
    found: list[Term] = []
    for sign, end in zip((-1, 1), ends, strict=True):
        if end is None or any(isinstance(part, Constant) and part.name == "infinity" for part in walk(end)):
            return None
        if variable.name in free_names(end, definitions):
            there = _put(term.body, term.variable, end)
            moved = () if end == variable else (Derivative(end, (variable,)),)
            less = (Number(Fraction(-1)),) if sign < 0 else ()
            found.append(Product((*less, *moved, there)) if less or moved else there)
    if variable.name in free_names(term.body, definitions):
        within = _slope(term.body, variable, definitions)
        if within is None:
            return None
        found.append(replace(term, body=within, span=None))
    return Sum(tuple(found)) if len(found) > 1 else found[0] if found else Number(Fraction(0))


def _put(term: Term, variable: Symbol, value: Term) -> Term:
    """A term at a value of a variable; what changes by that stands nowhere in the text."""
    if term == variable:
        return value
    if isinstance(term, Integral | Derivative):
        return replace(substitute(term, {variable.name: value}), span=None)
    made = map_children(term, lambda child: _put(child, variable, value))
    return made if made == term else replace(made, span=None)


def _is_smooth(term: Term, definitions: Mapping[str, Definition]) -> bool:
    """Whether a term is made of functions that are smooth where they have a value, and so is what it is defined by."""
    if any(part.name in definitions for part in walk(term) if isinstance(part, Symbol)):
        return False
    smooth = (
        p.name in _SMOOTH or p.name.startswith("user:")
        if isinstance(p, Apply)
        else isinstance(p, (*_PLAIN, Derivative))
        for p in walk(term)
    )
    return all(smooth)
