"""Faults planted one at a time are found where they stand, and nowhere else; those that leave a statement true change nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from planting import Fault, faults

from derive import judging
from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice, decide
from derive.goals import Goal, Judgement, Verdict
from derive.judging import GOOD, WRONG
from derive.report import DocumentReport, StepReport
from tests.judged import PATIENT

HERE = Path(__file__).parent / "documents"
DOCUMENTS = sorted(HERE.glob("*.md"))
LIGHT = Options(Choice(("algebra", "modular"), PATIENT), diagnose=True)
LEAST = 40  # faults a document
QUICK = 3  # of them when time is short


@pytest.fixture(scope="module", autouse=True)
def remembered() -> object:
    """Goals are decided once: most steps of a document do not change when a fault is planted in another."""
    known: dict[object, Judgement] = {}

    def once(goal: Goal, choice: Choice) -> Judgement:
        key = (goal.claim, goal.statement, tuple(h.statement for h in goal.hypotheses), goal.definitions, choice)
        if key not in known:
            known[key] = decide(goal, choice)
        return known[key]

    patch = pytest.MonkeyPatch()
    patch.setattr(judging, "decide", once)
    yield
    patch.undo()


def check(text: str, name: str) -> DocumentReport:
    return check_document(read_text(text, path=name), LIGHT)


def claims(report: DocumentReport) -> list[StepReport]:
    return [step for step in report.steps if step.verdict is not Verdict.DEFINED]


def planted(path: Path) -> list[tuple[StepReport, Fault]]:
    text = path.read_text()
    found = []
    for step in claims(check(text, path.name)):
        found += [(step, fault) for fault in faults(text, step)]
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_documents_are_proved(path: Path) -> None:
    verdicts = {(step.place.line, step.verdict) for step in claims(check(path.read_text(), path.name))}
    assert {verdict for _, verdict in verdicts} == {Verdict.PROVED}, sorted(verdicts, key=str)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_there_are_enough_faults_of_every_kind(path: Path) -> None:
    found = planted(path)
    assert len(found) >= LEAST
    assert {"sign", "factor", "transpose", "order", "symbol"} <= {fault.kind for _, fault in found}


def complaints(path: Path, chosen: list[tuple[StepReport, Fault]]) -> list[str]:
    """What is not as it should be, one line a fault."""
    text = path.read_text()
    sound = list(check(text, path.name).steps)
    told = []
    for step, fault in chosen:
        faulty = list(check(fault.plant(text), path.name).steps)
        wrong = compare(sound, faulty, step)
        if not wrong:
            found = next(other for other in faulty if other.place.start == step.place.start)
            if found.verdict in GOOD and not holds(found) and not evaluated(path, fault, step):
                wrong = ["proved, and no evaluation confirms it"]
        told += [f"{path.stem} {fault} in {step.latex!r}: {what}" for what in wrong]
    return told


def compare(sound: list[StepReport], faulty: list[StepReport], step: StepReport) -> list[str]:
    """What is wrong with the verdicts of a document with a fault in `step`."""
    if len(sound) != len(faulty):
        return [f"{len(sound)} steps became {len(faulty)}"]
    place = next(n for n, other in enumerate(sound) if other.place.start == step.place.start)
    found = faulty[place]
    if found.verdict not in WRONG | GOOD:
        return [f"neither found nor shown harmless: {found.verdict.value} {found.judgement.message}"]
    line = step.place.line
    following = next((other.place.line for other in sound if other.place.line > line), line)
    elsewhere = [
        new.place.line
        for old, new in zip(sound, faulty, strict=True)
        if old.verdict is not new.verdict and old.place.line not in (line, following)
    ]
    return [f"lines {elsewhere} changed too"] if elsewhere else []


def holds(step: StepReport) -> bool:
    """A step that a fault left true: an engine that evaluates both sides finds it so as well."""
    return any(e.engine in ("modular", "numeric") and e.result.value == "agrees" for e in step.judgement.evidence)


def evaluated(path: Path, fault: Fault, step: StepReport) -> bool:
    """Whether floating-point instances confirm a step that a fault left true."""
    report = check_document(
        read_text(fault.plant(path.read_text()), path=path.name), Options(Choice(("numeric",), PATIENT))
    )
    return next(other for other in claims(report) if other.place.start == step.place.start).verdict is Verdict.SUPPORTED


def spread(found: list[tuple[StepReport, Fault]], count: int) -> list[tuple[StepReport, Fault]]:
    """A few of them from all over the document."""
    return found[:: max(1, len(found) // count)][:count]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_few_planted_faults(path: Path) -> None:
    told = complaints(path, spread(planted(path), QUICK))
    assert not told, "\n".join(told)


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_all_planted_faults(path: Path, record: Callable[[str], None] = print) -> None:
    found = planted(path)
    told = complaints(path, found)
    record(f"{path.stem}: {len(found)} faults, {len(told)} complaints")
    assert not told, "\n".join(told)
