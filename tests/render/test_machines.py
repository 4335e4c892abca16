"""What other programs read: valid, complete, and safe whatever a document holds."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as xml
from pathlib import Path

import jsonschema
import pytest
from node import packages
from sample import document, report

import derive.render
from derive.goals import Claim, Counterexample, Evidence, Judgement, Repair, Result, Verdict
from derive.render import FORMATS, Style
from derive.report import DocumentReport, Formulas, Place, Report, StepReport, SymbolReport

HOSTILE = "</script><script>alert(1)</script>\"'&<!--]]>\n::error::x%0A%\x00\x1b[2J\u202e\ud800=cmd|' /C calc'!A0,${{1}} \\end{document}"
SCHEMA = json.loads((Path(derive.render.__file__).parent / "schema.json").read_text())


def hostile() -> Report:
    """A report whose every text is hostile."""
    h = HOSTILE
    example = Counterexample({h: ((h,),)}, ((h, h),), ((h,),), {h: 1}, h)
    evidence = (Evidence(h, Result.AGREES, Verdict.PROVED, h, None, (h,), (h,), None, {}),)
    judgement = Judgement(
        Verdict.REFUTED, h, "D401", evidence, (h,), (h,), (h,), example, (Repair(h, Verdict.PROVED),), (h,)
    )
    place = Place(1, 1, 1, 5, 0, 4)
    steps = (StepReport(h, place, h, h, Claim.EQUALITY, judgement, h, after=judgement, statement=h),)
    symbols = (SymbolReport(h, h, (h,), (h,), h, 1, h, h),)
    good = DocumentReport(h, h, "markdown", h, symbols, steps, Formulas(1, 1), (h,), h, ((0, 4, 0, 4, True),))
    return Report((good, DocumentReport(h, "", "", "", (), (), Formulas(0, 0), error=h)))


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_hostile_documents_do_not_break_a_format(form: str) -> None:
    text = FORMATS[form](hostile(), Style())
    data = (
        text.encode("utf-8", "strict")
        if form in ("html", "junit", "json", "sarif", "gradescope")
        else text.encode("utf-8", "replace")
    )
    assert b"\x1b" not in data and b"\x00" not in data
    assert "\u202e" not in text
    assert "<script" not in text or form in ("full", "concise", "csv", "json", "sarif", "gradescope", "github")


@pytest.mark.parametrize("which", [report(), hostile()], ids=["sample", "hostile"])
def test_json_follows_its_schema(which: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(FORMATS["json"](which, Style())), SCHEMA)


def test_the_schema_refuses_something() -> None:
    found = json.loads(FORMATS["json"](report(), Style()))
    found["documents"][0]["steps"][0]["verdict"] = "correct"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, SCHEMA)


def test_json_has_what_is_promised() -> None:
    found = json.loads(FORMATS["json"](report(), Style()))
    last = found["documents"][0]["steps"][4]
    assert (last["line"], last["column"], last["end_line"], last["end_column"]) == (9, 2, 9, 10)
    assert last["verdict"] == "refuted" and last["code"] == "D401" and last["claim"] == "equality"
    assert last["counterexample"]["values"]["W"] == [["0", "1"], ["0", "0"]]
    assert last["repair"] == {"latex": "2 W C", "verdict": "proved", "code": "", "side": "right", "changed": [0, 0]}
    assert last["missing"] == ["C W = W C"]
    assert found["summary"]["proved"] == 2 and found["summary"]["tested"] == 0
    assert found["documents"][0]["formulas"]["unread"][0]["line"] == 3


def test_seconds_only_when_asked_for() -> None:
    def seconds(style: Style) -> set[float]:
        return {s["seconds"] for s in json.loads(FORMATS["json"](report(), style))["documents"][0]["steps"]}

    assert seconds(Style()) == {0.0}
    assert seconds(Style(timings=True)) == {0.25}


@pytest.mark.parametrize("which", [report(), hostile()], ids=["sample", "hostile"])
def test_junit(which: Report) -> None:
    root = xml.fromstring(FORMATS["junit"](which, Style()))
    suite = root.findall("testsuite")[0]
    assert len(suite.findall("testcase")) == int(suite.attrib["tests"])
    assert len(suite.findall(".//failure")) == int(suite.attrib["failures"]) > 0


@pytest.mark.parametrize("which", [report(), hostile()], ids=["sample", "hostile"])
def test_sarif(which: Report) -> None:
    log = json.loads(FORMATS["sarif"](which, Style()))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert {result["ruleId"] for result in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert 1 <= region["startLine"] <= region["endLine"]
        assert result["level"] in ("error", "warning", "note")


@pytest.mark.slow
def test_sarif_follows_its_schema() -> None:
    folder = packages() / "node_modules/@microsoft/jest-sarif/lib/schemas"
    schema = json.loads((folder / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    for which in (report(), hostile()):
        validator.validate(json.loads(FORMATS["sarif"](which, Style())))
    broken = json.loads(FORMATS["sarif"](report(), Style()))
    broken["runs"][0]["results"][0]["level"] = "bad"
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(broken)


def test_github_lines() -> None:
    lines = FORMATS["github"](hostile(), Style()).splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == 3, "a document's text begins no command of its own"
    assert FORMATS["github"](report(), Style()).startswith(
        "::error file=answer.md,line=5,endLine=5,col=51,endColumn=55,title=ill-formed D301::"
    )


@pytest.mark.parametrize("which", [report(), hostile()], ids=["sample", "hostile"])
def test_csv(which: Report) -> None:
    rows = list(csv.reader(io.StringIO(FORMATS["csv"](which, Style()), newline="")))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows[1:] for cell in row)


def test_gradescope_counts_what_was_decided() -> None:
    found = json.loads(FORMATS["gradescope"](report(), Style()))
    assert found["score"] == 50.0
    assert [test.get("status") for test in found["tests"]] == ["passed", "failed", "passed", "failed"]
    undecided = Judgement(Verdict.UNCHECKED, "not checked (time limit)")
    from derive.record import replace

    whole = document()
    steps = tuple(replace(s, judgement=undecided) if s.verdict is Verdict.REFUTED else s for s in whole.steps)
    found = json.loads(FORMATS["gradescope"](report(replace(whole, steps=steps)), Style()))
    assert found["score"] == 66.67
    assert "status" not in found["tests"][3] and "not checked" in found["tests"][3]["name"]
