"""The JSON form, version 1: what other programs rely on. `schema.json` beside this file describes it."""

from __future__ import annotations

import json
from typing import Any

from derive import __version__
from derive.goals import Counterexample, Evidence, Judgement, Repair
from derive.render.facts import sentence
from derive.render.style import Style
from derive.report import DocumentReport, Place, Report, StepReport, SymbolReport


def render(report: Report, style: Style) -> str:
    """The report as JSON, in ASCII, one trailing newline."""
    return json.dumps(as_json(report, style.timings), indent=1) + "\n"


def as_json(report: Report, timings: bool = False) -> dict[str, Any]:
    """The report as the objects that JSON has."""
    return {
        "version": report.version,
        "derive": __version__,
        "options": dict(report.options),
        "documents": [_document(document, timings) for document in report.documents],
        "summary": report.counts(),
    }


def _document(document: DocumentReport, timings: bool) -> dict[str, Any]:
    formulas = document.formulas
    shown = {
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "layout": document.layout,
        "symbols": [_symbol(symbol) for symbol in document.symbols],
        "given": [{"latex": g.latex, "origin": g.origin, "line": g.line} for g in document.given],
        "steps": [_step(step, timings) for step in document.steps],
        "formulas": {
            "found": formulas.found,
            "read": formulas.read,
            "unread": [{**_place(u.place), "latex": u.latex, "reason": u.reason} for u in formulas.unread],
            "not_checked": [{**_place(n.place), "text": n.text, "reason": n.reason} for n in formulas.not_checked],
        },
        "warnings": list(document.warnings),
    }
    return {**shown, "error": document.error} if document.error else shown


def _symbol(symbol: SymbolReport) -> dict[str, Any]:
    return {
        "name": symbol.name,
        "kind": symbol.kind,
        "shape": list(symbol.shape),
        "properties": list(symbol.properties),
        "origin": symbol.origin,
        "line": symbol.line,
        "definition": symbol.definition,
        "note": symbol.note,
        "latex": symbol.latex or symbol.name,
    }


def _place(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column, "end_line": place.end_line, "end_column": place.end_column}


def _step(step: StepReport, timings: bool) -> dict[str, Any]:
    return {
        "id": step.id,
        **_place(step.place),
        "latex": step.latex,
        "statement": step.statement,
        "label": step.label,
        "relation": step.relation,
        "claim": step.claim.value,
        **_judgement(step.judgement),
        "message": sentence(step),
        "fault": _place(step.fault) if step.fault else None,
        "after": _judgement(step.after) if step.after else None,
        "seconds": round(step.seconds, 3) if timings else 0.0,
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "verdict": judgement.verdict.value,
        "code": judgement.code,
        "message": judgement.message,
        "engines": [_engine(evidence) for evidence in judgement.evidence],
        "hypotheses": list(judgement.hypotheses),
        "trusted": list(judgement.trusted),
        "missing": list(judgement.missing),
        "counterexample": _counterexample(judgement.counterexample),
        "repair": _repair(judgement.repairs[0]) if judgement.repairs else None,
        "repairs": [_repair(repair) for repair in judgement.repairs],
        "notes": list(judgement.notes),
    }


def _engine(evidence: Evidence) -> dict[str, Any]:
    return {
        "name": evidence.engine,
        "result": evidence.result.value,
        "verdict": evidence.verdict.value,
        "detail": evidence.detail,
        "used": list(evidence.used),
        "trusted": list(evidence.trusted),
        "certificate": evidence.certificate is not None,
        "data": dict(evidence.data),
    }


def _counterexample(example: Counterexample | None) -> dict[str, Any] | None:
    if example is None:
        return None
    return {
        "sizes": dict(example.sizes),
        "values": {name: [list(row) for row in value] for name, value in example.values.items()},
        "left": [list(row) for row in example.left],
        "right": [list(row) for row in example.right],
        "note": example.note,
    }


def _repair(repair: Repair) -> dict[str, Any]:
    return {
        "latex": repair.latex,
        "verdict": repair.verdict.value,
        "code": repair.code,
        "side": repair.side,
        "changed": list(repair.changed),
    }


def symbols_text(report: Report) -> str:
    """Only what was understood: a list of symbols a document."""
    found = [{"path": d.path, "symbols": [_symbol(symbol) for symbol in d.symbols]} for d in report.documents]
    return json.dumps({"version": report.version, "documents": found}, indent=1) + "\n"
