"""`derive tex`: the side file that shows the verdicts in a LaTeX document, and the package that reads it."""

from __future__ import annotations

import os
from typing import Any

import click

from derive.commands.arguments import CHECK, with_options
from derive.commands.check import checked, exit_code
from derive.commands.find import NotFound, sources
from derive.commands.write import write

SHARED = tuple(
    o
    for o in CHECK
    if o.key not in ("output_format", "output_file", "certificates", "color", "width", "ascii", "timings", "verbose")
)
STY = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "render", "derive.sty")


def command() -> click.Command:
    """The command as click sees it."""

    @click.command("tex")
    @click.argument("files", nargs=-1, metavar="FILE.tex...")
    @click.option("--install-sty", is_flag=True, help="Put derive.sty beside each file, or here when there is none.")
    @with_options(SHARED)
    def tex(files: tuple[str, ...], install_sty: bool, **values: Any) -> int:
        """Check LaTeX documents and write FILE.derive beside each, which \\usepackage{derive} shows in the margin."""
        if install_sty and not install(files):
            return 2
        if not files:
            return 0 if install_sty else 2
        report, internal = checked(sources(files), values)
        from derive.render.style import plain
        from derive.render.tex_side import side_file, summary

        for file, document in zip(files, report.documents, strict=True):
            if document.error:
                click.echo(f"derive: {plain(file)}: {plain(document.error)}", err=True)
                continue
            with open(file, "rb") as stream:
                text = side_file(document, stream.read(), os.path.basename(file))
            target = os.path.splitext(file)[0] + ".derive"
            if not write(text, target):
                return 2
            click.echo(f"{plain(target)}: {summary(document)}")
        return 3 if internal else exit_code(report, values["fail_on"])

    return tex


def install(files: tuple[str, ...]) -> bool:
    """Put derive.sty into the folder of each file, or into the present one. Raises `NotFound` for a folder that is not there."""
    with open(STY, encoding="utf-8") as stream:
        text = stream.read()
    for folder in sorted({os.path.dirname(file) or "." for file in files} or {"."}):
        if not os.path.isdir(folder):
            raise NotFound(f"{folder}: no such folder")
        if not write(text, os.path.join(folder, "derive.sty")):
            return False
    return True
