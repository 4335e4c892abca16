"""Golden documents: each step's verdict stands on its own line, `% expect: refuted` or `<!-- expect: proved, conditional D501 -->`.

A line without one holds only definitions and steps that hold. `holds` is proved or tested; a code may follow a verdict; `missing: …`,
`repair: …`, `note: …` and `after: …` ask for a missing hypothesis, a suggestion, a note or the second judgement; `none` says that nothing on the line is a step or a definition.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from derive.check import Options, check_document
from derive.document import read
from derive.engines.decide import Choice
from derive.goals import Verdict
from derive.report import DocumentReport, StepReport
from tests.judged import PATIENT

DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.*"))
EXPECT = re.compile(r"(?:%|<!--)\s*expect:\s*(.*?)\s*(?:-->|$)")
HOLDS = (Verdict.PROVED, Verdict.TESTED)


def reported(path: Path) -> DocumentReport:
    engines = ("algebra", "modular", "reals") if "reals" in path.stem else ("algebra", "modular")
    engines = (*engines, "numeric") if "numeric" in path.stem else engines
    return check_document(read(str(path)), Options(Choice(engines, PATIENT)))


def fits(step: StepReport, wanted: str) -> bool:
    """Whether a step is as one item of an expectation wants it."""
    verdict, *rest = wanted.split()
    if verdict == "holds":
        good = step.verdict in HOLDS
    else:
        good = step.verdict.value == verdict
    return good and all(code == step.judgement.code for code in rest)


def check_line(line: int, text: str, steps: list[StepReport]) -> list[str]:
    """What is not as the line's expectation says."""
    match = EXPECT.search(text)
    claims = [step for step in steps if step.verdict is not Verdict.DEFINED]
    shown = ", ".join(f"{step.verdict.value} {step.judgement.code}".strip() for step in claims)
    if match is None:
        return [f"{line}: {shown}, and nothing is expected"] if any(s.verdict not in HOLDS for s in claims) else []
    faults = []
    items = [item.strip() for item in re.split(r";\s*|,\s*(?=\w[\w-]*(?: D\d+)?(?:$|,|;))", match.group(1))]
    wanted = [item for item in items if ":" not in item and item != "none"]
    if "none" in items and steps:
        faults.append(f"{line}: nothing should be stated here, and there is {shown or 'a definition'}")
    if len(wanted) != len(claims) or not all(fits(s, w) for s, w in zip(claims, wanted, strict=False)):
        faults.append(f"{line}: {shown or 'no step'} instead of {', '.join(wanted) or 'no step'}")
    for item in items:
        kind, _, value = item.partition(": ")
        told = {
            "missing": [m for s in claims for m in s.judgement.missing],
            "repair": [r.latex for s in claims for r in s.judgement.repairs],
            "note": [note for s in claims for note in s.judgement.notes],
            "after": [s.after.verdict.value for s in claims if s.after is not None],
        }
        if kind in told and value.strip() not in told[kind]:
            faults.append(f"{line}: {kind} {value.strip()} not among {told[kind]}")
    return faults


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    report = reported(path)
    faults = []
    lines = report.text.split("\n")
    assert any(EXPECT.search(line) for line in lines) or path.stem.startswith("right"), (
        "a golden document expects something"
    )
    for number, text in enumerate(lines, 1):
        faults += check_line(number, text, [step for step in report.steps if step.place.line == number])
    assert not faults, "\n".join(faults)
