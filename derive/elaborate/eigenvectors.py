"""Eigenvectors in words: "let v be an eigenvector of A with eigenvalue λ" says that A v = λ v, and that v, as every eigenvector, is not zero."""

from __future__ import annotations

from fractions import Fraction

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.attribution import give
from derive.elaborate.dependence import declared
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.pairs import equate
from derive.elaborate.prose import denies_property, in_question
from derive.elaborate.reading import Reading
from derive.elaborate.scope import key
from derive.elaborate.words import Mode
from derive.formula.syntax import Clause, Display, items_of
from derive.goals import Origin
from derive.terms import Determinant, Implies, Number, PropertyKind, Relates, Statement, Zero

_SORT = r"(?:(?!and\b|or\b|not\b)[a-z-]+\s+){0,3}"
_IS = re.compile(
    rf"\s*(?:(?:is|be|are|denotes?|being)\s+(?:an?\s+|the\s+|any\s+|some\s+|its\s+)?|an\s+|the\s+|any\s+){_SORT}eigenvectors?\b",
    re.I,
)
_CALLED = re.compile(r"\beigenvectors?\s*(?:⟨formula⟩\s*(?:,?\s*and|,)\s*)*$", re.I)
_OF = re.compile(r"\s*of\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}", re.I)
_VALUE = re.compile(
    r"\s*,?\s*(?:with|for|to|corresponding\s+to|associated\s+(?:with|to)|belonging\s+to)\s+(?:an?\s+|the\s+|its\s+)?(?:[a-z-]+\s+){0,2}eigenvalue\s*",
    re.I,
)


def eigenvectors(reading: Reading, block: Formula, display: Display, before: str, after: str, mode: Mode) -> None:
    """Enter what it means that the words beside a name call it an eigenvector."""
    match = _IS.match(after)
    if block.display or not (match or _CALLED.search(before)) or len(display.clauses) != 1:
        return
    behind = reading.text((block.span[1], block.span[1] + 200))
    clause = display.clauses[0]
    named = all(key(item) is not None for item in items_of(clause.body))
    if not named or in_question(behind) or denies_property(before, behind):
        return
    give(reading, clause, PropertyKind.NONZERO, None, mode is Mode.PASSING)
    start = block.span[1] + (match.end() if match else 0)
    if mode.assumes:
        _equate(reading, block, clause, start, mode)


def _equate(reading: Reading, block: Formula, clause: Clause, start: int, mode: Mode) -> None:
    """`A v = λ v`, where the words from `start` on name the matrix and the eigenvalue."""
    place = reading.places[block]
    if len(reading.order) < place + 3:
        return
    matrix, number = reading.order[place + 1 : place + 3]
    displays = reading.formulas.displays
    if not _OF.fullmatch(reading.text((start, matrix.span[0]))) or number.display:
        return
    if not _VALUE.fullmatch(reading.text((matrix.span[1], number.span[0]))):
        return
    nodes = [declared(displays.get(one)) for one in (matrix, number)]
    if any(node is None or key(node) is None for node in nodes):
        return
    try:
        a, value = (reading.interpreter.read(node) for node in nodes if node is not None)
        vector = reading.interpreter.read(clause.body)
        if any(one.op != "Symbol" for one in (a, value, vector)):
            return
        span = (block.span[0], number.span[1])
        left, right = (Loose("Product", (factor, vector), None, span) for factor in (a, value))
        reading.shaper.shape(a)
        if a.data.rank == 2 and not vector.data.rank and vector.data.origin is Origin.INFERRED:
            vector.data.rank, vector.data.sizes = 1, a.data.sizes[:1]
            reading.shaper.memo.clear()
        if a.data.rank != 2 or vector.data.rank != 1 or value.data.rank:
            return
        reading.shaper.same(left, right, "equal", span)
    except (Unreadable, Clash):
        return
    equate(reading, left, right, span, mode)


_SPEAKS = re.compile(r"eigen|non-?trivial|non-?zero|characteristic\s+(?:polynomial|equation)", re.I)


def is_singular(statement: Statement, text: str) -> str:
    """Why `det(A - λ I) = 0` may hold where it does not follow: in a text about eigenvalues the vector that it is concluded from is not zero. '' elsewhere."""
    conclusion = statement.conclusion if isinstance(statement, Implies) else statement
    if not isinstance(conclusion, Relates) or not any(
        isinstance(side, Determinant) for side in (conclusion.left, conclusion.right)
    ):
        return ""
    zero = any(isinstance(side, Zero) or side == Number(Fraction(0)) for side in (conclusion.left, conclusion.right))
    return "it may be concluded from a vector that is not zero" if zero and _SPEAKS.search(text) else ""
