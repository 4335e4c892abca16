"""Steps of iterations: what is said of every step says what the next one is, and an equation for it is a claim."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_DESCENT = "Let $r_k = S y_k - c$ and $y_{k+1} = y_k - \\tau_k r_k$. "
_SMOOTH = (
    "Let $f(y) = \\frac12 y^T S y - c^T y$ with $S \\succ 0$ symmetric, $r_k = \\nabla f(y_k)$ and "
    "$y_{k+1} = y_k - \\tau_k r_k$. "
)
_DIRECTIONS = "Let $S$ be a symmetric matrix, $r_k = c - S y_k$ and $y_{k+1} = y_k + \\tau_k p_k$. "


@pytest.mark.parametrize(
    "said, true, false",
    [
        (_DESCENT, r"r_{k+1} = r_k - \tau_k S r_k", r"r_{k+1} = r_k + \tau_k S r_k"),
        (_SMOOTH, r"r_{k+1} = r_k - \tau_k S r_k", r"r_{k+1} = r_k - \tau_k r_k"),
        (_DIRECTIONS, r"r_{k+1} = r_k - \tau_k S p_k", r"r_{k+1} = r_k + \tau_k S p_k"),
        ("Let $r_k = 3 y_k - c$ and $y_{k+1} = y_k - r_k$. ", r"r_{k+1} = - 2 r_k", r"r_{k+1} = 2 r_k"),
    ],
)
@pytest.mark.parametrize("words", ["Then", "Also", "Here we have"])
def test_the_next_step_is_claimed(said: str, true: str, false: str, words: str) -> None:
    assert verdicts(f"{said}{words} ${true}$.") == ["proved"]
    assert verdicts(f"{said}{words} ${false}$.") == ["refuted"]


def test_a_later_section_may_speak_of_another_method() -> None:
    text = f"{_DESCENT}\n\n# With momentum\n\nHere $r_{{k+1}} = \\beta r_k + y_k$."
    assert "refuted" not in verdicts(text)


def test_members_behind_matrices_are_vectors() -> None:
    text = _DIRECTIONS + "With $\\tau_k = \\frac{p_k^T r_k}{p_k^T S p_k}$ we have $p_k^T (r_k - \\tau_k S p_k) = 0$."
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace("r_k - \\tau_k S p_k) = 0", "r_k + \\tau_k S p_k) = 0"))[-1] == "refuted"


@pytest.mark.parametrize("said", ["$z_k = k y_k$", "$z_k = q^k y_k$", "$z_k = (k + 1) y_k$"])
def test_the_number_of_the_step_goes_on_too(said: str) -> None:
    found = verdicts(f"Let {said} and $y_{{k+1}} = 2 y_k$. Then $z_{{k+1}} = 2 z_k$.")
    assert not {"proved", "tested", "supported"} & set(found)
