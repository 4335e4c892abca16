"""Properties of lists and of names introduced anew, products entry by entry, families given step by step, covariances, functions that words name."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT, verdicts


@pytest.mark.parametrize(
    ("words", "formula", "expected"),
    [
        ("Let $A, B$ be symmetric matrices.", "(AB)^T = BA", "proved"),
        ("Let $A, B$ be matrices.", "(AB)^T = BA", "conditional"),
        ("Let $u, v$ be unit vectors in $\\mathbb{R}^n$.", "\\|u-v\\|^2 = 2 - 2 u^T v", "proved"),
        ("Let $u, v$ be vectors in $\\mathbb{R}^n$.", "\\|u-v\\|^2 = 2 - 2 u^T v", "conditional"),
        ("Let $Q, R$ be orthogonal matrices.", "(QR)^T (QR) = I", "proved"),
    ],
)
def test_what_is_said_of_a_list(words: str, formula: str, expected: str) -> None:
    assert verdicts(f"{words}\n\n$${formula}$$\n") == [expected]


def test_what_is_said_before_a_name_is_introduced_anew() -> None:
    first = "# One\n\nLet $A$, $B$ be symmetric matrices.\n\n$$(AB)^T = BA$$\n\n# Two\n\n"
    again = "Let $A$ and $B$ be symmetric $n \\times n$ matrices.\n\n$$(AB)^T = BA$$\n"
    assert verdicts(first + again) == ["proved", "proved"]
    assert verdicts(first + again.replace("symmetric ", "")) == ["proved", "conditional"]


NETWORK = (
    "A layer is $z = W x + b$, $h = \\sigma(z)$ with $\\sigma$ applied elementwise, and $L$ is a function of $h$.\n\n"
)


@pytest.mark.parametrize(("factor", "expected"), [("W^T", "proved"), ("W", "conditional")])
def test_what_is_multiplied_entry_by_entry_has_entries(factor: str, expected: str) -> None:
    formula = f"\\frac{{\\partial L}}{{\\partial x}} = {factor} \\left(\\frac{{\\partial L}}{{\\partial h}} \\odot \\sigma'(z)\\right)"
    assert verdicts(NETWORK + f"$${formula}$$\n") == [expected]


def test_what_is_given_step_by_step_is_not_refuted() -> None:
    text = "A cell: $c_t = f_t \\odot c_{t-1} + i_t \\odot g_t$.\n\n"
    right = "$$\\frac{\\partial c_t}{\\partial c_{t-1}} = \\operatorname{diag}(f_t)$$\n"
    assert verdicts(text + right) in (["unchecked"], ["proved"], ["tested"])


def test_covariances_are_symmetric() -> None:
    claim = "$$(x-\\mu)^T \\Sigma (x-\\mu) = x^T \\Sigma x - 2 x^T \\Sigma \\mu + \\mu^T \\Sigma \\mu$$\n"
    assert verdicts("For a Gaussian with covariance $\\Sigma$:\n\n" + claim) == ["proved"]
    assert verdicts("For a matrix $\\Sigma$:\n\n" + claim) == ["conditional"]


def test_a_word_is_said_of_the_first_function_of_a_list() -> None:
    text = "The softplus $s(x)=\\log(1+e^x)$ and $\\sigma(x)=\\frac{1}{1+e^{-x}}$.\n\n"
    assert verdicts(text + "$$s''(x) = \\sigma(x) (1-\\sigma(x))$$\n") == ["tested"]
    assert verdicts(text + "$$s''(x) = \\sigma(x) (1+\\sigma(x))$$\n") == ["refuted"]


def test_a_variable_of_a_derivative_is_no_size() -> None:
    text = "Let $L(p) = -\\sum_{i=1}^n [y_i \\log p + (1-y_i) \\log(1-p)]$ with $0 < p < 1$.\n\n"
    assert verdicts(text + "$$L'(p) = -\\sum_{i=1}^n \\left[\\frac{y_i}{p} + \\frac{1-y_i}{1-p}\\right]$$\n") == [
        "refuted"
    ]


def test_the_rows_of_a_product_are_those_of_its_matrix() -> None:
    text = "Let $\\mathbf\\Phi\\in\\mathbb{R}^{N\\times M}$ and $E(\\mathbf w) = \\frac12 \\|\\mathbf t-\\mathbf\\Phi\\mathbf w\\|^2$.\n\n"
    wrong = "$$\\nabla E(\\mathbf w) = -\\mathbf\\Phi(\\mathbf t-\\mathbf\\Phi\\mathbf w)$$\n"
    assert verdicts(text + wrong) == ["ill-formed"]
    assert verdicts(text + wrong.replace("-\\mathbf\\Phi(", "-\\mathbf\\Phi^T(")) == ["proved"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let $A \\in \\mathbb{R}^{m \\times n}$ have full column rank. Then $A^TA$ is invertible.\n", "proved"),
        ("Since $\\lambda>0$, the matrix $N = A^TA + \\lambda I$ is invertible.\n", "proved"),
        ("Let $C = B^TB$. Then $C$ is invertible.\n", "refuted"),
    ],
)
def test_what_is_definite_is_invertible(text: str, expected: str) -> None:
    steps = check_document(
        read_text(text, path="t.md"), Options(Choice(("algebra", "modular", "reals"), PATIENT))
    ).steps
    assert steps[-1].verdict.value == expected


def test_a_letter_for_numbers_before_brackets_may_be_a_function() -> None:
    text = "Let $\\sigma^2 = \\frac1m \\sum_{i=1}^m (x_i - \\mu)^2$.\n\n$$\\tanh(x) = 2\\sigma(2x) - 1$$\n"
    assert verdicts(text) == ["unchecked"]
    assert verdicts("Let $\\sigma > 0$.\n\n$$\\sigma(x + y) = \\sigma x + \\sigma y$$\n") == ["proved"]


def test_a_matrix_with_the_letter_of_a_size() -> None:
    text = "The output $z \\in \\mathbb{R}^K$.\n\n# Attention\n\nLet $S = QK^\\top$ with $Q, K \\in \\mathbb{R}^{n \\times d}$. For a scalar loss $L$,\n\n"
    assert verdicts(text + "$$\\frac{\\partial L}{\\partial Q} = \\frac{\\partial L}{\\partial S} K$$\n") == ["proved"]


def test_what_is_said_to_be_definite_is_a_matrix() -> None:
    said = "Let $S \\succ 0$ and $T \\succeq 0$. Then\n\n$$S + T \\succ 0$$\n\nand\n\n$$S T \\succeq 0.$$\n"
    assert verdicts(said, ("algebra", "modular", "reals")) == ["proved", "unchecked"]


def test_a_capital_before_norm_bars_is_a_number() -> None:
    said = "A body of mass $M$ has velocity $v \\in \\mathbb{R}^3$ and momentum $p = M v$. Then $\\|p\\|^2 = M^2 \\|v\\|^2$.\n"
    assert verdicts(said, ("algebra", "modular", "reals")) == ["proved"]


def test_the_entries_of_a_diagonal_matrix_say_what_it_is() -> None:
    said = (
        "Let $L = D - W$ be the graph Laplacian of a symmetric weight matrix $W \\in \\mathbb{R}^{n \\times n}$, where $D$ is the diagonal matrix with "
        "$D_{ii} = \\sum_{j=1}^n W_{ij}$. For every $f \\in \\mathbb{R}^n$,\n\n$$f^\\top L f = %s \\sum_{i=1}^n \\sum_{j=1}^n W_{ij} (f_i - f_j)^2$$\n"
    )
    assert verdicts(said % "\\frac{1}{2}") == ["proved"]
    assert verdicts(said % "") == ["refuted"]


def test_what_is_declared_behind_a_product_holds_in_it() -> None:
    said = (
        "For the matrix product $C = A B$ with $A \\in \\mathbb{R}^{m \\times n}$ and $B \\in \\mathbb{R}^{n \\times p}$,\n\n"
        "$$C_{ij} = \\sum_{k=1}^{n} A_{ik} B_{%s}$$\n"
    )
    assert verdicts(said % "kj") == ["proved"]
    assert verdicts(said % "jk") == ["refuted"]


def test_what_words_call_a_covariance_is_symmetric() -> None:
    said = (
        "With predicted covariance $P$, noise covariance $R$, $S = H P H^\\top + R$ and $K = P H^\\top S^{-1}$,\n\n"
        "$$P - K S K^\\top = (I - %s) P$$\n"
    )
    assert verdicts(said % "K H") == ["proved"]
    assert not {"proved", "tested"} & set(verdicts(said % "H K"))


def test_what_an_equation_may_say_of_a_name_is_not_ignored() -> None:
    """`P = T P/(T P + F P)` is no definition of P as it was read, but what follows need not hold of every P."""
    said = (
        "The precision is $P = \\frac{TP}{TP + FP}$ with $TP, FP > 0$. Then\n\n$$\\frac{1}{P} = 1 + \\frac{FP}{TP}$$\n"
    )
    assert not {"refuted", "conditional"} & set(verdicts(said))


def test_the_slope_that_is_set_to_zero_is_checked() -> None:
    said = "The Lagrangian is $\\mathcal{L}(x, \\lambda) = x - \\lambda (x^2 - 1)$. Setting its derivative to zero:\n\n$$\\frac{\\partial \\mathcal{L}}{\\partial x} = 1 - %s$$\n"
    assert verdicts(said % "2 \\lambda x") == ["proved"]
    assert verdicts(said % "\\lambda x") == ["refuted"]


def test_a_matrix_that_is_introduced_with_what_it_depends_on() -> None:
    said = "Let $A(t)$ be an invertible matrix that depends differentiably on $t$. Then\n\n"
    assert verdicts(said + "$$\\frac{d}{dt} A^{-1} = -A^{-1} \\frac{dA}{dt} A^{-1}$$\n") == ["proved"]
    assert verdicts(said + "$$\\frac{d}{dt} A^{-1} = A^{-1} \\frac{dA}{dt} A^{-1}$$\n") == ["refuted"]


def test_conditions_in_a_list_before_a_claim_are_given() -> None:
    said = "With $a > 0$, $a + b = 1$ and $d = 3$, we have $a c + b c = c$.\n"
    assert verdicts(said) == ["proved"]
    assert "conditional" not in verdicts("For $a > 0$, $(a + b)^2 = a^2 + 2 a b + b^2$.\n")
    assert verdicts("For $a > 0$, $(a + b)^2 = a^2 + a b + b^2$.\n") == ["refuted"]


def test_bars_that_words_call_means() -> None:
    said = "Here $\\bar{x}$ and $\\bar{y}$ are the means of the $x_i$ and the $y_i$. Then\n\n$$\\sum_{i=1}^n (x_i - \\bar{x})(y_i - \\bar{y}) = \\sum_{i=1}^n x_i y_i - %s \\bar{x} \\bar{y}$$\n"
    assert verdicts(said % "n") == ["proved"]
    assert verdicts(said % "") == ["refuted"]


def test_what_solves_an_equation_is_put_into_it() -> None:
    said = "The logistic function $p(t) = \\frac{K}{1 + A e^{-rt}}$ solves the logistic equation:\n\n$$\\frac{dp}{dt} = r p \\left(1 - \\frac{%s}{K}\\right)$$\n"
    assert verdicts(said % "p") == ["proved"]
    assert verdicts(said % "p^2") == ["refuted"]


def test_dots_over_a_function_that_is_given() -> None:
    said = "The oscillator $x(t) = e^{-c t} \\cos(w t)$ has the velocity\n\n$$\\dot{x}(t) = -c e^{-c t} \\cos(w t) %s w e^{-c t} \\sin(w t)$$\n"
    assert verdicts(said % "-") == ["proved"]
    assert verdicts(said % "+") == ["refuted"]


def test_something_is_said_of_a_projection() -> None:
    said = "Suppose $P$ is a projection, so $P^2 = P$. Then $Q = I - 2P$ satisfies\n\n$$Q^2 = %s$$\n"
    assert verdicts(said % "I")[-1] == "proved"
    assert verdicts(said % "I - P")[-1] == "refuted"


@pytest.mark.parametrize(
    "words",
    [
        "Take any vector $y$ of that size and expand the quadratic form:",
        "Let $y$ be another vector and then multiply it out:",
        "If $y$ is a vector of that size and we look at the products we see how they add up:",
    ],
)
def test_what_is_done_and_what_comes_of_it(words: str) -> None:
    head = "Let $A \\in \\mathbb{R}^{n \\times n}$ be symmetric and $x, y \\in \\mathbb{R}^n$.\n" + words + "\n\n"
    assert verdicts(head + "$$(x + y)^T A (x + y) = x^T A x + 2 x^T A y + y^T A y$$") == ["proved"]
    assert verdicts(head + "$$(x + y)^T A (x + y) = x^T A x + x^T A y + y^T A y$$") == ["refuted"]


def test_a_definition_by_a_rule_is_no_claim() -> None:
    text = "Suppose we draw $x \\in \\mathbb{R}^n$ and compute the score and the length:\n\n$$s = 2 x, \\quad \\ell = \\|x\\|$$"
    assert verdicts(text) == []


def test_by_what_rule_a_claim_comes() -> None:
    head = "Let $a, b$ be real numbers. Multiplying out with the second binomial formula,\n\n"
    assert verdicts(head + "$$(a - b)^2 = a^2 - 2ab + b^2$$") == ["proved"]
    assert verdicts(head + "$$(a - b)^2 = a^2 - 2ab - b^2$$") == ["refuted"]


def test_what_is_pulled_out_is_not_supposed() -> None:
    head = "Let $m = \\max_i x_i$ (suppose $m \\neq 0$) and pull the largest term out:\n\n"
    assert verdicts(head + "$$\\log(e^m \\sum_{i=1}^n e^{x_i - m}) = m + \\log \\sum_{i=1}^n e^{x_i - m}$$") == [
        "proved"
    ]
    assert verdicts(head + "$$\\log(e^m \\sum_{i=1}^n e^{x_i - m}) = \\log \\sum_{i=1}^n e^{x_i - m}$$") == [
        "unchecked"
    ]
    head = "Let $A$ be a square matrix and add the requirement that it be symmetric:\n\n"
    assert verdicts(head + "$$A = A^T$$") == []


def test_what_a_function_comes_with() -> None:
    head = "Let $f$ be twice differentiable with $\\nabla^2 f(x) \\succ 0$ and $\\nabla f(x) \\neq 0$, and $d = -\\nabla^2 f(x)^{-1} \\nabla f(x)$. Then "
    assert verdicts(head + "$$\\nabla f(x)^T d = -d^T \\nabla^2 f(x) d$$") == ["proved"]
    assert verdicts(head + "$$\\nabla f(x)^T d = d^T \\nabla^2 f(x) d$$") == ["refuted"]
    assert verdicts("For all $x$ with $x > 0$, $\\nabla f(x) \\le 0$.") == ["unchecked"]


@pytest.mark.parametrize(
    "words",
    [
        "Let $A$ be a symmetric matrix. Thus, we can write:",
        "Let $A$ be a symmetric matrix. Since it commutes with $I$, we may also write",
    ],
)
def test_what_can_be_written_is_claimed(words: str) -> None:
    assert verdicts(f"{words} $$(A + I)^2 = A^2 + 2 A + I$$") == ["proved"]
    assert verdicts(f"{words} $$(A + I)^2 = A^2 + A + I$$") == ["refuted"]


def test_what_can_be_written_with_new_names_introduces_them() -> None:
    text = "Let $A$ be a symmetric matrix. We can write $A = Q D Q^T$ with an orthogonal $Q$. Then $A^2 = Q D%s Q^T$."
    assert verdicts(text % "^2") == ["proved"]
    assert verdicts(text % "") != ["proved"]


def test_what_is_supposed_that_it_can_be_written_is_given() -> None:
    assert verdicts("Suppose that we can write $A^2 = B A$. Then $A^3 = B^2 A$.") == ["proved"]
