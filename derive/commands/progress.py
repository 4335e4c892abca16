"""The progress line of long work: one line on a terminal's standard error, wiped when the work is done."""

from __future__ import annotations

import shutil
import sys
import time

from derive.isolate.parent import Source

AFTER = 1.0  # seconds before there is a line at all
EVERY = 0.1  # seconds between two states of it


class Progress:
    """Called with the document, its step and its number of steps."""

    def __init__(self, documents: int) -> None:
        self.documents = documents
        self.seen: set[str] = set()
        self.shown = False
        self.last = time.monotonic() + AFTER - EVERY

    def __call__(self, source: Source, step: int, steps: int) -> None:
        self.seen.add(source.name)
        now = time.monotonic()
        if now - self.last < EVERY:
            return
        self.last = now
        name = "".join(c if c.isprintable() else "?" for c in source.name)
        of = f"[{len(self.seen)}/{self.documents}] " if self.documents > 1 else ""
        line = f"{of}{name}: step {step + 1} of {steps}"[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write(f"\r\x1b[2K{line}")
        sys.stderr.flush()
        self.shown = True

    def clear(self) -> None:
        """Wipe the line."""
        if self.shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
