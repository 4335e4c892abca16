"""From prose and formulas to steps with goals: declarations, shapes, hypotheses, readings of ambiguous notation."""

from __future__ import annotations

from derive.document.model import Document
from derive.elaborate.general_facts import general_facts
from derive.elaborate.obligations import Obligations
from derive.elaborate.statements import read_statements
from derive.elaborate.steps import Elaborated, Step
from derive.elaborate.written import Written, written
from derive.record import replace

MOST_READINGS = 5


def elaborate(document: Document) -> Elaborated:
    """Everything a document says that can be checked, in order. A formula that cannot be read loses itself only. General facts in letters of their own
    are understood by themselves."""
    formulas = written(document)
    facts = general_facts(formulas.displays)
    if not facts:
        return _elaborated(document, formulas)
    rest = replace(document, blocks=tuple(block for block in document.blocks if block not in facts))
    whole = _elaborated(rest, written(rest))
    for fact in facts:
        alone = replace(document, blocks=(fact,), unread=())
        said = _elaborated(alone, written(alone), max((step.chain for step in whole.steps), default=0))
        whole.steps += said.steps
        whole.unread += said.unread
        whole.not_checked += said.not_checked
        whole.found += said.found
        whole.read += said.read
    whole.steps.sort(key=lambda step: step.span[0])
    return whole


def _elaborated(document: Document, formulas: Written, chains: int = 0) -> Elaborated:
    """What a document says, its chains of equations numbered behind those that there are.

    Where shapes do not fit as they were guessed, the document is read again with a letter that stands behind a matrix taken for a vector, and with
    all of them; what fits best counts.
    """
    first = Obligations(document, read_statements(document, formulas, chains=chains))
    read = first.clashes  # before it is worked out
    best, clashes = first.run(), first.clashes
    if not clashes:
        return best
    early, hints = first.reading.late, frozenset[str]()
    if early:
        other = Obligations(document, read_statements(document, formulas, hints, early, chains))
        found = _fitting_better(other, clashes, read)
        if found is not None:
            best, clashes, first = found, other.clashes, other
    behind = sorted(first.reading.interpreter.survey.behind)[:MOST_READINGS]
    together = (
        [frozenset(behind)] if len(behind) > 1 else []
    )  # the x and the p of `x_{k+1} = x_k + p_k` fit only as two
    for names in [*(frozenset((name,)) for name in behind), *together]:
        if not clashes:
            break
        if names <= hints:
            continue
        other = Obligations(document, read_statements(document, formulas, hints | names, early, chains))
        found = _fitting_better(other, clashes, read)
        if found is not None:
            best, clashes, hints = found, other.clashes, hints | names
    return best


def _fitting_better(other: Obligations, clashes: int, read: int) -> Elaborated | None:
    """What another reading comes to where fewer shapes clash in it; one that mends none of those that were met in reading is not worked out."""
    if other.clashes >= (read or clashes):
        return None
    found = other.run()
    return found if other.clashes < clashes else None


__all__ = ["Elaborated", "Step", "elaborate"]
