"""The modular engine: exact evaluation of both sides at random instances over random prime fields, and exact rational counterexamples."""

from derive.engines.modular.quick import holds
from derive.engines.modular.search import find_counterexample, refute_by_areas, search

__all__ = ["find_counterexample", "holds", "refute_by_areas", "search"]
