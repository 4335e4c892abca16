"""The SymPy engine: explicit small matrices, SymPy's matrix calculus on split traces, scalar calculus. Its word alone proves nothing."""

from derive.engines.sympy_engine.search import search

__all__ = ["load", "search"]


def load() -> None:
    """Import SymPy, and what its matrix calculus imports when it is first used."""
    from derive.engines.sympy_engine.traces import first_use

    first_use()
