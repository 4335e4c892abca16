"""Identities decided per second by the modular engine, the algebra engine and SymPy, and 200 candidate repairs of a ten-factor step.

    python benchmarks/identities.py [--seconds 3] [--no-sympy]

The identities are the correct steps of `benchmarks/repairs.py`, each also with one fault, so that half of the answers are no. SymPy is asked for
explicit 2 × 2 entries, expanded, which is what it can decide of them; what it cannot read it counts as not decided.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import repairs

from derive.diagnose.trial import Trial
from derive.diagnose.vocabulary import vocabulary
from derive.document import read_text
from derive.elaborate import elaborate
from derive.engines import algebra, modular
from derive.engines.modular.bench import bench_of
from derive.goals import Goal, Limits, Result
from derive.terms import Relates

TEN = "Let $A, B, C, D, E \\in \\mathbb{R}^{n \\times n}$.\n\n$$(A B C D E)^\\top (A B C D E) = E^\\top D^\\top C^\\top B A^\\top A B C D E$$\n"


def goals() -> list[Goal]:
    """The identities, true and false ones in turn."""
    found: list[Goal] = []
    faults = {(fault.left, fault.right): fault for fault in repairs.faults(600, 3)}
    for context, left, right in repairs.STEPS:
        wrong = faults.get((left, right))
        for side in (right, wrong.wrong if wrong is not None else None):
            if side is not None:
                goal = elaborate(read_text(repairs.document(context, left, side), path="step.md")).steps[-1].goal
                if goal is not None:
                    found.append(goal)
    return found


def rate(decide: Callable[[Goal], bool], every: list[Goal], seconds: float) -> tuple[float, int]:
    """Goals decided per second over whole rounds, and how many of the goals are decided at all."""
    decided, rounds, begin = 0, 0, time.perf_counter()
    while time.perf_counter() - begin < seconds or not rounds:
        decided += sum(map(decide, every))
        rounds += 1
    return decided / (time.perf_counter() - begin), decided // rounds


def by_modular(goal: Goal) -> bool:
    """Whether the modular engine decides it at random instances: true, or false."""
    return modular.holds(goal, 1) is not None


def by_modular_fully(goal: Goal) -> bool:
    """Whether it is confirmed with its error bound, or refuted by a counterexample."""
    return modular.search(goal, Limits(5.0)).result is not Result.UNDECIDED


def by_algebra(goal: Goal) -> bool:
    """Whether the kernel proves it; what is false it does not decide."""
    return algebra.search(goal, Limits(5.0)).result is Result.AGREES


def by_sympy(goal: Goal) -> bool:
    """Whether SymPy, asked through its engine, decides it."""
    from derive.engines import sympy_engine

    return sympy_engine.search(goal, Limits(5.0)).result is not Result.UNDECIDED


def candidates() -> tuple[int, float]:
    """How many candidate repairs of a ten-factor step are screened, and the seconds that 200 of them take on one core."""
    goal = elaborate(read_text(TEN, path="ten.md")).steps[-1].goal
    assert goal is not None and isinstance(goal.statement, Relates)
    claim, times = goal.statement, []
    for _ in range(3):
        begin = time.process_time()
        bench = bench_of(goal, claim, claim.left, 1, 60.0)
        assert bench is not None
        trial = Trial(claim.left, claim.right, vocabulary(goal), bench)
        assert trial.singles()
        times.append((time.process_time() - begin) / len(trial.vectors) * 200)
    return len(trial.vectors), statistics.median(times)


def main() -> None:
    """Print the rates."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seconds", type=float, default=3.0)
    arguments.add_argument("--no-sympy", action="store_true")
    options = arguments.parse_args()
    every = goals()
    print(f"{len(every)} identities, true and false")
    engines = {"modular, one look": by_modular, "modular, with its bound": by_modular_fully, "algebra": by_algebra}
    if not options.no_sympy:
        engines["sympy"] = by_sympy
    for name, decide in engines.items():
        for goal in every[:2]:
            decide(goal)  # what is imported at first use
        found, often = rate(decide, every, options.seconds)
        print(f"{found:8.1f} a second  {name}: decides {often} of them")
    tried, seconds = candidates()
    print(f"200 candidate repairs of a ten-factor step: {seconds:.2f} s ({tried} were screened)")


if __name__ == "__main__":
    main()
