"""The SymPy engine: explicit small matrices, SymPy's matrix calculus on split traces, scalar calculus. Its word alone proves nothing."""

from derive.engines.sympy_engine.search import search

__all__ = ["search"]
