"""What numerals come to is claimed, whatever the words before say."""

from __future__ import annotations

from tests.judged import verdicts


def test_arithmetic_behind_words_that_assume_is_claimed() -> None:
    text = r"The probability of an event given another one: $$P(A \mid B) = \frac{0.9 \cdot 0.1}{0.9 \cdot 0.1 + 0.2 \cdot 0.9} = \frac{1}{3}$$"
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace("0.2", "0.3"))[-1] == "refuted"


def test_a_decimal_by_itself_may_be_rounded() -> None:
    assert "refuted" not in verdicts(
        r"The probability of an event given another one: $$P(A \mid B) = \frac{2}{3} = 0.67$$"
    )


def test_a_link_that_holds_leaves_the_links_behind_it_as_claims() -> None:
    text = r"Let $X = Q R$ with $Q^T Q = I$ and invertible $R$. $$X^T X = R^T Q^T Q R = R^T R$$"
    assert verdicts(text)[-1] == "proved"
    wrong = text.replace("Q R = R^T R", "Q R = R^T R = R R^T")
    assert verdicts(wrong)[-1] in ("refuted", "conditional")
