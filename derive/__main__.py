"""`python -m derive`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from derive.commands import main


def run() -> NoReturn:
    """Run the command line, and end at once: taking down all that was imported one by one is of no use."""
    status = main()
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
