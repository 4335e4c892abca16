"""Matrix units and unit vectors that the text introduces in words: `E_{ij}` "the matrix with a one in position (i, j) and zeros elsewhere" is e_i e_jᵀ, and
`e_i` "the i-th unit vector" is a column of the identity.

Source: Petersen & Pedersen, The Matrix Cookbook (2012), 9.7.
"""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Formula
from derive.elaborate.declarations import domain
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Unit, key
from derive.elaborate.scripts import subscripts
from derive.formula.syntax import Chain, Display, Dots, Fence, Name, Node, Num, Sub, Sup, Tuple
from derive.terms import Shape

_WORDS = re.compile(
    r"[^.]{0,60}?\b(?:single[- ]entry matri|matrix units?|elementary matri)"
    r"|[^.]{0,80}?\b(?:1|one|unity)\b\$?[^.]{0,60}?\b(?:0|zeros?|vanish\w*)\b\$?[^.]{0,20}?\b(?:elsewhere|everywhere|otherwise|in all other)",
    re.I | re.S,
)
_BEFORE = re.compile(
    r"\b(?:single[- ]entry matri(?:x|ces)|matrix units?|elementary matri(?:x|ces))\s*(?:is|are|be|:|,)?\s*$", re.I
)


_COORDINATE = r"(?:standard|canonical|natural|coordinate)"
_NUMBERED = r"(?:\$?\w+\$?\s*-?\s*\$?(?:\^?\{?(?:\\(?:text|rm|mathrm)\s*)?\{?)?(?:th|st)\}*\$?)"
_VECTOR = rf"(?:{_NUMBERED}\s+(?:{_COORDINATE}\s+)?(?:unit|basis)|{_COORDINATE}\s+(?:(?:unit|basis)\s+)?)(?:\s*(?:vectors?|basis)\b)"
_VECTOR_BEHIND = re.compile(
    rf"\s*,?\s*(?:(?:is|are|be|denotes?|being|for|as)\s+)?(?:the\s+)?{_VECTOR}"
    rf"|\s*,?\s*(?:(?:is|are|be|denotes?|being)\s+)?the\s+(?:{_NUMBERED}\s+column|columns)\s+of\s+(?:the\s+identity|\$I(?:_\w+)?\$)",
    re.I,
)
_VECTOR_BEFORE = re.compile(rf"\b(?:the\s+)?{_VECTOR}\s*(?:is|are|,|:)?\s*$", re.I)


def declares_units(reading: Reading, block: Formula, display: Display) -> bool:
    """Whether a formula is the name of a matrix unit or of unit vectors, as the words around it say; then it is entered."""
    if block.display or not display.clauses:
        return False
    body = display.clauses[0].body
    named = body.first if isinstance(body, Chain) else body
    if isinstance(named, Tuple) and any(isinstance(item, Dots) for item in named.items):
        named = named.items[0]  # `e_1, …, e_n`
    elif len(display.clauses) != 1:
        return False
    letters = _letters(named)
    after = reading.text((block.span[1], block.span[1] + 220)).split("\n\n")[0]
    before = reading.text((max(0, block.span[0] - 60), block.span[0]))
    behind, ahead = (_WORDS, _BEFORE) if len(letters) == 2 else (_VECTOR_BEHIND, _VECTOR_BEFORE)
    if len(letters) not in (1, 2) or not (behind.match(after) or ahead.search(before)):
        return False
    shape: Shape = ()
    if isinstance(body, Chain):
        found = domain(reading, body.links[0].right) if len(body.links) == 1 and body.links[0].op == "∈" else None
        if found is None or len(found[0]) != len(letters):
            return False
        shape = found[0]
    assert isinstance(named, Sub | Sup)
    reading.interpreter.close_indices()
    reading.scope.units[_mark(named)] = Unit(letters, shape)
    one = "a matrix unit" if len(letters) == 2 else "a unit vector"
    reading.says_nothing(block.span, f"{one}: 1 at one place, 0 elsewhere")
    return True


def _mark(node: Sub | Sup) -> str:
    return f"{key(node.base)}{'_' if isinstance(node, Sub) else '^'}"


def _places(node: Node) -> tuple[Node, ...]:
    """What stands under or over a name: `ij`, `i,j`."""
    if not isinstance(node, Sub | Sup) or key(node.base) is None:
        return ()
    script = node.sub if isinstance(node, Sub) else node.sup
    return subscripts(script.body if isinstance(script, Fence) else script)


def _letters(node: Node) -> tuple[str, ...]:
    places = _places(node)
    letters = tuple(part.name for part in places if isinstance(part, Name) and not part.style and len(part.name) == 1)
    if len(places) == 1 and isinstance(places[0], Num):
        return (places[0].text,)
    return letters if len(letters) == len(places) else ()
