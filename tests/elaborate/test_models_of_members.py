r"""Models that leave out the index of what they speak of: `y = a + b x + e, e_i ∼ …`."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_MODEL = r"""Let there be a regression line

$$
y = \beta_0 + \beta_1 x + \varepsilon, \; \varepsilon_i \sim \mathcal{N}(0, \sigma^2), \; i = 1, \ldots, n .
$$

"""


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\mathrm{Var}(y_i) = \mathrm{Var}(\varepsilon_i) = \sigma^2", True),
        (r"\mathrm{Var}(y_i) = \mathrm{Var}(\varepsilon_i) = 2 \sigma^2", False),
        (r"y_i - \varepsilon_i = \beta_0 + \beta_1 x_i", True),
        (r"y_i - \varepsilon_i = \beta_0 - \beta_1 x_i", False),
        (r"\sum_{i=1}^n (y_i - \beta_1 x_i) = n \beta_0 + \sum_{i=1}^n \varepsilon_i", True),
        (r"\sum_{i=1}^n (y_i - \beta_1 x_i) = \beta_0 + \sum_{i=1}^n \varepsilon_i", False),
    ],
)
def test_a_model_with_an_intercept_is_one_of_members(claim: str, holds: bool) -> None:
    values = r"Here the $x_i$ are fixed numbers and $x^T x = \sum_{i=1}^n x_i^2$." "\n\n"
    found = verdicts(_MODEL + values + f"Thus\n\n$$ {claim} . $$")
    assert (found[-1] == "proved") == holds


def test_a_model_of_vectors_stays_one() -> None:
    model = (
        r"Let $X \in \mathbb{R}^{n \times p}$ and $$ y = X w + \varepsilon, \; \varepsilon_i \sim \mathcal{N}(0, s^2) . $$"
        "\n\n"
    )
    assert verdicts(model + r"Then $$ X^T (y - \varepsilon) = X^T X w . $$") == ["proved"]
    assert verdicts(model + r"Then $$ X^T (y - \varepsilon) = X^T X w + w . $$") != ["proved"]
