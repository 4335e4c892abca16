"""Equations that are solved by taking an exponential or a logarithm on both sides."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("given", "right", "wrong"),
    [
        (r"\log x = c", "x = e^c", "x = e^{-c}"),
        (r"2 \log x = c", r"x = e^{c/2}", r"x = e^{2 c}"),
        (r"e^y = x", r"y = \log x", r"y = -\log x"),
        (r"-\log q - 1 + \mu = 0", r"q = e^{\mu - 1}", r"q = e^{\mu + 1}"),
        (r"\log \frac{q}{1 - q} = w^T x", r"q = \frac{1}{1 + e^{-w^T x}}", r"q = \frac{1}{1 + e^{w^T x}}"),
        (r"\ln N - \ln M = -k t", "N = M e^{-k t}", "N = M e^{k t}"),
        (r"\ln x + \ln y = z", "x y = e^z", "x + y = e^z"),
        (r"\ln N = c - k t", "N = e^c e^{-k t}", "N = e^c e^{k t}"),
    ],
)
def test_equations_with_logarithms_and_exponentials(given: str, right: str, wrong: str) -> None:
    assert verdicts(f"Suppose ${given}$. Then ${right}$.")[-1] == "proved"
    assert verdicts(f"Suppose ${given}$. Then ${wrong}$.")[-1] != "proved"


def test_the_slope_of_a_sum_of_logarithms_is_set_to_zero() -> None:
    text = (
        r"Let $L = -q \log q + \mu q$. $\frac{\partial L}{\partial q} = -\log q - 1 + \mu = 0$, so $q = e^{\mu - 1}$."
    )
    assert verdicts(text) == ["proved", "proved"]


def test_of_the_logarithm_of_an_absolute_value_the_sign_is_not_known() -> None:
    assert verdicts(r"Suppose $\log |x| = c$. Then $x = e^c$.")[-1] != "proved"
    assert verdicts(r"Suppose $\log x^2 = c$. Then $x = e^{c/2}$.")[-1] != "proved"


@pytest.mark.parametrize("said", ["for complex $y$", "where $y$ is complex", r"with $y \in \mathbb{C}$"])
def test_a_complex_number_has_several_logarithms(said: str) -> None:
    assert verdicts(f"Suppose $e^y = x$ {said}. Then $y = \\log x$.") == ["unchecked"]
