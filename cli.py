"""The command line from a checkout that is not installed: `python cli.py check q3b`."""

from __future__ import annotations

import sys

from derive.commands import main

if __name__ == "__main__":
    sys.exit(main())
