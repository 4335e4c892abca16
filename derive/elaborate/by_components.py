"""Derivatives by a vector that the text makes of names, `w = (a, b)`, of what is given in these: the derivatives by each of them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from derive.elaborate.reading import Reading
from derive.goals import Definition
from derive.terms import Block, Derivative, Entry, Number, Symbol, Term, map_children, substitute, symbols

T = TypeVar("T", bound=Term)


def by_components(term: T, definitions: Mapping[str, Definition]) -> T:
    """The term with gradients and Hessians by such vectors written out."""
    return _written_out(term, definitions)  # type: ignore[return-value]


def of_its_entries(value: Term, parameters: tuple[Symbol, ...], definitions: Mapping[str, Definition]) -> Term:
    """What a function of such a vector is, in the entries of the vector."""
    for parameter in parameters:
        parts = _components(parameter, definitions)
        entries = {part.name: Entry(parameter, (Number(Fraction(place)),)) for place, part in enumerate(parts, 1)}
        value = substitute(value, entries)
    return value


def is_listed(reading: Reading, name: str) -> bool:
    """Whether a name was last given a list of names that are given no value, `w = (a, b)`."""
    made = reading.last_definition(name)
    listed = made.right if made is not None and not made.parameters else None
    while listed is not None and listed.op == "Transpose":
        listed = listed.parts[0]
    cells = listed.parts if listed is not None and listed.op == "Block" else ()
    names = [cell.data.name for cell in cells if cell.op == "Symbol" and not cell.data.sizes]
    return bool(cells) and len(names) == len(cells) == len(set(names)) and not reading.definitions & set(names)


def _written_out(term: Term, definitions: Mapping[str, Definition]) -> Term:
    term = map_children(term, lambda child: _written_out(child, definitions), lenient=True)
    if not isinstance(term, Derivative) or term.body.shape or len(set(term.variables)) != 1 or len(term.variables) > 2:
        return term
    variable, body = term.variables[0], term.body
    given = definitions.get(body.name) if isinstance(body, Symbol) else None
    body = given.value if given is not None and not given.parameters else body
    parts = _components(variable, definitions)
    if not isinstance(variable, Symbol) or not parts or not {part.name for part in parts} & symbols(body).keys():
        return term
    body = substitute(body, {variable.name: definitions[variable.name].value})
    others = parts if len(term.variables) == 2 else [None]
    rows = tuple(
        tuple(Derivative(body, (part,) if other is None else (part, other), term.layout) for other in others)
        for part in parts
    )
    made = Block(rows, span=term.span)
    return made if made.shape == term.shape else term


def _components(variable: Term, definitions: Mapping[str, Definition]) -> list[Symbol]:
    """The names that a vector is made of, all of them different numbers of which nothing is said."""
    made = definitions.get(variable.name) if isinstance(variable, Symbol) else None
    if made is None or made.parameters or not isinstance(made.value, Block) or len(made.value.shape) != 1:
        return []
    cells = [cell for row in made.value.rows for cell in row]
    parts = [cell for cell in cells if isinstance(cell, Symbol) and not cell.shape and cell.name not in definitions]
    return parts if len(parts) == len(cells) == len({part.name for part in parts}) else []
