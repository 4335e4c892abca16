"""Formulas: tokens, the parser, the surface syntax tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derive.formula.parse import parse
from derive.formula.syntax import FormulaError

if TYPE_CHECKING:
    from derive.formula.mathml import to_mathml

__all__ = ["FormulaError", "parse", "to_mathml"]


def __getattr__(name: str) -> Any:
    """The printer is imported when it is asked for: checking needs none."""
    if name == "to_mathml":
        from derive.formula.mathml import to_mathml

        return to_mathml
    raise AttributeError(name)
