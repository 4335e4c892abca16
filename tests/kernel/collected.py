"""The certificates that the tests' own documents and statements give: every golden document, every bundled problem, every case."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from kernel.cases import DERIVATIVES, FRAGMENT, WITH_FORMS, WITHIN, certified

from derive.check import Options, check_document
from derive.document import read
from derive.engines.decide import Choice
from derive.goals import Limits, Verdict
from derive.rules.certificates import Certificate
from derive.rules.saved import certificate_json

ROOT = Path(__file__).parents[2]


def documents() -> list[Path]:
    """The golden documents and the bundled problems."""
    golden = [path for path in sorted((ROOT / "tests").rglob("golden/**/*.md")) if path.is_file()]
    return [*golden, *sorted((ROOT / "derive" / "problems").glob("*.md"))]


@cache
def of_cases() -> dict[str, dict[str, Any]]:
    """Those of the statements in `cases`, as they are saved."""
    found = {name: certified(statement) for name, statement in {**FRAGMENT, **DERIVATIVES}.items()}
    found |= {f"form: {name}": certified(s, (h,), (h,)) for name, (s, h) in WITH_FORMS.items()}
    found |= {f"within: {name}": certified(s, (h,), (h,), (), (h,)) for name, (s, h) in WITHIN.items()}
    return {name: json.loads(json.dumps(certificate_json(c))) for name, c in found.items() if c is not None}


@cache
def of_document(path: Path) -> dict[str, dict[str, Any]]:
    """Those of the steps that the algebra and the reals engine prove in a document."""
    options = Options(Choice(("algebra", "reals"), Limits(5.0, 0)), diagnose=False)
    report = check_document(read(str(path)), options)
    return {
        f"{step.id} {number}": json.loads(json.dumps(certificate_json(evidence.certificate)))
        for number, step in enumerate(report.steps)
        if step.verdict is Verdict.PROVED
        for evidence in step.judgement.evidence
        if isinstance(evidence.certificate, Certificate)
    }
