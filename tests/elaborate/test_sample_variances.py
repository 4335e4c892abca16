"""S_n^2 with a subscript for what it is divided by: the variance of a sample, also beside a matrix S."""

from __future__ import annotations

from tests.judged import verdicts

SAMPLE = r"""Let $x_1, \dots, x_m$ be independent random variables with mean $\mu$ and variance $\sigma^2$, and let $\bar{x} = \frac{1}{m} \sum_{i=1}^m x_i$. Their
sample variance is

$$S_m^2 = \frac{1}{m} \sum_{i=1}^m (x_i - \bar{x})^2 .$$

"""
GRAM = "\n\n## Matrices\n\nLet $S = Z^T Z$ with $Z \\in \\mathbb{R}^{n \\times p}$. Then $S^T = S$ and $S^2 = Z^T Z Z^T Z$."


def test_the_bias_of_a_sample_variance() -> None:
    assert verdicts(SAMPLE + r"$$E[S_m^2] = \frac{m-1}{m} \sigma^2$$" + GRAM)[0] == "proved"
    assert verdicts(SAMPLE + r"$$E[S_m^2] = \frac{m}{m-1} \sigma^2$$", ("algebra",)) == ["unchecked"]


def test_the_one_that_is_divided_by_one_less() -> None:
    less = (
        SAMPLE
        + r"This is biased; the usual unbiased one is another. $$S_{m-1}^2 = \frac{m}{m-1} S_m^2 = \frac{1}{m-1} \sum_{i=1}^m (x_i - \bar{x})^2$$ "
    )
    assert verdicts(less) == ["proved"]
    assert verdicts(less.replace(r"= \frac{1}{m-1} \sum", r"= \frac{1}{m} \sum"))[0] in ("refuted", "unchecked")
    told = less.replace("the usual unbiased one is another. ", "dividing by one less gives ")
    assert "refuted" not in verdicts(told)


def test_the_square_of_a_matrix_with_a_subscript_stays_one() -> None:
    text = r"The sample variance is not meant here. Let $S_k = A_k A_k^T$ with $A_k \in \mathbb{R}^{n \times n}$. $$S_k^2 = A_k A_k^T A_k A_k^T$$"
    assert verdicts(text) == ["proved"]


def test_the_spreads_beside_a_correlation_coefficient_are_those_of_the_data() -> None:
    text = (
        r"Let $x_1, \dots, x_n$ and $y_1, \dots, y_n$ be numbers, $\bar{x} = \frac{1}{n} \sum_{i=1}^n x_i$, $\bar{y} = \frac{1}{n} \sum_{i=1}^n y_i$ and let $r_{xy}$ be their"
        "\ncorrelation coefficient. Then $$\\frac{\\frac{1}{n-1} \\sum_{i=1}^{n} (x_i - \\bar{x})^2}{\\frac{1}{n-1} \\sum_{i=1}^{n} (y_i - \\bar{y})^2} = %s.$$"
    )
    assert verdicts(text % r"\frac{s_x^2}{s_y^2}")[-1] == "proved"
    assert verdicts(text % r"\frac{s_y^2}{s_x^2}")[-1] == "unchecked"
    assert (
        verdicts((text % r"\frac{s_x^2}{s_y^2}").replace("correlation coefficient", "common length"))[-1] == "unchecked"
    )


def test_what_is_regressed_on_is_made_of_numbers() -> None:
    text = r"""Let $y_i = b_0 + b_1 x_i + e_i$ be a linear regression model with the estimates
$$b_1 = \frac{s_{xy}}{s_x^2}, \quad v = \frac{1}{n-2} \sum_{i=1}^n (y_i - b_0 - b_1 x_i)^2$$
where $\bar{x}$ is the sample mean and $s_x^2$ is the sample variance of the $x_i$. With
$$X = \left[ \begin{matrix} 1_n & x \end{matrix} \right]$$
we have
$$(X^\mathrm{T} X)^{-1} = \frac{1}{(n-1) \, s_x^2} \left[ \begin{matrix} x^\mathrm{T} x / n & %s \\ -\bar{x} & 1 \end{matrix} \right] .$$
"""
    assert verdicts(text % r"-\bar{x}")[-1] == "tested"
    assert verdicts(text % r"\bar{x}")[-1] not in ("proved", "tested")


def test_members_behind_a_matrix_are_no_numbers() -> None:
    text = r"""The loss of vectors $x_i$ and numbers $y_i$ is $L = \sum_{i=1}^n (y_i - w^T x_i)^2$. Then
$$\nabla_w L = -2 \sum_{i=1}^n (y_i - w^T x_i) x_i .$$
"""
    assert verdicts(text)[-1] in ("proved", "tested")
