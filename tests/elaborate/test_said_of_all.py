"""Claims said of more than they can be proved for: of all real numbers, of matrices of any rank, of numbers of whose product alone the sign is given."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}


@pytest.mark.parametrize(
    "words",
    ["For all real $u$", r"For every $u \in \mathbb{R}$", r"For any number $u \in \R$", "For all real numbers $u$"],
)
def test_a_logarithm_is_not_one_of_all_numbers(words: str) -> None:
    assert not set(verdicts(words + r" we have $\ln(u^2) = 2 \ln u$.")) & _CONFIRMED


@pytest.mark.parametrize(
    "words", ["For $u > 0$", r"For every $u \in \mathbb{R}$ with $u > 0$", r"For every $u \in \mathbb{R}_{+}$", r"For all $u \in \mathbb{R}_{>0}$"]
)  # fmt: skip
def test_it_is_one_of_positive_numbers(words: str) -> None:
    assert set(verdicts(words + r" we have $\ln(u^2) = 2 \ln u$.")) & _CONFIRMED


def test_an_endless_sum_over_factorials_has_a_value_everywhere() -> None:
    text = r"For all $u \in \mathbb{R}$ we have $%s$."
    engines = ("algebra", "modular", "sympy", "numeric")
    assert verdicts(text % r"e^{2u} = \sum_{k=0}^\infty \frac{(2u)^k}{k!}", engines) == ["supported"]
    assert not set(verdicts(text % r"\frac{1}{1-u} = \sum_{k=0}^\infty u^k", engines)) & _CONFIRMED


def test_the_sign_of_a_product_says_nothing_of_its_factors() -> None:
    text = r"For real numbers $p, q$ with $%s$ we have $\ln(pq) = \ln p + \ln q$."
    assert not set(verdicts(text % "pq > 0")) & _CONFIRMED
    assert set(verdicts(text % "p > 0$ and $q > 0")) & _CONFIRMED
    assert set(verdicts(text % "pq > 1$, $p > 0$ and $q > 0")) & _CONFIRMED


PROJECTOR = r"Then $(F (F^T F)^{-1} F^T)^2 = F (F^T F)^{-1} F^T$."


@pytest.mark.parametrize(
    "words", ["be a matrix of any rank.", "be a matrix. It need not have full rank.", "be a matrix, $F$ may be rank-deficient.", "be given; $F$ is not necessarily of full column rank."]
)  # fmt: skip
def test_a_matrix_of_any_rank_has_no_inverse(words: str) -> None:
    declared = r"Let $F \in \mathbb{R}^{m \times n}$ " + words.replace("It ", "The matrix $F$ ") + " "
    assert not set(verdicts(declared + PROJECTOR)) & _CONFIRMED
    assert set(verdicts(declared + "Suppose that $F$ has full column rank. " + PROJECTOR)) & _CONFIRMED
    ridge = r"Let $\lambda > 0$. Then $F (F^T F + \lambda I)^{-1} = (F F^T + \lambda I)^{-1} F$."
    assert set(verdicts(declared + ridge)) & _CONFIRMED


def test_another_matrix_may_be_of_any_rank() -> None:
    text = (
        r"Let $F \in \mathbb{R}^{m \times n}$ have full column rank, and let $L$ be a matrix of any rank. " + PROJECTOR
    )
    assert set(verdicts(text)) & _CONFIRMED


def test_what_a_list_for_real_numbers_says_of_logarithms() -> None:
    for words in ("For real $x$, ", "For real $x$: we have $x^2 \\geq 0$. ", "For a real number $x$, "):
        assert not set(verdicts(words + r"$\ln(x^2) = 2 \ln x$.")) & _CONFIRMED - {"supported"}
    for words in ("For $x > 0$, ", "For real $x > 0$ we have ", "Let $x > 0$. Then "):
        assert set(verdicts(words + r"$\ln(x^2) = 2 \ln x$.")) & _CONFIRMED
