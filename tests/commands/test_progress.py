"""The progress line: only on a terminal's standard error, only for long work, and wiped at the end."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from derive.commands import progress
from derive.isolate.parent import Source

ROOT = Path(__file__).parents[2]


def test_nothing_for_short_work(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    line = progress.Progress(1)
    line(Source("a.md", "a.md"), 0, 3)
    line.clear()
    assert said.getvalue() == ""


def test_a_line_that_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    monkeypatch.setattr(progress, "AFTER", 0.0)
    monkeypatch.setattr(progress, "EVERY", 0.0)
    monkeypatch.setenv("COLUMNS", "30")
    line = progress.Progress(2)
    line(Source("a\x1b[2J" + "b" * 60, "a\x1b[2J" + "b" * 60), 0, 3)
    line.clear()
    shown = said.getvalue()
    assert shown.startswith("\r\x1b[2K[1/2] a?[2J") and shown.endswith("\r\x1b[2K")
    assert all(len(part) < 30 for part in shown.split("\r\x1b[2K"))


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no pseudo-terminals here")
def test_none_when_standard_error_is_no_terminal() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "derive", "check", "q3b", "--engines", "modular"], cwd=ROOT, capture_output=True
    )
    assert run.stderr == b""
