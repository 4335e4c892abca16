"""A fault of our own costs the statement in which it happens."""

from __future__ import annotations

import pytest

from derive.document import read_text
from derive.elaborate import elaborate, faults, links, obligations

TEXT = "Let $A, B \\in \\mathbb{R}^{n \\times n}$. Then $(A B)^T = B^T A^T$. Hence $A + B = B + A$.\n"


def test_a_fault_in_a_clause_loses_the_clause_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    old = links._labelled

    def broken(reading, clause, setting):  # type: ignore[no-untyped-def]
        if "B^T A^T" in reading.text(clause.body.span):
            raise KeyError("tau")
        return old(reading, clause, setting)

    monkeypatch.setattr(faults, "STRICT", False)
    monkeypatch.setattr(links, "_labelled", broken)
    steps = elaborate(read_text(TEXT)).steps
    assert [(s.verdict, "internal error" in s.message) for s in steps[-2:]] == [("unchecked", True), ("", False)]


def test_a_fault_in_a_claim_loses_the_claim_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    old = obligations.Obligations._claim

    def broken(self, event):  # type: ignore[no-untyped-def]
        if "B^T A^T" in self.document.text[slice(*event.span)]:
            raise ZeroDivisionError
        old(self, event)

    monkeypatch.setattr(faults, "STRICT", False)
    monkeypatch.setattr(obligations.Obligations, "_claim", broken)
    steps = elaborate(read_text(TEXT)).steps
    assert [(s.verdict, "internal error" in s.message) for s in steps[-2:]] == [("unchecked", True), ("", False)]


def test_a_fault_is_raised_where_that_is_wanted() -> None:
    with pytest.raises(KeyError):
        faults.told(KeyError("tau"))
