"""The verdicts of a short text, for the tests."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from derive.goals import Limits

# how fast the machine is says nothing of the code: what is found within the ordinary limit on a quiet machine is found within this one on a slow one
PATIENT = Limits(seconds=25.0)


def said(text: str, engines: tuple[str, ...] = ("algebra", "modular"), kind: Format = Format.MARKDOWN) -> list[str]:
    """The verdicts of a text's steps in order, those of what it only introduces too."""
    report = check_document(read_text(text, kind, "t.md"), Options(choice=Choice(engines, PATIENT)))
    return [step.verdict.value for step in report.steps]


def verdicts(text: str, engines: tuple[str, ...] = ("algebra", "modular"), kind: Format = Format.MARKDOWN) -> list[str]:
    """The verdicts of a text's steps in order, what it only introduces left out."""
    return [verdict for verdict in said(text, engines, kind) if verdict != "defined"]
