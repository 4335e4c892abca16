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


def test_dollars_with_backticks_over_several_lines() -> None:
    document = read_text("Let $`a`$ be\n\n$`\nb = c\n+ d.\n`$\n\nand $`e\n= f`$, but $`g\n\nand `code`.\n")
    assert bodies(document) == ["a", "b = c\n+ d.", "e\n= f"]
    assert [block.display for block in document.blocks if isinstance(block, Formula)] == [False, True, False]


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


def test_what_is_not_closed_loses_itself_alone() -> None:
    text = "Let $a$.\n\n\\begin{align}\nb &= c\n\nand $d$ then\n\n\\[ e = f\n\n\\begin{equation} g \\end{equation}\n$$h$$\n"
    for kind in (Format.LATEX, Format.MARKDOWN):
        document = read_text(text, kind)
        assert bodies(document) == ["a", "d", "\\begin{equation} g \\end{equation}", "h"]
        assert document.unread[0].reason == "\\begin{align} is not closed"
        assert document.text[slice(*document.unread[0].span)].startswith("\\begin{align}")


def test_a_lost_dollar_does_not_turn_words_into_mathematics() -> None:
    text = "Here $a = b is what we have and then $c = d$ holds.\n\nNext $e$.\n"
    assert bodies(read_text(text, Format.LATEX)) == bodies(read_text(text)) == ["c = d", "e"]


def test_macros_of_every_kind() -> None:
    text = (
        "\\newcommand\\R{\\mathbb{R}}\\renewcommand{\\vec}[2][x]{\\mathbf{#1#2}}\\def\\half#1{\\frac{#1}{2}}\\let\\eps\\varepsilon\n"
        "\\DeclareMathOperator*{\\argmin}{arg\\,min}\\DeclarePairedDelimiter{\\norm}{\\lVert}{\\rVert}\n"
        "\\NewDocumentCommand{\\dist}{O{p} m}{#1(#2)}\\def\\be{\\begin{equation}}\\def\\ee{\\end{equation}}\n"
        "\\begin{document}\\newcommand{\\x}{no $formula$ here}\n\\be a = b \\ee\nand $c$\\end{document}"
    )
    document = read_text(text, Format.LATEX)
    assert bodies(document) == ["a = b", "c"]
    assert {"R", "vec", "half", "eps", "argmin", "norm", "dist", "be", "ee", "x"} == set(document.macros)
    assert (document.macros["vec"].parameters, document.macros["vec"].default) == (2, "x")
    assert document.macros["argmin"].body == "\\operatorname{arg\\,min}"


def test_settings_name_macros_kept_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "derive.cfg").write_text("[derive]\nmacros = shared/mine.tex ../outside.tex\n")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "mine.tex").write_text("\\newcommand{\\good}{2}")
    (tmp_path.parent / "outside.tex").write_text("\\newcommand{\\evil}{1}")
    (tmp_path / "hw").mkdir()
    (tmp_path / "hw" / "a.md").write_text("$\\good$")
    assert set(read(tmp_path / "hw" / "a.md").macros) == {"good"}


def test_code_prices_quotes_and_double_backslashes_in_markdown() -> None:
    text = (
        "---\ntitle: $no$\n---\nPay $5 or $6.\n\n    $no$ code\n\n1. An item\n\n    $a$ in it\n\n> $$\n> b = c\n> $$\n\n\\\\(d\\_1\\\\) and \\\\[e\\\\]\n\n"
        "Inline $$f$$ as kramdown has it.\n\n<pre>$no$</pre>\n\n```{r}\nx <- $no$\n```\n"
    )
    document = read_text(text)
    found = bodies(document)
    assert found == ["a", "> b = c\n>", "d\\_1", "e", "f"]
    quoted, inline = [block for block in document.blocks if isinstance(block, Formula)][1::3]
    assert document.mathematics[slice(*quoted.body)].split() == ["b", "=", "c"]
    assert not inline.display


def test_drawings_and_nested_dollars_do_not_end_a_formula() -> None:
    text = (
        "$A = \\begin{tikzpicture} \\node {$x$}; \\end{tikzpicture}$ and $\\text{if $x$ holds} = 1$ and $\\foo{$y$}$\n"
    )
    assert len(bodies(read_text(text, Format.LATEX))) == 3


def test_columns_in_a_notebook_count_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": ["One\n", "\\alpha\\\\ $x \\in y$"]}]}))
    document = read(path)
    formula = next(block for block in document.blocks if isinstance(block, Formula))
    line, column = document.position(formula.span[0])
    assert path.read_text().splitlines()[line - 1][column - 1 :].startswith("$x \\\\in y$")


def test_options_at_the_head_of_a_block_of_mathematics() -> None:
    document = read_text("```{math}\n  :label: eq-one\n:nowrap:\na = b\n```\n\n```{math}\n:= c\n```\n")
    assert bodies(document) == ["a = b", ":= c"]
