"""The bundled problems: every step of each is proved."""

from __future__ import annotations

from pathlib import Path

import pytest

import derive.problems
from derive.check import Options, check_document
from derive.document import read
from derive.engines.decide import Choice
from derive.goals import Verdict
from tests.judged import PATIENT

PROBLEMS = sorted(Path(derive.problems.__file__).parent.glob("*.md"))
ENGINES = ("algebra", "modular", "reals")


@pytest.mark.parametrize("path", PROBLEMS, ids=lambda path: path.stem)
def test_every_step_is_proved(path: Path) -> None:
    report = check_document(read(str(path)), Options(Choice(ENGINES, PATIENT)))
    claims = [step for step in report.steps if step.verdict is not Verdict.DEFINED]
    assert claims
    assert [f"{s.place.line}: {s.latex}" for s in claims if s.verdict is not Verdict.PROVED] == []
    assert not report.formulas.unread
