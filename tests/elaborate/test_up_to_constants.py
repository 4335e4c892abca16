"""Equations up to a constant."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

GIVEN = r"Let $\mathbf w \in \mathbb R^M$, $\Phi\in\mathbb R^{N\times M}$, $\mathbf y\in\mathbb R^N$ and $\alpha, \beta$ constants. Then "
FIRST = r"\log p(\mathbf w\mid\mathbf y)=-\frac\beta2\|\mathbf y-\Phi\mathbf w\|^2-\frac\alpha2\|\mathbf w\|^2+\text{const}"
SQUARE = r"\ln q(\mu) = -\frac{1}{2\sigma^2} (x - \mu)^2 + \mathrm{const} = -\frac{1}{2\sigma^2}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"{GIVEN}$${FIRST} = -\frac12\,\mathbf w^\top(\beta\Phi^\top\Phi+\alpha\mathbf I)\mathbf w+\beta\,\mathbf w^\top\Phi^\top\mathbf y+\text{{const}}$$", ["proved"]),
        (rf"{GIVEN}$${FIRST} = -\frac12\,\mathbf w^\top(\beta\Phi^\top\Phi+\alpha\mathbf I)\mathbf w-\beta\,\mathbf w^\top\Phi^\top\mathbf y+\text{{const}}$$", ["refuted"]),
        (rf"We have $${SQUARE} (\mu^2 - 2 x \mu) + \mathrm{{const.}}$$", ["proved"]),
        (rf"We have $${SQUARE} (\mu^2 - x \mu) + \mathrm{{const.}}$$", ["refuted"]),
        (r"We have $$a + \mathrm{const} = b + \mathrm{const}$$", []),
        (r"We have $$\ln q(\mu) = -\frac{1}{2} (x - \mu)^2 + \mathrm{const}$$", []),
    ],
)  # fmt: skip
def test_up_to_a_constant(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected
