"""Chains over several displays: one that begins with a relation, `= x^T A x`, goes on with the display before it."""

from __future__ import annotations

from derive import lazy_re as re
from derive.document.model import Document, Formula, Heading
from derive.elaborate.events import RELATIONS
from derive.formula.syntax import Chain, Display, Empty
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
    end = 0
    for block in document.blocks:
        if not isinstance(block, Formula):
            continue
        display = found.get(block)
        if owner is not None and display is not None and _goes_on(document, owner, end, block, display):
            found[owner], found[block] = _joined(found[owner], display)
        else:
            owner = block if display is not None and _is_open(display) else None
        end = block.span[1]
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


def _goes_on(document: Document, owner: Formula, end: int, block: Formula, display: Display) -> bool:
    """Whether a formula begins with a relation, right behind the one before it: in running text, on the next line."""
    body = display.clauses[0].body if len(display.clauses) == 1 else None
    if not isinstance(body, Chain) or not isinstance(body.first, Empty) or block.display != owner.display:
        return False
    if not all(link.op in RELATIONS and not isinstance(link.right, Empty) for link in body.links):
        return False
    between = document.text[end : block.span[0]]
    if any(isinstance(one, Heading) and end <= one.span[0] < block.span[0] for one in document.blocks):
        return False
    return _LEADS_ON.fullmatch(between) is not None if block.display else between.strip("> \t") == "\n"


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
