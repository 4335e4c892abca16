"""The command line as click sees it: every command is one module, imported when it is called."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import click

from derive import __version__

COMMANDS = {
    "check": "Check the steps of documents, folders or problems.",
    "explain": "Explain a code, such as D301.",
    "problems": "List the problems that can be checked by name.",
    "context": "Show what is understood of a document, without checking it.",
    "annotate": "Give a document back with the verdicts written into it.",
    "tex": "Write the side file that shows the verdicts in a LaTeX document.",
    "grade": "Check many submissions of one problem and tabulate them.",
    "recheck": "Replay saved certificates with the kernel alone.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; its help needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        made: click.Command = import_module(f"derive.commands.{cmd_name}").command()
        return made

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="derive")
def derive() -> None:
    """Check every step of a derivation.

    Exit codes: 0 no finding at the fail level, 1 findings, 2 usage or unreadable input, 3 an internal error.
    """


def run_group(arguments: Sequence[str]) -> int:
    """Run click's command line; returns the exit code."""
    from derive.commands.find import NotFound

    try:
        result = derive.main(args=list(arguments), prog_name="derive", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except NotFound as error:
        click.echo(f"derive: {error}", err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    return result if isinstance(result, int) else 0
