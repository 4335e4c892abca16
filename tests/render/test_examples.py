"""The examples of the documentation, from the command to the PDF, with every engine of TeX: a mark that is missing fails."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_tex import ENGINES, compile_tex, words_of

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
QUICK = ["--engines", "algebra,modular"]

pytestmark = [pytest.mark.tex, pytest.mark.slow]


def derive(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)


def marks_of(folder: Path, name: str) -> list[tuple[str, ...]]:
    """The marks that were set: number, how far from the left edge, page."""
    found = re.findall(r"\\derive@pos\{(\d+)\}\{(\d+)\}\{(\d+)\}", (folder / f"{name}.aux").read_text())
    return [tuple(mark) for mark in found]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example document with its side file and the package."""
    folder = tmp_path_factory.mktemp("checked")
    shutil.copy(EXAMPLES / "answer.tex", folder)
    run = derive("tex", "answer.tex", "--install-sty", *QUICK, folder=folder)
    assert run.returncode in (0, 1), run.stderr
    assert (folder / "derive.sty").exists()
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report that Python writes."""
    folder = tmp_path_factory.mktemp("written")
    command = [sys.executable, str(EXAMPLES / "report.py"), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # where it is not installed
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.mark.parametrize("engine", ENGINES)
def test_every_row_of_the_document_has_its_mark(engine: str, checked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(checked, folder)
    said = compile_tex(engine, folder, "answer", runs=3)
    assert "Package derive Warning" not in said and "does not exist" not in said
    rows = [
        line.split("\t") for line in (folder / "answer.derive").read_text().splitlines() if line.startswith("row\t")
    ]
    assert len(rows) >= 4, "the example has steps in four rows"
    assert len(marks_of(folder, "answer")) == len(rows)
    words = words_of(folder, "answer")
    assert "What was checked" in words and "line 20" not in words.split("What was checked")[0]
    for _, _, _, _, verdict, _ in rows:
        assert verdict in words


@pytest.mark.parametrize("engine", ENGINES)
def test_every_step_of_the_embedded_problem_has_its_mark(engine: str, written: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(written, folder)
    assert "does not exist" not in compile_tex(engine, folder, runs=3), "every link has its target"
    source = (folder / "report.tex").read_text(encoding="utf-8")
    margin, inline = source.count("\\derivemark["), source.count("\\deriveinline[")
    steps = source.count("\\derivestep[")
    assert steps >= 16 and margin + inline == steps
    marks = marks_of(folder, "report")
    assert len(marks) == margin
    assert "The linear autoencoder" in words_of(folder)


def test_the_rule_for_latexmk_makes_the_side_file(tmp_path: Path) -> None:
    if shutil.which("latexmk") is None or shutil.which("pdflatex") is None:
        pytest.skip("latexmk is not installed")
    rule = re.search(r"```perl\n(.*?)```", (ROOT / "docs" / "latex.md").read_text(encoding="utf-8"), re.DOTALL)
    assert rule is not None
    (tmp_path / ".latexmkrc").write_text(rule[1])
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "derive"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {ROOT / "cli.py"} "$@" {" ".join(QUICK)}\n')
    program.chmod(0o755)
    shutil.copy(EXAMPLES / "answer.tex", tmp_path)
    assert derive("tex", "--install-sty", folder=tmp_path).returncode == 0
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    command = ["latexmk", "-pdf", "-interaction=nonstopmode", "answer.tex"]
    for text in ("2 A w", "2 A^\\top w"):
        source = (tmp_path / "answer.tex").read_text().replace("2 A w", text)
        (tmp_path / "answer.tex").write_text(source)
        run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
        assert run.returncode == 0, run.stdout[-1500:]
        assert hashlib.md5(source.encode()).hexdigest().upper() in (tmp_path / "answer.derive").read_text()
    assert "The document changed since" not in (tmp_path / "answer.log").read_text()
    assert marks_of(tmp_path, "answer")


def test_the_pictures_are_of_the_pages() -> None:
    for name in ("answer-1.png", "answer-html.png", "answer-dark.png", "report-1.png", "report-2.png"):
        assert (EXAMPLES / name).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
