"""`X, Y \\sim \\mathcal{N}(0, 1)` before anything is read: each of the names has that distribution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.random_words import FOLLOWS, family_named
from derive.elaborate.scalar_laws import is_of_number
from derive.elaborate.scope import key
from derive.formula.syntax import Chain, Clause, Display, Dots, Link, Node, Tuple, items_of
from derive.record import replace


def each_has(displays: Iterable[Display]) -> list[Display]:
    """The displays with a law behind a list of names said of each of them; `X_1, …, X_n ∼ …` is said of a family, and left as it is."""
    return [replace(display, clauses=_spread(display.clauses)) for display in displays]


def _spread(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    found: list[Clause] = []
    for clause in clauses:
        body = clause.body
        if not (isinstance(body, Chain) and len(body.links) == 1 and _is_of_each(body.links[0])):
            found.append(clause)
            continue
        names = [*_before(found, clause), *items_of(body.first)]
        found += (
            _of_each(names, clause, body.links[0])
            if all(key(name) or isinstance(name, Dots) for name in names)
            else (clause,)
        )
    return tuple(found)


def _is_of_each(law: Link) -> bool:
    """Whether a law is one of numbers: `x_1, x_2 \\sim \\mathcal{N}(\\mu, \\Sigma)` may be that of both together."""
    found = family_named(law.right) if law.op == FOLLOWS else None
    return law.op == FOLLOWS and (found is None or is_of_number(law.right))


def _before(found: list[Clause], clause: Clause) -> list[Node]:
    """The names in lists right before a clause, taken off what was found; none where dots stand among them."""
    names: list[Node] = []
    while clause.lead == "," and found and _are_names(found[-1].body):
        clause = found.pop()
        names = [*items_of(clause.body), *names]
    return names


def _of_each(names: list[Node], clause: Clause, law: Link) -> Iterator[Clause]:
    """The law of each of the names, or of the last one behind a list with dots."""
    dots = next((place for place, name in enumerate(names) if isinstance(name, Dots)), None)
    if dots is not None and len(names) > 1:
        listed = Tuple(tuple(names[:-1]), (",",) * (len(names) - 2), span=(names[0].span[0], names[-2].span[1]))
        yield Clause(listed, clause.lead, row=clause.row, span=listed.span)
        names = names[-1:]
    for place, name in enumerate(names):
        last = place == len(names) - 1
        body = Chain(name, (law,), span=(name.span[0], law.span[1]))
        lead = clause.lead if dots is None and not place else ","
        yield Clause(
            body,
            lead,
            clause.tail if last else (),
            clause.row,
            clause.tags if last else (),
            span=(name.span[0], clause.span[1]),
        )


def _are_names(node: Node) -> bool:
    """Whether a formula is a list of names, none of them left to dots."""
    return all(key(item) is not None and not isinstance(item, Dots) for item in items_of(node))
