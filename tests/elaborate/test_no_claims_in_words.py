"""Words that make a condition, an assumption or an instance of a formula, and near ones that do not."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    "text",
    [
        # what is chosen so that it holds
        "Let $\\mathbf{B} = \\begin{bmatrix} 4 & 1 \\\\ 2 & 3 \\end{bmatrix}$. A number $\\mu$ is an eigenvalue if there is a vector $\\mathbf{x}$ such that\n\n"
        "$$\\mathbf{B}\\mathbf{x} = \\mu \\mathbf{x}.$$",
        "We look for the eigenvalues, asking for which $\\mu$ is $\\det(B - \\mu I) = 0$.",
        "What does it mean that $g'(t) = 0$ for some $t$?",
        "To see that $f'' \\geq 0$ implies that $f$ is convex, take two points.",
        "We check whether the Hessian of $f$ is definite: $\\nabla^2 f \\succeq 0$.",
        "The following assumptions are made throughout.\n\n$$\\mathbb{E}[\\eta_k] = 0, \\qquad \\mathbb{E}[\\eta_k z_j] = 0.$$",
        "We make two assumptions:\n\n$$\\mathbb{E}[\\eta] = 0.$$",
        "Suppose that we have a vector $\\mathbf{w} = [2, 1]^\\top$.",
        "If we have a matrix\n\n$$\\mathbf{M} = \\begin{bmatrix} p & q \\\\ r & s \\end{bmatrix},$$\n\nits determinant is small.",
        "Let $M$ be a matrix. Now draw what happens when we use the specific matrix\n\n$$M = \\begin{bmatrix} 1 & 2 \\\\ 0 & 3 \\end{bmatrix}.$$",
    ],
)
def test_these_claim_nothing(text):
    assert verdicts(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Under the following assumptions we get:\n\n$$(a + b)^2 = a^2 + b^2.$$", "refuted"),
        ("Regardless of whether $t > 0$, we have $(t + 1)^2 = t^2 + 1$.", "refuted"),
        ("It follows that we have a square:\n\n$$a^2 + 2ab + b^2 = (a + b)^2.$$", "proved"),
        ("Note that we have an identity $(a + b)(a - b) = a^2 + b^2$.", "refuted"),
        ("Using the specific matrix from above, we see that $\\det(2 I_2) = 2$.", "refuted"),
    ],
)
def test_these_claim_what_they_say(text, found):
    assert verdicts(text) == [found]


def test_an_inequality_that_holds_is_proved_whatever_is_said_to_follow():
    text = "We see that $t^2 + 1 > 0$ implies that a root exists."
    assert verdicts(text, ("algebra", "modular", "reals")) == ["proved"]


def test_dots_without_the_sign_before_them():
    text = "$x_1 + x_2 \\cdots + x_n = \\sum_{i=1}^n x_i$ and $-\\log(x_1) - \\log(x_2) \\cdots - \\log(x_n) = -\\sum_{i=1}^n \\log(x_i)$."
    assert verdicts(text) == ["proved", "proved"]
    assert verdicts("$x_1 + x_2 \\cdots + x_n = 2 \\sum_{i=1}^n x_i$.") == ["refuted"]
    assert verdicts("$x_1 - x_2 \\cdots + x_n = \\sum_{i=1}^n x_i$.") == ["unchecked"]


def test_two_digits_below_the_entries_of_a_matrix_are_two_indices():
    text = "Let $B$ be a $2 \\times 2$ matrix. Then $\\det B = b_{11}b_{22} - b_{12}b_{21}$ and $\\operatorname{tr}(B) = b_{11} + b_{22}$."
    assert verdicts(text) == ["proved", "proved"]
    assert verdicts("Let $B$ be a $2 \\times 2$ matrix. We get $\\det B = b_{11}b_{22} + b_{12}b_{21}$.") == [
        "unchecked"
    ]
    # what is numbered to three is not indexed twice at twelve
    assert verdicts(
        "Let $B$ be a square matrix and $b_3 > 0$. We have $b_{12} + b_3 = b_3 + b_{12} + B_{12} - B_{12}$."
    ) == ["proved"]
    assert "proved" not in verdicts("Let $B$ be a square matrix and $b_3 > 0$. We have $b_{12} + b_3 = b_3 + B_{12}$.")


@pytest.mark.parametrize(
    "said",
    [
        r"A function $g : \mathbb{R}^n \to \mathbb{R}$ is **midpoint convex** if for all $u, v$ in its domain, and with $t = 1/2$, we have",
        r"A function $g$ is called subadditive if for any $u, v$ we have",
        r"A function $g$ is said to be subadditive if we have",
    ],
)
def test_what_makes_something_so_is_no_claim(said):
    assert verdicts(said + "\n\n$$g(u + v) \\leq g(u) + g(v)$$") == []


@pytest.mark.parametrize(
    "said",
    [
        r"If $B$ is symmetric, then for all $u, v$ we have",
        r"The form is symmetric. For all $u, v$ we have",
        r"What is shown is simple: for all $u, v$ we have",
        r"The form is symmetric only if for all $u, v$ we have something else; we have",
    ],
)
def test_what_follows_if_something_is_so_is_claimed(said):
    text = f"Let $B \\in \\mathbb{{R}}^{{n \\times n}}$. {said}\n\n$$u^T B v = 2 v^T B^T u$$"
    assert verdicts(text)[-1] in ("refuted", "conditional")


@pytest.mark.parametrize(
    "said",
    [
        "Therefore, the squared length of the model with random inputs is",
        "The squared length for small steps becomes",
    ],
)
def test_with_and_for_belong_to_what_a_verb_speaks_of(said):
    claim = "$$q = \\|u - v\\|^2$$ and\n\n" + said
    text = f"Let $u, v \\in \\mathbb{{R}}^n$ and {claim}\n\n"
    assert verdicts(text + "$$q = u^T u - 2 u^T v + v^T v$$")[-1:] == ["proved"]
    assert verdicts(text + "$$q = u^T u + 2 u^T v + v^T v$$")[-1:] == ["refuted"]


def test_with_and_for_before_what_is_given():
    for said in ("We work with", "This is for", "for which the sum is"):
        assert verdicts(f"Let $u, v \\in \\mathbb{{R}}^n$. {said}\n\n$$q = u + v$$") == []


@pytest.mark.parametrize(
    "behind",
    [
        "may fail",
        "might not hold",
        "need not be true",
        "can break down",
        "is a common mistake",
        "would be wrong",
        "no longer holds",
    ],
)
def test_what_words_behind_a_formula_take_back_is_no_claim(behind):
    text = f"Let $P$ be an idempotent matrix. Then $P^T = P$ {behind}. "
    assert verdicts(text + "But $P^3 = P$.") == ["proved"]


def test_words_behind_a_formula_that_take_nothing_back():
    text = "Let $P$ be an idempotent matrix. Then $P^3 = P$ will also help. Moreover $P^4 = 2 P$ can be used."
    assert verdicts(text)[0] == "proved"
    assert verdicts(text)[1:] in (["refuted"], ["conditional"])
