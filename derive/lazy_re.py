"""The standard `re`, but for `compile`: a pattern is compiled when it is first used.

Compiling the patterns of the package takes ten times as long as reading a page with them, and most documents use few: `from derive import lazy_re as re`.
A type checker sees the standard module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import *  # noqa: F403
else:
    import re

    def __getattr__(name):
        return getattr(re, name)

    class _Pattern:
        """A pattern to be. Its methods become those of the compiled one when one of them is asked for."""

        def __init__(self, text, flags):
            self._text, self._flags = text, flags

        def __getattr__(self, name):
            compiled = re.compile(self._text, self._flags)
            for method in ("finditer", "fullmatch", "match", "search", "split", "sub"):
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)

    def compile(text, flags=0):
        """A pattern; an error in it is raised at its first use."""
        return _Pattern(text, flags)
