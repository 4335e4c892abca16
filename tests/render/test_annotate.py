"""The annotated copy: comments, and the rest as it was to the byte."""

from __future__ import annotations

import pytest
from sample import TEXT, document
from test_html import with_regions
from test_machines import hostile

from derive.document import read_text
from derive.document.model import Format, Formula
from derive.record import replace
from derive.render.annotate import annotate, split_lines, strip
from derive.report import DocumentReport


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_markdown_gets_comments_and_keeps_its_bytes(ending: str) -> None:
    data = TEXT.replace("\n", ending).encode()
    noted = annotate(with_regions(document()), data)
    assert strip(noted, False) == data != noted
    lines = [line.decode().strip("\r\n") for line in split_lines(noted)]
    at = lines.index("$$\\mathrm{tr}(A^\\top A) = \\|A\\|_F^2 = \\mathrm{tr}(A A)$$")
    assert lines[at + 1].startswith("<!-- derive: proved: = \\|A\\|_F^2")
    assert lines[at + 2].startswith("<!-- derive: ill-formed [D301]: = \\mathrm{tr}(A A) | tr needs a square matrix")
    assert lines[at + 3].startswith("<!-- derive: help: did you mean")
    assert lines.index("\\end{align}") + 1 == next(n for n, line in enumerate(lines) if "2 W C -->" in line)


def test_formulas_read_the_same_afterwards() -> None:
    noted = annotate(with_regions(document()), TEXT.encode()).decode()

    def formulas(text: str) -> list[str]:
        return [text[slice(*b.span)] for b in read_text(text).blocks if isinstance(b, Formula)]

    assert formulas(noted) == formulas(TEXT)


def test_latex_comments() -> None:
    text = "\\begin{document}\n\\[ a = b \\]\nand $c = d$\nhere.\n\nend % x\n\\end{document}"
    from sample import PROVED, step

    steps = (step("a = b", PROVED, text=text), step("c = d", PROVED, text=text))
    found = document(steps, text, "a.tex", "latex")
    found = replace(
        found,
        regions=tuple(
            (*b.span, *b.body, b.display) for b in read_text(text, Format.LATEX).blocks if isinstance(b, Formula)
        ),
    )
    noted = annotate(found, text.encode())
    assert noted.decode().splitlines()[2] == "% derive: proved: a = b"
    assert noted.decode().splitlines()[5] == "% derive: proved: c = d"
    assert strip(noted, True) == text.encode()


@pytest.mark.parametrize("lead", ["    ", "> ", "\t", "> > "])
def test_notes_stay_inside_lists_and_quotations(lead: str) -> None:
    from sample import PROVED, step

    text = f"- item\n\n{lead}$$a = b$$\n\n{lead}more\n"
    found = with_regions(document((step("a = b", PROVED, text=text),), text))
    noted = annotate(found, text.encode())
    assert noted.decode().splitlines()[3] == f"{lead}<!-- derive: proved: a = b -->"
    assert strip(noted, False) == text.encode()


def test_annotating_twice_replaces() -> None:
    once = annotate(with_regions(document()), TEXT.encode())
    assert annotate(with_regions(document()), strip(once, False)) == once


def test_directives_of_the_author_stay() -> None:
    text = b"% derive: B symmetric\n% derive: proved: a\n"
    assert strip(text, True) == b"% derive: B symmetric\n"


def test_hostile_text_stays_inside_its_comment() -> None:
    found: DocumentReport = hostile().documents[0]
    noted = annotate(found, found.text.encode("utf-8", "replace")).decode()
    added = [line for line in noted.splitlines() if line.startswith("<!-- derive:")]
    assert added and all(line.endswith(" -->") and "--" not in line[4:-3] and ">" not in line[:-1] for line in added)


def test_notebooks_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be annotated"):
        annotate(document(form="notebook"), b"{}")
