"""Faults of our own while a document is read: the statement is lost to them, and nothing else."""

from __future__ import annotations

STRICT = False  # tests set it: then a fault is raised


def told(error: Exception) -> str:
    """What is said of a statement that a fault has lost. Raises the fault where that is wanted."""
    if STRICT or isinstance(error, MemoryError | RecursionError):  # limits are told of the whole document
        raise error
    return f"internal error: {type(error).__name__}: {error}"
