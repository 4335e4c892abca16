"""Numbers whose product stands under a root: custom has them positive, and not both negative."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("given", "right", "wrong"),
    [
        (r"Let $w = \sqrt{g k}$.", r"\frac{dw}{dk} = \frac{1}{2} \sqrt{g/k}", r"\frac{dw}{dk} = \sqrt{g/k}"),
        (r"Let $T = 2 \sqrt{m/k}$.", r"T = \frac{2 m}{\sqrt{m k}}", r"T = \frac{2 k}{\sqrt{m k}}"),
    ],
)
def test_numbers_under_one_root_are_not_both_negative(given: str, right: str, wrong: str) -> None:
    assert verdicts(f"{given} Then ${right}$.")[0] in ("unchecked", "tested", "proved")
    assert verdicts(f"{given} Then ${wrong}$.") == ["refuted"]


def test_squares_under_a_root_may_be_those_of_negative_numbers() -> None:
    assert verdicts(r"Then $\sqrt{a^2 b^2} = a b$.") == ["conditional"]
    assert verdicts(r"For real $x$ we have $\sqrt{x^2} = x$.")[:1] != ["proved"]
