"""Gradients that do not say by what: by the one name that the text takes for a variable, or the only one."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

GIVEN = r"Let $h(u) = \|u\|^2 + c^T u$. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GIVEN + r"Then $$\nabla h(u) = \nabla (\|u\|^2) + c.$$", "proved"),
        (GIVEN + r"Then $$\nabla h(u) = \nabla (\|u\|^2 - c^T u).$$", "refuted"),
        (GIVEN + r"Then $$\nabla \left(\frac12 \|G u - c\|^2\right) = G^T (G u - c).$$", "proved"),
        (GIVEN + r"Then $$\nabla \left(\frac12 \|G u - c\|^2\right) = -G^T (G u - c).$$", "refuted"),
        (r"Then $\nabla (\log\det Z) = Z^{-T}$.", "proved"),
        (r"Then $\nabla \|z\|^2 = 2 z$.", "proved"),
        (r"Then $\nabla (u^T v) = v$.", "unchecked"),
    ],
)  # fmt: skip
def test_variables(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]
