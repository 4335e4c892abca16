"""A property joined to another word by a hyphen is another property."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize("word", ["anti-symmetric", "antisymmetric", "skew-symmetric", "anti symmetric"])
@pytest.mark.parametrize(
    "text",
    [
        "Let $K$ be an {} matrix.",
        "Consider an {} matrix $K$.",
        "We write $C$ as the sum of a symmetric matrix $S$ and an {} matrix $K$.",
        "Suppose that the square matrix $K$ is {}.",
    ],
)
def test_antisymmetric_matrices(text: str, word: str) -> None:
    found = verdicts(text.format(word) + " Then $K^T = -K$ and $K^T = K$.")
    assert found[-2:] == ["proved", "refuted"]


@pytest.mark.parametrize(
    "text",
    [
        "Let $K$ be a tri-diagonal matrix. Then $K^T = K$.",
        "Let $K$ be a block-diagonal matrix. Then $K^T = K$.",
        "Let $K$ be a centro-symmetric matrix. Then $K^T = K$.",
        "Let $K$ be a quasi-orthogonal square matrix. Then $K K^T = I$.",
    ],
)
def test_other_properties_by_a_joined_word(text: str) -> None:
    assert verdicts(text) == ["unchecked"]


def test_properties_that_are_joined_to_each_other() -> None:
    assert verdicts("Let $K$ be a symmetric-positive-definite matrix. Then $K^T = K$.") == ["proved"]
