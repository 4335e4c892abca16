"""The SymPy engine: claims rebuilt entry by entry and trace by trace, and its known wrong zero avoided."""

from __future__ import annotations

from importlib import import_module

import pytest

from derive.engines.sympy_engine import search
from derive.goals import Limits, Result, Verdict
from tests.engines.reading import MATRICES, goal_of


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_{V} L = -2 C W^\top + 2 V W C W^\top",
        r"\nabla_{W} L = -2 V^\top C + 2 V^\top V W C",
        r"\nabla_{W} (\operatorname{tr}(V W) + \operatorname{tr}(V W V W)) = V^\top + 2 V^\top W^\top V^\top",
        r"\nabla_{W} \operatorname{tr}(C W^\top V^\top C) = V^\top C^\top C^\top",
        r"\nabla_{W} \operatorname{tr}(V W W^\top V^\top) = 2 V^\top V W",
        r"\nabla_{W} (\operatorname{tr}(V W C V W) - \operatorname{tr}(W^\top V^\top)) = V^\top W^\top V^\top C^\top + V^\top C^\top W^\top V^\top - V^\top",
        r"\nabla_{W} \operatorname{tr}(V W V W V W) = 3 V^\top W^\top V^\top W^\top V^\top",
    ],
)
def test_gradients_are_rebuilt_in_two_ways(claim: str) -> None:
    found = search(goal_of(claim, MATRICES), Limits(60))
    assert (found.result, found.verdict) == (Result.AGREES, Verdict.SUPPORTED), found.detail
    assert "entry by entry" in found.detail and "sum of traces" in found.detail
    assert found.trusted[0].startswith("SymPy ")


@pytest.mark.parametrize(
    "claim",
    [
        r"\nabla_{V} L = V - V",  # what SymPy's own derivative of the sum would say
        r"\nabla_{V} L = -2 C W^\top + V W C W^\top",
        r"\nabla_{W} L = -2 V^\top C - 2 V^\top V W C",
        r"\nabla_{W} \operatorname{tr}(C W^\top V^\top C) = 2 V^\top C C",
        r"\nabla_{W} \operatorname{tr}(V W W^\top V^\top) = V^\top V W",
        r"\nabla_{W} (\operatorname{tr}(V W C V W) - \operatorname{tr}(W^\top V^\top)) = 2 V^\top W^\top V^\top C^\top - V^\top",
        r"\nabla_{W} \operatorname{tr}(V W V W V W) = 2 V^\top W^\top V^\top W^\top V^\top",
    ],
)
def test_wrong_gradients_disagree(claim: str) -> None:
    found = search(goal_of(claim, MATRICES), Limits(60))
    assert found.result is Result.DISAGREES
    assert found.verdict is Verdict.UNCHECKED


def test_inverses_and_determinants_of_small_matrices() -> None:
    before = r"Let $A, B \in \mathbb{R}^{n \times n}$ be invertible."
    assert search(goal_of(r"(A B)^{-1} = B^{-1} A^{-1}", before), Limits(60)).result is Result.AGREES
    assert search(goal_of(r"(A B)^{-1} = A^{-1} B^{-1}", before), Limits(60)).result is Result.DISAGREES


def test_a_hypothesis_that_entries_do_not_show_is_no_ground_to_disagree() -> None:
    before = r"Let $U \in \mathbb{R}^{m \times k}$ have orthonormal columns."
    assert search(goal_of(r"U U^\top U = U", before), Limits(60)).result is Result.UNDECIDED


def test_a_derivative_is_taken_before_the_value_is_put_in() -> None:
    before = r"Define $f(x) = x^2 + x^{-2}$."
    assert search(goal_of(r"f''(1) = 8", before), Limits(60)).result is Result.AGREES
    assert search(goal_of(r"f''(1) = 0", before), Limits(60)).result is Result.DISAGREES


CALCULUS = [
    (r"\int_0^1 t^2 \, dt = \frac{1}{3}", r"\int_0^1 t^3 \, dt = \frac{1}{3}", "integrate"),
    (r"\int_0^\infty e^{-s t} \, dt = \frac{1}{s}", r"\int_0^\infty e^{-s t} \, dt = s", "integrate"),
    (r"\lim_{t \to 0} \frac{\sin t}{t} = 1", r"\lim_{t \to 0} \frac{\sin t}{t} = 2", "limit"),
    (r"\frac{d}{ds} \log(1 + s^2) = \frac{2 s}{1 + s^2}", r"\frac{d}{ds} \log(1 + s^2) = \frac{s}{1 + s^2}", "diff"),
    (r"\sum_{k=0}^{\infty} \frac{s^k}{k!} = e^s", r"\sum_{k=0}^{\infty} \frac{s^k}{k!} = e^{2 s}", "summation"),
]


@pytest.mark.parametrize(("right", "wrong", "operation"), CALCULUS, ids=[c[2] + str(i) for i, c in enumerate(CALCULUS)])
def test_calculus_by_sympy_is_supported_and_trusted(right: str, wrong: str, operation: str) -> None:
    before = "Let $s > 0$."
    found = search(goal_of(right, before), Limits(60))
    assert (found.result, found.verdict) == (Result.AGREES, Verdict.SUPPORTED), found.detail
    assert operation in found.detail and found.trusted
    assert search(goal_of(wrong, before), Limits(60)).result is Result.DISAGREES


def test_no_text_of_a_document_reaches_sympy(monkeypatch: pytest.MonkeyPatch) -> None:
    import sympy

    names: list[str] = []
    made = sympy.Symbol.__new__

    def watched(cls: type, name: str, **assumptions: object) -> object:
        names.append(name)
        return made(cls, name, **assumptions)

    module = import_module("derive.engines.sympy_engine.search")
    monkeypatch.setattr(module, "within", lambda seconds, work: work())
    monkeypatch.setattr(sympy.Symbol, "__new__", watched)
    search(goal_of(r"\frac{d}{dq} \log(1 + q^2) = \frac{2 q}{1 + q^2}", "Let $q > 0$."), Limits(60))
    assert "s1" in names and not any("q" in name for name in names), "only names of our own (and SymPy's own counters)"


def test_quotients_beside_arrays_of_them() -> None:
    import numpy as np

    from derive.engines.sympy_engine.rings import Field

    x = Field(1).gens[0]
    array = np.array([x, x * x], dtype=object)
    for made, expected in ((x + array, x + x * x), (x - array, x - x * x), (x * array, x * x * x), (x / array, 1 / x)):
        assert made.shape == (2,) and made[1] == expected
