"""Formulas: tokens, the parser, the surface syntax tree."""

from __future__ import annotations

from derive.formula.parse import parse
from derive.formula.syntax import FormulaError

__all__ = ["FormulaError", "parse"]
