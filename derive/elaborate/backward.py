"""Gradients passed backwards: in `∂L/∂x = ∂L/∂y wᵀ` with `y = x w`, L is any function of y; in `∂ℓ/∂Λ` with `Λ = Σ⁻¹`, ℓ is what it is in Λ, and in
`∂L/∂r` of an `L = ‖A x - b‖²` with `r = A x - b`, L is `‖r‖²`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from derive import lazy_re as re
from derive.elaborate.entrywise import PLACE
from derive.elaborate.refutable import ANY, free_names
from derive.goals import Definition
from derive.record import replace
from derive.terms import (
    Apply,
    At,
    Derivative,
    Entry,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    map_children,
    substitute,
    symbols,
    walk,
)

T = TypeVar("T", bound=Term)
MINUS = Number(Fraction(-1))


def gradients_written_out(term: T, definitions: Mapping[str, Definition]) -> T:
    """A term that differentiates L with the names for gradients of it written out: the δ of `∂L/∂W = δ hᵀ` where `δ = ∂L/∂z`."""
    bodies = {part.body for part in walk(term) if isinstance(part, Derivative) and isinstance(part.body, Symbol)}
    named = {
        name: definition.value
        for name, definition in definitions.items()
        if isinstance(definition.value, Derivative) and not definition.parameters and definition.value.body in bodies
    }
    return substitute(term, named) if named else term  # type: ignore[return-value]


# the marks of `\\delta^{(l)}` and `\\delta^{(l+1)}`: what is said of any l is said of the next one
_MARK = re.compile(r"(?P<stem>.+?)(?P<mark>\^\((?:\+)?(?P<letter>[a-z])(?:[+-]\d+)?\)(?:\[\])?)")


def gradients_of_layers(term: T, definitions: Mapping[str, Definition]) -> T:
    """A term that speaks of the gradients by two layers, the `\\delta^{(l)}` and `\\delta^{(l+1)}` of `\\delta^{(l)} = \\partial C / \\partial z^{(l)}`, with both written out."""
    values: dict[str, Term] = {}
    for name, symbol in symbols(term).items():
        marked = _MARK.fullmatch(name)
        value = _gradient(marked, symbol, definitions) if marked is not None else None
        if value is not None:
            values[name] = value
    return substitute(term, values) if len(values) > 1 else term  # type: ignore[return-value]


def _gradient(marked: re.Match[str], symbol: Symbol, definitions: Mapping[str, Definition]) -> Derivative | None:
    """The gradient that a name with a mark is, by its own definition or by that of the same name under another mark with the letter."""
    for name, definition in definitions.items():
        general, value = _MARK.fullmatch(name), definition.value
        if general is None or (general["stem"], general["letter"]) != (marked["stem"], marked["letter"]):
            continue
        if not isinstance(value, Derivative) or not isinstance(value.body, Symbol) or len(value.variables) != 1:
            continue
        (variable,) = value.variables
        by = variable.name.removesuffix(general["mark"]) if isinstance(variable, Symbol) else ""
        if not isinstance(variable, Symbol) or by == variable.name:
            continue
        here = f"{by}{marked['mark']}"
        of = variable if here == variable.name else definitions[here].symbol if here in definitions else None
        if of is not None and of.shape == symbol.shape:
            return replace(value, variables=(of,))
    return None


def passed_back(term: T, definitions: Mapping[str, Definition]) -> T:
    """The term with a quantity that is differentiated by something defined, and by what that is made of, as a function of the former."""
    for name, through in _quantities(term, definitions).items():
        term = _replaced(term, name, through)  # type: ignore[assignment]
    return term


def _quantities(term: Term, definitions: Mapping[str, Definition]) -> dict[str, Symbol]:
    """By name, the undefined scalars that stand only under derivatives by several symbols, with the one that is made of the others."""
    variables: dict[str, dict[str, Symbol]] = {}
    for part in walk(term):
        if isinstance(part, Derivative) and isinstance(part.body, Symbol) and not part.body.shape:
            for variable in map(_whole, part.variables):
                if variable is not None:
                    variables.setdefault(part.body.name, {})[variable.name] = variable
    found: dict[str, Symbol] = {}
    for name, by in variables.items():
        if name in definitions or len(by) < 2:
            continue
        for variable in by.values():
            definition = definitions.get(variable.name)
            others = set(by) - {variable.name}
            if (
                definition is not None
                and not definition.parameters
                and others <= free_names(definition.value, {n: d for n, d in definitions.items() if n not in others})
            ):
                found[name] = variable
    return found


def _whole(variable: Term) -> Symbol | None:
    """The symbol that something is differentiated by, or by an entry of it."""
    of = variable.base if isinstance(variable, Entry) else variable
    return of if isinstance(of, Symbol) else None


def _replaced(term: Term, name: str, through: Symbol) -> Term:
    if isinstance(term, Derivative) and isinstance(term.body, Symbol) and term.body.name == name:
        if len(term.variables) == 1 and _whole(term.variables[0]) == through:
            place = Symbol(f"{PLACE}{name}", through.sizes, "u")
            by = substitute(term.variables[0], {through.name: place})
            slope = Derivative(Apply(f"{ANY}{name}", (place,)), (by,), term.layout, span=term.span)
            return At(slope, ((place, through),), span=term.span)
        return Derivative(Apply(f"{ANY}{name}", (through,)), term.variables, term.layout, span=term.span)
    return map_children(term, lambda child: _replaced(child, name, through))


def by_inverses(term: T, definitions: Mapping[str, Definition]) -> T:
    """The term with what is differentiated by a name for an inverse as a function of that: `∂ℓ/∂Λ` where `Λ = Σ⁻¹` and ℓ is given in Σ."""
    if isinstance(term, Derivative) and len(set(term.variables)) == 1 and isinstance(term.variables[0], Symbol):
        variable = term.variables[0]
        definition = definitions.get(variable.name)
        inverse = definition.value if definition is not None and not definition.parameters else None
        if isinstance(inverse, Power) and inverse.exponent == MINUS and isinstance(inverse.base, Symbol):
            others = {name: other for name, other in definitions.items() if name != variable.name}
            within = free_names(term.body, others)
            if inverse.base.name in within and variable.name not in within and inverse.base.name not in definitions:
                place = ((inverse.base, Power(variable, MINUS)),)
                return replace(term, body=At(_unfolded(term.body, inverse.base.name, others), place))
    return map_children(term, lambda child: by_inverses(child, definitions), lenient=True)  # type: ignore[return-value]


def by_values(term: T, definitions: Mapping[str, Definition]) -> T:
    """The term with what is differentiated by a name, of which it does not speak, as a function of that: the `f(g(x))` of `dz/du` where `u = g(x)` is `f(u)`. So it is
    only where nothing else that the name is made of stands in it."""
    variable = term.variables[0] if isinstance(term, Derivative) and len(set(term.variables)) == 1 else None
    definition = definitions.get(variable.name) if isinstance(variable, Symbol) else None
    if isinstance(term, Derivative) and isinstance(variable, Symbol) and definition and not definition.parameters:
        others = {name: other for name, other in definitions.items() if name != variable.name}
        made_of = free_names(definition.value, others)
        within = free_names(term.body, others)
        if variable.name not in within and made_of and made_of <= within:  # a number is made of nothing
            body = _with_name(_spelled(term.body, others), _spelled(definition.value, others), variable)
            if variable.name in symbols(body) and made_of.isdisjoint(symbols(body)):
                return replace(term, body=body)
    return map_children(term, lambda child: by_values(child, definitions), lenient=True)  # type: ignore[return-value]


def _spelled(term: Term, definitions: Mapping[str, Definition]) -> Term:
    """A term with all that is defined in it in full."""
    values = {
        name: _spelled(definitions[name].value, {n: d for n, d in definitions.items() if n != name})
        for name in symbols(term)
        if name in definitions and not definitions[name].parameters
    }
    return substitute(term, values) if values else term


def _with_name(term: Term, value: Term, name: Symbol) -> Term:
    """A term with a name for a value that stands in it, also as some of the factors or summands there."""
    if term == value:
        return name
    if isinstance(term, Product) and isinstance(value, Product):
        size = len(value.factors)
        for start in range(len(term.factors) - size + 1):
            if term.factors[start : start + size] == value.factors:
                rest = (*term.factors[:start], name, *term.factors[start + size :])
                term = replace(term, factors=rest)
                break
    if isinstance(term, Sum) and isinstance(value, Sum) and all(part in term.terms for part in value.terms):
        left = list(term.terms)
        for part in value.terms:
            if part in left:
                left.remove(part)
        if len(left) == len(term.terms) - len(value.terms):
            term = replace(term, terms=(name, *left)) if left else name
    return map_children(term, lambda child: _with_name(child, value, name), lenient=True)


def _unfolded(term: Term, name: str, definitions: Mapping[str, Definition]) -> Term:
    """A term with the values of the names in it that are made of another one."""
    values = {
        inner: _unfolded(definitions[inner].value, name, definitions)
        for inner in symbols(term)
        if inner in definitions and name in free_names(definitions[inner].value, definitions)
    }
    return substitute(term, values) if values else term
