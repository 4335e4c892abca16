"""Putting a report where it was asked for."""

from __future__ import annotations

import os
import sys


def write(text: str, path: str | None) -> bool:
    """Write to a file, or to the standard output; False, with a word to the standard error, when that cannot be done."""
    return write_bytes(text.encode("utf-8", "replace"), path)


def write_bytes(data: bytes, path: str | None) -> bool:
    """The same for bytes."""
    if path is None or path == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return True
    try:
        write_file(path, data)
    except OSError as error:
        print(f"derive: cannot write {path}: {error.strerror}", file=sys.stderr)
        return False
    return True


def write_file(path: str, data: bytes) -> None:
    """Replace a file as a whole, so that a reader never sees half of it. Raises OSError."""
    if os.path.exists(path) and not os.path.isfile(path):  # /dev/stdout and the like
        with open(path, "wb") as stream:
            stream.write(data)
        return
    part = f"{path}.{os.getpid()}.part"
    try:
        with open(part, "wb") as stream:
            stream.write(data)
        os.replace(part, path)
    except OSError:
        if os.path.exists(part):
            os.unlink(part)
        raise
