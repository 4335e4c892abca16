"""Alternatives: `a = 0` or `b = 0`, `x = ±1`. Over the reals one of several equations holds just where the product of their gaps is zero.

Between displays that offer no values, `A^T A x = A^T b` "or" `x = (A^T A)^{-1} A^T b`, the word says the same once more.
"""

from __future__ import annotations

from fractions import Fraction

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.definitions import is_literal
from derive.elaborate.events import Alternatives, Event, Said
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.products import negative
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.elaborate.spelling import mapped
from derive.elaborate.survey import inside
from derive.formula.syntax import Add, Chain, Clause, Node
from derive.record import replace

_OR = re.compile(r"\s*,?\s*(?:or|or else|or that)\s*,?\s*", re.I)
_BOTH = {"±": ("+", "-"), "∓": ("-", "+")}


def is_joined(before: str) -> bool:
    """Whether the words between two formulas make alternatives of them."""
    return _OR.fullmatch(before) is not None


_EITHER = re.compile(r"\beither\b", re.I)


def restates(reading: Reading, first: Formula, sentence: str) -> bool:
    """Whether "or" stands between a display and the next one, and makes no alternatives of them: the second says in other words what the first says."""
    place = reading.places[first] + 1
    second = reading.order[place] if place < len(reading.order) else None
    if second is None or not (first.display and second.display) or _EITHER.search(sentence):
        return False
    displays = reading.formulas.displays
    if first not in displays or second not in displays or not is_joined(reading.text((first.span[1], second.span[0]))):
        return False
    bodies = [clause.body for clause in (*displays[first].clauses[-1:], *displays[second].clauses[:1])]
    values = [body.links[-1].right if isinstance(body, Chain) and body.links else None for body in bodies]
    names = {key(body.first) if isinstance(body, Chain) else None for body in bodies}
    return (
        len(bodies) == 2
        and not all(is_literal(value) for value in values if value)
        and (len(names) > 1 or None in names)
    )


_COMPARED = ("=", "≤", "≥", "<", ">")


def signed(clause: Clause) -> tuple[Clause, ...]:
    """`x = ±a` as the two equations that it offers, the second one joined by "or"; `(a ± b)^2 = a^2 ± 2ab + b^2` and `0 ≤ a ± b` as the two that they state;
    a clause without such a sign, or with one on other sides, as it is."""
    body = clause.body
    if not isinstance(body, Chain) or not body.links:
        return (clause,)
    equal = all(link.op == "=" for link in body.links)
    if (equal and _signs(body.first)) or (
        not equal
        and all(link.op in _COMPARED for link in body.links)
        and any(_signs(side) for side in (body.first, *(k.right for k in body.links)))
    ):
        upper, lower = mapped(body, lambda node: _chosen(node, 0)), mapped(body, lambda node: _chosen(node, 1))
        return replace(clause, body=upper), replace(clause, body=lower, lead="", tags=())
    if not equal:
        return (clause,)
    if not _signs(body.links[-1].right) or any(
        _signs(side) for side in (body.first, *(k.right for k in body.links[:-1]))
    ):
        return (clause,)
    first, second = mapped(body, lambda node: _chosen(node, 0)), mapped(body, lambda node: _chosen(node, 1))
    return replace(clause, body=first), Clause(second, "or", clause.tail, clause.row, span=clause.span)


def _signs(node: Node) -> bool:
    return any(isinstance(part, Add) and any(sign in _BOTH for sign, _ in part.terms) for part in inside(node))


def _chosen(node: Node, side: int) -> Node:
    if not isinstance(node, Add):
        return node
    return replace(node, terms=tuple((_BOTH.get(sign, (sign, sign))[side], term) for sign, term in node.terms))


def gather(reading: Reading, count: int, goes_on: bool) -> None:
    """The events since `count` are those of one alternative; when no other one follows, all of them are stated as one."""
    found, new = reading.alternatives, reading.events[count:]
    del reading.events[count:]
    found.open = goes_on
    equations = [event for event in new if event.kind in (Said.CLAIM, Said.ASSUME) and event.relation == "="]
    found.read = found.read and len(new) == len(equations) == 1 and equations[0].optimum is None
    found.read = found.read and _offers([*found.events, *equations])
    found.events += new
    if goes_on:
        return
    events, read = found.events, found.read and len({event.kind for event in found.events}) == 1
    reading.alternatives = Alternatives()
    whole = _whole(reading, events) if read else None
    if whole is not None:
        reading.emit(whole)
        return
    for event in events:
        doubt = "it is one of several alternatives" if event.kind is Said.CLAIM else ""
        reading.emit(replace(event, doubt=event.doubt or doubt, follows=False))


def _offers(events: list[Event]) -> bool:
    """Whether equations are values to choose from, `a = 0` or `b = 0`, `a = b` or `a = -b`: others may all be meant, and the product of their gaps hides a wrong one."""
    if all(event.right is not None and event.right.op in ("Zero", "Number") for event in events):
        return True
    named = {e.left.data.name if e.left is not None and e.left.op == "Symbol" else None for e in events}
    return len(named) == 1 and None not in named


def _whole(reading: Reading, events: list[Event]) -> Event | None:
    """The product of the gaps is zero; of vectors and matrices, of the squares of the gaps' Frobenius norms."""
    span = (events[0].span[0], max(event.span[1] for event in events))
    factors = []
    for event in events:
        assert event.left is not None and event.right is not None
        gap = event.left
        if event.right.op != "Zero" and not (event.right.op == "Number" and event.right.data == 0):
            gap = Loose("Sum", (event.left, negative(event.right)), None, event.span)
        try:
            if reading.shaper.shape(gap):
                norm = Loose("Norm", (gap,), "F", event.span)
                gap = Loose("Power", (norm, Loose("Number", (), Fraction(2), event.span)), None, event.span)
        except (Clash, Unreadable):
            return None
        factors.append(gap)
    zero = Loose("Zero", (), None, span)
    return replace(
        events[0], left=Loose("Product", tuple(factors), None, span), right=zero, span=span, follows=False, earlier=()
    )
