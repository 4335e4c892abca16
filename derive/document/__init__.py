"""Readers: Markdown, R Markdown, LaTeX, notebooks → blocks of prose and formulas with exact source spans."""

from __future__ import annotations

import os

from derive.document import latex, markdown
from derive.document.bare_letters import marked
from derive.document.macros import macros_of
from derive.document.model import (
    Block,
    Break,
    Directive,
    Document,
    Format,
    Formula,
    Heading,
    Macro,
    NotebookLine,
    Prose,
    ReadError,
    Unread,
)
from derive.document.notebook import notebook_text

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


def read(path: str | os.PathLike[str]) -> Document:
    """The document at a path. Raises ReadError."""
    path = os.fspath(path)
    try:
        if os.stat(path).st_size > MAX_BYTES:
            raise ReadError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB")
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or 'cannot be read'}") from None
    if b"\x00" in data[:8192]:
        raise ReadError(f"{path} is not text")
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    kind = FORMATS.get(os.path.splitext(path)[1].lower())
    if kind is None:
        raise ReadError(f"{path}: files of this kind are not read; Markdown, LaTeX, R Markdown and notebooks are")
    return read_text(text, kind, path, os.path.dirname(path))


def read_text(text: str, kind: Format = Format.MARKDOWN, path: str = "<text>", folder: str | None = None) -> Document:
    """A document from its text; `folder` is where `\\input` may look. Raises ReadError for a broken notebook."""
    lines: tuple[NotebookLine, ...] = ()
    if kind is Format.NOTEBOOK:
        text, lines = notebook_text(text, path)
    macros = macros_of(text, folder)
    if kind is Format.LATEX:
        begin, finish = text.find("\\begin{document}"), text.find("\\end{document}")
        start = begin + len("\\begin{document}") if begin >= 0 else 0
        pieces = list(latex.blocks(text, start, finish if finish >= start else len(text), macros))
    else:
        pieces = list(markdown.blocks(text, markdown.front_matter(text), len(text)))
    found = [piece for piece in pieces if not isinstance(piece, Unread)]
    blocks = tuple(found if kind is Format.LATEX else marked(found, text))
    unread = tuple(piece for piece in pieces if isinstance(piece, Unread))
    return Document(path, text, kind, blocks, macros, unread, lines)
