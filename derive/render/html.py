"""The HTML report: one self-contained file that needs no script, asks nothing of the network and reads like the document."""

from __future__ import annotations

import base64
import hashlib
import os

from derive import __version__
from derive.goals import Verdict
from derive.record import replace
from derive.render.escape import html
from derive.render.facts import sentence
from derive.render.html_body import Body
from derive.render.html_step import anchor
from derive.render.mathematics import Mathematics
from derive.render.names import as_written
from derive.render.style import Style, readable
from derive.render.summary import counts
from derive.render.understood import shape
from derive.render.words import WORDS
from derive.report import DocumentReport, NotChecked, Report, Unread


def render(report: Report, style: Style) -> str:
    """The report as one page; with several documents, an index and then each of them."""
    if len(report.documents) == 1:
        return page(report.documents[0].path, article(report.documents[0], 1))
    rows = index(report, [f"#document-{number}" for number in range(len(report.documents))])
    documents = [_apart(document, number) for number, document in enumerate(report.documents)]
    articles = "".join(
        f'<section id="document-{number}" aria-label="{html(document.path)}">{article(document, 2)}</section>'
        for number, document in enumerate(documents)
    )
    return page("Derivations", f"<h1>Derivations</h1>{rows}{articles}")


def _apart(document: DocumentReport, number: int) -> DocumentReport:
    """A document whose steps have names of their own among those of documents of the same name."""
    return replace(document, steps=tuple(replace(step, id=f"{number}-{step.id}") for step in document.steps))


def pages(report: Report) -> dict[str, str]:
    """The report as a folder of pages: `index.html` and one a document, by file name."""
    names = [f"{number + 1:03d}-{_file_name(document.path)}.html" for number, document in enumerate(report.documents)]
    found = {"index.html": page("Derivations", f"<h1>Derivations</h1>{index(report, names)}")}
    for name, document in zip(names, report.documents, strict=True):
        found[name] = page(document.path, '<p><a href="index.html">All documents</a></p>' + article(document, 1))
    return found


def _file_name(path: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "._") else "-" for c in os.path.basename(path))[:80]


def page(title: str, content: str) -> str:
    """A whole page. The policy allows the style sheet below, by its digest, and nothing else."""
    css = style_sheet()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f'<meta name="generator" content="derive {__version__}"><title>{html(title)}</title><style>{css}</style></head>'
        f"<body><main>{content}</main><footer><p>Checked with derive {__version__}.</p></footer></body></html>\n"
    )


