"""Check every step of a derivation: proved, refuted with a small counterexample, or an honest word on why not."""

from __future__ import annotations

__version__ = "0.1.0"
