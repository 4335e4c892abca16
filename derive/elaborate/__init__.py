"""From prose and formulas to steps with goals: declarations, shapes, hypotheses, readings of ambiguous notation."""

from __future__ import annotations

from derive.document.model import Document
from derive.elaborate.obligations import Obligations
from derive.elaborate.statements import read_statements
from derive.elaborate.steps import Elaborated, Step

__all__ = ["Elaborated", "Step", "elaborate"]


def elaborate(document: Document) -> Elaborated:
    """Everything a document says that can be checked, in order. A formula that cannot be read loses itself only."""
    return Obligations(document, read_statements(document)).run()
