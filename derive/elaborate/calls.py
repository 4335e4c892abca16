"""Functions the document defines, applied: `f(1)`, `f''(a)` become their bodies at the argument."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from derive.goals import Definition
from derive.terms import Apply, At, Derivative, Layout, Term, map_children, substitute

T = TypeVar("T", bound=Term)


def unfold_calls(term: T, definitions: Mapping[str, Definition]) -> T:
    """The term with every application of a defined function written out; derivatives by its parameter become `Derivative`s."""
    return _unfold(term, definitions)  # type: ignore[return-value]


def _unfold(term: Term, definitions: Mapping[str, Definition]) -> Term:
    term = map_children(term, lambda child: _unfold(child, definitions))
    if not isinstance(term, Apply) or not term.name.startswith("user:"):
        return term
    name = term.name.removeprefix("user:")
    stem = name.rstrip("'")
    order = len(name) - len(stem)
    definition = definitions.get(stem)
    if definition is None or len(definition.parameters) != len(term.arguments):
        return term
    body = _unfold(definition.value, {key: value for key, value in definitions.items() if key != stem})
    values = {p.name: a for p, a in zip(definition.parameters, term.arguments, strict=True)}
    if not order:
        return substitute(body, values)
    if len(definition.parameters) != 1:
        return term
    parameter = definition.parameters[0]
    derivative = Derivative(body, (parameter,) * order, Layout.DENOMINATOR, span=term.span)
    argument = term.arguments[0]
    return derivative if argument == parameter else At(derivative, ((parameter, argument),), span=term.span)
