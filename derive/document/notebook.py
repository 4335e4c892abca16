"""Notebooks: the Markdown cells as one text, and where each of its lines stands in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from derive import lazy_re as re
from derive.document.model import NotebookLine, ReadError

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)


def notebook_text(text: str, path: str) -> tuple[str, tuple[NotebookLine, ...]]:
    """The text of the Markdown cells and the places of its lines. Raises ReadError for what is no notebook."""
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ReadError(f"{path} is not a notebook") from None
    out: list[str] = []
    lines: list[NotebookLine] = []
    places = _Places(text)
    for cell in cells if isinstance(cells, list) else []:
        if not isinstance(cell, dict) or cell.get("cell_type") != "markdown":
            continue
        source = cell.get("source", "")
        pieces = [str(piece) for piece in source] if isinstance(source, list) else [str(source)]
        for piece in pieces:
            for line, place in places.lines(piece):
                out.append(line)
                lines.append(place)
        out.append("")
        lines.append(NotebookLine(lines[-1].line, lines[-1].column, "") if lines else NotebookLine(1, 1, ""))
    return "\n".join(out), tuple(lines) or (NotebookLine(1, 1, ""),)


class _Places:
    """Finds the strings of a JSON text again, in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def lines(self, piece: str) -> Iterator[tuple[str, NotebookLine]]:
        """Each line of a string, with the place where it begins in the file and how it is written there."""
        start, raw = self._find(piece)
        for line, written in zip(piece.removesuffix("\n").split("\n"), raw.split("\\n"), strict=False):
            row = self.text.count("\n", 0, start) + 1
            column = start - self.text.rfind("\n", 0, start)
            yield line.rstrip("\r"), NotebookLine(row, column, written)
            start += len(written) + 2

    def _find(self, piece: str) -> tuple[int, str]:
        for match in _STRING.finditer(self.text, self.position):
            if len(match.group(1)) >= len(piece) and _decoded(match.group()) == piece:
                self.position = match.end()
                return match.start(1), match.group(1)
        return self.position, ""


def _decoded(string: str) -> str | None:
    try:
        found = json.loads(string)
    except ValueError:
        return None
    return found if isinstance(found, str) else None
