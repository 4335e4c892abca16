"""Identities under hypotheses, with what must be said of each on its own line: `proved`, `unproved` (near misses), `ill-formed`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from derive.document import read
from derive.elaborate import Step, elaborate
from derive.engines.algebra import search
from derive.engines.modular import search as evaluate
from derive.goals import Evidence, Goal, Limits, Result, Verdict
from derive.record import replace
from derive.rules.certificates import Certificate, belongs, replay
from derive.rules.translation import Given

DOCUMENTS = sorted((Path(__file__).parent / "golden").glob("*.md"))
EXPECT = re.compile(r"% expect: ([a-z-]+)")


def steps(path: Path) -> Iterator[tuple[Step, str]]:
    """The steps that claim something, each with what its line expects."""
    document = read(path)
    lines = document.text.splitlines()
    for step in elaborate(document).steps:
        line, _ = document.position(step.span[0])
        if step.verdict != "defined":
            found = EXPECT.search(lines[line - 1])
            assert found, f"{path.name}:{line} says nothing of {step.latex}"
            yield step, f"{found[1]} {path.name}:{line} {step.latex}"


def verdict(step: Step, evidence: Evidence | None) -> str:
    if evidence is None:
        return step.verdict
    return "proved" if evidence.verdict is Verdict.PROVED else "unproved"


def without_rests(step: Step) -> Goal:
    """The goal of a step without what counts only where an earlier step was shown to hold."""
    assert step.goal is not None
    rests = [rest.hypothesis for rest in step.rests if rest.shown]
    return replace(step.goal, hypotheses=tuple(h for h in step.goal.hypotheses if h not in rests))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_proved(path: Path) -> None:
    wrong = []
    for step, expected in steps(path):
        evidence = search(without_rests(step), Limits(seconds=60)) if step.goal is not None else None
        if verdict(step, evidence) != expected.split()[0]:
            wrong.append(f"{verdict(step, evidence)}, expected {expected}")
        elif step.goal is not None and evidence is not None and isinstance(evidence.certificate, Certificate):
            assert replay(evidence.certificate)
            stated = tuple(h.statement for h in step.goal.hypotheses)
            definitions = tuple(Given(d.symbol, d.value, d.parameters) for d in step.goal.definitions)
            assert not belongs(evidence.certificate, step.goal.statement, stated, definitions)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_exact_evaluation_agrees(path: Path) -> None:
    """What is expected to be proved is never refuted, and no near miss holds at every instance."""
    for step, expected in steps(path):
        if step.goal is not None:
            evidence = evaluate(step.goal, Limits())
            if expected.startswith("proved"):
                assert evidence.result is not Result.DISAGREES, expected
            else:
                assert evidence.result is not Result.AGREES, expected
