"""What a name on the command line means: a file, a folder, a problem of the project's own, or a bundled one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from derive.isolate.parent import Source

SUFFIXES = (".md", ".tex", ".Rmd", ".ipynb")
BUNDLED = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "problems")
OWN = "problems"


class NotFound(Exception):
    """There is no document of this name; the message says where was looked."""


def sources(names: Sequence[str]) -> list[Source]:
    """The documents that the names mean, each once, in order. Raises `NotFound`."""
    found: dict[str, Source] = {}
    for name in names:
        for source in _meant(name):
            found.setdefault(os.path.abspath(source.path) if source.text is None else source.name, source)
    return list(found.values())


def _meant(name: str) -> Iterator[Source]:
    if name == "-":
        yield Source("-.md", "<stdin>", sys.stdin.read())
    elif os.path.isdir(name):
        yield from _folder(name)
    elif os.path.exists(name):
        yield Source(name, name)
    else:
        yield problem(name)


def _folder(folder: str) -> Iterator[Source]:
    """The documents under a folder, hidden ones left out, in the order of their names."""
    empty = True
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            if file.endswith(SUFFIXES) and not file.startswith("."):
                empty = False
                path = os.path.join(here, file)
                yield Source(path, path)
    if empty:
        raise NotFound(f"{folder}: no document ({', '.join(SUFFIXES)}) in this folder")


def problem(name: str) -> Source:
    """The problem of this name, the project's own before a bundled one. Raises `NotFound`."""
    if os.sep not in name and not name.startswith("."):
        for folder in (OWN, BUNDLED):
            for file in (name, name + ".md"):
                path = os.path.join(folder, file)
                if os.path.isfile(path) and file.endswith(".md"):
                    return Source(path, path if folder == OWN else file)
    raise NotFound(
        f"{name}: no such file, and no such problem in ./{OWN} or among the bundled ones (`derive problems` lists them)"
    )


def problems() -> list[tuple[str, str, bool]]:
    """Every problem: its name, its title, and whether it is the project's own."""
    found: dict[str, tuple[str, str, bool]] = {}
    for folder, own in ((OWN, True), (BUNDLED, False)):
        for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if file.endswith(".md") and file[:-3] not in found:
                found[file[:-3]] = (file[:-3], title(os.path.join(folder, file)), own)
    return sorted(found.values())


def title(path: str) -> str:
    """The first heading of a Markdown file, or nothing."""
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith("# "):
                return line[2:].strip()
    return ""
