"""Exact instances that meet hypotheses: which sizes to take, how structured symbols are drawn, how equations are solved."""

from derive.engines.instances.draw import CannotDraw, Draft, drafts, draw
from derive.engines.instances.reading import Reading, read
from derive.engines.instances.sizes import count_sizes, names_in, small_sizes, test_sizes

__all__ = [
    "CannotDraw",
    "Draft",
    "Reading",
    "count_sizes",
    "draw",
    "drafts",
    "names_in",
    "read",
    "small_sizes",
    "test_sizes",
]
