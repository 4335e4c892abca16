"""The side file, and real TeX reading it with every engine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from sample import COMMUTE, PROVED, document, step
from test_machines import hostile

import derive.render
from derive.document import read_text
from derive.document.model import Format, Formula
from derive.record import replace
from derive.render.latex import displays, row_ends, side_file
from derive.report import DocumentReport

STY = Path(derive.render.__file__).parent / "derive.sty"
TEXT = r"""\documentclass{article}
\usepackage{derive}
\begin{document}
\[ a = b \]
\begin{align}
 c &= d \label{eq:one} \\
   &= e
\end{align}
\begin{equation}\label{eq:two}
\begin{aligned} p &= q \\ &= r \end{aligned}
\end{equation}
Status \derivestatus{eq:one}. \derivesummary
\derivereport
\end{document}
"""


def report() -> DocumentReport:
    steps = tuple(
        step(part, judgement, text=TEXT)
        for part, judgement in (
            ("a = b", PROVED),
            ("c &= d", COMMUTE),
            ("&= e", PROVED),
            ("p &= q", PROVED),
            ("&= r", COMMUTE),
        )
    )
    found = document(steps, TEXT, "report.tex", "latex")
    blocks = read_text(TEXT, Format.LATEX).blocks
    return replace(found, regions=tuple((*b.span, *b.body, b.display) for b in blocks if isinstance(b, Formula)))


def test_every_display_with_its_rows() -> None:
    found = report()
    assert [(s.line, s.which, s.rows) for s in displays(found, found.steps)] == [
        (4, 1, (0,)),
        (5, 1, (1, 2)),
        (9, 1, (3, 4)),
    ]


def test_a_matrix_ends_no_row() -> None:
    text = r"a &= \begin{pmatrix} 1 \\ 2 \end{pmatrix} \\ b"
    assert len(row_ends(text, 0, len(text))) == 2


def test_labels_and_the_end() -> None:
    lines = side_file(report(), TEXT.encode(), "report.tex").splitlines()
    assert "label\teq:one\trefuted\t2" in lines and "label\teq:two\trefuted\t5" in lines
    assert lines[-1] == "end"


def test_hostile_text_is_data_in_ascii() -> None:
    found = replace(hostile().documents[0], format="latex")
    text = side_file(found, b"x", "a\n\\input{b}.tex")
    assert text.isascii()
    kinds = {"derive", "file", "summary", "display", "row", "label", "step", "fact", "left", "end"}
    assert {line.split("\t")[0] for line in text.rstrip("\n").split("\n")} <= kinds
    assert not any(ord(c) < 32 and c not in "\t\n\x1e\x1f" for c in text)


@pytest.mark.tex
@pytest.mark.parametrize("engine", ["pdflatex", "xelatex", "lualatex"])
def test_marks_in_real_tex(engine: str, tmp_path: Path) -> None:
    if shutil.which(engine) is None:
        pytest.skip(f"{engine} is not installed")
    (tmp_path / "report.tex").write_text(TEXT)
    (tmp_path / "report.derive").write_text(side_file(report(), TEXT.encode(), "report.tex"))
    shutil.copy(STY, tmp_path)
    command = [engine, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "report.tex"]
    for _ in range(2):
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=120)
        assert run.returncode == 0, run.stdout[-1500:]
    assert "Warning: The document changed" not in run.stdout
    marks = re.findall(r"\\derive@pos\{(\d+)\}", (tmp_path / "report.aux").read_text())
    assert len(marks) == 5, "one mark a row"
    (tmp_path / "report.tex").write_text(TEXT.replace("a = b", "a = c"))
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=120)
    assert "The document changed since it was" in run.stdout
    assert "derive@pos{1}" not in (tmp_path / "report.aux").read_text()
