"""Check every step of a derivation: proved, refuted with a small counterexample, or an honest word on why not."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.notebook import check as check

__version__ = "0.1.0"


class _Package(ModuleType):
    """`derive.check` is both the pipeline's module and, called, the function of `derive.notebook`, whichever was imported first."""

    def _callable(self) -> ModuleType:
        from derive.notebook import callable_check

        return callable_check()

    def _bound(self, module: ModuleType) -> None:
        """The import system binds a submodule to its package; here it stays what it is."""

    check = property(_callable, _bound)


sys.modules[__name__].__class__ = _Package


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext derive`: the cell magic `%%derive`."""
    from derive.notebook import register

    register(shell)
