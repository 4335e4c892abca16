"""The table of what was understood: symbols, shapes, properties, definitions, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.render.style import Style, columns, crop
from derive.report import DocumentReport, Report, SymbolReport

HEAD = ("symbol", "kind", "shape", "properties", "from", "line", "")


def render(report: Report, style: Style) -> str:
    """What was understood of each document."""
    lines: list[str] = []
    for document in report.documents:
        if document.error:
            lines.append(f"error: {style.show(document.path)}: {style.show(document.error)}")
        lines += understood(document, style)
    return "\n".join(lines) + "\n"


def understood(document: DocumentReport, style: Style) -> Iterator[str]:
    """The table of one document, and its layout of derivatives."""
    if not document.symbols:
        return
    yield style.paint(f"Understood of {style.show(document.path)}", "bold")
    yield from _table([HEAD, *(_row(symbol) for symbol in document.symbols)], style)
    if document.layout:
        yield f"  derivatives: {style.show(document.layout)} layout"
    yield ""


def shape(symbol: SymbolReport) -> str:
    """A shape as people say it: `m × n`, one number for a vector."""
    return " × ".join(symbol.shape)


def _row(symbol: SymbolReport) -> tuple[str, ...]:
    last = " ".join(part for part in (f"≔ {symbol.definition}" if symbol.definition else "", symbol.note) if part)
    line = str(symbol.line) if symbol.line else ""
    return (symbol.name, symbol.kind, shape(symbol), ", ".join(symbol.properties), symbol.origin, line, last)


def _table(rows: Sequence[tuple[str, ...]], style: Style) -> Iterator[str]:
    shown = [[style.show(cell) for cell in row] for row in rows]
    widths = [max(columns(row[i]) for row in shown) for i in range(len(HEAD))]
    widths[0], widths[3] = min(widths[0], 24), min(widths[3], 32)
    for number, row in enumerate(shown):
        cells = []
        for cell, width in zip(row[:-1], widths, strict=False):
            cell = crop(cell, width)
            cells.append(cell + " " * (width - columns(cell)))
        line = "  " + "  ".join(cells)
        room = style.width - columns(line) - 2
        line = (line + "  " + crop(row[-1], room)) if row[-1] and room > 8 else line
        yield style.paint(line.rstrip(), "dim") if number == 0 else line.rstrip()
