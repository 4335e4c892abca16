"""What makes something one of a kind is not given of everything: "is defined as a Gaussian with mean μ = 0"."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    "words",
    [
        r"The standard normal distribution can be defined as a Gaussian with mean $\mu = 0$ and covariance $S = I$.",
        r"A standard normal vector is one with $\mu = 0$ and $S = I$.",
        r"Such a vector is called centred if $\mu = 0$.",
    ],
)
def test_what_makes_something_one_of_a_kind(words: str) -> None:
    text = "Let $x$ be a vector with mean $\\mu$. " + words + "\n\nLet $Q$ be a matrix and $y = Q (x - \\mu)$. "
    assert verdicts(text + r"Then $y = Q x - Q \mu$.") == ["proved"]
    assert verdicts(text + r"Then $y = Q (x + \mu)$.")[-1] in ("refuted", "conditional")


def test_a_product_of_matrices_of_a_size_declares_them() -> None:
    text = "Product of $2\\times2$ matrices $F$ and $G$.\n\n$$(F G)_{12} = F_{11} G_{12} + F_{12} %s$$\n"
    assert verdicts(text % "G_{22}") == ["tested"]
    assert verdicts(text % "G_{21}") in (["refuted"], ["conditional"])
