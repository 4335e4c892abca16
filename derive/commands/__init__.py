"""The commands: the only place that prints, exits or reads the arguments.

`derive check` with plain arguments starts without click, whose import alone takes longer than checking a page of
algebra; everything else (help, mistakes, the other commands) goes through it. Both read one table of options.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["check"]:
        from derive.commands.arguments import CHECK, quick

        values = quick(given[1:], CHECK)
        if values is not None:
            from derive.commands.check import run_guarded

            return run_guarded(values)
    from derive.commands.group import run_group

    return run_group(given)
