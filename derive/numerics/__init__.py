"""Values of terms: exact over fields, in floating point, and derivatives by finite differences.

`check_gradient` compares a gradient with finite differences of a loss. NumPy is imported only when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.numerics.gradients import Agreement, Constraint, GradientCheck, check_gradient

__all__ = ["Agreement", "Constraint", "GradientCheck", "check_gradient"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("derive.numerics.gradients"), name)
    raise AttributeError(name)
