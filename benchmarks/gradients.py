"""`check_gradient` beside other checkers: time, digits, and which planted faults each finds: python benchmarks/gradients.py [--small].

Times are ratios within this run. A checker that returns a number (SciPy, numdifftools) is taken to find a fault when its number is three times
what it returns for the right gradient, which nobody has who needs a checker; one that says yes or no is taken at its word. What is not
installed is left out, saying so.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np

from derive.numerics import check_gradient

Array = np.ndarray[Any, np.dtype[Any]]
Score = tuple[float, bool | None]  # a number that grows with the error, and the checker's own word where it has one
RNG = np.random.default_rng(1)


class Problem:
    """½|AW - X|² + |VW|²/20 + Σ log cosh W / 50 in W (m×n), with its gradient and copies with one fault each."""

    def __init__(self, m: int, n: int, k: int) -> None:
        self.a, self.x = RNG.normal(size=(m, m)) / m**0.5, RNG.normal(size=(m, n)) / n**0.5
        self.v, self.w = RNG.normal(size=(k, m)) / k**0.5, RNG.normal(size=(m, n))
        self.losses = 0
        residual = self.a @ self.w - self.x
        ridge, bend = self.v.T @ (self.v @ self.w) / 10, np.tanh(self.w) / 50
        self.right = self.a.T @ residual + ridge + bend
        self.faults = {
            "transposed factor": self.a @ residual + ridge + bend,
            "wrong sign": self.a.T @ residual - ridge + bend,
            "factor 2": self.a.T @ residual + 2 * ridge + bend,
            "dropped term": self.a.T @ residual + ridge,
            **{f"entry {by:.0e}": self._entry_off(by) for by in (1e-2, 1e-4, 1e-6, 1e-8)},
        }

    def _entry_off(self, by: float) -> Array:
        wrong = self.right.copy()
        place = np.unravel_index(np.argsort(np.abs(wrong), axis=None)[wrong.size // 2], wrong.shape)
        wrong[place] *= 1 + by
        return wrong

    def batched(self, w: Array) -> Array:
        """(B, m, n) to (B,)."""
        self.losses += len(w)
        r, s = self.a @ w - self.x, self.v @ w
        axes = (-2, -1)
        return np.asarray((r * r).sum(axes) / 2 + (s * s).sum(axes) / 20 + np.log(np.cosh(w)).sum(axes) / 50)

    def flat(self, w: Array) -> float:
        """(mn,) to a number."""
        return float(self.batched(w.reshape((1, *self.w.shape)))[0])


def by_derive(problem: Problem, claimed: Array) -> Score:
    found = check_gradient(problem.batched, problem.w, claimed, batched=True, locate=False)
    return found.relative_error, not found.agrees


def by_derive_every_entry(problem: Problem, claimed: Array) -> Score:
    found = check_gradient(problem.batched, problem.w, claimed, batched=True, coordinates=True)
    return found.relative_error, not found.agrees


def by_scipy_random(problem: Problem, claimed: Array) -> Score:
    from scipy.optimize import check_grad

    error = check_grad(problem.flat, lambda x: claimed.reshape(-1), problem.w.reshape(-1), direction="random", rng=3)
    return float(error), None


def by_scipy(problem: Problem, claimed: Array) -> Score:
    from scipy.optimize import check_grad

    return float(check_grad(problem.flat, lambda x: claimed.reshape(-1), problem.w.reshape(-1))), None


def by_scipy_fprime(problem: Problem, claimed: Array) -> Score:
    from scipy.optimize import approx_fprime

    return float(np.linalg.norm(approx_fprime(problem.w.reshape(-1), problem.flat) - claimed.reshape(-1))), None


def by_numdifftools(problem: Problem, claimed: Array) -> Score:
    from numdifftools import Gradient

    return float(np.linalg.norm(Gradient(problem.flat)(problem.w.reshape(-1)) - claimed.reshape(-1))), None


def by_torch(problem: Problem, claimed: Array, fast: bool = True) -> Score:
    import torch

    class Claimed(torch.autograd.Function):
        """The loss with the claimed gradient as its backward pass."""

        @staticmethod
        def forward(context: Any, w: Any) -> Any:
            return torch.tensor(problem.flat(w.detach().numpy()), dtype=torch.float64)

        @staticmethod
        def backward(context: Any, grad: Any) -> Any:
            return grad * torch.from_numpy(claimed)

    w = torch.from_numpy(problem.w.copy()).requires_grad_(True)
    right = torch.autograd.gradcheck(Claimed.apply, (w,), raise_exception=False, fast_mode=fast)
    return float(not right), not right


def by_torch_every_entry(problem: Problem, claimed: Array) -> Score:
    return by_torch(problem, claimed, fast=False)


def by_jax(problem: Problem, claimed: Array) -> Score:
    import jax
    from jax.test_util import check_grads

    jax.config.update("jax_enable_x64", True)

    @jax.custom_vjp
    def loss(w: Any) -> Any:
        return jax.pure_callback(lambda x: np.float64(problem.flat(np.asarray(x))), jax.ShapeDtypeStruct((), float), w)

    loss.defvjp(lambda w: (loss(w), None), lambda _, g: (g * claimed,))
    try:
        check_grads(loss, (problem.w,), order=1, modes=("rev",))
    except AssertionError:
        return 1.0, True
    return 0.0, False


Checker = Callable[[Problem, Array], Score]
CHECKERS: list[tuple[str, str, Checker, bool]] = [  # name, package, checker, whether it is bearable at the full size
    ("derive check_gradient", "numpy", by_derive, True),
    ("derive, every entry", "numpy", by_derive_every_entry, False),
    ("scipy check_grad, random", "scipy", by_scipy_random, True),
    ("scipy check_grad", "scipy", by_scipy, False),
    ("scipy approx_fprime", "scipy", by_scipy_fprime, False),
    ("numdifftools Gradient", "numdifftools", by_numdifftools, False),
    ("torch gradcheck, fast", "torch", by_torch, True),
    ("torch gradcheck", "torch", by_torch_every_entry, False),
    ("jax check_grads", "jax", by_jax, True),
]


def run(problem: Problem, full: bool) -> None:
    """One table."""
    names = list(problem.faults)
    print(f"\n{problem.w.shape[0]}×{problem.w.shape[1]} entries; found: " + ", ".join(names))
    first = 0.0
    for name, package, checker, bearable in CHECKERS:
        if full and not bearable:
            continue
        if find_spec(package) is None:
            print(f"  {name:26} not installed")
            continue
        checker(problem, problem.right)  # imports and warms up
        seconds = float("inf")
        for _ in range(5):  # the best of five: the others met a busy machine
            problem.losses = 0
            begin = time.process_time()
            baseline, word = checker(problem, problem.right)
            seconds, losses = min(seconds, time.process_time() - begin), problem.losses
            if seconds > 1:
                break
        first = first or seconds
        marks = "".join(found(checker(problem, wrong), baseline) for wrong in problem.faults.values())
        alarm = "" if word is None or not word else "  REJECTS THE RIGHT GRADIENT"
        digits = "" if word is not None and baseline in (0.0, 1.0) else f"  {digits_of(problem, baseline):4.1f} digits"
        print(f"  {name:26} {marks}  {seconds / first:9.1f}×  {losses:7d} losses{digits}{alarm}")


def found(score: Score, baseline: float) -> str:
    """✓ where a fault is found."""
    number, word = score
    return "✓" if (word if word is not None else number > 3 * baseline) else "·"


def digits_of(problem: Problem, baseline: float) -> float:
    """How many digits the right gradient agrees to."""
    scale = float(np.linalg.norm(problem.right)) if baseline > 1e-9 else 1.0
    return float(-np.log10(max(baseline / scale, 1e-16)))


def main() -> None:
    run(Problem(8, 16, 4), full=False)
    if "--small" not in sys.argv:
        run(Problem(64, 256, 16), full=True)


if __name__ == "__main__":
    main()
