"""Chains that give a function a value that is not read, and go on with one that is."""

from __future__ import annotations

import pytest

from tests.judged import said

_DENSITY = r"""Let $x, m \in \mathbb{R}^k$ and let $S \in \mathbb{R}^{k \times k}$ be symmetric.

$$
g(x) = \mathcal{N}(x; m, s^2) = (x - m)^T S (x - m)
$$

"""


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"g(x) = x^T S x - 2 m^T S x + m^T S m", True),
        (r"g(x) = x^T S x + 2 m^T S x + m^T S m", False),
    ],
)
def test_what_can_be_read_of_a_chain_is_the_value(claim: str, holds: bool) -> None:
    found = said(_DENSITY + f"It follows that $$ {claim} . $$")
    assert (found[-1] == "proved") == holds
    assert "defined" not in found[-1:]


def test_that_the_values_are_the_same_is_not_taken_as_shown() -> None:
    found = said(_DENSITY)
    assert "unchecked" in found and "proved" not in found
