"""Chains over several displays: one that begins with a relation, `= x^T A x`, goes on with the display before it."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Document, Formula, Heading
from derive.elaborate.events import RELATIONS
from derive.formula.syntax import Chain, Display, Empty, Node
from derive.record import replace

# words that lead from one line to the next and say nothing more
_LEADS_ON = re.compile(
    r"[\s>.,;:*_]*(?:(?:this|that|which|it|and|so|then|hence|thus|therefore|we|now|finally|again|further|also|can|may|be|have|get|obtain|re-?written|written|"
    r"expressed|simplified|expanded|equals?|is|becomes?|simplif(?:y|ies|ying)|reduces|expand(?:s|ing)|rearrang(?:es|ing)|equal|as|to|the|same|equivalently|i\.e|"
    r"follows)\b[\s.,:;*_]*)*",
    re.I,
)


def continued(document: Document, displays: dict[Formula, Display]) -> dict[Formula, Display]:
    """The displays with each chain that goes on in the next one whole at its beginning; the others then say nothing by themselves."""
    found = dict(displays)
    owner: Formula | None = None  # where the open chain begins
    last: Formula | None = None  # in the same section
    shown: Formula | None = None  # the last one in the same section that is set apart
    for block in document.blocks:
        if isinstance(block, Heading):
            owner = last = shown = None
        if not isinstance(block, Formula):
            continue
        display = found.get(block)
        if owner is not None and last is not None and display is not None and _goes_on(document, last, block, display):
            found[owner], found[block] = _joined(found[owner], display)
        elif display is not None and (side := _side_before(found, shown, block, display)) is not None:
            found[block] = _begun(display, side)
            owner = None
        else:
            owner = block if display is not None and _is_open(display) else None
        last, shown = block, block if block.display else shown
    return found


def _is_open(display: Display) -> bool:
    """Whether a display is one chain, or one side, and says nothing more."""
    if len(display.clauses) != 1 or display.clauses[0].tail or display.clauses[0].lead:
        return False
    body = display.clauses[0].body
    return not isinstance(body, Empty) and (
        not isinstance(body, Chain)
        or (not isinstance(body.first, Empty) and all(link.op in RELATIONS for link in body.links))
    )


def _goes_on(document: Document, last: Formula, block: Formula, display: Display) -> bool:
    """Whether a formula begins with a relation, right behind the one before it: in running text, on the next line."""
    body = display.clauses[0].body if len(display.clauses) == 1 else None
    if not isinstance(body, Chain) or not isinstance(body.first, Empty) or block.display != last.display:
        return False
    if not all(link.op in RELATIONS and not isinstance(link.right, Empty) for link in body.links):
        return False
    between = document.text[last.span[1] : block.span[0]]
    return _LEADS_ON.fullmatch(between) is not None if block.display else between.strip("> \t") == "\n"


_NEAR = 200  # letters between a display and what goes on with it, where they give the ground: "using $P^T = P$"


# words that do something to the side before, or say why it is what stands behind them: no words for a side of its own
_GROUND = re.compile(
    r"[^A-Za-z]*(?:(?:and|now|then|but|here|so|finally|next)\b[\s,]*)*(?:using|since|because|as|by|substitut\w+|plugg\w+|insert\w+|apply\w+|expand\w+|distribut\w+|simplify\w+|rearrang\w+|"
    r"noting|not(?:e|ing)\s+that|combin\w+|collect\w+|factor\w+|multiply\w+|divid\w+|integrat\w+|differentiat\w+|where\s+we|we\s+(?:use|have\s+used|used|note|can|may)|recall\w*|thanks|due)\b",
    re.I,
)


def is_grounded(between: str) -> bool:
    """Whether the words between a display and one that begins with a relation give the ground of that, or nothing: else they may name another side."""
    return _GROUND.match(between) is not None or _LEADS_ON.fullmatch(between) is not None


def _side_before(
    displays: dict[Formula, Display], shown: Formula | None, block: Formula, display: Display
) -> Node | None:
    """The last side of the display before one that begins with a relation, behind words that give its ground."""
    body = display.clauses[0].body if len(display.clauses) == 1 else None
    if not isinstance(body, Chain) or not isinstance(body.first, Empty) or not block.display or shown is None:
        return None
    if block.span[0] - shown.span[1] > _NEAR or shown not in displays or not _is_open(displays[shown]):
        return None
    last = displays[shown].clauses[0].body
    return last.links[-1].right if isinstance(last, Chain) else last


def _begun(display: Display, side: Node) -> Display:
    """A display that begins with a relation, with the side before that."""
    (clause,) = display.clauses
    assert isinstance(clause.body, Chain)
    first = replace(side, span=(clause.body.span[0],) * 2)  # a step begins at its relation
    return replace(display, clauses=(replace(clause, body=replace(clause.body, first=first)),))


def _joined(before: Display, after: Display) -> tuple[Display, Display]:
    """Two displays with the chain of the second behind that of the first."""
    clause, (more,) = before.clauses[0], after.clauses
    body = clause.body
    assert isinstance(more.body, Chain)
    first, links = (body.first, body.links) if isinstance(body, Chain) else (body, ())
    span = (body.span[0], more.body.span[1])
    chain = Chain(first, (*links, *more.body.links), span=span)
    whole = replace(clause, body=chain, tail=more.tail, span=(clause.span[0], more.span[1]))
    rest = replace(more, body=more.body.links[-1].right, tail=())
    return replace(before, clauses=(whole,)), replace(after, clauses=(rest,))