def style_sheet() -> str:
    """The style of the page."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "report.css"), encoding="utf-8") as stream:
        return stream.read()


def index(report: Report, links: list[str]) -> str:
    """The documents with what was found in each."""
    shown = [v for v in Verdict if any(s.verdict is v for d in report.documents for s in d.steps)]
    head = "".join(f'<th scope="col">{verdict.value}</th>' for verdict in shown)
    rows = []
    for link, document in zip(links, report.documents, strict=True):
        found = counts(document)
        cells = "".join(f'<td class="number{_coloured(v, found)}">{found.get(v, "")}</td>' for v in shown)
        error = f"<td>{html(document.error)}</td>"
        rows.append(f'<tr><th scope="row"><a href="{html(link)}">{html(document.path)}</a></th>{cells}{error}</tr>')
    return (
        '<div class="wide" tabindex="0" role="group" aria-label="Documents"><table class="index">'
        f'<thead><tr><th scope="col">document</th>{head}<th scope="col">note</th></tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _coloured(verdict: Verdict, found: dict[Verdict, int]) -> str:
    return f" v-{verdict.value}" if found.get(verdict) and WORDS[verdict].severity else ""


def article(document: DocumentReport, level: int) -> str:
    """One document: summary, findings, text, what was understood, what was left out."""
    title = f"<h{level}>{html(document.path)}</h{level}>"
    if document.error:
        return f'<header>{title}<p class="warning">{html(document.error)}</p></header>'
    document = as_written(document)
    warnings = "".join(f'<p class="warning">{html(warning)}</p>' for warning in document.warnings)
    mathematics = Mathematics(document.text)
    return (
        f"<header>{title}{_bar(document)}{warnings}{_findings(document)}</header>"
        f'<div class="document">{Body(document).html()}</div>'
        f"{_understood(document, mathematics)}{_left_out(document)}"
    )


def _bar(document: DocumentReport) -> str:
    """The verdicts as a bar and in words."""
    found = {verdict: number for verdict, number in counts(document).items() if verdict is not Verdict.DEFINED}
    total = sum(found.values())
    width, at = [], 0.0
    for verdict, number in found.items():
        share = 100 * number / total
        width.append(f'<rect class="v-{verdict.value}" x="{at:.2f}" width="{share:.2f}" height="4"/>')
        at += share
    bar = (
        f'<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">{"".join(width)}</svg>'
        if total
        else ""
    )
    words = "".join(
        f'<li class="v-{verdict.value}"><span class="badge"><span class="mark" aria-hidden="true">{WORDS[verdict].mark}</span> '
        f"{number} {verdict.value}</span></li>"
        for verdict, number in found.items()
    )
    formulas = f"{document.formulas.read} of {document.formulas.found} formulas read"
    steps = f"{total} step{'s' * (total != 1)}" if total else "no step found"
    return f'<div class="summary"><p>{steps}; {formulas}.</p>{bar}<ul class="counts">{words}</ul></div>'


def _findings(document: DocumentReport) -> str:
    items = [
        f'<li class="v-{step.verdict.value}"><span class="mark" aria-hidden="true">{WORDS[step.verdict].mark}</span> '
        f'<a href="#{anchor(step)}">line {step.place.line}: {step.verdict.value}</a> {html(readable(sentence(step)))}</li>'
        for step in document.steps
        if WORDS[step.verdict].severity in ("error", "warning")
    ]
    return (
        f'<nav aria-label="Findings in {html(document.path)}"><ol class="findings">{"".join(items)}</ol></nav>'
        if items
        else ""
    )


def _understood(document: DocumentReport, mathematics: Mathematics) -> str:
    if not document.symbols:
        return ""
    rows = "".join(
        f'<tr><th scope="row"><span class="away">{html(Style().formula(symbol.latex or symbol.name))}</span>'
        f'<span aria-hidden="true">{mathematics.latex(symbol.latex or symbol.name)}</span></th><td>{html(symbol.kind)}</td><td>{html(shape(symbol))}</td>'
        f"<td>{html(', '.join(symbol.properties))}</td><td>{html(symbol.origin)}</td><td>{symbol.line or ''}</td>"
        f"<td>{mathematics.latex(symbol.definition) if symbol.definition else ''} {html(symbol.note)}</td></tr>"
        for symbol in document.symbols
    )
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("symbol", "kind", "shape", "properties", "from", "line", "definition")
    )
    layout = f"<p>Derivatives are in {html(document.layout)} layout.</p>" if document.layout else ""
    return (
        '<details class="understood" open><summary>What was understood</summary>'
        '<div class="wide" tabindex="0" role="group" aria-label="Symbols">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{layout}</details>"
    )


def _left_out(document: DocumentReport) -> str:
    """Formulas that could not be read, and what was read and not checked."""
    groups: tuple[tuple[str, tuple[Unread | NotChecked, ...]], ...] = (
        ("Not read", document.formulas.unread),
        ("Read and not checked", document.formulas.not_checked),
    )
    out = []
    for heading, items in groups:
        shown = "".join(
            f"<li>line {item.place.line}: <code>{html(item.latex if isinstance(item, Unread) else item.text)}</code> {html(item.reason)}</li>"
            for item in items
        )
        if shown:
            out.append(
                f'<details class="left-out"><summary>{heading} ({len(items)})</summary><ul>{shown}</ul></details>'
            )
    return "".join(out)
