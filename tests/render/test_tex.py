"""The side file, and real TeX reading it with every engine."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from sample import COMMUTE, PROVED, document, step
from test_html import with_regions
from test_machines import hostile

import derive.render
from derive.document import read_text
from derive.document.model import Format, Formula
from derive.record import replace
from derive.render.latex import embed
from derive.render.mathematics import Mathematics
from derive.render.tex_math import ACCENTS, DATA, DELIMITERS, SIGNS, Undrawable, to_tex
from derive.render.tex_side import displays, row_ends, side_file
from derive.report import Claim, DocumentReport, Place, Report, StepReport

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

OURS = {  # what `embed` may write when it has been given nothing that can be drawn
    "\\" + name
    for name in [
        "begin",
        "end",
        "usepackage",
        "par",
        "char",
        "texttt",
        "text",
        "textbackslash",
        "textless",
        "textgreater",
        "textbar",
        "textasciicircum",
        "textasciitilde",
        "qquad",
        "noindent",
        "hangindent",
        "hbox",
        "hss",
        "bullet",
        "left",
        "right",
        "derivemark",
        "derivestep",
        "derivefact",
        "genfrac",
    ]
}


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
    assert not any(ord(c) < 32 and c not in "\t\n\x1d\x1e\x1f" for c in text)


ENGINES = ["pdflatex", "xelatex", "lualatex"]
CAREFUL = {**os.environ, "openin_any": "p", "openout_any": "p", "shell_escape": "f"}


def compile_tex(engine: str, folder: Path, name: str = "report", runs: int = 2) -> str:
    """What the last run said. Skips where the engine is not installed; an error of TeX fails."""
    if shutil.which(engine) is None:
        pytest.skip(f"{engine} is not installed")
    command = [engine, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"]
    said = ""
    for _ in range(runs):
        run = subprocess.run(
            command, cwd=folder, env=CAREFUL, capture_output=True, text=True, errors="replace", timeout=180
        )
        said = run.stdout
        assert run.returncode == 0, said[-1500:]
    return said


def words_of(folder: Path, name: str = "report") -> str:
    """The words of the PDF; skips where pdftotext is not installed."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    run = subprocess.run(["pdftotext", "-layout", f"{name}.pdf", "-"], cwd=folder, capture_output=True, text=True)
    return run.stdout


@pytest.mark.tex
@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_marks_in_real_tex(engine: str, tmp_path: Path) -> None:
    (tmp_path / "report.tex").write_text(TEXT)
    (tmp_path / "report.derive").write_text(side_file(report(), TEXT.encode(), "report.tex"))
    shutil.copy(STY, tmp_path)
    said = compile_tex(engine, tmp_path)
    assert "Package derive Warning" not in said
    marks = re.findall(r"\\derive@pos\{(\d+)\}\{(\d+)\}", (tmp_path / "report.aux").read_text())
    assert [number for number, _ in marks] == ["1", "2", "3", "4", "5"], "one mark a row"
    assert all(int(across) > 0 for _, across in marks)
    (tmp_path / "report.tex").write_text(TEXT.replace("a = b", "a = c"))
    said = compile_tex(engine, tmp_path, runs=1)
    assert "The document changed since it was" in said
    assert "derive@pos{1}" not in (tmp_path / "report.aux").read_text()


@pytest.mark.tex
@pytest.mark.slow
def test_what_the_list_says(tmp_path: Path) -> None:
    (tmp_path / "report.tex").write_text(TEXT)
    (tmp_path / "report.derive").write_text(side_file(report(), TEXT.encode(), "report.tex"))
    shutil.copy(STY, tmp_path)
    compile_tex("pdflatex", tmp_path)
    words = words_of(tmp_path)
    assert "Status × refuted" in words, "the status of a label"
    assert "5 steps: 3 proved, 2 refuted" in words
    assert words.count("counterexample") == 2 and "D401" in words and "the right side" in words
    assert "Not checked" in words and "It is unique up to rotation" in " ".join(words.split())


@pytest.mark.tex
@pytest.mark.slow
@pytest.mark.parametrize(("option", "marks"), [("findings", 2), ("hide", 0), ("all", 5)])
def test_options(option: str, marks: int, tmp_path: Path) -> None:
    text = TEXT.replace(r"\usepackage{derive}", rf"\usepackage[{option}]{{derive}}")
    found = replace(report(), text=text)
    moved = len(text) - len(TEXT)
    steps = tuple(
        replace(s, place=replace(s.place, start=s.place.start + moved, end=s.place.end + moved)) for s in found.steps
    )
    regions = tuple((a + moved, b + moved, c + moved, d + moved, e) for a, b, c, d, e in found.regions)
    found = replace(found, steps=steps, regions=regions)
    (tmp_path / "report.tex").write_text(text)
    (tmp_path / "report.derive").write_text(side_file(found, text.encode(), "report.tex"))
    shutil.copy(STY, tmp_path)
    compile_tex("pdflatex", tmp_path)
    assert (tmp_path / "report.aux").read_text().count("derive@pos{") == marks
    assert ("What was checked" in words_of(tmp_path)) == (option != "hide")


