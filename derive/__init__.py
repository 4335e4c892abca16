"""Check every step of a derivation: proved, refuted with a small counterexample, or an honest word on why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.notebook import check as check

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`derive.check` is both the pipeline's module and, called, the function of `derive.notebook`."""
    if name == "check":
        from derive.notebook import callable_check

        return callable_check()
    raise AttributeError(f"module 'derive' has no attribute {name!r}")


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext derive`: the cell magic `%%derive`."""
    from derive.notebook import register

    register(shell)
