"""The command line with a pipeline that does as it is told."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample import PROVED, document, step

import derive.check
import derive.rules.saved
from derive.check import Options
from derive.commands import main
from derive.document.model import Document
from derive.goals import Judgement, Verdict
from derive.isolate import parent
from derive.record import replace
from derive.report import DocumentReport, StepReport

PARTS = ("C := X X^\\top", "= \\|A\\|_F^2", "= \\mathrm{tr}(A A)", "\\nabla_W f &= 2 W C", "&= 2 C W")


def scripted(read: Document, options: Options, progress: object = None, done: object = None) -> DocumentReport:
    """One proved step for each part; the words in the document's text say what goes wrong on which."""
    steps: list[StepReport] = []
    for number, part in enumerate(PARTS):
        progress(number, len(PARTS))  # type: ignore[operator]
        reason = options.skip.get(number, options.stopped)
        judgement = PROVED
        if number in options.known:
            judgement = replace(options.known[number], notes=("known",))
        elif reason:
            judgement = Judgement(Verdict.UNCHECKED, reason, "D602")
        elif f"hang {number}" in read.text:
            time.sleep(60)
        elif f"grow {number}" in read.text:
            list(range(10**12))
        elif f"die {number}" in read.text:
            os._exit(7)
        elif f"break {number}" in read.text:
            raise ValueError("broken on purpose")
        elif f"forge {number}" in read.text:
            evidence = replace(PROVED.evidence[0], certificate={"ok": False})
            judgement = replace(PROVED, evidence=(evidence,))
        elif f"refute {number}" in read.text:
            judgement = Judgement(Verdict.REFUTED, "it is false", "D401")
        steps.append(step(part, judgement))
        done(number, steps[-1])  # type: ignore[operator]
    return document(() if "nothing" in read.text else steps, path=read.path)


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The scripted pipeline, a kernel that believes what says it is so, and an empty folder."""
    monkeypatch.setattr(derive.check, "check_document", scripted)
    monkeypatch.setattr(derive.rules.saved, "holds", lambda certificate: certificate["ok"])
    monkeypatch.setattr(
        derive.rules.saved, "fault", lambda certificate, asked, *said: "" if certificate["ok"] else "it is forged"
    )
    monkeypatch.setattr(parent, "GRACE", 0.2)
    monkeypatch.chdir(tmp_path)
    yield


def run(
    capfd: pytest.CaptureFixture[str], text: str, *options: str, name: str = "a.md"
) -> tuple[int, list[dict[str, object]], str]:
    """The exit code, the steps, and what went to the standard error."""
    Path(name).write_text(text)
    code = main(["check", name, "--output-format", "json", *options])
    out, err = capfd.readouterr()
    return code, json.loads(out)["documents"][0]["steps"], err


def test_all_in_order(capfd: pytest.CaptureFixture[str]) -> None:
    code, steps, err = run(capfd, "good")
    assert (code, err) == (0, "")
    assert [s["verdict"] for s in steps] == ["proved"] * len(PARTS)


@pytest.mark.parametrize(
    ("word", "message", "code"),
    [
        ("hang 2", "not checked (time limit)", 0),
        ("grow 2", "not checked (memory limit)", 0),
        ("die 2", "not checked (internal error: the process ended with status 7)", 3),
        ("break 2", "not checked (internal error: ValueError: broken on purpose)", 3),
    ],
)
def test_a_step_that_goes_wrong_loses_itself_only(
    capfd: pytest.CaptureFixture[str], word: str, message: str, code: int
) -> None:
    found, steps, err = run(capfd, word, "--time-limit", "0.3", "--memory-limit", "1024")
    assert found == code
    assert [s["verdict"] for s in steps] == ["proved", "proved", "unchecked", "proved", "proved"]
    assert steps[2]["message"] == message
    assert steps[0]["notes"] == ["known"], "what was found before is not searched for again"
    assert ("broken on purpose" in err) == (word == "break 2")


def test_two_steps_overrun(capfd: pytest.CaptureFixture[str]) -> None:
    _, steps, _ = run(capfd, "hang 0 hang 4", "--time-limit", "0.2")
    assert [s["verdict"] for s in steps] == ["unchecked", "proved", "proved", "proved", "unchecked"]


def test_document_limit(capfd: pytest.CaptureFixture[str]) -> None:
    begin = time.monotonic()
    _, steps, _ = run(capfd, "hang 0 hang 1 hang 2 hang 3 hang 4", "--time-limit", "0.2", "--document-limit", "0.5")
    assert [s["verdict"] for s in steps] == ["unchecked"] * 5
    assert "for the document" in str(steps[4]["message"])
    assert time.monotonic() - begin < 5


def test_a_forged_proof_is_caught(capfd: pytest.CaptureFixture[str]) -> None:
    code, steps, _ = run(capfd, "forge 1")
    assert code == 3
    assert steps[1]["verdict"] == "unchecked"


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("refute 1", (), 1),
        ("refute 1", ("--fail-on", "refuted"), 1),
        ("hang 1", ("--time-limit", "0.2"), 0),
        ("hang 1", ("--time-limit", "0.2", "--fail-on", "unchecked"), 1),
        ("nothing", (), 1),
    ],
)
def test_exit_codes(capfd: pytest.CaptureFixture[str], text: str, options: tuple[str, ...], code: int) -> None:
    assert run(capfd, text, *options)[0] == code


def test_same_bytes_for_any_number_of_jobs(capfd: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    for number in range(6):
        Path(f"folder/{number}.md").write_text("hang 1" if number == 3 else f"refute {number}")
    seen = []
    for jobs in ("1", "3"):
        main(["check", "folder", "-f", "json", "--jobs", jobs, "--time-limit", "0.3"])
        seen.append(capfd.readouterr().out)
    assert seen[0] == seen[1]
    assert len(json.loads(seen[0])["documents"]) == 6


def test_one_bad_document_does_not_stop_a_batch(capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_text("good")
    Path("b.md").write_bytes(b"\x00\x01")
    Path("c.md").write_text("good")
    assert main(["check", "a.md", "b.md", "c.md", "-f", "json"]) == 2
    documents = json.loads(capfd.readouterr().out)["documents"]
    assert [len(d["steps"]) for d in documents] == [5, 0, 5]
    assert documents[1]["error"]


def test_names(capfd: pytest.CaptureFixture[str]) -> None:
    Path("problems").mkdir()
    Path("problems/mine.md").write_text("good")
    assert main(["check", "mine", "-q"]) == 0
    assert "problems/mine.md" in capfd.readouterr().out
    assert main(["check", "theirs"]) == 2
    out, err = capfd.readouterr()
    assert out == "" and "no such problem" in err


def test_usage(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 2
    assert main(["check", "x.md", "--fail-on", "never"]) == 2
    assert "not one of" in capfd.readouterr().err
    assert main(["check", "--help"]) == 0
    assert "--fail-on" in capfd.readouterr().out


def test_output_file(capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_text("good")
    assert main(["check", "a.md", "-f", "json", "-o", "out.json"]) == 0
    assert capfd.readouterr().out == ""
    assert json.loads(Path("out.json").read_text())["version"] == 1
    assert main(["check", "a.md", "-o", "no/such/folder.json"]) == 2


def test_no_color(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.md").write_text("refute 1")
    main(["check", "a.md"])
    assert "\x1b" not in capfd.readouterr().out
    main(["check", "a.md", "--color", "always"])
    assert "\x1b[" in capfd.readouterr().out


def test_certificates(capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_text("refute 1")
    main(["check", "a.md", "--certificates", "c.json"])
    assert main(["recheck", "c.json"]) == 0
    assert "4 of 4 certificates hold" in capfd.readouterr().out
    saved = json.loads(Path("c.json").read_text())
    saved["certificates"][2]["certificate"]["ok"] = False
    Path("c.json").write_text(json.dumps(saved))
    assert main(["recheck", "c.json"]) == 1
    assert "3 of 4 certificates hold" in capfd.readouterr().out
    main(["check", "a.md", "--certificates", "folder"])
    assert len(list(Path("folder").iterdir())) == 4
    assert main(["recheck", "folder"]) == 0
    assert "4 of 4 certificates hold" in capfd.readouterr().out
    Path("c.json").write_text("[]")
    assert main(["recheck", "c.json"]) == 2


def test_context(capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_text("hang 0")
    assert main(["context", "a.md"]) == 0
    assert "symmetric" in capfd.readouterr().out
    assert main(["context", "a.md", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["documents"][0]["symbols"][0]["name"] == "A"


def test_standard_input(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("refute 0"))
    assert main(["check", "-", "-f", "concise"]) == 1
    assert "<stdin>:" in capfd.readouterr().out


def test_grade(capfd: pytest.CaptureFixture[str]) -> None:
    Path("problems").mkdir()
    Path("problems/p.md").write_text("good")
    Path("s").mkdir()
    for number, text in enumerate(("good", "refute 1", "nothing")):
        Path(f"s/{number}.md").write_text(text)
    assert main(["grade", "p", "s", "--csv"]) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines[0].startswith("submission,proved") and len(lines) == 4
    assert lines[2].startswith("s/1.md,4,")
