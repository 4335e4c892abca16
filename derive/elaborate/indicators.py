"""Indicators: `\\mathbb{1}(x > 0)`, `I(z = k)`, `1\\{i = j\\}`, `\\mathbf{1}_{x > 0}` are 1 where a condition holds, and 0 elsewhere."""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate.events import RELATIONS
from derive.elaborate.interpret import Interpreter
from derive.elaborate.loose import Loose, Unreadable, everything_in, is_nothing
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.scope import key
from derive.formula.syntax import Chain, Fence, Name, Node, Num, Sub

_EQUATED = {"=": "𝟙=", "≠": "𝟙≠"}


def relation(it: Interpreter, chain: Chain) -> Loose:
    """A condition inside a formula. Raises Unreadable for a chain of several."""
    if len(chain.links) != 1 or chain.links[0].op not in RELATIONS:
        raise Unreadable("a condition that is not read", chain.span)
    parts = (it.read(chain.first), it.read(chain.links[0].right))
    return Loose("Relates", parts, RELATIONS[chain.links[0].op], chain.span)


def indicator(it: Interpreter, head: Node, fence: Fence) -> Loose | None:
    """The indicator of the condition in brackets behind a 1 or an I. Raises Unreadable."""
    if not (_is_one(head) and isinstance(fence.body, Chain)):
        return None
    return _of(it, fence.body, (head.span[0], fence.span[1]))


def indicator_below(it: Interpreter, node: Sub) -> Loose | None:
    """The indicator of the condition below a 1 or an I. Raises Unreadable."""
    body = node.sub.body if isinstance(node.sub, Fence) else node.sub
    return _of(it, body, node.span) if _is_one(node.base) and isinstance(body, Chain) else None


def _is_one(head: Node) -> bool:
    one = isinstance(head, Name) and ((head.name == "1" and bool(head.style)) or head.name == "I")
    return one or (isinstance(head, Num) and head.text == "1")


def _of(it: Interpreter, chain: Chain, span: tuple[int, int]) -> Loose:
    for side in (chain.first, *(link.right for link in chain.links)):
        letter = key(side) or ""
        free = letter in FREE_INDICES and letter not in it.scope.names and letter not in it.scope.sizes
        if free and it.index(letter) is None and chain.links[0].op == "=":
            it.indices.append(it.new_index(letter, letter))
    one, zero = (Loose("Number", (), Fraction(value), span) for value in (1, 0))
    condition = relation(it, chain)
    if condition.data == "=" and all(part.op == "Index" for part in condition.parts):  # an entry of the identity
        return Loose("Entry", (Loose("Identity", (), it.sizes.fresh(), span),), condition.parts, span)
    if condition.data in _EQUATED and any(map(_is_member, condition.parts)):
        # no random instance meets it: a function of its sides of which nothing is known
        return Loose("Call", condition.parts, (_EQUATED[condition.data], 0, "1", None), span)
    first, second = condition.parts
    if condition.data == ">" and first.op == "Symbol" and first.data.rank and is_nothing(second):
        return Loose("Apply", (first,), ("step", "same"), span)  # entry by entry, as the slope of what is rectified
    return Loose("Piecewise", (one, zero), (condition, None), span)


def _is_member(side: Loose) -> bool:
    """Whether a side is more than a name, a number or an index."""
    return bool(everything_in(side))
