"""Members with a law that only a number can have, beside the vector of them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

LINE = r"Let $g(x) = w_0 + w_1 x$ with $w_0, w_1 \sim \mathcal{N}(m, 1)$. "
MODEL = "\n\n## Any model\n\nLet " + r"$g(x) = w^T \phi(x)$ with $w \sim \mathcal{N}(u, S)$."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LINE + r"Then $E[g(x)] = m + m x$." + MODEL, "proved"),
        (LINE + r"Then $E[g(x)] = m - m x$." + MODEL, "unchecked"),
        (r"Let $h = \sum_{i=1}^J w_i s_i$ with $w_i \sim \mathcal{N}(0, \frac{\tau^2}{J})$. Then $h = w^T s$.", "proved"),
        (r"Let $h = \sum_{i=1}^J w_i s_i$ with $w_i \sim \mathcal{N}(0, \frac{\tau^2}{J})$. Then $h = 2 w^T s$.", "refuted"),
    ],
)  # fmt: skip
def test_they_are_numbers(text: str, expected: str) -> None:
    assert verdicts(text)[:1] == [expected]


def test_a_variance_that_may_be_a_matrix_says_nothing() -> None:
    assert verdicts(r"Let $w_i \sim \mathcal{N}(0, \Sigma)$. Then $E[w_i^T v] = 0$.") == ["proved"]


def test_a_function_in_a_variance_is_no_matrix() -> None:
    text = "Let $X$ be a random variable with $X \\sim \\mathcal{N}(m, s^2)$. Then $\\mathrm{Var}(X) = s^2 \\frac{\\Gamma(4)}{%s}$."
    assert verdicts(text % "6", ("algebra", "modular", "numeric"))[-1] in ("proved", "tested", "supported")
    assert verdicts(text % "3", ("algebra", "modular", "numeric"))[-1] not in ("proved", "tested", "supported")
