"""Rows, columns and entries by name: "X has rows x_iᵀ", "denote by a_i the columns of A", "the i-th row of X is x_iᵀ", "the entries A_ij of A"."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.events import Event, Said
from derive.elaborate.loose import Clash, Loose, Unreadable
from derive.elaborate.names import FREE_INDICES
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Known, key
from derive.elaborate.scripts import new_family, subscripts
from derive.elaborate.survey import transposes
from derive.formula.syntax import Chain, Display, Dots, Fence, Name, Node, Num, Prime, Sub, Sup, Tuple
from derive.goals import Origin

_HOLE = "⟨formula⟩"
# a formula before the part is its number, "the k-th", and no other name: "A, a_k the columns of A"
_PLACE = rf"(?:(?:(?:the\s+)?{_HOLE}\s*-?\s*(?:th|st|nd|rd)|the\s+{_HOLE}|(?:the\s+)?(?:\w+)?-?\s*(?:th|st)?)\s+)?"
_PART = r"(?P<part>rows?|columns?|entries|entry|elements?|components?|coordinates?)"
_THINGS = r"(?:\s+(?:are|is|be|being|as|by|given|denoted|called|of|the|form|data|samples?|features?|vectors?|points?|observations?|examples?|inputs?))*"
# the matrix before its parts: "X has rows", "X with columns", "X, whose i-th row is"
_HAS = re.compile(
    rf"{_HOLE}[^⟨.;]*?\b(?:has|have|with|whose|having|where\s+(?:the|each|every)|its)\b(?:\s+(?:the|as|its|each|every))*\s+{_PLACE}{_PART}\b{_THINGS}\s*:?\s*$",
    re.I,
)
# the parts before their matrix: "a_i the columns of", "x_i is the i-th row of"
_OF = re.compile(
    rf"{_HOLE}\s*,?\s*(?:(?:to\s+)?(?:denotes?|be|is|are|being|for|as)\s+)?{_PLACE}(?:the\s+)?{_PART}\s+of\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}(?:matrix\s+)?$",
    re.I,
)
# parts of a matrix, and then their name: "the rows of X are", "the i-th column of A by"
_CALLED = re.compile(
    rf"{_PART}\s+of\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}(?:matrix\s+)?{_HOLE}\s*,?\s*(?:are|is|be|as|by|being)\b(?:\s+(?:denoted|given|called|the|vectors?|by|as))*\s*$",
    re.I,
)
# parts, their name, and the matrix: "the rows x_iᵀ of"
_WITH_NAME = re.compile(rf"\b{_PART}\s+{_HOLE}\s+of\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}(?:matrix\s+)?$", re.I)

_MATRIX = r"(?:(?:an?|the|one)\s+)?(?:[\w-]+\s+){0,2}?(?:matrix\s+)?"
_STACKS = r"\b(?:stack|collect|arrang|gather|concatenat|pack|put|plac|organi[sz]|assembl|combin|writ)\w*"
# parts by name put together: "stack the x_i as rows of X", "x_1, …, x_n arranged in the columns of a matrix"
_STACKED = re.compile(
    rf"{_STACKS}[^⟨.;]{{0,30}}{_HOLE}\s*,?\s*(?:together\s+)?(?:as|in|into|to\s+form)\s+(?:the\s+)?{_PART}\s+(?:of|in|into)\s+{_MATRIX}$",
    re.I,
)
_STACKED_UP = re.compile(
    rf"{_HOLE}[^⟨.;]{{0,30}}?{_STACKS}\s+(?:as|in|into)\s+(?:the\s+)?{_PART}\s+(?:of|in|into)\s+{_MATRIX}$", re.I
)
# parts by what they are called: "stacking the samples as rows of X"
_STACKED_THINGS = re.compile(
    rf"{_STACKS}\s+(?:up\s+)?(?:(?:all|of|the|these|our|its|your)\s+){{0,3}}(?:[\w-]+\s+)?(?P<things>[a-z]{{3,}}s)\s+(?:together\s+)?(?:as|in|into)\s+(?:the\s+)?{_PART}\s+(?:of|in|into)\s+{_MATRIX}$",
    re.I,
)
_NO_CALLS = frozenset(["columns", "rows", "entries", "elements", "terms", "values"])


def names_parts(reading: Reading, block: Formula, sentence: str) -> None:
    """Where the words before a formula say that it names the rows, columns or entries of a matrix, or the matrix of such, define them as these."""
    if block.display:
        return
    words = re.sub(r"\s+", " ", sentence)  # the patterns try every way to divide a run of spaces
    if _puts_together(reading, block, words):
        return
    for pattern, matrix_first in (
        (_HAS, True),
        (_CALLED, True),
        (_OF, False),
        (_WITH_NAME, False),
        (_STACKED, False),
        (_STACKED_UP, False),
    ):
        match = pattern.search(words)
        if match is None:
            continue
        place = reading.places[block] - match.group(0).count(_HOLE)
        other = _node(reading, reading.order[place]) if place >= 0 else None
        here = _node(reading, block)
        if other is not None and here is not None:
            whole, part = (other, here) if matrix_first else (here, other)
            _define(reading, whole, part, match.group("part").lower(), block)
        return


def declares_whole(display: Display) -> bool:
    """Whether a formula says how large the matrix is that it names, `X ∈ ℝ^{n×d}`: its parts are then named once that is read."""
    body = display.clauses[0].body if len(display.clauses) == 1 else None
    return isinstance(body, Chain) and len(body.links) == 1 and body.links[0].op == "∈" and key(body.first) is not None


def _puts_together(reading: Reading, block: Formula, words: str) -> bool:
    """Where a matrix is made of things that the text speaks of by what they are: of the family that it introduced so, "samples x_i ∈ ℝ^d". Where it
    introduced none, the matrix is not free."""
    match = _STACKED_THINGS.search(words)
    whole = _node(reading, block) if match is not None else None
    if match is None or whole is None or match["things"].lower() in _NO_CALLS or (name := key(whole)) is None:
        return False
    called = re.compile(rf"\b{match['things']}\W{{0,4}}$", re.I)
    for before in reversed(reading.order[: reading.places[block]]):
        part = _node(reading, before)
        told = reading.text((max(0, before.span[0] - len(match["things"]) - 8), before.span[0]))
        if part is not None and _stem(part) is not None and called.search(told):
            _define(reading, whole, part, match["part"].lower(), block)
            return True
    reading.emit(Event(Said.RESTRICT, block.span, names=frozenset({name}), display=reading.display))
    return True


def _node(reading: Reading, block: Formula) -> Node | None:
    """What a formula names: its only expression, the left side of `X ∈ ℝ^{n×d}`."""
    display = reading.formulas.displays.get(block)
    if display is None or not display.clauses:
        return None
    body = display.clauses[0].body
    if isinstance(body, Chain):
        return body.first if body.links and body.links[0].op == "∈" else None
    if len(display.clauses) > 1:
        listed = isinstance(body, Tuple) and any(isinstance(item, Dots) for item in body.items)
        return body if listed else None  # `x_1, …, x_n`
    return body


def _stem(node: Node) -> tuple[Node, int] | None:
    """The stem of a part and how many indices it has: `x_i^T`, `a_{ij}`, `x_1^T, …, x_n^T`."""
    if isinstance(node, Fence):
        node = node.body
    if isinstance(node, Tuple):
        if not any(isinstance(item, Dots) for item in node.items):
            return None
        node = node.items[0]
    if isinstance(node, Sup) and transposes(node.sup):
        node = node.base
    if isinstance(node, Prime):
        node = node.base
    if not isinstance(node, Sub) or key(node.base) is None:
        return None
    parts = subscripts(node.sub)
    letters = all(
        (isinstance(part, Name) and part.name in FREE_INDICES + "mn" and not part.style) or isinstance(part, Num)
        for part in parts
    )
    return (node.base, len(parts)) if letters and len(parts) in (1, 2) else None


def _define(reading: Reading, whole: Node, part: Node, kind: str, block: Formula) -> None:
    found = _stem(part)
    name = key(whole)
    if found is None or name is None:
        return
    base, indices = found
    entries = kind[0] == "e" or kind.startswith("co") and not kind.startswith("col")
    stem = key(base) or ""
    known = reading.scope.names.get(name)
    if (indices == 2) is not entries or stem == name:
        return
    if known is None or (not known.rank and known.origin is Origin.INFERRED and not known.kind):
        sizes = (reading.sizes.fresh(), reading.sizes.fresh())
        known = known or Known(name, reading.written(whole), 2, sizes, Origin.DECLARED, reading.interpreter.line)
        known.rank, known.sizes = 2, sizes
        reading.scope.names[name] = known
        reading.shaper.memo.clear()
    family = _family(reading, base, stem, indices, known)
    if known.rank != 2 or known.kind or family is None or reading.defined(family):
        return
    matrix = Loose("Symbol", (), known, whole.span)
    value = matrix if entries or kind.startswith("row") else Loose("Transpose", (matrix,), None, whole.span)
    relation = Loose("Relates", (Loose("Symbol", (), family, part.span), value), "=", part.span)
    try:
        reading.shaper.shape(relation)
    except (Clash, Unreadable):
        return
    family.definition, family.origin = f"the {kind} of {known.latex}", Origin.DEFINITION
    reading.emit(Event(Said.DEFINE, block.span, known=family, right=value, display=reading.display))


def _family(reading: Reading, base: Node, stem: str, indices: int, matrix: Known) -> Known | None:
    """The family of the parts, as it is known or new; None where it is known to be of another kind."""
    known = reading.scope.names.get(f"{stem}[]")
    if known is None:
        return new_family(reading.interpreter, stem, reading.written(base), indices, 2 - indices)
    if known.rank != 2 and known.origin is Origin.INFERRED:
        known.rank, known.sizes = 2, (reading.sizes.fresh(), reading.sizes.fresh())
        reading.shaper.memo.clear()
    return known if known.rank == 2 else None
