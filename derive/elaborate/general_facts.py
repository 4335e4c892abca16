"""Displays that state a fact about any number or vector of some law, `X ∼ N(μ, Σ) ⇒ Y = A X + b ∼ …`, in letters that mean other things in the rest of the text.

Such a fact is recalled from elsewhere: its letters are its own, and it is understood by itself. Where the text gives a letter the same law elsewhere, the
display speaks of that, and is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derive.document.model import Formula
from derive.elaborate.overloads import spelled
from derive.elaborate.random_words import FOLLOWS
from derive.formula.syntax import Chain, Clause, Display

_GIVES = ("=", ":=", FOLLOWS)
Given = tuple[str, str, str]  # a side, the sign behind it, and what it is said to be or to follow


def general_facts(displays: Mapping[Formula, Display]) -> tuple[Formula, ...]:
    """The displays that state such facts."""
    facts = {block: display for block, display in displays.items() if block.display and _is_fact(display)}
    rest = [given for block, display in displays.items() if block not in facts for given in _given(display.clauses)]
    found = []
    for block, display in facts.items():
        own = list(_given(display.clauses))
        law = next(given for given in own if given[1] == FOLLOWS)
        others = [g for other, shown in facts.items() if other is not block for g in _given(shown.clauses)]
        made = set(_made(display.clauses))
        if law in rest:  # of a number that the text speaks of, another one is made
            own, others = [given for given in own if given[0] in made], []
        if any(_differ(one, other) for one in own for other in rest) or any(_differ(law, other) for other in others):
            found.append(block)
    return tuple(found)


def _is_fact(display: Display) -> bool:
    """Whether a display concludes something from a law."""
    clauses = display.clauses
    leads = [clause.lead for clause in clauses]
    if "⇒" not in leads[1:]:
        return False
    before = clauses[: leads.index("⇒", 1)]
    return any(_follows(clause) for clause in before)


def _follows(clause: Clause) -> bool:
    body = clause.body
    return isinstance(body, Chain) and body.links[0].op == FOLLOWS


def _given(clauses: tuple[Clause, ...]) -> Iterator[Given]:
    """What equations say of their first sides, and what laws are given."""
    for clause in clauses:
        body = clause.body
        if isinstance(body, Chain):
            for link in body.links:
                if link.op in _GIVES and (link is body.links[0] or link.op == FOLLOWS):
                    yield spelled(body.first), link.op, spelled(link.right)


def _made(clauses: tuple[Clause, ...]) -> Iterator[str]:
    """The Y of `Y = A X + b ∼ …`."""
    for clause in clauses:
        body = clause.body
        if isinstance(body, Chain) and body.links[0].op != FOLLOWS and any(k.op == FOLLOWS for k in body.links):
            yield spelled(body.first)


def _differ(one: Given, other: Given) -> bool:
    """Whether two statements give the same side another value or another law."""
    return one[0] == other[0] and one != other and (one[1] == other[1] or FOLLOWS in (one[1], other[1]))
