"""Unit vectors that words introduce are columns of the identity."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SQUARE = "$M \\in \\mathbb R^{n\\times n}$"


@pytest.mark.parametrize(
    "words",
    [
        "$u_k$ is the $k$-th unit vector of $\\mathbb R^n$",
        "$u_k$ the standard basis vectors",
        "Let $u_1, \\dots, u_n$ be the standard basis of $\\mathbb R^n$",
        "Let $u_k$ denote the $k$th canonical basis vector",
        "The standard basis vectors $u_k$",
    ],
)
def test_unit_vectors_in_words(words: str) -> None:
    text = f"{words}, {SQUARE}.\n\n$$%s$$\n"
    assert verdicts(text % "u_i^T M u_j = M_{ij}") == ["proved"]
    assert verdicts(text % "u_i^T M u_j = M_{ji}") == ["conditional"]
    assert verdicts(text % "M = \\sum_k M u_k u_k^T") == ["proved"]
    assert verdicts(text % "u_1^T M u_2 = M_{12}") == ["proved"]
    assert verdicts(text % "u_1^T M u_2 = M_{11}") in (["refuted"], ["conditional"])


@pytest.mark.parametrize("words", ["$u_k$ is a unit vector", "$u_k$ are the errors", "A basis of vectors $u_k$"])
def test_other_vectors_are_none(words: str) -> None:
    assert "proved" not in verdicts(f"{words}, {SQUARE}.\n\n$$u_i^T M u_j = M_{{ij}}$$\n")
