"""`python -m derive`."""

from __future__ import annotations

import sys

from derive.commands import main

if __name__ == "__main__":
    sys.exit(main())
