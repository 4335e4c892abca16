"""Identities that hold for the first few numbers of things only."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        (r"\sum_{k=1}^n k^3 = \left(\frac{n(n+1)}{2}\right)^2", True),
        (r"\sum_{k=0}^n \binom{n}{k} = 2^n", True),
        (r"1 + \binom{n}{2} + \binom{n}{4} = 2^{n-1}", False),
        (r"\sum_{k=1}^n k = \frac{n(n+1)}{2} + (n-1)(n-2)(n-3)(n-4)(n-5)", False),
    ],
)
def test_up_to_larger_numbers(claim: str, right: bool) -> None:
    found = set(verdicts(rf"Let $n \geq 1$ be an integer. Then $${claim}.$$"))
    assert (found <= _CONFIRMED) if right else not found & _CONFIRMED


def test_from_the_least_one_that_is_said() -> None:
    text = r"For all integers $n \geq %d$, $$\sum_{k=0}^{n} (-1)^k \binom{n}{k} = 0.$$"
    assert set(verdicts(text % 1)) <= _CONFIRMED
    assert not set(verdicts(text % 0)) & _CONFIRMED
