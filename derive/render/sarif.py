"""SARIF 2.1.0, as code scanning services read it."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from derive import __version__
from derive.render.escape import clean
from derive.render.facts import facts, labelled, sentence
from derive.render.style import Style
from derive.render.words import WORDS
from derive.report import DocumentReport, Place, Report, StepReport

LEVELS = {"error": "error", "warning": "warning", "note": "note"}
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, style: Style) -> str:
    """One run; a result for every step that needs attention, a notification for every document that was not read."""
    results: list[dict[str, Any]] = []
    rules: dict[str, dict[str, Any]] = {}
    for document in report.documents:
        for step in document.steps:
            if WORDS[step.verdict].severity:
                rule = step.judgement.code or step.verdict.value
                rules.setdefault(rule, {"id": rule, "shortDescription": {"text": WORDS[step.verdict].meaning}})
                results.append(_result(document, step, rule))
    invocation = {
        "executionSuccessful": not any(document.error for document in report.documents),
        "toolExecutionNotifications": [_notification(d.path, "error", d.error) for d in report.documents if d.error]
        + [_notification(d.path, "warning", warning) for d in report.documents for warning in d.warnings],
    }
    driver = {"name": "derive", "version": __version__, "rules": [rules[rule] for rule in sorted(rules)]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _result(document: DocumentReport, step: StepReport, rule: str) -> dict[str, Any]:
    lines = [sentence(step), *(labelled(fact) for fact in facts(step))]
    return {
        "ruleId": rule,
        "level": LEVELS[WORDS[step.verdict].severity],
        "message": {"text": clean("\n".join(lines))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(document.path)},
                    "region": _region(step.fault or step.place),
                }
            }
        ],
        "partialFingerprints": {"step/v1": clean(f"{step.verdict.value}:{' '.join(step.latex.split())}")},
        "properties": {"verdict": step.verdict.value, "step": clean(step.id)},
    }


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _notification(path: str, level: str, text: str) -> dict[str, Any]:
    return {
        "level": level,
        "message": {"text": clean(text)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}],
    }


def uri(path: str) -> str:
    """A path as a relative or file URI."""
    pure = PurePath(path)
    quoted = quote(pure.as_posix().encode("utf-8", "surrogatepass"), safe="/")
    return f"file://{quoted}" if pure.is_absolute() else quoted
