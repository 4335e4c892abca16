"""The readers: which formulas are found, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from derive.document import Directive, Document, Format, Formula, Heading, ReadError, read, read_text


def bodies(document: Document) -> list[str]:
    return [document.text[slice(*block.body)].strip() for block in document.blocks if isinstance(block, Formula)]


def test_markdown_formulas() -> None:
    text = "# T\n\nLet $a$ and \\(b\\).\n\n$$c = d$$\n\n\\[e\\]\n\n`$code$` and\n\n```\n$more$\n```\n\nprice $5 and $6 today\n"
    document = read_text(text)
    assert bodies(document) == ["a", "b", "c = d", "e"]
    assert any(isinstance(block, Heading) and block.text == "T" for block in document.blocks)


def test_a_missing_dollar_loses_its_paragraph_only() -> None:
    assert bodies(read_text("An open $a + b here.\n\nThen $c$ and $d$.\n")) == ["c", "d"]


def test_latex_formulas_macros_and_comments() -> None:
    text = (
        "\\newcommand{\\R}{\\mathbb{R}}\n\\begin{document}\n% $no$\nLet $x \\in \\R$.\n\\begin{align}\na &= b \\label{eq:one}\n\\end{align}\n"
        "\\begin{verbatim}\n$no$\n\\end{verbatim}\n% derive: assume B symmetric\n\\end{document}\n"
    )
    document = read_text(text, Format.LATEX)
    formulas = [block for block in document.blocks if isinstance(block, Formula)]
    assert len(formulas) == 2
    assert formulas[1].labels == ("eq:one",)
    assert document.macros["R"].body == "\\mathbb{R}"
    assert [block.text for block in document.blocks if isinstance(block, Directive)] == ["assume B symmetric"]


def test_a_notebook_is_read_with_the_lines_of_its_file(tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "source": "$no$"}, {"cell_type": "markdown", "source": ["One\n", "Let $a = b$\n"]}]
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps({"cells": cells}, indent=1))
    document = read(path)
    assert bodies(document) == ["a = b"]
    formula = next(block for block in document.blocks if isinstance(block, Formula))
    line, _ = document.position(formula.span[0])
    assert "a = b" in path.read_text().splitlines()[line - 1]


def test_input_stays_inside_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "out.tex").write_text("\\newcommand{\\evil}{1}")
    (inside / "macros.tex").write_text("\\newcommand{\\good}{2}")
    (inside / "main.tex").write_text("\\input{../out}\\input{macros} $x$")
    document = read(inside / "main.tex")
    assert set(document.macros) == {"good"}


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        read(tmp_path / "none.md")
    (tmp_path / "b.md").write_bytes(b"\x00\x01")
    with pytest.raises(ReadError):
        read(tmp_path / "b.md")
    with pytest.raises(ReadError):
        read_text("{", Format.NOTEBOOK)
