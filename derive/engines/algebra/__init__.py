"""The engine that finds kernel proofs."""

from __future__ import annotations

from derive.engines.algebra.equality import search

__all__ = ["search"]
