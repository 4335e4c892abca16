"""From prose and formulas to steps with goals: declarations, shapes, hypotheses, readings of ambiguous notation."""

from __future__ import annotations

from derive.document.model import Document
from derive.elaborate.obligations import Obligations
from derive.elaborate.statements import read_statements
from derive.elaborate.steps import Elaborated, Step
from derive.elaborate.written import written

MOST_READINGS = 5


def elaborate(document: Document) -> Elaborated:
    """Everything a document says that can be checked, in order. A formula that cannot be read loses itself only.

    Where shapes do not fit as they were guessed, the document is read again with a letter that stands behind a matrix taken for a vector; what
    fits best counts.
    """
    formulas = written(document)
    first = Obligations(document, read_statements(document, formulas))
    best, clashes = first.run(), first.clashes
    if not clashes:
        return best
    early, hints = first.reading.late, frozenset[str]()
    if early:
        other = Obligations(document, read_statements(document, formulas, hints, early))
        found = other.run()
        if other.clashes < clashes:
            best, clashes, first = found, other.clashes, other
    for name in sorted(first.reading.interpreter.survey.behind)[:MOST_READINGS]:
        if not clashes:
            break
        other = Obligations(document, read_statements(document, formulas, hints | {name}, early))
        found = other.run()
        if other.clashes < clashes:
            best, clashes, hints = found, other.clashes, hints | {name}
    return best


__all__ = ["Elaborated", "Step", "elaborate"]
