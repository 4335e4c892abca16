"""Words of capitals, and products of them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (r"Then $\operatorname{tr}(ABC) = \operatorname{tr}(BCA)$.", "proved"),
        (r"Then $\operatorname{tr}(ABC) = \operatorname{tr}(ACB)$.", "conditional"),
        (r"Then $\operatorname{tr}(ABC) = \operatorname{tr}(CAB)$.", "proved"),
        (r"Then $(ABC)^T = C^TB^TA^T$.", "proved"),
        (r"Then $(PQR)^T = P^TQ^TR^T$.", "refuted"),
        (r"Then $(ABC)^{-1} = A^{-1}B^{-1}C^{-1}$.", "refuted"),
    ],
)
def test_capitals_of_which_a_trace_or_a_transpose_is_taken_are_factors(text: str, verdict: str) -> None:
    assert verdicts(text) == [verdict]


def test_sums_of_squares_stay_names() -> None:
    text = r"Let $SSE = \sum_i (y_i - z_i)^2$ and $SST = SSR + SSE$. Then $SSR = SST - SSE$ and $MSE = \frac1n SSE$."
    assert verdicts(text)[0] == "proved"


@pytest.mark.parametrize(
    "text", ["In the triangle $\\angle ABC = \\angle BCA$.", "Then $ABC = BCA$.", "Then $SSE = ESS$."]
)
def test_capitals_in_another_order_are_other_names(text: str) -> None:
    assert "proved" not in verdicts(text)


def test_an_inverse_of_a_name_of_capitals_is_one_of_a_number() -> None:
    assert verdicts("Let $MSE = SSE / n$. Then $(MSE)^{-1} = n / SSE$.") == ["proved"]
