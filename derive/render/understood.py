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
    yield from _table([HEAD, *(_row(symbol, style) for symbol in document.symbols)], style)
    shown = [given for given in document.given if given.origin != "declared"]
    if shown:
        yield "  taken as given"
        for given in shown:
            line = f"{given.line:>6}" if given.line else " " * 6
            yield f"{line}  {style.formula(given.latex)}  ({given.origin})"
    if document.layout:
        yield f"  derivatives: {style.show(document.layout)} layout"
    yield ""


def shape(symbol: SymbolReport) -> str:
    """A shape as people say it: `m × n`, one number for a vector."""
    return " × ".join(f"({size})" if " " in size and len(symbol.shape) > 1 else size for size in symbol.shape)


def _row(symbol: SymbolReport, style: Style) -> tuple[str, ...]:
    value = f"≔ {style.formula(symbol.definition)}" if symbol.definition else ""
    last = "; ".join(part for part in (value, symbol.note) if part)
    line = str(symbol.line) if symbol.line else ""
    name = style.formula(symbol.latex or symbol.name) if style.unicode else symbol.name
    return (name, symbol.kind, shape(symbol), ", ".join(symbol.properties), symbol.origin, line, last)


def _table(rows: Sequence[tuple[str, ...]], style: Style) -> Iterator[str]:
    """A line a symbol; where the terminal is narrow, what does not fit on a line of its own."""
    shown = [[style.show(cell) for cell in row] for row in rows]
    widths = [max(columns(row[i]) for row in shown) for i in range(len(HEAD))]
    widths[0], widths[3] = min(widths[0], 24), min(widths[3], 32)
    if sum(widths[:-1]) + 2 * len(HEAD) > style.width:  # properties go below
        shown = [[*row[:3], "", *row[4:6], "; ".join(part for part in (row[3], row[6]) if part)] for row in shown]
        shown[0][6], widths[3] = "", 0
    mark = "…" if style.unicode else "..."
    for number, row in enumerate(shown):
        cells = []
        for i, (cell, width) in enumerate(zip(row[:-1], widths, strict=False)):
            cell = crop(cell, width, mark)
            gap = " " * (width - columns(cell))
            cells.append(gap + cell if HEAD[i] == "line" else cell + gap)
        line = "  " + "  ".join(cell for cell, width in zip(cells, widths, strict=False) if width)
        room = style.width - columns(line) - 2
        beside = row[-1] and (room >= columns(row[-1]) or room > 24)
        line = f"{line}  {crop(row[-1], room, mark)}" if beside else line.rstrip()
        yield style.paint(line, "dim") if number == 0 else line
        if row[-1] and not beside:
            yield "      " + crop(row[-1], style.width - 6, mark)
