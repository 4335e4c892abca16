"""Functions given piece by piece in a sentence: "f(x) = x when x < 1, and f(x) = 2 - x otherwise" is read as the cases that it would be in a display."""

from __future__ import annotations

from collections.abc import Sequence

from derive import lazy_re as re
from derive.document.model import Document, Formula, Prose
from derive.elaborate.scope import key
from derive.formula.syntax import Cases, Chain, Clause, Display, Fence, Juxt, Link, Name, Node, Text
from derive.record import replace

_WHEN = re.compile(r"\s*,?\s*(?:if|when|for|whenever|where)\s*", re.I)
_NEXT = re.compile(r"\s*(?:,|;|,?\s*and|,?\s*but|,?\s*while|,?\s*or)\s*", re.I)
_OTHERWISE = re.compile(r"\s*,?\s*(?:otherwise|else|elsewhere)\b", re.I)
_ORDERS = ("<", "≤", ">", "≥", "≠", "=")

Piece = tuple[Node, Node]


def in_cases(document: Document, displays: dict[Formula, Display]) -> dict[Formula, Display]:
    """The displays with a function that a sentence gives in two or more pieces as one definition by cases at its first piece; the others then say nothing
    by themselves."""
    blocks = document.blocks
    found = dict(displays)
    place = 0
    while place < len(blocks):
        taken = _pieces(blocks, place, displays)
        if taken is not None:
            end, name, pieces = taken
            first = blocks[place]
            assert isinstance(first, Formula)
            clause = displays[first].clauses[0]
            cases = Cases(tuple(pieces), span=clause.body.span)
            body = Chain(name, (Link("=", cases, span=clause.body.span),), span=clause.body.span)
            found[first] = replace(displays[first], clauses=(replace(clause, body=body),))
            for block in blocks[place + 1 : end]:
                if isinstance(block, Formula):
                    (said,) = displays[block].clauses
                    found[block] = replace(displays[block], clauses=(_silent(said),))
            place = end
        place += 1
    return found


def _pieces(
    blocks: Sequence[object], place: int, displays: dict[Formula, Display]
) -> tuple[int, Node, list[Piece]] | None:
    """Where a function given in pieces from a place on ends, what is given, and its pieces; None where it is not so given."""
    first = _equation(blocks, place, displays)
    if first is None or not _called(first.first):
        return None
    name, value, pieces = first.first, first.links[0].right, list[Piece]()
    at = place
    while True:
        words = _words(blocks, at + 1)
        if pieces and words is not None and _OTHERWISE.match(words):
            return at + 1, name, [*pieces, (value, Text("otherwise", span=value.span))]
        condition = _chain(blocks, at + 2, displays)
        if words is None or not _WHEN.fullmatch(words) or condition is None:
            return None
        pieces.append((value, condition))
        at += 2
        words, after = _words(blocks, at + 1), _equation(blocks, at + 2, displays)
        joined = words is not None and _NEXT.fullmatch(words) is not None
        if not joined or after is None or _called(after.first) != _called(name):
            return (at + 1, name, pieces) if len(pieces) > 1 else None
        value, at = after.links[0].right, at + 2


def _called(node: Node) -> tuple[str, ...]:
    """The f and the x of `f(x)`; empty for anything else."""
    factors = node.factors if isinstance(node, Juxt) else ()
    bracket = factors[1] if len(factors) == 2 else None
    if not isinstance(bracket, Fence) or bracket.open != "(" or not isinstance(bracket.body, Name):
        return ()
    names = (key(factors[0]), key(bracket.body))
    return tuple(name for name in names if name) if all(names) else ()


def _silent(clause: Clause) -> Clause:
    """What is left of a piece: the side that says what there is, without a relation."""
    body = clause.body
    return replace(clause, body=body.first) if isinstance(body, Chain) else clause


def _words(blocks: Sequence[object], place: int) -> str | None:
    block = blocks[place] if place < len(blocks) else None
    return block.text if isinstance(block, Prose) else None


def _chain(blocks: Sequence[object], place: int, displays: dict[Formula, Display]) -> Chain | None:
    """The one relation of a formula in running text that bounds something; None of any other."""
    block = blocks[place] if place < len(blocks) else None
    if not isinstance(block, Formula) or block.display or block not in displays:
        return None
    clauses = displays[block].clauses
    body = clauses[0].body if len(clauses) == 1 else None
    return body if isinstance(body, Chain) and all(link.op in _ORDERS for link in body.links) else None


def _equation(blocks: Sequence[object], place: int, displays: dict[Formula, Display]) -> Chain | None:
    body = _chain(blocks, place, displays)
    return body if body is not None and len(body.links) == 1 and body.links[0].op == "=" else None
