"""Words under a brace name what stands in it; the claim is read all the same, and not refuted where they may give its ground."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"$$A (b + c) = \underbrace{A b}_{\text{first part}} + \underbrace{A c}_{\text{random part}}$$", ["proved"]),
        (r"$$A (b + c) = \underbrace{A b}_{\text{first part}} - \underbrace{A c}_{\text{random part}}$$", ["refuted"]),
        (r"$$b^T A c = \overbrace{(A^T b)^T}^{\text{row}} c = c^T A b$$", ["proved", "conditional"]),
        (r"$$A (b + c) = A b + \underbrace{A c}_{\text{is negligible}} = A b$$", ["proved", "unchecked"]),
    ],
)
def test_words_under_braces(text: str, expected: list[str]) -> None:
    assert verdicts("Let $A$ be a square matrix and $b, c$ be vectors. Then\n" + text) == expected
