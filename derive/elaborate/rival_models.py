"""Models that a text compares: after `y = X_1 β_1 + ε_1` the equation `y = X_2 β_2 + ε_2`, with an error of its own, claims nothing of the same y; and what
stands behind a law in its display, `ε ∼ N(0, σ²V), σ²V = (τP)^{-1}`, says what its parameter is."""

from __future__ import annotations

from derive.elaborate.events import Said
from derive.elaborate.models import is_error, is_model
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.formula.syntax import Add, Link, Node


def is_rival(reading: Reading, first: Node, links: list[Link]) -> bool:
    """Whether an equation is another model of what a model before it has been given for; then it is listed as such."""
    name = key(first)
    if len(links) != 1 or links[0].op != "=" or name not in reading.definitions or not isinstance(links[0].right, Add):
        return False
    before = next(
        (
            event
            for event in reversed(reading.events)
            if event.kind is Said.DEFINE and event.known is not None and event.known.name == name
        ),
        None,
    )
    text, random = reading.document.text, reading.formulas.chances.ranks
    if before is None or before.right is None or not is_model(before.right, random, reading.definitions, text):
        return False
    errors = [key(term) or "" for sign, term in links[0].right.terms if sign == "+"]
    fresh = [error for error in errors if error and error not in reading.scope.names and is_error(error, random, text)]
    if fresh:
        reading.says_nothing((first.span[0], links[0].span[1]), "another model of what was observed")
    return bool(fresh)


def gives_parameter(reading: Reading, first: Node, links: list[Link]) -> bool:
    """Whether an equation behind a law in the same display says of a parameter, as it is written in the law, what it is."""
    display, written = reading.parameters
    return display == reading.display and len(links) == 1 and links[0].op == "=" and reading.written(first) in written
