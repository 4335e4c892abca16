"""A column before a column has lost a transpose: it says nothing of how long the two are, and spoils nothing that stands elsewhere."""

from __future__ import annotations

from tests.judged import verdicts

NOISE = (
    "The state is $x = A z + w$ and we observe $y = G x + v$, with noises $w$ and $v$, $w \\sim N(0, Q)$ and $v \\sim N(0, R)$. %s\n\n"
    "Then\n$$y = G A z + G w + v$$\nand $G x = y %s v$."
)


def test_two_columns_say_nothing_of_their_length() -> None:
    assert verdicts(NOISE % ("", "-"))[-2:] == ["proved", "proved"]
    assert verdicts(NOISE % ("Their covariance is $E(w v) = S$.", "-"))[-2:] == ["proved", "proved"]
    assert verdicts(NOISE % ("Their covariance is $E(w v) = S$.", "+"))[-2:] == ["proved", "refuted"]


def test_the_product_of_two_columns_is_not_read_as_one_of_numbers() -> None:
    text = "Let $x$ and $y$ be vectors and $A$ a matrix. Then $x y = y x$ and $A (x + y) = A x + A y$."
    assert verdicts(text) == ["unchecked", "proved"] or verdicts(text)[-1] == "proved"
