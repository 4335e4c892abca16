r"""Models of observations that leave out the index of what they speak of: `y = \beta_0 + \beta_1 x + \varepsilon, \; \varepsilon_i \sim \dots` is said of each y_i,
x_i and ε_i. A number beside vectors is none, but written with their index it is a sum of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.random_words import FOLLOWS
from derive.elaborate.scope import key
from derive.elaborate.spelling import INDEX_LETTERS
from derive.elaborate.survey import inside
from derive.formula.syntax import Add, Chain, Clause, Display, Juxt, Name, Node, Num, Sub
from derive.record import replace


def with_indices(displays: Iterable[Display]) -> list[Display]:
    """The displays with such models written with the index of their errors, where the text has a member with that index of everything but of the
    coefficients."""
    listed = list(displays)
    if not any(True for display in listed for _ in _models(display)):
        return listed
    bodies = tuple(clause.body for display in listed for clause in display.clauses)
    members = {found for node in inside(bodies) if (found := _member(node)) is not None}
    return [_indexed(display, members) for display in listed]


def _member(node: Node) -> tuple[str, str] | None:
    """The stem and the letter of `x_i`."""
    if not (isinstance(node, Sub) and isinstance(node.base, Name) and isinstance(node.sub, Name)):
        return None
    stem, letter = key(node.base), key(node.sub)
    return (stem, letter) if stem and letter in INDEX_LETTERS else None


def _models(display: Display) -> Iterator[tuple[Clause, str]]:
    """The equations of a display behind which it says how each member of one of their terms is distributed, and the letter that counts these."""
    for place, clause in enumerate(display.clauses[:-1]):
        body = clause.body
        if not (isinstance(body, Chain) and len(body.links) == 1 and body.links[0].op == "="):
            continue
        right = body.links[0].right
        added = {key(term) for _, term in right.terms} if isinstance(right, Add) else set()
        for behind in display.clauses[place + 1 :]:
            law = behind.body
            found = _member(law.first) if isinstance(law, Chain) and law.links[0].op == FOLLOWS else None
            if found is not None and found[0] in added:
                yield clause, found[1]
                break


def _indexed(display: Display, members: set[tuple[str, str]]) -> Display:
    changed = {id(clause): _of_members(clause, letter, members) for clause, letter in _models(display)}
    return replace(display, clauses=tuple(changed.get(id(clause), clause) for clause in display.clauses))


def _of_members(clause: Clause, letter: str, members: set[tuple[str, str]]) -> Clause:
    """The equation with the index at everything that has members: a number, terms with one such factor each, and coefficients with subscripts."""
    body = clause.body
    assert isinstance(body, Chain)
    right = body.links[0].right
    terms = [term for _, term in right.terms] if isinstance(right, Add) else []
    counts = [_moving(term, letter, members) for term in terms]
    if _moving(body.first, letter, members) != 1 or 0 not in counts or not all(count in (0, 1) for count in counts):
        return clause
    first, right = _with_index(body.first, letter, members), _with_index(right, letter, members)
    return replace(clause, body=replace(body, first=first, links=(replace(body.links[0], right=right),)))


def _moving(term: Node, letter: str, members: set[tuple[str, str]]) -> int | None:
    """How many factors of a term have members; None where something else stands in it than these, numerals and names with subscripts."""
    count = 0
    for factor in term.factors if isinstance(term, Juxt) and not any(term.signs) else (term,):
        if isinstance(factor, Name) and (key(factor), letter) in members:
            count += 1
        elif not isinstance(factor, Num) and not (isinstance(factor, Sub) and _member(factor) is None and key(factor)):
            return None
    return count


def _with_index(node: Node, letter: str, members: set[tuple[str, str]]) -> Node:
    if isinstance(node, Add):
        return replace(node, terms=tuple((sign, _with_index(term, letter, members)) for sign, term in node.terms))
    if isinstance(node, Juxt):
        return replace(node, factors=tuple(_with_index(factor, letter, members) for factor in node.factors))
    found = isinstance(node, Name) and (key(node), letter) in members
    return Sub(node, Name(letter, span=node.span), span=node.span) if found else node