ATTACK = r"\immediate\write18{touch pwned}\input{/etc/passwd}\newwrite\x\openout\x=pwned \end{document} #1 ^^M %"


@pytest.mark.tex
@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_of_the_side_file_is_executed(engine: str, tmp_path: Path) -> None:
    """Every field of every line is an attack, formulas and code included."""
    digest = hashlib.md5(TEXT.encode()).hexdigest().upper()
    rows = [
        "derive\t2", f"file\treport.tex\t{digest}", f"summary\t{ATTACK}", "display\t4\t1\t1", f"row\t4\t1\t1\trefuted\t{ATTACK}",
        f"label\teq:one\trefuted\t{ATTACK}", f"step\t{ATTACK}\trefuted\t{ATTACK}\t\x1d{ATTACK} !input !write18 !csname\x1d\t{ATTACK}",
        f"fact\t\x1f{ATTACK.replace(' ', chr(30))}\x1f", f"fact\t\x1d\"{ATTACK.split()[0]} '{ATTACK.split()[0]} *\\x\x1d", f"left\t{ATTACK}", f"{ATTACK}\t1", "end",
    ]  # fmt: skip
    (tmp_path / "report.tex").write_text(TEXT)
    (tmp_path / "report.derive").write_text("\n".join(rows) + "\n")
    shutil.copy(STY, tmp_path)
    compile_tex(engine, tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir() if "report" not in path.name) == [".sty"]
    for file in tmp_path.glob("report.*"):  # TeX executes what it wrote for the next run
        assert file.suffix in (".tex", ".derive", ".log", ".pdf") or "write18" not in file.read_text(errors="replace")
    assert "root:" not in words_of(tmp_path)


@pytest.mark.tex
@pytest.mark.slow
def test_hostile_documents_compile(tmp_path: Path) -> None:
    found = replace(hostile().documents[0], format="latex", path="report.tex")
    (tmp_path / "report.tex").write_text(TEXT)
    (tmp_path / "report.derive").write_text(side_file(found, TEXT.encode(), "report.tex"))
    shutil.copy(STY, tmp_path)
    compile_tex("pdflatex", tmp_path)


WRAPPED = (
    "\\documentclass{article}\n\\usepackage[colorlinks]{hyperref}\n\\usepackage[embedded]{derive}\n"
    "\\begin{document}\n%s\n\\end{document}\n"
)


def test_embedded_text_holds_nothing_of_a_hostile_document() -> None:
    written = embed(hostile())
    for command in set(re.findall(r"\\[a-zA-Z]+\*?", written)):
        assert command.rstrip("*") in OURS, command


def test_embedded_displays_have_a_mark_a_row() -> None:
    written = embed(Report((report(),)))
    assert written.count("\\derivemark[1.]") == 5 and written.count("\\derivestep[1.]") == 5
    assert "c & = d\\derivemark[1.]{refuted}{2} \\\\" in written
    assert (
        "\\begin{bmatrix}" not in written and "\\left[ \\begin{matrix}0 & 1 \\\\ 0 & 0\\end{matrix} \\right]" in written
    )
    with pytest.raises(ValueError, match="level"):
        embed(Report((report(),)), level=9)


@pytest.mark.tex
@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_embedding_compiles(engine: str, tmp_path: Path) -> None:
    shutil.copy(STY, tmp_path)
    whole = Report((with_regions(document()), report(), *hostile().documents))
    (tmp_path / "report.tex").write_text(WRAPPED % embed(whole), encoding="utf-8")
    compile_tex(engine, tmp_path)
    marks = re.findall(r"\\derive@pos\{(\d+)\}", (tmp_path / "report.aux").read_text())
    assert len(marks) == 4 + 5 + 1


