"""`derive problems`: what can be checked by name."""

from __future__ import annotations

import click

from derive.commands.find import problems as known
from derive.render.style import plain


def command() -> click.Command:
    """The command as click sees it."""

    @click.command("problems")
    def problems() -> int:
        """List the problems: those of ./problems, which come first, and the bundled ones."""
        found = known()
        width = max((len(name) for name, _, _ in found), default=0)
        for name, title, own in found:
            click.echo(f"{plain(name):<{width}}  {plain(title)}{'  (./problems)' if own else ''}".rstrip())
        return 0

    return problems
