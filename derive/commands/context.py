"""`derive context`: what is understood of a document, without checking it."""

from __future__ import annotations

from typing import Any

import click

from derive.commands.arguments import CHECK, defaults, with_options
from derive.commands.check import outcomes_of, report_of
from derive.commands.find import sources
from derive.commands.write import write

SHARED = tuple(option for option in CHECK if option.key in ("output_file", "color", "width", "ascii"))


def command() -> click.Command:
    """The command as click sees it."""

    @click.command("context")
    @click.argument("names", nargs=-1, required=True, metavar="FILE...")
    @click.option("--json", "as_json", is_flag=True, help="As JSON: a list of symbols a document.")
    @with_options(SHARED)
    def context(names: tuple[str, ...], as_json: bool, **given: Any) -> int:
        """Show symbols, shapes, properties and definitions, each with the line it came from."""
        values = defaults(**given, names=names, stopped="not searched")
        report = report_of(outcomes_of(sources(names), values), values)
        from derive.render import style_for
        from derive.render.json_form import symbols_text
        from derive.render.understood import render

        text = symbols_text(report) if as_json else render(report, style_for(values))
        written = write(text, values["output_file"])
        return 0 if written and not any(document.error for document in report.documents) else 2

    return context
