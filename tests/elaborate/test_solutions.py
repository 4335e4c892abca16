"""What was solved for: `ŵ`, `x^*` and `μ̂` are the variables where the conditions hold, and are known from there on."""

from __future__ import annotations

import pytest

from derive.elaborate.scope import undecorated
from tests.judged import said, verdicts

RIDGE = r"""Let $X \in \mathbb{R}^{n \times d}$, $y \in \mathbb{R}^n$ and $\lambda > 0$. Consider $J(w) = \|X w - y\|^2 + \lambda \|w\|^2$. Then
$$\nabla J(w) = 2 X^T (X w - y) + 2 \lambda w.$$

"""


@pytest.mark.parametrize(
    "words", ["Setting this to zero gives", "Hence the minimiser is", "The unique solution is therefore"]
)
@pytest.mark.parametrize("name", [r"\hat w", "w^*", r"w_{\mathrm{ridge}}"])
@pytest.mark.slow
def test_a_solution_is_where_the_gradient_vanishes(words: str, name: str) -> None:
    right = rf"{words} $${name} = (X^T X + \lambda I)^{{-1}} X^T y.$$" + "\n\n"
    after = rf"$$X {name} = X (X^T X + \lambda I)^{{-1}} X^T y$$"
    assert verdicts(RIDGE + right + after) == ["proved"] * 3
    wrong = right.replace("+ \\lambda", "+ 2 \\lambda")
    assert verdicts(RIDGE + wrong)[1] == "refuted"


def test_a_decorated_name_that_nothing_was_solved_for_is_a_definition() -> None:
    text = r"Let $A \in \mathbb{R}^{n \times n}$. Define $\hat A = A + A^T$. $$\hat A^T = \hat A$$"
    assert verdicts(text) == ["proved"]


def test_several_solutions_are_put_into_each_other() -> None:
    text = r"""Let $x_1, \ldots, x_n \in \mathbb{R}^d$ and let $\Sigma$ be symmetric and invertible. Consider
$$\ell(\mu) = -\frac12 \sum_{i=1}^n (x_i - \mu)^T \Sigma^{-1} (x_i - \mu).$$
$$\nabla_\mu \ell = \sum_{i=1}^n \Sigma^{-1} (x_i - \mu) = 0 \Rightarrow \hat\mu = \frac1n \sum_i x_i$$
"""
    assert verdicts(text) == ["proved", "proved"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("hat(w)", "w"),
        ("w^*", "w"),
        ("w_*", "w"),
        ("hat(theta)_MLE", "theta"),
        ("w_1", None),
        ("bar(x)", None),
        ("x_i", None),
    ],
)
def test_decorations(name: str, plain: str | None) -> None:
    assert undecorated(name) == plain


def test_the_value_at_a_solution_is_claimed() -> None:
    text = r"""Let $f(w) = \frac12 w^T Q w - c^T w$ with $Q$ symmetric. Then $\nabla f(w) = Q w - c$. Hence the minimiser is $\hat w = Q^{-1} c$.

$$f(\hat w) = -\frac12 c^T Q^{-1} c$$
"""
    assert verdicts(text) == ["proved"] * 3
    assert verdicts(text.replace(r"= -\frac12 c", "= -c"))[-1] == "refuted"


_LIKELIHOOD = (
    "The log-likelihood is $$\\ell(m, s^2) = -\\frac{n}{2} \\log s^2 - \\frac{1}{2 s^2} \\sum_{i=1}^n (y_i - m)^2.$$ "
    "$$\\frac{\\partial \\ell}{\\partial m} = \\frac{1}{s^2} \\sum_{i=1}^n (y_i - m) = 0 \\implies \\hat m = \\bar y = \\frac1n \\sum_i y_i$$ "
    "$$\\frac{\\partial \\ell}{\\partial s^2} = -\\frac{n}{2 s^2} + \\frac{1}{2 s^4} \\sum_{i=1}^n (y_i - m)^2 = 0 \\implies "
)


def test_estimates_of_squares_and_of_a_mean_that_is_named_on_the_way() -> None:
    assert said(_LIKELIHOOD + "\\hat s^2 = \\frac1n \\sum_i (y_i - \\hat m)^2.$$")[1:] == [
        "proved", "defined", "proved", "defined", "proved", "defined", "proved"
    ]  # fmt: skip
    assert "proved" not in said(_LIKELIHOOD + "\\hat s^2 = \\frac{1}{2 n} \\sum_i (y_i - \\hat m)^2.$$")[-1:]
    wrong = _LIKELIHOOD.replace("\\hat m = \\bar y = \\frac1n", "\\hat m = \\bar y = \\frac2n")
    assert said(wrong + "0 = 0.$$")[3] != "proved"


def test_the_mean_of_data_in_a_text_about_likelihoods() -> None:
    text = (
        "The log-likelihood is $$\\ell(a) = n \\log a - a \\sum_{i=1}^n y_i.$$ "
        "$$\\frac{\\partial \\ell}{\\partial a} = \\frac{n}{a} - \\sum_{i=1}^n y_i = 0 \\implies \\hat a = \\frac{n}{\\sum_{i=1}^n y_i} = "
    )
    assert verdicts(text + "\\frac{1}{\\bar y}.$$")[-2:] == ["proved", "proved"]
    assert verdicts(text + "\\bar y.$$")[-2:] == ["proved", "unchecked"]


@pytest.mark.parametrize("claim", [r"\hat y = 2", r"\hat y^3 = 8", r"f(\hat y) = -\frac{16}{3}"])
def test_a_square_leaves_open_which_root_it_is(claim: str) -> None:
    text = r"Let $f(y) = \frac{y^3}{3} - 4 y$. Then $$f'(y) = y^2 - 4 = 0 \implies \hat y^2 = 4.$$ Hence "
    found = verdicts(f"{text}${claim}$.")
    assert found[1] == "proved" and found[-1] not in ("proved", "tested", "supported")
