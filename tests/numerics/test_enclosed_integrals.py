"""Enclosures of integrals."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    "claim, verdict",
    [
        # an instance at which it diverges is none of what is said
        (r"\int_0^\infty \frac{v^2}{R} e^{-2 t / (R C)}\,dt = \frac12 C v^2", "unchecked"),
        (r"\int_0^\infty \frac{v^2}{R} e^{-2 t / (R C)}\,dt = 2 C v^2", "refuted"),
        (r"\int_0^\infty e^{-b x}\,dx = \frac{1}{b^2}", "refuted"),
        (r"\int_1^\infty x^{-p}\,dx = \frac{1}{p - 1}", "unchecked"),
        # of one without letters it is known
        (r"\int_1^\infty \frac{1}{x}\,dx = 3", "refuted"),
    ],
)
def test_integrals_to_infinity_are_taken_to_exist(claim: str, verdict: str) -> None:
    assert verdicts(f"We have $${claim}.$$") == [verdict]
