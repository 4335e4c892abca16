"""What may be a condition is refuted where one small change makes an identity of it, and only there; lists of numbers; sizes in tests."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("context", "formula", "expected"),
    [
        ("Let $H = I - 2 u u^T$ with $\\|u\\| = 1$.", "H^T H = I - 4 u u^T - 4 u u^T u u^T", "refuted"),
        ("Let $H = I - 2 u u^T$ with $\\|u\\| = 1$.", "H^T H = I - 4 u u^T + 4 u u^T u u^T", "proved"),
        ("$M = \\begin{pmatrix} a & b \\\\ c & d\\end{pmatrix}$, $ad - bc \\neq 0$.", "M^{-1} = \\frac{1}{ad-bc}\\begin{pmatrix} d & b \\\\ -c & a\\end{pmatrix}", "refuted"),
        ("Here $\\sigma(z) = \\frac{1}{1+e^{-z}}$.", "1-\\sigma(z) = -\\sigma(z)", "refuted"),
        ("Let $H = X (X^T X)^{-1} X^T$ with $X \\in \\mathbb{R}^{n \\times p}$ of full column rank.", "\\operatorname{tr}(H) = n", "refuted"),
        ("Let $H = X (X^T X)^{-1} X^T$ with $X \\in \\mathbb{R}^{n \\times p}$ of full column rank.", "\\operatorname{tr}(H) = p", "proved"),
        ("Let $X \\in \\mathbb{R}^{n \\times p}$ have full column rank.", "\\operatorname{tr}(I - X (X^T X)^{-1} X^T) = 1", "unchecked"),
        ("Let $B$ and $C$ be matrices.", "B C = C B", "unchecked"),
        ("Let $v$ be a vector.", "B v = \\lambda v", "unchecked"),
        ("", "x^2 = 3 x - 2", "unchecked"),
    ],
)  # fmt: skip
def test_one_small_change(context: str, formula: str, expected: str) -> None:
    assert verdicts(f"{context}\n\n$${formula}$$\n")[-1] in (
        expected,
        *(["conditional"] if expected == "unchecked" else []),
    )


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("\\nabla f(x, y) = (2x + 3y, 3x)", "proved"),
        ("\\nabla f(1, 2) = (8, 3)", "proved"),
        ("\\nabla f(1, 2) = (8, 2)", "refuted"),
    ],
)
def test_a_list_beside_a_gradient_is_a_vector(formula: str, expected: str) -> None:
    assert verdicts(f"Let $f(x,y) = x^2 + 3xy$. Then\n\n$${formula}$$\n") == [expected]


def test_a_list_of_numbers_is_a_vector() -> None:
    text = "Let $u = (1, 2, 3)$ and $v = (0, 1, 1)$. Then\n\n$$u + v = (1, 3, 4)$$\n\n$$u + 2v = (1, 3, 5)$$\n"
    assert verdicts(text) == ["proved", "refuted"]


def test_functions_of_which_only_smoothness_is_said() -> None:
    text = "Let $h(x) = f(g(x))$ with $f$, $g$ twice differentiable functions of a real variable.\n\n"
    assert verdicts(text + "$$h''(x) = f''(g(x)) g'(x)^2 + f'(g(x)) g''(x)$$\n") == ["proved"]
    assert verdicts(text + "$$h''(x) = f''(g(x)) g'(x) + f'(g(x)) g''(x)$$\n") == ["refuted"]


def test_what_is_said_of_a_definition_without_a_verb_is_given() -> None:
    assert verdicts("Block inverse: $D$ invertible, $S = A - B D^{-1} C$ invertible.\n") == []
    assert verdicts("Let $S = A - B D^{-1} C$. Then $S$ is symmetric.\n") != []


def test_the_argument_of_a_transposed_value_is_no_vector() -> None:
    text = "Let $R(\\theta) = \\begin{pmatrix}\\cos\\theta & -\\sin\\theta\\\\ \\sin\\theta&\\cos\\theta\\end{pmatrix}$.\n\n$$R(\\theta)^T = R(-\\theta)$$\n"
    assert verdicts(text) == ["proved"]


@pytest.mark.slow
def test_independent_and_alike() -> None:
    text = "Let $X_1, \\dots, X_n$ be i.i.d. with mean $\\mu$ and variance $\\sigma^2$, and $\\bar X = \\frac1n \\sum_{i=1}^n X_i$.\n\n"
    assert verdicts(text + "$$\\operatorname{Var}(\\bar X) = \\frac{\\sigma^2}{n}$$\n") == ["proved"]
    assert verdicts(text + "$$\\operatorname{Var}(\\bar X) = \\sigma^2$$\n") in (["unchecked"], ["refuted"])


def test_an_accent_is_no_slip() -> None:
    """A conjugate, a mean, an estimate bears the letter of another thing."""
    assert verdicts("Here $\\bar{z}$ is the conjugate of $z$. Then $z \\bar{z} = |z|^2$.\n") == ["unchecked"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let $X$, $Y$ be random vectors in $\\mathbb{R}^n$ with means $\\mu_X$, $\\mu_Y$ and cross-covariance $S = E[(X-\\mu_X)(Y-\\mu_Y)^T]$, and $A$, $B$ constant matrices. Then $$E[A(X-\\mu_X)(B(Y-\\mu_Y))^T] = A S B^T$$", "proved"),
        ("Let $X$, $Y$ be random vectors in $\\mathbb{R}^n$ with means $\\mu_X$, $\\mu_Y$ and cross-covariance $S = E[(X-\\mu_X)(Y-\\mu_Y)^T]$, and $A$, $B$ constant matrices. Then $$E[A(X-\\mu_X)(B(Y-\\mu_Y))^T] = A S B$$", "conditional"),
        ("Let $Z$ be symmetric about zero. Then $$E[W + Z] = E[W] - E[Z]$$", "unchecked"),
        ("Let $u$ and $v$ be exchangeable random vectors with $S = E[u v^T]$. Then $$E[A u v^T] = A S^T$$", "unchecked"),
        ("Let $X$ be a binary random variable. Then $$E[X^2 + Y] = E[X] + E[Y]$$", "unchecked"),
        ("Let $p$ and $q$ be two fair dice. Then $$E[3p + q] = 4E[q]$$", "unchecked"),
    ],
)  # fmt: skip
def test_what_is_proved_of_any_distribution(text: str, expected: str) -> None:
    assert verdicts(text)[-1] == expected


def test_what_is_said_of_one_step_may_be_said_of_another() -> None:
    text = (
        r"Let $m(p) = c + g^T p + \frac12 p^T %s p$, where $B_k \succ 0$ in all steps. Then $$\nabla m(p) = g + %s p$$"
    )
    assert verdicts(text % ("B_{k+1}", "B_{k+1}"))[-1] == "unchecked"
    assert verdicts(text % ("B_k", "B_k"))[-1] == "proved"
    assert verdicts(text % ("C", "C"))[-1] == "conditional"


def test_a_new_name_may_stand_for_what_several_names_make() -> None:
    text = "Let $y = A x + q$. We have\n$$\\begin{aligned}\ny - A z &= A (x - z) + q \\\\ &= %s\n\\end{aligned}$$"
    assert verdicts(text % "A s + q") == ["proved", "unchecked"]
    assert verdicts(text % "A x - A z - q")[-1] == "refuted"
    assert verdicts(text % "A (x + z) + q")[-1] == "refuted"
