"""Functions that are given at a letter which stands for something that varies: a loss of a margin, an activation of a score."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    "introduced",
    [
        r"For labels $y \in \{-1, +1\}$ and a score $s$ the loss is a function of the margin $m = y s$ only, $q(m) = \log(1 + e^{-m})$.",
        r"Let $m = c^T v + b$ and let $q(m) = \log(1 + e^{-m})$.",
    ],
)
def test_they_are_given_everywhere(introduced: str) -> None:
    right = r" Then $$q'(m) = -\frac{1}{1 + e^m}$$"
    assert verdicts(introduced + right)[-1] in ("proved", "tested")
    assert verdicts(introduced + right.replace("= -", "= "))[-1] == "refuted"


def test_a_value_at_a_point_is_one_there() -> None:
    text = r"Let $\hat{w} = (X^T X)^{-1} X^T y$ with $X \in \mathbb{R}^{n \times p}$. Then $q(\hat{w}) = \hat{w}^T \hat{w}$. Hence $q(u) = u^T u$."
    assert verdicts(text)[-1] not in ("proved", "tested", "supported")
    text = r"Let $u = 2$. Then $h(u) = u + 3$, and therefore $h'(u) = 1$."
    assert verdicts(text)[-1] not in ("proved", "tested", "supported")
