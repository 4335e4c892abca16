"""Answers as students hand them in: numbered paragraphs, letters used again for other things, what is to be shown and its assumptions."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

TEXT = r"""**1.** Find the minimum of $f(x, y) = x^2 + y^2$ subject to $x + y = 1$.

*Solution.* The Lagrangian is $L = x^2 + y^2 - \lambda (x + y - 1)$ and $\partial L / \partial x = 2 x - \lambda$.

**2.** $\frac{d}{dt} \frac{t}{1 + t^2} = \frac{1 - t^2}{1 + t^2}$.

**3.** Show that if $A$ is symmetric and $A v = \lambda v$, $A w = \mu w$ with $\lambda \neq \mu$, then $v^T w = 0$.

*Solution.* $\lambda v^T w = (A v)^T w = v^T A w = \mu v^T w$, so $(\lambda - \mu) v^T w = 0$.

**4.** Let $x \in \mathbb{R}^n$ be a unit vector and $H = I - 2 x x^T$. Then $H^T H = I$ and $H x = x$.

**5.** For $\lambda > 0$, $\sum_{k=1}^n k = \frac{n (n + 1)}{2}$ and $\sum_{k=1}^n k^2 = \frac{n (n + 1) (2 n + 1)}{3}$.
"""


def test_a_page_of_homework() -> None:
    report = check_document(
        read_text(TEXT, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    found = [step.verdict.value for step in report.steps if step.verdict.value != "defined"]
    assert found == ["proved", "refuted", *["proved"] * 5, "proved", "refuted", "tested", "refuted"]


def test_a_limit_that_is_wrong_is_no_internal_error() -> None:
    document = read_text(r"$\lim_{x \to 0} \frac{\sin(2 x)}{x} = 1$", Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular"), PATIENT)))
    assert [step.verdict.value for step in report.steps] == ["refuted"]


def test_a_premise_that_gives_an_irrational_value_is_met_exactly() -> None:
    text = (
        r"Let $n, T, \eta > 0$."
        + "\n\n"
        + r"$$\eta = \frac{\log 2}{T} \Rightarrow \frac{n \log 2}{\eta} + \eta T n = 2 n \sqrt{T \log 2}$$"
    )
    report = check_document(
        read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    assert report.steps[-1].verdict.value == "refuted"
    right = text.replace(r"2 n \sqrt{T \log 2}", r"n T + n \log 2")
    report = check_document(
        read_text(right, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    assert report.steps[-1].verdict.value in ("proved", "tested")


def test_a_product_whose_index_is_not_written_loses_nothing() -> None:
    text = r"$\prod \lambda_i \det A = \det A$" + "\n\n" + r"$$(A B)^T = B^T A^T$$"
    report = check_document(
        read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    assert report.steps[-1].verdict.value == "proved"


def verdicts(text: str) -> list[str]:
    report = check_document(
        read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular", "reals"), PATIENT))
    )
    return [step.judgement.verdict.value for step in report.steps]


NETWORK = (
    "# Question 1\n\nLet $A \\in \\mathbb{R}^{m \\times n}$ and $b \\in \\mathbb{R}^m$. Then $(A x - b)^T (A x - b) = \\|A x - b\\|^2$.\n\n"
    "# Question 2\n\nA network: $h = \\sigma(W_1 x + b_1)$, $\\hat y = w_2^T h + b_2$, $\\ell = \\frac12 (\\hat y - y)^2$. Then\n"
)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("\\frac{\\partial\\ell}{\\partial h} = (\\hat y - y) w_2", "proved"),
        ("\\frac{\\partial\\ell}{\\partial W_1} = \\left((\\hat y - y) w_2 \\odot \\sigma'(W_1 x + b_1)\\right) x^T", "proved"),
        ("\\frac{\\partial\\ell}{\\partial b_1} = (\\hat y - y) w_2 \\odot \\sigma'(W_1 x + b_1)", "proved"),
    ],
)  # fmt: skip
def test_a_network_in_a_question_of_its_own(claim: str, expected: str) -> None:
    assert verdicts(NETWORK + f"$${claim}.$$\n")[-1] == expected


LOGISTIC = (
    "With $p_i = \\sigma(w^T x_i)$ and labels $t_i \\in \\{0, 1\\}$, $E(w) = -\\sum_i [t_i \\log p_i + (1 - t_i) \\log(1 - p_i)]$. "
    "Using $\\sigma' = \\sigma(1 - \\sigma)$ we get\n"
)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("\\nabla E(w) = \\sum_i (p_i - t_i) x_i", ("proved",)),
        ("\\nabla^2 E(w) = \\sum_i p_i (1 - p_i) x_i x_i^T", ("proved",)),
        ("\\nabla E(w) = \\sum_i (t_i - p_i) x_i", ("refuted", "unchecked")),
    ],
)
def test_the_slope_of_the_logistic_function_says_which_it_is(claim: str, expected: tuple[str, ...]) -> None:
    assert verdicts(LOGISTIC + f"$${claim}.$$\n")[-1] in expected


DESCENT = (
    "Let $f(x) = \\frac12 x^T A x - b^T x$ with $A$ symmetric positive definite. Gradient descent is $x_{k+1} = x_k - \\eta \\nabla f(x_k)$. "
    "With $x^* = A^{-1} b$ and $e_k = x_k - x^*$ we get\n"
)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("e_{k+1} = (I - \\eta A) e_k", "proved"),
        ("e_{k+1} = (I + \\eta A) e_k", "refuted"),
    ],
)
def test_the_next_step_of_an_iteration_is_what_the_definition_says(claim: str, expected: str) -> None:
    assert verdicts(DESCENT + f"$${claim}.$$\n")[-1] == expected


def test_what_is_defined_and_satisfies_an_equation_is_claimed_to() -> None:
    text = "Let $X \\in \\mathbb{R}^{n \\times p}$ have full column rank. The residuals $e = y - X (X^T X)^{-1} X^T y$ satisfy $X^T e = 0$.\n"
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace("X^T e = 0", "X e = 0"))[-1] != "proved"
    assert verdicts("The point $x$ satisfies $A x = b$.\n")[-1] == "defined"


def test_that_two_names_are_the_same_is_not_made_true_by_saying_it() -> None:
    text = "Let $x^*$ be a vector and $x_n$ the last iterate. Then $x_n = x^*$.\n\nTherefore $x_n = x^*$.\n"
    assert "proved" not in verdicts(text)
