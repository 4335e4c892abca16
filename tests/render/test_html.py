"""The HTML report: whole, without scripts, asking nothing of anyone."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from sample import document, report
from test_machines import hostile

from derive.document import read_text
from derive.document.model import Formula
from derive.record import replace
from derive.render.html import pages, render
from derive.render.style import Style
from derive.report import DocumentReport, Report

VOID = {"meta", "link", "br", "hr", "img", "input", "circle", "path", "rect", "polyline", "mspace"}


def with_regions(found: DocumentReport) -> DocumentReport:
    """The same with the formula regions that the reader finds."""
    blocks = read_text(found.text).blocks
    return replace(found, regions=tuple((*b.span, *b.body, b.display) for b in blocks if isinstance(b, Formula)))


class Balance(HTMLParser):
    """Collects tags and attributes, and complains of a tag that closes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()


def read(text: str) -> Balance:
    balance = Balance()
    balance.feed(text)
    assert balance.open == []
    return balance


@pytest.mark.parametrize(
    "which", [report(with_regions(document())), report(), hostile()], ids=["sample", "no regions", "hostile"]
)
def test_well_formed_and_harmless(which: Report) -> None:
    page = read(render(which, Style()))
    assert not {"script", "iframe", "object", "embed", "form", "link", "img", "base"} & set(page.tags)
    for name, value in page.attributes:
        assert not name.startswith("on") and name not in ("src", "style", "srcdoc", "action"), name
        if name == "href":
            assert value is not None and (value.startswith("#") or re.fullmatch(r"[\w.-]+\.html", value)), value


def test_the_policy_allows_the_style_sheet_alone() -> None:
    text = render(report(), Style())
    css = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert css is not None
    digest = base64.b64encode(hashlib.sha256(css[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text
    assert "http:" not in text.replace("http-equiv", "") and "https:" not in text


def test_every_step_is_there_with_a_mark_and_a_word() -> None:
    text = render(report(with_regions(document())), Style())
    for verdict in ("proved", "ill-formed", "refuted"):
        assert f'class="step row v-{verdict}"' in text
    assert text.count('<details class="step') == 4, "definitions in running text are not repeated"
    assert "<math" in text and '<code class="tex">' not in text
    assert "did you mean" in text.lower()
    assert (
        '<pre class="copy" tabindex="0" role="group" aria-label="LaTeX of the suggestion, to copy">2 W C</pre>' in text
    )


def test_links_lead_somewhere() -> None:
    page = read(render(report(with_regions(document())), Style()))
    names = {value for name, value in page.attributes if name == "id"}
    for name, value in page.attributes:
        if name == "href" and value is not None:
            assert value[1:] in names, value


def test_two_documents_of_one_name_have_names_of_their_own() -> None:
    page = read(render(report(with_regions(document()), with_regions(document())), Style()))
    names = [value for name, value in page.attributes if name == "id"]
    assert len(names) == len(set(names)) == 10


def test_steps_outside_formulas_are_not_lost() -> None:
    text = render(report(), Style())
    assert text.count('<details class="step') == 5


def test_a_folder_has_an_index() -> None:
    found = pages(report(with_regions(document()), with_regions(document(path="../b?.md"))))
    assert sorted(found) == ["001-answer.md.html", "002-b-.md.html", "index.html"]
    assert 'href="002-b-.md.html"' in found["index.html"]
    for text in found.values():
        read(text)


def test_latex_documents_read_as_documents() -> None:
    text = (
        "\\documentclass{article}\\title{x}\n\\begin{document}\n\\section{One \\& two}\nA \\emph{word}. % gone\n"
        "\\begin{theorem}[Name] So\n\\begin{equation}a = b\\end{equation}\n\\end{theorem}\n\\end{document}\nafter\n"
    )
    found = replace(document((), text, "a.tex", "latex"))
    from derive.document.model import Format

    blocks = read_text(text, Format.LATEX).blocks
    found = replace(found, regions=tuple((*b.span, *b.body, b.display) for b in blocks if isinstance(b, Formula)))
    page = render(report(found), Style())
    body = page[page.index('<div class="document">') :]
    assert "<em>word</em>" in body and "gone" not in body and "documentclass" not in body and "after" not in body
    assert "Theorem (Name)." in body
    assert "<h2>" in body
    read(page)


@pytest.mark.parametrize(
    ("source", "drawn", "form"),
    [
        ("See [the rule](/D/kl) and ![a b](x.png).", "See the rule and a b.", "markdown"),
        ("A \\* star and `code`.", "A * star and <code>code</code>.", "markdown"),
        ("---\ntitle: x\n---\nText.", "Text.", "markdown"),
        ("One \\& two, 5\\,\\% of \\allbold{convex} sets \\ldots", "One &amp; two", "latex"),
        ("A \\allbold{convex} set.", "A convex set.", "latex"),
        ("\\begin{tikzpicture}\\draw (0,0);\\end{tikzpicture}Text.", "Text.", "latex"),
    ],
)
def test_running_text(source: str, drawn: str, form: str) -> None:
    found = replace(document((), source, "a", form), symbols=())
    page = render(report(found), Style())
    body = page[page.index('<div class="document">') : page.index("<details", page.index('<div class="document">'))]
    assert drawn in body and "title" not in body and "draw" not in body and "\\" not in body


def test_items_are_listed_once() -> None:
    found = replace(document((), "- one\n- two\n\n1. first\n", "a.md"), symbols=())
    page = render(report(found), Style())
    assert '<div class="p item">one</div>' in page and '<div class="p numbered">1. first</div>' in page
