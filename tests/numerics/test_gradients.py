"""`check_gradient`: planted faults of every kind that people make, small gradients, constrained sets, and what it costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.numerics import Agreement, Constraint, check_gradient

Array = np.ndarray[Any, np.dtype[Any]]
RNG = np.random.default_rng(7)
M, N, K = 64, 256, 16
X = RNG.normal(size=(M, N)) / 8
A = RNG.normal(size=(M, M)) / 8
V = RNG.normal(size=(K, M)) / 4
W = RNG.normal(size=(M, N))


def loss(w: Array) -> Array:
    """½|AW - X|² + ½|VW|²/10 + Σ log cosh W / 50 for (B, M, N) or (M, N)."""
    r, s = A @ w - X, V @ w
    return np.asarray(
        (r * r).sum(axis=(-2, -1)) / 2 + (s * s).sum(axis=(-2, -1)) / 20 + np.log(np.cosh(w)).sum(axis=(-2, -1)) / 50
    )


RIGHT = A.T @ (A @ W - X) + V.T @ (V @ W) / 10 + np.tanh(W) / 50


def entry_off(by: float) -> Array:
    wrong = RIGHT.copy()
    typical = np.unravel_index(np.argsort(np.abs(RIGHT), axis=None)[RIGHT.size // 2], RIGHT.shape)
    wrong[typical] *= 1 + by
    return wrong


FAULTS = {
    "a transposed factor": A @ (A @ W - X) + V.T @ (V @ W) / 10 + np.tanh(W) / 50,
    "a wrong sign": A.T @ (A @ W - X) - V.T @ (V @ W) / 10 + np.tanh(W) / 50,
    "a factor 2": A.T @ (A @ W - X) + V.T @ (V @ W) / 5 + np.tanh(W) / 50,
    "a dropped term": A.T @ (A @ W - X) + V.T @ (V @ W) / 10,
    "one entry off by 1e-4": entry_off(1e-4),
    "one entry off by 1e-6": entry_off(1e-6),
    "all off by 1e-9": RIGHT * (1 + 1e-9),
}


def test_the_right_gradient_agrees_at_little_cost() -> None:
    found = check_gradient(loss, W, RIGHT, batched=True)
    assert found.agrees and found.digits >= 11
    assert found.losses <= 100, "a few directions, not 16384 coordinates"


@pytest.mark.parametrize("name", FAULTS)
def test_planted_faults_are_found(name: str) -> None:
    for seed in range(2):
        found = check_gradient(loss, W, FAULTS[name], batched=True, seed=seed, locate=False)
        assert found.agreement is Agreement.DISAGREES, name


def test_the_wrong_entry_is_located() -> None:
    wrong = RIGHT.copy()
    wrong[17, 201] *= 1.01
    found = check_gradient(loss, W, wrong, batched=True)
    assert found.worst == (17, 201)
    assert found.claimed is not None and found.found is not None
    assert abs(found.claimed - wrong[17, 201]) < 1e-12 and abs(found.found - RIGHT[17, 201]) < 1e-8


@pytest.mark.parametrize("size", [1e-7, 1e-30, 1e20])
def test_small_and_large_gradients_are_judged_by_their_own_scale(size: float) -> None:
    x = RNG.normal(size=12)

    def small(p: Array) -> float:
        return float(size * np.sum(np.sin(p)))

    right = size * np.cos(x)
    assert check_gradient(small, x, right).agrees
    assert check_gradient(small, x, -right).agreement is Agreement.DISAGREES
    assert check_gradient(small, x, np.zeros(12)).agreement is Agreement.DISAGREES
    assert check_gradient(small, x, right * (1 + 1e-8)).agreement is Agreement.DISAGREES


def test_a_gradient_below_the_rounding_of_the_loss_is_undecided() -> None:
    found = check_gradient(lambda p: float(1e6 + 1e-14 * np.sum(p)), np.ones(3), np.full(3, 1e-14))
    assert found.agreement is Agreement.UNDECIDED and found.note


def test_a_small_gradient_on_a_large_loss_is_still_found_wrong() -> None:
    x = RNG.normal(size=5)
    found = check_gradient(lambda p: float(1.0 + 1e-7 * np.sum(np.sin(p))), x, -1e-7 * np.cos(x))
    assert found.agreement is Agreement.DISAGREES


def test_every_coordinate_on_demand() -> None:
    x = RNG.normal(size=(6, 5))
    found = check_gradient(lambda p: float(np.sum(p**3)), x, 3 * x**2, coordinates=True)
    assert found.agrees and found.worst is not None


def test_a_kink_nearby_is_stepped_around() -> None:
    x = np.array([1e-3, -0.5, 2.0])
    assert check_gradient(lambda p: float(np.maximum(p, 0).sum()), x, np.array([1.0, 0.0, 1.0])).agrees


def orthonormal(n: int, k: int) -> Array:
    return np.linalg.qr(RNG.normal(size=(n, k)))[0]


def test_along_symmetric_matrices_only_the_symmetric_part_counts() -> None:
    s = RNG.normal(size=(5, 5))
    s, b = s + s.T, RNG.normal(size=(5, 5))
    right, turned = b.T, b

    def trace(p: Array) -> float:
        return float(np.trace(b @ p))

    assert check_gradient(trace, s, turned, constraint=Constraint.SYMMETRIC).agrees
    assert check_gradient(trace, s, right, constraint=Constraint.SYMMETRIC).agrees
    assert check_gradient(trace, s, turned).agreement is Agreement.DISAGREES


def test_along_orthonormal_columns() -> None:
    u, c = orthonormal(7, 3), RNG.normal(size=(7, 7))
    c = c + c.T

    def rayleigh(p: Array) -> float:
        return float(np.trace(p.T @ c @ p))

    right = 2 * c @ u
    normal = u @ (u.T @ right)  # what points off the set does not count
    assert check_gradient(rayleigh, u, right, constraint=Constraint.ORTHOGONAL).agrees
    assert check_gradient(rayleigh, u, right - normal, constraint=Constraint.ORTHOGONAL).agrees
    assert check_gradient(rayleigh, u, c @ u, constraint=Constraint.ORTHOGONAL).agreement is Agreement.DISAGREES


def test_along_the_simplex_a_constant_does_not_count() -> None:
    p = RNG.random(6) + 0.2
    p /= p.sum()

    def entropy(q: Array) -> float:
        return float(-np.sum(q * np.log(q)))

    assert check_gradient(entropy, p, -np.log(p), constraint=Constraint.SIMPLEX).agrees
    assert check_gradient(entropy, p, -np.log(p) - 1, constraint=Constraint.SIMPLEX).agrees
    assert check_gradient(entropy, p, np.log(p), constraint=Constraint.SIMPLEX).agreement is Agreement.DISAGREES


def test_the_convergence_is_a_v() -> None:
    found = check_gradient(loss, W, RIGHT, batched=True, plot=True)
    steps, errors = zip(*sorted(found.convergence), strict=True)
    least = errors.index(min(errors))
    assert 0 < least < len(steps) - 1
    assert errors[0] > 100 * errors[least] and errors[-1] > 100 * errors[least]


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        check_gradient(lambda p: 0.0, np.ones(3), np.ones(4))
    with pytest.raises(ValueError, match="finite"):
        check_gradient(lambda p: float("nan"), np.ones(3), np.ones(3))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40), st.floats(-8, 8))
def test_right_gradients_agree_and_wrong_signs_never_do(seed: int, size: int, exponent: float) -> None:
    rng = np.random.default_rng(seed)
    scale = 10.0**exponent
    x, c = rng.normal(size=size), rng.normal(size=size)

    def smooth(p: Array) -> float:
        return float(scale * (np.sum(c * np.tanh(p)) + np.sum(p) ** 2 / 2))

    right = scale * (c / np.cosh(x) ** 2 + np.sum(x))
    assert check_gradient(smooth, x, right, seed=seed).agreement is not Agreement.DISAGREES
    assert check_gradient(smooth, x, -right, seed=seed).agreement is not Agreement.AGREES
