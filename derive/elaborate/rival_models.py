"""Models that a text compares: after `y = X_1 β_1 + ε_1` the equations `y = X_2 β_2 + ε_2` and `y = ε_0, ε_0 ∼ …`, with an error of their own, claim nothing
of the same y, and `X_1 = y w + e, e ∼ …` claims nothing of the X_1 that y is made of; and what stands behind a law in its display, `ε ∼ N(0, σ²V), σ²V = (τP)^{-1}`, says what its parameter is."""

from __future__ import annotations

from derive import lazy_re as re
from derive.elaborate.events import Said
from derive.elaborate.loose import names_in
from derive.elaborate.models import is_error, is_model
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.formula.syntax import Add, Link, Node


def is_rival(reading: Reading, first: Node, links: list[Link]) -> bool:
    """Whether an equation is another model of what a model before it has been given for; then it is listed as such."""
    name, right = key(first), links[0].right
    if len(links) != 1 or links[0].op != "=" or name is None:
        return False
    terms = right.terms if isinstance(right, Add) else (("+", right),)
    text, random = reading.document.text, reading.formulas.chances.ranks
    defined = [event for event in reading.events if event.kind is Said.DEFINE and event.right is not None]
    before = next((e for e in reversed(defined) if e.known is not None and e.known.name == name), None)
    value = before.right if before is not None and name in reading.definitions else None
    if value is None and not any(name in names_in(event.right) for event in defined if event.right is not None):
        return False
    added = {name: term for sign, term in terms if sign == "+" and (name := key(term))}
    known = {*reading.scope.names, *reading.scope.sizes}
    fresh = {name: term for name, term in added.items() if name not in known}
    # one term alone is an error where the text says how it is distributed
    model = isinstance(right, Add) and value is not None and is_model(value, random, reading.definitions, text)
    rival = any(
        (model and is_error(name, random, text)) or _has_law(reading, term, links[0].span[1])
        for name, term in fresh.items()
    )
    if rival:
        reading.says_nothing((first.span[0], links[0].span[1]), "a model of what was observed")
    return rival


_BETWEEN = r"(?:[\s,;&]|\\[;,:! ]|\\q?quad|\\text\s*\{[^{}]{0,20}\}|where|with)*"


def _has_law(reading: Reading, error: Node, end: int) -> bool:
    """Whether what follows says how an error is distributed: `Y = X B + E, E ∼ …`."""
    written = re.escape(reading.written(error))
    return (
        re.match(_BETWEEN + written + r"\s*\\(?:sim|(?:over|stack)\w*\s*\{)", reading.text((end, end + 200)))
        is not None
    )


def gives_parameter(reading: Reading, first: Node, links: list[Link]) -> bool:
    """Whether an equation behind a law in the same display says of a parameter, as it is written in the law, what it is."""
    display, written = reading.parameters
    return display == reading.display and len(links) == 1 and links[0].op == "=" and reading.written(first) in written
