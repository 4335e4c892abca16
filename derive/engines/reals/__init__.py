"""The reals engine: inequalities, implications and minima by sums of squares, which the kernel replays; z3 for what these do not decide."""

from derive.engines.reals.search import search

__all__ = ["search"]
