"""The source line of a finding with the fault underlined, cut to the width there is."""

from __future__ import annotations

from derive.render.style import Style, columns, plain
from derive.report import DocumentReport, Place

LINES = 4  # of a place that spans several
BEFORE = 16  # columns of context left of a fault on a long line
ELLIPSIS = "…"


def excerpt(document: DocumentReport, place: Place, style: Style) -> list[tuple[str, str, str]]:
    """For each line of the place: its number, its text, and the line of carets below it."""
    found: list[tuple[str, str, str]] = []
    offset, end = _offsets(document.text, place)
    number = place.line
    while len(found) < LINES:
        begin = document.text.rfind("\n", 0, offset) + 1
        stop = document.text.find("\n", offset)
        stop = len(document.text) if stop < 0 else stop
        if stop > begin:
            text, carets = _window(
                document.text[begin:stop].rstrip("\r"), offset - begin, min(end, stop) - begin, style
            )
            found.append((str(number), text, carets))
        if end <= stop + 1 or stop >= len(document.text):
            break
        number += 1
        offset = stop + 1
        while offset < end and document.text[offset] in " \t":
            offset += 1
    return found


def _offsets(text: str, place: Place) -> tuple[int, int]:
    """The offsets of a place; from its lines and columns where it has none."""
    if place.end > place.start:
        return min(place.start, len(text)), min(place.end, len(text))
    starts = [0] + [i + 1 for i, c in enumerate(text) if c == "\n"]
    begin = starts[min(place.line, len(starts)) - 1] + place.column - 1
    end = starts[min(place.end_line, len(starts)) - 1] + place.end_column - 1
    return min(begin, len(text)), min(max(begin + 1, end), len(text))


def _window(line: str, start: int, end: int, style: Style) -> tuple[str, str]:
    """The part of a line that holds the fault, and the carets under it."""
    width = style.width - 10
    mark = ELLIPSIS if style.unicode else "..."
    left = right = ""
    if len(line) > width:
        first = max(0, min(start - BEFORE, len(line) - width))
        left, right = mark * (first > 0), mark * (first + width < len(line))
        line, start, end = line[first : first + width], start - first, min(end - first, width)
    before, fault, after = (style.show(part) for part in (line[:start], line[start:end], line[end:]))
    text = left + before + fault + after + right
    carets = " " * columns(left + before) + "^" * max(1, columns(fault.rstrip()))
    return text, carets


def spot(document: DocumentReport, place: Place) -> str:
    """`path:line:column`, safe to print."""
    return f"{plain(document.path)}:{place.line}:{place.column}"
