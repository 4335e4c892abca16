"""Start-up as ratios within one run: python benchmarks/startup.py [ROUNDS]."""

from __future__ import annotations

import statistics
import subprocess
import sys
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


def seconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    times: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(rounds):  # interleaved, so that a busy moment meets all of them
        for name, arguments in CASES.items():
            times[name].append(seconds(arguments))
    middle = {name: statistics.median(found) for name, found in times.items()}
    for name, value in middle.items():
        print(f"{value * 1000:8.1f} ms  {name}")
    bare, _, libraries, whole = middle.values()
    light = middle["derive check q3b --engines algebra,modular"]
    print(f"light / bare Python: {light / bare:.1f} (at most 6, goal 3)")
    print(f"default / importing SymPy and NumPy: {whole / libraries:.2f} (at most 1.7)")


if __name__ == "__main__":
    main()
