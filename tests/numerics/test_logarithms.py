"""Logarithms of products in a prime field: the sum of those of the factors, two negative ones making a positive."""

import pytest

from tests.judged import said

HEAD = "For $y < 0$,\n\n"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\log(-1/y) = -\\log(-y)", "tested"),
        ("\\log(-1/y) = \\log(-y)", "refuted"),
        ("\\log(-2y) = \\log 2 + \\log(-y)", "tested"),
        ("\\log(-2y) = \\log 2 - \\log(-y)", "refuted"),
        ("\\log(y^2) = 2\\log(-y)", "tested"),
        ("\\log(-y^3) = 2\\log(-y)", "refuted"),
        ("\\log(-y) = 0", "unchecked"),
    ],
)
def test_negative_factors(formula: str, expected: str) -> None:
    assert said(f"{HEAD}$${formula}$$\n", ("modular",))[-1] == expected
