"""Readers: Markdown, R Markdown, LaTeX, notebooks → blocks of prose and formulas with exact source spans."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from derive.document import latex, markdown
from derive.document.model import Block, Break, Directive, Document, Format, Formula, Heading, Macro, Prose, Unread

__all__ = [
    "Block",
    "Break",
    "Directive",
    "Document",
    "Format",
    "Formula",
    "Heading",
    "Macro",
    "Prose",
    "ReadError",
    "Unread",
    "read",
    "read_text",
]

MAX_BYTES = 8_000_000
FORMATS = {".md": Format.MARKDOWN, ".markdown": Format.MARKDOWN, ".tex": Format.LATEX, ".rmd": Format.RMARKDOWN, ".ipynb": Format.NOTEBOOK,
           ".txt": Format.MARKDOWN, ".qmd": Format.RMARKDOWN}  # fmt: skip


class ReadError(Exception):
    """A file that cannot be read; the text is one sentence."""


def read(path: str | Path) -> Document:
    """The document at a path. Raises ReadError."""
    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or 'cannot be read'}") from None
    if b"\x00" in data[:8192]:
        raise ReadError(f"{path} is not text")
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise ReadError(f"{path}: files of this kind are not read; Markdown, LaTeX, R Markdown and notebooks are")
    return read_text(text, kind, str(path), path.parent)


def read_text(text: str, kind: Format = Format.MARKDOWN, path: str = "<text>", folder: Path | None = None) -> Document:
    """A document from its text; `folder` is where `\\input` may look. Raises ReadError for a broken notebook."""
    lines: tuple[tuple[int, int], ...] = ()
    if kind is Format.NOTEBOOK:
        text, lines = _notebook(text, path)
    macros: Mapping[str, Macro] = {**_included(text, folder), **latex.collect_macros(text)}
    if kind is Format.LATEX:
        begin = re.search(r"\\begin\{document\}", text)
        finish = re.search(r"\\end\{document\}", text)
        found = latex.blocks(text, begin.end() if begin else 0, finish.start() if finish else len(text))
    else:
        found = markdown.blocks(text, markdown.front_matter(text), len(text))
    return Document(path, text, kind, tuple(found), macros, (), lines)


def _included(text: str, folder: Path | None) -> dict[str, Macro]:
    """The macros of files that `\\input`, `\\include` or a directive names, inside the document's folder only."""
    found: dict[str, Macro] = {}
    if folder is None:
        return found
    root = folder.resolve()
    for name in re.findall(r"\\(?:input|include|usepackage)\s*\{([^{}]+)\}|derive:\s*macros\s+(\S+)", text)[:20]:
        stem = (name[0] or name[1]).strip()
        for suffix in ("", ".tex", ".sty"):
            path = (root / (stem + suffix)).resolve()
            if path.is_file() and path.is_relative_to(root) and path.stat().st_size < 1_000_000:
                found.update(latex.collect_macros(path.read_text("utf-8", "replace")))
                break
    return found


def _notebook(text: str, path: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The Markdown cells of a notebook, and where each of their lines stands in the file."""
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, KeyError, TypeError):
        raise ReadError(f"{path} is not a notebook") from None
    out: list[str] = []
    lines: list[tuple[int, int]] = []
    position = 0
    for cell in cells if isinstance(cells, list) else []:
        if not isinstance(cell, dict) or cell.get("cell_type") != "markdown":
            continue
        source = cell.get("source", "")
        for line in source if isinstance(source, list) else str(source).splitlines(keepends=True):
            where = text.find(json.dumps(line)[1:-1][:60], position)
            position = max(position, where)
            row = text.count("\n", 0, position) + 1
            column = position - (text.rfind("\n", 0, position) + 1)
            out.append(str(line).rstrip("\n"))
            lines.append((row, column))
        out.append("")
        lines.append(lines[-1] if lines else (1, 0))
    return "\n".join(out), tuple(lines) or ((1, 0),)
