"""Capitals that something is divided by are numbers, unless they are matrices by other evidence."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    "text, verdict",
    [
        ("Suppose $p V = n R T$. Then $p = n R T / V$. Put $W = K V^{-\\gamma}$.", "proved"),
        ("Suppose $p V = n R T$. Then $p = n R T / V^2$. Put $W = K V^{-\\gamma}$.", "unchecked"),
        ("For an invertible $A$ we have $\\det(A^{-1}) = \\frac{1}{\\det A}$ and $A A^{-1} = I$.", "proved"),
        (
            "For an invertible $A$ we have $A^{-1} = \\frac{1}{|A|} \\operatorname{adj}(A)$ and $A A^{-1} = I$.",
            "proved",
        ),
    ],
)
def test_capitals_below_a_line(text: str, verdict: str) -> None:
    assert verdicts(text)[0] == verdict


def test_the_p_of_a_covariance_is_no_probability() -> None:
    text = "The prior covariance is $P$. Put $S = (I - K H) P (I - K H)^T$. Then $S = P - K H P - P H^T K^T + K H P H^T K^T$ and $S^T = S$."
    assert verdicts(text) == ["proved", "proved"]


@pytest.mark.parametrize(
    "said, verdict",
    [
        ("Let $S \\in \\mathbb{R}^{n \\times n}$, and $S$ is the prior covariance.", "proved"),
        ("Let $S \\in \\mathbb{R}^{n \\times n}$, and $S$ is the covariance of $u$ and $v$.", "conditional"),
        ("Let $S \\in \\mathbb{R}^{n \\times n}$. The covariance between $u$ and $v$ is $S$.", "conditional"),
    ],
)
def test_what_words_of_covariances_say_of_symmetry(said: str, verdict: str) -> None:
    found = verdicts(f"{said} Then $S^T = S$.")[-1]
    assert found == verdict or (verdict != "proved" and found in ("refuted", "unchecked"))
