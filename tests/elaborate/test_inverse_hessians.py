"""The inverse of a Hessian, written behind the point at which it is taken."""

from __future__ import annotations

import pytest
from judged import verdicts

EVERY = ("algebra", "modular", "sympy", "numeric")
GOOD = {"proved", "tested", "supported"}
QUADRATIC = (
    "Let $S$ be a symmetric positive definite matrix, $c$ a fixed vector and $h(u) = \\frac12 u^T S u - c^T u$. Then "
)


@pytest.mark.parametrize(
    ("claim", "good"),
    [
        (r"\nabla^2 h(u)^{-1} = S^{-1}", True),
        (r"\nabla^2 h(u)^{-1} = 2 S^{-1}", False),
        (r"\nabla^2 h(u)^{-1} = S", False),
        (r"u - \nabla^2 h(u)^{-1} \nabla h(u) = S^{-1} c", True),
        (r"u + \nabla^2 h(u)^{-1} \nabla h(u) = S^{-1} c", False),
        (r"\nabla_u^2 h(u)^{-1} S = I", True),
    ],
)
def test_the_matrix_is_inverted_and_not_the_function(claim: str, good: bool) -> None:
    found = verdicts(f"{QUADRATIC}${claim}$.\n", EVERY)[-1]
    assert (found in GOOD) is good


def test_a_power_of_a_function_is_differentiated_as_before() -> None:
    text = "Let $h(u) = u^T u$ for vectors $u$. Then $\\nabla h(u)^2 = 4 h(u) u$.\n"
    assert verdicts(text, EVERY)[-1] in GOOD | {"unchecked"}
    assert verdicts(text.replace("4", "3"), EVERY)[-1] not in GOOD
