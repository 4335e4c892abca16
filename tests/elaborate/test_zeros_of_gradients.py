"""Where words say that a gradient vanishes: that it is zero there is claimed, not that it is so nowhere else."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

QUADRATIC = r"Let $q(v) = \frac{1}{2} v^T M v - r^T v$ with $M \succ 0$. "


@pytest.mark.parametrize(
    "words",
    [
        r"The gradient $\nabla q(v) = M v - r$ vanishes at ",
        r"Then $\nabla q(v) = M v - r$, which is zero for ",
        "The gradient is\n\n$$\\nabla q(v) = M v - r.$$\n\nIt vanishes for ",
        "The gradient is\n\n\\begin{align}\n\\nabla q(v) &= \\nabla_v (\\tfrac12 v^T M v - r^T v) \\\\\n&= M v - r,\n\\end{align}\n\nand it is zero when ",
    ],
)
def test_where_a_gradient_vanishes(words: str) -> None:
    assert verdicts(QUADRATIC + words + "$v = M^{-1} r$.\n")[-1] == "proved"
    assert verdicts(QUADRATIC + words + "$v^* = M^{-1} r$.\n")[-1] == "proved"
    assert verdicts(QUADRATIC + words + "$v = -M^{-1} r$.\n")[-1] == "refuted"


def test_it_may_vanish_elsewhere_too() -> None:
    text = "Let $c(t) = t^3 - 3 t$. The derivative $c'(t) = 3 t^2 - 3$ vanishes at $t = 1$.\n"
    assert verdicts(text) == ["proved", "proved"]
    assert verdicts(text.replace("t = 1$", "t = 2$")) == ["proved", "refuted"]


@pytest.mark.parametrize(
    "words",
    ["The loss is zero. It is zero when $t = 0$.", "The derivative of $h$ vanishes at $t = 7$.", "The second derivative vanishes at $t = 5$."],
)  # fmt: skip
def test_of_other_things_nothing_is_claimed(words: str) -> None:
    assert verdicts(f"Let $c(t) = t^2 - 2 t$. Then $c'(t) = 2 t - 2$. {words}\n") == ["proved"]
