"""Pages on least squares: what is random, and what is a vector, is told by how it is written."""

from __future__ import annotations

import pytest

from derive.document import Format, read_text
from derive.elaborate import elaborate
from tests.judged import verdicts

_MODEL = (
    "Let $X$ be $n \\times p$ of full column rank. Let $y = X b + u$ with $E[u] = 0$ and $E[u u^T] = s^2 I$. "
    "Let $r = (I - H) y$ with $H = X (X^T X)^{-1} X^T$. Then "
)


@pytest.mark.parametrize(
    "claim, verdict",
    [
        (r"E[r^T r] = E[u^T (I - H) u]", "proved"),
        (r"E[r^T r] = s^2 (n - p)", "proved"),
        (r"E[r^T r] = s^2 (n + p)", "unchecked"),  # a condition on the law of u, for all that is said here
        (r"E[r] = 0", "proved"),
    ],
)
def test_expected_values_in_square_brackets(claim: str, verdict: str) -> None:
    """`E[u] = 0` says that E averages, also in a text without the words."""
    assert verdicts(f"{_MODEL}${claim}$.")[-1] == verdict


def test_a_small_letter_behind_a_matrix_is_a_vector() -> None:
    text = "Let $X$ be $n \\times p$ of full column rank, $H = X (X^T X)^{-1} X^T$ and $r = (I - H) y$."
    found = elaborate(read_text(text, Format.MARKDOWN, "t.md"))
    shapes = {known.name: len(known.sizes) for known in found.names}
    assert (shapes["y"], shapes["r"], shapes["H"]) == (1, 1, 2)
    assert verdicts(text + " Then $X^T r = 0$ and $r^T r = y^T y - y^T H y$.") == ["proved", "proved"]
    assert verdicts(text + " Then $r^T r = y^T y + y^T H y$.") == ["refuted"]
