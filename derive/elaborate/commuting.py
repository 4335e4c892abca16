"""Matrices that commute, as words behind their names say it: "two projections P_1, P_2 commute", "let A and B be n × n matrices that commute"."""

from __future__ import annotations

from itertools import combinations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.dependence import declared
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.pairs import equate
from derive.elaborate.prose import JOINS, in_question
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.survey import is_capital
from derive.elaborate.words import Mode
from derive.formula.syntax import Node, Tuple
from derive.goals import Origin
from derive.sizes import Size

_COMMUTE = re.compile(
    r"\s*,?\s*(?:(?:real|complex|square|matrices|operators|projections|both|all|they|that|which|mutually|pairwise)\s+)*commute\b(?!\s+with)",
    re.I,
)
_COMMUTING = re.compile(r"\bcommuting\s+(?:[\w-]+\s+){0,3}$", re.I)


def commute(reading: Reading, block: Formula, before: str, after: str, mode: Mode) -> None:
    """Enter that the matrices which a formula lists, or which are joined with the one before, commute where the words beside them say so."""
    if block.display or not (_COMMUTE.match(after) or _COMMUTING.search(before)):
        return
    if not in_question(reading.text((block.span[1], block.span[1] + 200))):
        _enter(reading, _named(reading, block), mode)


def said_behind(reading: Reading, nodes: list[Node], words: str) -> None:
    """The same of names that words have just declared: "let A and B be n × n matrices that commute"."""
    if _COMMUTE.match(words):
        _enter(reading, nodes, Mode.GIVEN)


def _enter(reading: Reading, nodes: list[Node], mode: Mode) -> None:
    if len(nodes) < 2 or not all(is_capital(key(node) or "") for node in nodes):
        return
    size = reading.sizes.fresh()
    try:
        symbols = [_matrix(reading, node, size) for node in nodes]
    except (Unreadable, Clash):
        return
    for one, other in combinations(symbols, 2):
        span = (min(one.span[0], other.span[0]), max(one.span[1], other.span[1]))
        left, right = (Loose("Product", pair, None, span) for pair in ((one, other), (other, one)))
        equate(reading, left, right, span, mode)


def _named(reading: Reading, block: Formula) -> list[Node]:
    """The names that a formula lists, or those of it and the one before joined by "and"."""
    display = reading.formulas.displays.get(block)
    if display is not None and len(display.clauses) > 1:  # `$P_1, P_2$`
        bodies = [clause.body for clause in display.clauses]
        return bodies if all(key(body) is not None for body in bodies) else []
    body = declared(display)
    if isinstance(body, Tuple):
        return [item for item in body.items if key(item) is not None]
    beside = reading.beside(block)
    if beside is None or body is None or key(body) is None or not JOINS.fullmatch(beside[1]):
        return []
    other = declared(reading.formulas.displays.get(beside[0]))
    return [other, body] if other is not None and key(other) is not None else []


def _matrix(reading: Reading, node: Node, size: Size) -> Loose:
    """A name as a square matrix of a size. Raises Unreadable, Clash."""
    name = key(node) or ""
    known = reading.scope.names.get(name)
    if known is None or (known.origin is Origin.INFERRED and not known.rank and not known.kind):
        line = reading.interpreter.line
        known = Known(name, reading.written(node), 2, (size, size), Origin.DECLARED, line)
        reading.scope.names[name] = known
        reading.shaper.memo.clear()
        reading.emit(Event(Said.DECLARE, node.span, known=known, display=reading.display))
    elif known.rank != 2 or not all(reading.sizes.unify(own, size) for own in known.sizes):
        raise Unreadable("matrices that commute are square", node.span)
    return Loose("Symbol", (), known, node.span)