def test_the_package_knows_every_sign_and_construct() -> None:
    text = STY.read_text()
    listed = re.findall(r"\\@for\\derive@x:=(.*?)\\do", text, re.DOTALL)
    known = set(re.sub(r"[%\s]", "", ",".join(listed)).split(",")) | set(
        re.findall(r"\\derive@construct\{([^}]*)\}", text)
    )
    for name in re.findall(r"\\derive@delimiters\{([^}]*)\}", text):
        known |= {f"left{name}", f"right{name}"}
    wanted = set(SIGNS.values()) | set(ACCENTS.values()) - {"underline"} | {"defines"}
    wanted |= {f"{side}{SIGNS.get(sign, sign)}" for sign in DELIMITERS for side in ("left", "right")}
    wanted |= {
        word[1:]
        for template in DATA.parts.values()
        for word in template.split()
        if word[0] == "!" and "{1}" not in word
    }
    assert wanted - known - {"brace"} == set()


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("A^\\top", "!< A !> !^ !< !top !>"),
        ("\\frac{1}{n} \\operatorname{tr}(\\mathbf{X})", '!< 1 !over n !> "tr ( *X )'),
        ("\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}", "!left[ !matrix 1 !& 2 !cr 3 !& 4 !endmatrix !right]"),
        ("\\sum_{i=1}^n x_i", "!sum !limits !_ !< i = 1 !> !^ !< n !> !thin !< x !> !_ !< i !>"),
        ("\\hat\\beta := \\mathbb{E}[y]", "!hat !< !beta !> !defines &E [ y ]"),
    ],
)
def test_formulas_as_data(source: str, data: str) -> None:
    drawn = Mathematics("").drawn(source, 0, len(source))
    assert drawn is not None and to_tex(drawn, DATA) == data


def test_what_is_in_no_table_is_not_drawn() -> None:
    for text in (
        "<math><mi>\\</mi></math>",
        "<math><mtext>a\\b</mtext></math>",
        "<math><mi>\ue000</mi></math>",
        "<math><mx/></math>",
    ):
        with pytest.raises(Undrawable):
            to_tex(text)


ENVIRONMENTS = r"""\documentclass[%s]{%s}
\usepackage{amsmath}
\usepackage{hyperref}
\usepackage{derive}
\begin{document}
\[ a_1 = b_1 \]
$$ a_2 = b_2 $$
\begin{equation} a_3 = b_3 \end{equation}
\begin{equation*} a_4 = b_4 \end{equation*}
\begin{align} a_5 &= b_5 \\ &= c_5 \end{align}
\begin{align*} a_6 &= b_6 \\ &= c_6 \\[2ex] &= d_6 \end{align*}
\begin{gather} a_7 = b_7 \\ a_8 = b_8 \end{gather}
\begin{multline} a_9 + a_9 + a_9 \\ + a_9 = b_9 \end{multline}
\begin{equation} \begin{split} a_{10} &= b_{10} \\ &= c_{10} \end{split} \end{equation}
\[ \begin{aligned} a_{11} &= b_{11} \\ &= c_{11} \end{aligned} \]
\begin{eqnarray} a_{12} &=& b_{12} \\ &=& c_{12} \end{eqnarray}
\begin{alignat}{2} a_{13} &= b_{13} & c_{13} &< d_{13} \\ a_{14} &= b_{14} & c_{14} &< d_{14} \end{alignat}
\begin{flalign} a_{15} &= b_{15} \\ &= c_{15} \end{flalign}
\[ A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \]
\[ f = \begin{cases} 1 & x > 0 \\ 0 & x \leq 0 \end{cases} \]
\begin{enumerate} \item Text \[ a_{16} = b_{16} \] \end{enumerate}
\begin{displaymath} a_{17} = b_{17} \end{displaymath}
\derivereport
\end{document}
"""
ROWS = 26


def a_step_a_row(text: str) -> DocumentReport:
    """A report with a proved step at the relation of every row."""
    blocks = [b for b in read_text(text, Format.LATEX).blocks if isinstance(b, Formula) and b.display]
    steps = []
    for found in re.finditer("=", text):
        if any(block.body[0] <= found.start() < block.body[1] for block in blocks):
            line = text.count("\n", 0, found.start()) + 1
            where = Place(line, 1, line, 2, found.start(), found.start() + 1)
            steps.append(StepReport(str(len(steps)), where, "=", "=", Claim.EQUALITY, PROVED))
    regions = tuple((*block.span, *block.body, True) for block in blocks)
    return replace(document(tuple(steps), text, "report.tex", "latex"), regions=regions)


@pytest.mark.tex
@pytest.mark.slow
@pytest.mark.parametrize(
    ("engine", "kind"),
    [("pdflatex", kind) for kind in ("article", "twocolumn", "fleqn", "leqno", "amsart", "book")]
    + [("xelatex", "article"), ("lualatex", "article")],
)
def test_every_environment_has_a_mark_a_row(engine: str, kind: str, tmp_path: Path) -> None:
    text = ENVIRONMENTS % ((kind, "article") if kind in ("twocolumn", "fleqn", "leqno") else ("10pt", kind))
    found = a_step_a_row(text)
    assert len(found.steps) == ROWS
    (tmp_path / "report.tex").write_text(text)
    (tmp_path / "report.derive").write_text(side_file(found, text.encode(), "report.tex"))
    shutil.copy(STY, tmp_path)
    compile_tex(engine, tmp_path)
    assert (tmp_path / "report.aux").read_text().count("derive@pos{") == ROWS
