"""Words that stand for a value at the beginning of a chain, and formulas that say what a function or a quantity is."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

FORWARD = r"""A network has weight matrices $V_1, V_2$ and an activation $g$ that is applied elementwise. Its layers are

$$\text{Input} = h_0\\
\text{Output of the hidden layer} = h_1 = g(V_1 h_0)\\
\text{Output} = h_2 = V_2 h_1$$

With $C = \frac12 \|h_2 - s\|^2$ for a fixed $s$ we have

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$$\frac{\partial C}{\partial V_2} = (h_2 - s) h_1^\top$$", "proved"),
        (r"$$\frac{\partial C}{\partial V_1} = [V_2^\top (h_2 - s) \odot g'(V_1 h_0)] h_0^\top$$", "proved"),
    ],
)
def test_words_before_a_named_value(claim: str, expected: str) -> None:
    assert verdicts(FORWARD + claim) == [expected]


@pytest.mark.parametrize("claim", [r"$$\frac{\partial C}{\partial V_2} = (h_2 + s) h_1^\top$$"])
def test_a_wrong_gradient_after_words(claim: str) -> None:
    assert verdicts(FORWARD + claim)[0] != "proved"


def test_words_state_nothing_of_what_follows_them() -> None:
    assert verdicts(r"$$\text{mean} = \frac12(a + b) = \frac{a}{2} + \frac{b}{2}$$") == ["proved"]
    assert verdicts(r"$$\text{mean} = \frac12(a + b) = \frac{a}{2} + b$$") == ["refuted"]
