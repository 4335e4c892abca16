"""Letters that may be sizes: what is wrong whatever size they are is refuted."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

LOSS = r"We have $L(W) = \frac{1}{2n} \|XW - Y\|_F^2 + \frac{\lambda}{2} \|W\|_F^2$. "


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (LOSS + r"$\nabla L = \frac{1}{n} X^T (XW - Y) + \lambda W$", "proved"),
        (LOSS + r"$\nabla L = \frac{1}{n} X^T (XW - Y) + 2 \lambda W$", "refuted"),
        (r"$\operatorname{tr}(A + n I) = \operatorname{tr}(A) + n^2$", "unchecked"),  # where n is the size of A
        (r"$\operatorname{tr}(A + n I) = \operatorname{tr}(A) + n$", "refuted"),
        (r"$\operatorname{tr}(A + n p I) = \operatorname{tr}(A) + n$", "unchecked"),
    ],
)
def test_a_letter_that_may_be_a_size(text: str, verdict: str) -> None:
    assert verdicts(text)[-1] == verdict


EXPANSION = r"\frac{1}{2n} \operatorname{tr}(W^T X^T X W) - CROSS \operatorname{tr}(Y^T X W) + \frac{1}{2n} \operatorname{tr}(Y^T Y) + \frac{\lambda}{2} \operatorname{tr}(W^T W)"


@pytest.mark.parametrize(
    "words", ["Expanding:", "Simplifying,", "Rewriting this,", "In matrix form,", "Multiplying out:"]
)
def test_what_comes_of_a_definition_is_claimed_and_no_other_definition(words: str) -> None:
    text = LOSS + words + f" $L(W) = {EXPANSION}$."
    assert verdicts(text.replace("CROSS", r"\frac{1}{n}")) == ["proved"]
    assert verdicts(text.replace("CROSS", r"\frac{1}{2n}")) == ["refuted"]


@pytest.mark.parametrize("zero", ["0", "$0$", "zero"])
def test_a_slope_is_set_to_a_zero_between_dollars(zero: str) -> None:
    text = LOSS + r"$\nabla L = \frac{1}{n} X^T (XW - Y) + \lambda W$. " + f"Setting it to {zero}: "
    assert verdicts(text + r"$(X^T X + n \lambda I) W = X^T Y$.") == ["proved"] * 2
    assert verdicts(text + r"$(X^T X + \lambda I) W = X^T Y$.")[-1] in ("refuted", "conditional")


@pytest.mark.parametrize("words", ["Rewriting the problem,", "The simplified problem has", "Expanding the model to", "Equivalently, we minimise"])  # fmt: skip
def test_another_objective_is_not_held_against_the_first(words: str) -> None:
    assert "refuted" not in verdicts(LOSS + words + r" $L(W) = \frac{1}{2n} \|XW - Y\|_F^2$.")
