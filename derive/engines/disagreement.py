"""The report of a disagreement between engines: everything that is needed to see it again."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import derive
from derive.goals import Evidence, Goal, Limits
from derive.notation import latex, statement_latex


def report(goal: Goal, limits: Limits, evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """The goal, the seed, the engines' words and the versions, a line each; at least one engine is wrong, or the goal has two readings."""
    given = [statement_latex(hypothesis.statement) for hypothesis in goal.hypotheses]
    defined = [f"{latex(d.symbol)} := {latex(d.value)}" for d in goal.definitions if not d.parameters]
    lines = [f"goal: {statement_latex(goal.statement)}"]
    lines += [f"under: {'; '.join(given)}"] if given else []
    lines += [f"with: {'; '.join(defined)}"] if defined else []
    lines += [f"{item.engine}: {item.result.value}: {item.detail}" for item in evidence]
    packages = ", ".join(f"{name} {_version(name)}" for name in ("sympy", "numpy"))
    lines.append(
        f"seed {limits.seed}; derive {derive.__version__}, Python {platform.python_version()}, {packages}; "
        "one of these engines is wrong, or the statement has two readings: please report it"
    )
    return tuple(lines)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
