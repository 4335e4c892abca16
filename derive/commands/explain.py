"""`derive explain CODE`: the page of a code."""

from __future__ import annotations

import os

import click

from derive.commands.find import NotFound

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDERS = (
    os.path.join(PACKAGE, "codes"),
    os.path.join(os.path.dirname(PACKAGE), "docs", "codes"),
)  # installed; a checkout


def page(code: str) -> str:
    """The page of a code. Raises `NotFound`."""
    known = codes()
    name = code.strip().upper()
    if name not in known:
        raise NotFound(f"{code}: no such code; there are {', '.join(sorted(known)) or 'none'}")
    with open(known[name], encoding="utf-8") as stream:
        return stream.read()


def codes() -> dict[str, str]:
    """The codes that have a page, with its path."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if file.endswith(".md") and file[0] == "D" and file[1:-3].isdigit():
                found.setdefault(file[:-3], os.path.join(folder, file))
    return found


def command() -> click.Command:
    """The command as click sees it."""

    @click.command("explain")
    @click.argument("code", required=False)
    def explain(code: str | None) -> int:
        """Print the page of CODE, such as D301; without it, the list of codes."""
        if code is not None:
            click.echo(page(code), nl=False)
            return 0
        for name, path in sorted(codes().items()):
            with open(path, encoding="utf-8") as stream:
                click.echo(stream.readline().lstrip("# ").rstrip() or name)
        return 0

    return explain
