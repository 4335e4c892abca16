"""What is said of members, of their families, of diagonals and of factors."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ENGINES = ("algebra", "modular", "numeric")
LOGISTIC = (
    r"In logistic regression let $p_i = \sigma(x_i^\top w)$ with labels $y_i \in \{0, 1\}$ and "
    r"$L(w) = -\sum_{i=1}^N [y_i \log p_i + (1 - y_i) \log(1 - p_i)]$, where $x_i^\top$ are the rows of $X \in \mathbb{R}^{N \times d}$. "
)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\nabla L(w) = \sum_{i=1}^N (p_i - y_i) x_i", "proved"),
        (r"\nabla L(w) = \sum_{i=1}^N (y_i - p_i) x_i", "refuted"),
        (r"\nabla^2 L(w) = X^\top \operatorname{diag}(p_i (1 - p_i)) X", "proved"),
        (r"\nabla^2 L(w) = X^\top \operatorname{diag}(p_i) X", "refuted"),
    ],
)
def test_members_that_are_met_before_their_sum_are_those_of_the_sum(claim: str, verdict: str) -> None:
    assert verdicts(LOGISTIC + f"Then ${claim}$.") == [verdict]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\operatorname{tr} D = \sum_{i=1}^n d_i", "proved"),
        (r"\operatorname{tr} D = d_i", "refuted"),
        (r"D^{-1} = \operatorname{diag}(1 / d_i)", "proved"),
        (r"x^\top D x = \sum_{i=1}^n d_i x_i^2", "proved"),
        (r"x^\top D x = \sum_{i=1}^n d_i^2 x_i^2", "refuted"),
    ],
)
def test_a_diagonal_by_its_members(claim: str, verdict: str) -> None:
    text = (
        r"Let $x \in \mathbb{R}^n$ and $D = \operatorname{diag}(d_i)$ with $d_i > 0$, $i = 1, \dots, n$. Then "
        + f"${claim}$."
    )
    assert verdicts(text) == [verdict]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\log\det K = 2 \sum_{i=1}^n \log L_{ii}", "supported"),
        (r"\log\det K = \sum_{i=1}^n \log L_{ii}", "refuted"),
    ],
)
def test_a_factor_with_positive_diagonal(claim: str, verdict: str) -> None:
    text = (
        r"Let $K = C + \sigma^2 I$ be an $n \times n$ covariance matrix and $K = L L^\top$ with $L$ lower triangular with positive diagonal. "
        f"Then ${claim}$."
    )
    assert verdicts(text, ENGINES)[-1] == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\sum_j A_{ij} = 1", "proved"),
        (r"A \mathbf{1} = \mathbf{1}", "proved"),
        (r"O_{im} = \sum_j A_{ij} V_{jm}", "proved"),
        (r"O_{im} = \sum_j A_{ji} V_{jm}", "refuted"),
    ],
)
def test_a_matrix_that_is_given_by_its_entries(claim: str, verdict: str) -> None:
    text = (
        r"Let $S \in \mathbb{R}^{n \times n}$, $V \in \mathbb{R}^{n \times d}$, $A_{ij} = \frac{e^{S_{ij}}}{\sum_k e^{S_{ik}}}$ and $O = A V$, $B = A^\top$. "
        f"Then ${claim}$."
    )
    assert verdicts(text) == [verdict]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{1 - \gamma^T}{1 - \gamma}", "tested"),
        (r"\frac{1 - \gamma^{T-1}}{1 - \gamma}", "refuted"),
    ],
)
def test_how_many_steps_there_are_stands_above_a_number(claim: str, verdict: str) -> None:
    assert verdicts(rf"Let $0 < \gamma < 1$. Then $\sum_{{t=0}}^{{T-1}} \gamma^t = {claim}$.") == [verdict]


@pytest.mark.parametrize(("sign", "verdict"), [("-", "unchecked"), ("+", "refuted")])
def test_a_condition_that_was_not_decided_is_tried(sign: str, verdict: str) -> None:
    text = (
        r"Stationarity gives $w = \sum_{i=1}^n a_i y_i x_i$ and $\sum_{i=1}^n a_i y_i = 0$ with $x_i \in \mathbb{R}^d$. "
        rf"Then $\frac{{1}}{{2}} \|w\|^2 - \sum_{{i=1}}^n a_i [y_i (w^\top x_i + b) - 1] = \sum_{{i=1}}^n a_i {sign} \frac{{1}}{{2}} \|w\|^2$."
    )
    assert verdicts(text)[-1] == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [(r"X^\top X = V D^2 V^\top", "proved"), (r"X^\top X = V D V^\top", "refuted")],
)
def test_sizes_may_be_given_to_what_was_defined(claim: str, verdict: str) -> None:
    text = r"Let $X = U D V^\top$ be the thin SVD of the $N \times p$ matrix $X$, $D = \operatorname{diag}(d_1, \dots, d_p)$. Then "
    assert verdicts(text + f"${claim}$.") == [verdict]


def test_a_covariance_matrix_of_a_law_is_symmetric() -> None:
    text = (
        r"Let $x_i \in \mathbb{R}^d$, $x_i \sim \mathcal{N}(\mu, \Sigma)$ and $\ell(\mu, \Sigma) = -\frac{1}{2} \sum_{i=1}^n (x_i - \mu)^\top \Sigma^{-1} (x_i - \mu)$. "
        r"Then $\nabla_\mu \ell = \Sigma^{-1} \sum_{i=1}^n (x_i - \mu)$."
    )
    assert verdicts(text)[-1] == "proved"


def test_what_is_said_of_a_defined_sum_is_no_condition_on_its_terms() -> None:
    text = r"Let $\bar x_n = \frac{1}{n} \sum_{i=1}^n x_i$ and $M_n = \sum_{i=1}^n (x_i - \bar x_n)^2$. For $n \ge 2$ we have "
    assert verdicts(text + r"$M_n = M_{n-1} + (x_n - \bar x_{n-1})(x_n - \bar x_n)$.")[-1] == "tested"
    assert verdicts(text + r"$M_n = M_{n-1} + (x_n - \bar x_{n-1})^2$.")[-1] == "refuted"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"g'(z) = \Phi(z) + z \phi(z)", "proved"),
        (r"\lambda'(z) = -\lambda(z)(z + \lambda(z))", "proved"),
    ],
)
def test_the_standard_normal_density_and_distribution_function(claim: str, verdict: str) -> None:
    text = (
        r"Let $\phi$ and $\Phi$ be the standard normal density and distribution function, $\lambda(z) = \phi(z) / \Phi(z)$ and $g(z) = z \Phi(z)$. "
        f"Then ${claim}$."
    )
    assert verdicts(text)[-1] == verdict
    assert verdicts(text.replace("+", "-"))[-1] != verdict


def test_another_choice_for_a_name_is_no_claim_about_the_first() -> None:
    text = "Let $v = -w_k$ be one choice of the shift. Choosing $v = w_2$ we get $v - w_2 = 0$."
    assert "refuted" not in verdicts(text)
