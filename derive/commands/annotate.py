"""`derive annotate`: a document with the verdicts written into it as comments."""

from __future__ import annotations

import os
from typing import Any

import click

from derive.commands.arguments import CHECK, with_options
from derive.commands.check import checked, exit_code
from derive.commands.find import sources
from derive.commands.write import write_bytes
from derive.isolate.parent import Source

HIDDEN = ("output_format", "certificates", "color", "width", "ascii", "timings", "jobs")
SHARED = tuple(option for option in CHECK if option.key not in HIDDEN)


def command() -> click.Command:
    """The command as click sees it."""

    @click.command("annotate")
    @click.argument("name", metavar="FILE")
    @click.option("--strip", "only_strip", is_flag=True, help="Only take out what an earlier run wrote.")
    @click.option("--in-place", is_flag=True, help="Replace the file.")
    @with_options(SHARED)
    def annotate(name: str, only_strip: bool, in_place: bool, **values: Any) -> int:
        """Give FILE back, to the byte, with a comment line below each formula that says what was found."""
        from derive.render.annotate import annotate as annotated
        from derive.render.annotate import strip

        (source,) = sources([name])
        with open(source.path, "rb") as stream:
            data = strip(stream.read(), source.path.endswith(".tex"))
        target = source.path if in_place else values["output_file"]
        if only_strip:
            return 0 if write_bytes(data, target) else 2
        text = data.decode("utf-8", "replace")
        report, internal = checked(
            [Source(source.path, source.name, text.replace("\r\n", "\n").replace("\r", "\n"))], values | {"jobs": 1}
        )
        document = report.documents[0]
        if document.error:
            click.echo(f"derive: {os.path.basename(name)}: {document.error}", err=True)
            return 2
        try:
            result = annotated(document, data)
        except ValueError as error:
            click.echo(f"derive: {error}", err=True)
            return 2
        if not write_bytes(result, target):
            return 2
        return 3 if internal else exit_code(report, values["fail_on"])

    return annotate
