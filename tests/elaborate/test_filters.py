"""Pages on filters and gains: states that a matrix takes from step to step, what setting a gradient to zero gives, examples in numbers."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}
_GAIN = r"""Let $S$ be a symmetric positive definite $n \times n$ matrix and $C$ an $n \times n$ matrix.

Consider $f(K) = \operatorname{tr}(K S K^\top) - 2 \operatorname{tr}(K C)$. Its gradient is $\nabla f(K) = 2 K S - 2 C^\top$.
Setting this to zero gives the gain $K = %s$.

For this gain, and with $G = (I - K C) S$,

$$G = S - K C S = S - %s.$$
"""


@pytest.mark.slow
def test_what_setting_a_gradient_to_zero_gives_in_running_text() -> None:
    right = verdicts(_GAIN % (r"C^\top S^{-1}", r"C^\top S^{-1} C S"))
    assert set(right) == {"proved"}
    assert verdicts(_GAIN % (r"C^\top S", r"C^\top S^{-1} C S"))[1] in ("refuted", "conditional")
    assert not set(verdicts(_GAIN % (r"C^\top S^{-1}", r"C^\top S C S"))[-1:]) & _CONFIRMED


def test_a_capital_letter_takes_a_state_to_the_next_one() -> None:
    text = r"The state of the linear system follows $x_t = A x_{t-1} + w_t$. Then $x_t^\top x_t = x_{t-1}^\top A^\top %s x_{t-1} + 2 w_t^\top A x_{t-1} + w_t^\top w_t$."
    assert verdicts(text % "A") == ["proved"]
    assert not set(verdicts(text % r"A^\top")) & _CONFIRMED
    text = r"The debt follows $d_t = R d_{t-1}$ with the rate $R$. Then $d_t^2 = R^2 d_{t-1}^2$."
    assert verdicts(text) == ["proved"]


@pytest.mark.parametrize("number", ["1", "-2", r"\frac{1}{2}", r"\pi"])
def test_a_number_in_an_example_says_nothing_of_the_matrix_before(number: str) -> None:
    text = r"""Let $P$ and $R$ be symmetric positive definite matrices. The covariance is $S = C P C^\top + R$. Then $S = %s$.

In an example with $C = NUMBER$ we have numbers.
""".replace("NUMBER", number)
    assert verdicts(text % r"S^\top") == ["proved"]
    assert not set(verdicts(text % r"C^\top P C + R")) & _CONFIRMED


@pytest.mark.parametrize("words", ["From now on drop the index $t$.", "We omit the time index."])
def test_where_an_index_is_left_out_names_may_not_be_free(words: str) -> None:
    text = (
        rf"Let $y_t = C x_t + v_t$ with a matrix $C$. {words} The error is $e = y - C m$. Then $x - m = x - m + e - y$."
    )
    assert not {"refuted", "conditional"} & set(verdicts(text))


def test_what_rests_on_a_wrong_solution_is_neither_confirmed_nor_refuted() -> None:
    found = verdicts(_GAIN % (r"C^\top S", r"C^\top S C S"))
    assert found[1] in ("refuted", "conditional") and found[-1] == "unchecked"
