"""What is wrong and what would be right: missing hypotheses, nearest true statements."""

from __future__ import annotations

from derive.goals import Goal, Judgement, Limits

__all__ = ["diagnose"]


def diagnose(goal: Goal, judgement: Judgement, limits: Limits, source: tuple[str, tuple[int, int]]) -> Judgement:
    """The judgement of a refuted goal with what the diagnosis adds."""
    return judgement
