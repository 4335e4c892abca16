"""Start-up as ratios within one run: python benchmarks/startup.py [ROUNDS].

What is measured is an installed program, which finds its bytecode: a first round, which is not counted, writes it, even where the environment says
that none is to be written. Both the clock and the processor time of all processes are given; of a machine that is busy with other things the latter
says more. It leaves out what the default run does in processes beside the one that works on the document, so there is no ratio for that one.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECK = ["-m", "derive", "check", "q3b", "-q"]
CASES = {
    "python -c pass": ["-c", "pass"],
    "derive check q3b --engines algebra,modular": [*CHECK, "--engines", "algebra,modular"],
    "import sympy, numpy": ["-c", "import sympy, numpy"],
    "derive check q3b": CHECK,
}


def environment(folder: str) -> dict[str, str]:
    """The environment, but that bytecode is kept, in a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": folder}


def seconds(arguments: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Of the clock, and of the processors."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=False, env=env)
    clock, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in CASES}
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder)
        for count in range(rounds + 1):  # interleaved, so that a busy moment meets all of them
            for name, arguments in CASES.items():
                found = seconds(arguments, env)
                times[name] += [found] if count else []
    for which, kind in enumerate(("clock", "processors")):
        middle = {name: statistics.median(found[which] for found in several) for name, several in times.items()}
        bare, light, libraries, whole = middle.values()
        print(kind)
        for name, value in middle.items():
            print(f"{value * 1000:8.1f} ms  {name}")
        print(f"  light / bare Python: {light / bare:.1f} (at most 6, goal 3)")
        if kind == "clock":
            print(f"  default / importing SymPy and NumPy: {whole / libraries:.2f} (at most 1.7)")


if __name__ == "__main__":
    main()
