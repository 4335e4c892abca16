"""Functions the document defines, applied: `f(1)`, `f''(a)` become their bodies at the argument."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from derive.elaborate.chain_rule import pattern, placed
from derive.elaborate.entrywise import PLACE
from derive.elaborate.loose import Misapplied, Unreadable
from derive.elaborate.polynomials import at_matrix
from derive.elaborate.scope import OF_ITS_OWN, TOLD
from derive.goals import Definition
from derive.record import replace
from derive.terms import (
    Apply,
    At,
    BigProduct,
    BigSum,
    Derivative,
    Entry,
    Index,
    Layout,
    Symbol,
    Term,
    describe,
    indices_in,
    map_children,
    substitute,
    symbols,
    walk,
)

T = TypeVar("T", bound=Term)
_USER = "user:"


def unfold_calls(term: T, definitions: Mapping[str, Definition]) -> T:
    """The term with every application of a defined function written out; derivatives by its parameter become `Derivative`s."""
    return _unfold(term, definitions)  # type: ignore[return-value]


def _check_shapes(definition: Definition, term: Apply) -> None:
    """Refuses arguments of another shape than the parameters. Raises Misapplied where the parameter is a number that scales
    vectors; Unreadable where a function of numbers may be meant entry by entry."""
    for parameter, argument in zip(definition.parameters, term.arguments, strict=True):
        if parameter.shape == argument.shape:
            continue
        span = argument.span or term.span or (0, 0)
        name = term.name.removeprefix("user:")
        if not parameter.shape and any(symbol.shape for symbol in symbols(definition.value).values()):
            reason = f"{name} is a function of a number, and this argument is {describe(argument.shape)}"
            raise Misapplied(name.rstrip("'"), reason, span)
        raise Unreadable(f"{name} is applied to another shape than it is defined for", span)


def _unfold(term: Term, definitions: Mapping[str, Definition]) -> Term:
    term = _at_its_variable(map_children(term, lambda child: _unfold(child, definitions)))
    if not isinstance(term, Apply) or not term.name.startswith("user:"):
        return term
    name = term.name.removeprefix("user:")
    stem = name.rstrip("'")
    order = len(name) - len(stem)
    definition = definitions.get(stem)
    if definition is None or len(definition.parameters) != len(term.arguments):
        return term
    body = _unfold(definition.value, {key: value for key, value in definitions.items() if key != stem})
    if len(term.arguments) == 1 and not order and term.shape == term.arguments[0].shape and term.shape:
        parameter = definition.parameters[0]
        if not parameter.shape and not body.shape:
            return at_matrix(body, parameter, term.arguments[0])
    _check_shapes(definition, term)
    _bound_apart(body, term)
    if TOLD in stem:
        body = _of_member(definition, body, term)
    values = {p.name: a for p, a in zip(definition.parameters, term.arguments, strict=True)}
    body = _of_models(body, values)
    found = substitute(body, values) if not order else _differentiated(definition, body, order, term)
    if found.shape != term.shape:
        raise Unreadable(f"{stem} as it is defined has another shape here", term.span or (0, 0))
    return found


def _at_its_variable(term: Term) -> Term:
    """A derivative at a symbol that its function does not speak of: the derivative by that symbol."""
    if not isinstance(term, At) or len(term.values) != 1 or not isinstance(term.body, Derivative):
        return term
    (variable, point), derivative = term.values[0], term.body
    other = not isinstance(point, Symbol) or point.shape != variable.shape or point.name in symbols(derivative.body)
    if other or not variable.name.startswith(PLACE) or any(by != variable for by in derivative.variables):
        return term
    body = substitute(derivative.body, {variable.name: point})
    return replace(derivative, body=body, variables=(point,) * len(derivative.variables))


def _differentiated(definition: Definition, body: Term, order: int, term: Apply) -> Term:
    """`f''(a)`: the derivative of a function of one variable at its argument."""
    if len(definition.parameters) != 1:
        return term
    parameter, argument = definition.parameters[0], term.arguments[0]
    derivative = Derivative(body, (parameter,) * order, Layout.DENOMINATOR, span=term.span)
    return derivative if argument == parameter else At(derivative, ((parameter, argument),), span=term.span)


def _bound_apart(body: Term, term: Apply) -> None:
    """Raises Unreadable where an index that a function's body binds stands in what it is applied to."""
    bound = {part.index.name for part in walk(body) if isinstance(part, BigSum | BigProduct)}
    outside = {name for argument in term.arguments for name in indices_in(argument)}
    if bound & outside:
        raise Unreadable("an index that stands for two things", term.span or (0, 0))


def _of_member(definition: Definition, body: Term, term: Apply) -> Term:
    """The body of `p(y_i | θ) = …`, in which the index of the member may stand, for the member that the function is applied to. Raises Unreadable where that is
    none."""
    bound = {part.index.name for part in walk(body) if isinstance(part, BigSum | BigProduct)}
    free = indices_in(body) - bound
    if not free:
        return body
    members = [
        index
        for parameter, argument in zip(definition.parameters, term.arguments, strict=True)
        if parameter.name.endswith(OF_ITS_OWN) and isinstance(argument, Entry)
        for index in argument.indices
        if index is not None
    ]
    if len(free) != 1 or len(members) != 1:
        raise Unreadable("a density that varies with the index of its member", term.span or (0, 0))
    return _with_index(body, free.pop(), members[0])


def _of_models(term: Term, values: Mapping[str, Term]) -> Term:
    """The body of `L(m) = log p(y | m)` for an m_1: it speaks of the density that is written `p(y | m_1)`."""
    term = map_children(term, lambda child: _of_models(child, values))
    if not isinstance(term, Apply) or TOLD not in term.name:
        return term
    whole = pattern(term.name.removeprefix(_USER))
    found = placed((*whole.items, *whole.given), term.arguments) if whole is not None else None
    if whole is None or found is None:
        return term
    named = [_as_named(item, argument, values) for item, argument in found]
    count = len(whole.items)
    return replace(term, name=_USER + replace(whole, items=tuple(named[:count]), given=tuple(named[count:])).name)


def _as_named(item: str, argument: Term | None, values: Mapping[str, Term]) -> str:
    """What stands in the brackets of a density where a parameter gets a value that is called as it is, with a label: the m_1 of an m."""
    value = values.get(item) if isinstance(argument, Symbol) and argument.name == item else None
    return value.name if isinstance(value, Symbol) and value.name.startswith(f"{item}_") else item


def _with_index(term: Term, name: str, value: Term) -> Term:
    if isinstance(term, Index):
        return value if term.name == name else term
    return map_children(term, lambda child: _with_index(child, name, value))
