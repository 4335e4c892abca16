"""Slips of the kinds that published notes have, each with its correction, in contexts of a few words: no correction is found wrong, no slip is confirmed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.goals import Verdict

RECORDS = [
    json.loads(line) for line in Path(__file__).with_name("records.jsonl").read_text(encoding="utf-8").splitlines()
]
GOOD = {Verdict.PROVED, Verdict.TESTED, Verdict.SUPPORTED}
WRONG = {Verdict.REFUTED, Verdict.CONDITIONAL, Verdict.ILL_FORMED}


def judged(context: str, display: str) -> list[Verdict]:
    """The verdicts of a display behind its context."""
    report = check_document(read_text(f"{context}\n\n$$\n{display}\n$$\n", Format.MARKDOWN, "record.md"), Options())
    return [step.verdict for step in report.steps if step.place.line > 2 and step.verdict is not Verdict.DEFINED]


@pytest.mark.slow
@pytest.mark.parametrize("record", RECORDS, ids=[record["wrong"][:40] for record in RECORDS])
def test_slips_and_their_corrections(record: dict[str, str]) -> None:
    assert not WRONG & set(judged(record["context"], record["right"]))
    wrong = judged(record["context"], record["wrong"])
    assert not wrong or not set(wrong) <= GOOD


@pytest.mark.slow
def test_most_slips_are_found() -> None:
    """A floor under what is found and confirmed of those records, not a goal."""
    found = sum(bool(WRONG & set(judged(record["context"], record["wrong"]))) for record in RECORDS)
    confirmed = 0
    for record in RECORDS:
        right = judged(record["context"], record["right"])
        confirmed += bool(right) and set(right) <= GOOD
    assert found >= 0.6 * len(RECORDS) and confirmed >= 0.7 * len(RECORDS)
