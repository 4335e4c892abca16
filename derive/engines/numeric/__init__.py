"""The numeric engine: both sides in float64 at instances that meet the hypotheses, finite differences for derivatives."""

from derive.engines.numeric.search import search

__all__ = ["search"]
