"""Declarations in words around a size: "let A be an m × n matrix", "the n × n matrix B", "x and y are n × 1 vectors"."""

from __future__ import annotations

import re

from derive.document.model import Formula
from derive.elaborate.declarations import declare, split_sizes
from derive.elaborate.loose import Unreadable
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.formula.syntax import Add, Chain, Display, Fence, Juxt, Name, Node, Num, Tuple
from derive.terms import Shape

# between a name and its size
_BEING = re.compile(
    r"[\s,(:]*(?:(?:both|all|each)\s+)?(?:be|is|are|denotes?|being|as|have|has|of)?\s*(?:(?:an?|the|some|any|two|arbitrary|given|known|unknown|fixed|square|"
    r"real|random|constant|symmetric|orthogonal|diagonal|invertible|non-?singular|positive(?:[- ](?:semi-?)?definite)?|(?:upper|lower)[- ]triangular|"
    r"size|sizes|dimensions?|shape|order|matrix|matrices|of|with|block|design|data|weight|covariance|projection|permutation|rotation|general|full|"
    r"rank|column|row|row-stochastic|real-valued|\(|\[)[\s,(\[-]*)*",
    re.I,
)
# between a size and the name that follows it
_CALLED = re.compile(
    r"[-\s]*(?:dimensional\s+)?(?:(?:real|random|constant|symmetric|orthogonal|diagonal|invertible|identity|unknown|known|data|design|weight|covariance|"
    r"parameter|column|row|block|positive|definite|semi-?definite|upper|lower|triangular|square|full|rank|projection|mean|input|output|feature)[-\s]+)*"
    r"(?:matrix|matrices|vectors?)\s*[(:]?\s*",
    re.I,
)
_JOINS = re.compile(r"\s*(?:,|,?\s*and|,?\s*or)\s*(?:let\s+)?", re.I)


def declares_in_words(reading: Reading, block: Formula, display: Display) -> bool:
    """Whether a formula is a size that words give to the names beside it; then these are declared."""
    if block.display or len(display.clauses) != 1:
        return False
    body = display.clauses[0].body
    if isinstance(body, Chain) or not _is_size(body):
        return False
    shape = _shape(reading, body)
    if shape is None:
        return False
    place = reading.places[block]
    names = _named(reading, place, -1, _BEING) or _named(reading, place, +1, _CALLED)
    for name in names:
        declare(reading, name, shape, ())
    if names:
        reading.says_nothing(block.span, "a size, given to what stands beside it")
    return bool(names)


def _is_size(node: Node) -> bool:
    """`m × n`: two factors at least, each a name, a number, or a sum of such."""
    return isinstance(node, Juxt) and "×" in node.signs and all(_counts(factor) for factor in node.factors)


def _counts(node: Node) -> bool:
    if isinstance(node, Fence):
        return _counts(node.body)
    if isinstance(node, Add):
        return all(_counts(term) for _, term in node.terms)
    return isinstance(node, Num) or key(node) is not None


def _shape(reading: Reading, node: Node) -> Shape | None:
    assert isinstance(node, Juxt)
    try:
        sizes = tuple(reading.interpreter.size(part) for part in split_sizes(node))
    except Unreadable:
        return None
    return sizes[:1] if len(sizes) == 2 and sizes[1].value == 1 else sizes if len(sizes) == 2 else None


def _named(reading: Reading, place: int, step: int, words: re.Pattern[str]) -> list[Node]:
    """The names beside the formula at a place, as far as they are joined by commas or "and"."""
    found: list[Node] = []
    pattern = words
    while 0 <= place + step < len(reading.order):
        near, far = reading.order[place], reading.order[place + step]
        first, second = (far, near) if step < 0 else (near, far)
        if not pattern.fullmatch(reading.text((first.span[1], second.span[0]))):
            break
        names = _names(reading, far)
        if not names:
            break
        found += names
        pattern = _JOINS
        place += step
    return found


def _names(reading: Reading, block: Formula) -> list[Node]:
    """The names that a formula consists of: `A`, `A, B`."""
    display = reading.displays.get(block)
    if display is None or block.display:
        return []
    found: list[Node] = []
    for clause in display.clauses:
        for item in clause.body.items if isinstance(clause.body, Tuple) else (clause.body,):
            if key(item) is None or isinstance(item, Num) or (isinstance(item, Name) and item.name == "infty"):
                return []
            found.append(item)
    return found
