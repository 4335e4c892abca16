"""What words beside a formula say of how it is meant: questions, claims up to something, numbers of another kind, pieces of a function."""

from __future__ import annotations

import pytest

from derive.document import Format
from tests.judged import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "Is it true that\n\n$$(a+b)^2 = a^2+b^2$$\n\nfor all real $a, b$? Justify your answer.",
        "Decide whether $\\sqrt{9} = 4$.",
    ],
)
def test_a_question_claims_nothing(text: str) -> None:
    assert "refuted" not in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Let $A$ be invertible. To first order in $E$,\n\n$$(A+E)^{-1}=A^{-1}-A^{-1}EA^{-1}.$$",
        "$$n!>100^n$$\nfor all large $n$.",
        "We calculate modulo $7$. Then $2^3 = 1$.",
        "The calculator is set to degrees. Then $\\sin 30 = \\frac12$.",
        "As permutations $(1\\,2)(2\\,3)=(1\\,3\\,2)$.",
        "For real $x, y$ set $x \\circ y = x + y - x y$. Then $0 \\circ y = y$.",
        "A repeated index is summed over. Then $\\delta_{ii} = 3$.",
    ],
)
def test_what_holds_in_another_sense_is_not_refuted(text: str) -> None:
    assert "refuted" not in verdicts(text, ("algebra", "modular", "sympy", "numeric"))


def test_the_plain_sense_is_still_refuted() -> None:
    assert verdicts("Then $2^3 = 1$.") == ["refuted"]
    assert verdicts("Let $a, b$ be real numbers. Then\n\n$$(a+b)^2 = a^2+b^2$$")[-1] in ("refuted", "conditional")


def test_a_function_in_pieces() -> None:
    text = "Let $f(x)=x$ when $x<1$ and $f(x)=2-x$ otherwise. Then $f(3) = {}$ and $f(0) = 0$."
    assert set(verdicts(text.format("-1"))) == {"tested"}
    assert verdicts(text.format("3"))[0] == "refuted"


@pytest.mark.slow
def test_operators_before_one_name() -> None:
    text = "Let $X$ be a random vector with $\\operatorname{Var} X = \\Sigma$ and $A$ a constant matrix. Then\n\n"
    assert verdicts(text + "$$\\operatorname{Var}(A X) = A \\Sigma A^T$$") == ["proved"]
    assert verdicts(text + "$$\\operatorname{Var}(A X) = A^T \\Sigma A$$") != ["proved"]


def test_what_another_section_supposes_is_not_needed() -> None:
    text = (
        "## Ellipses\n\nThe points with $\\frac{x^2}{a^2} + \\frac{y^2}{b^2} = 1$ form an ellipse.\n\n"
        "## Squares\n\nThen\n\n$$(x+y)^2 = x^2 + {} x y + y^2$$"
    )
    assert verdicts(text.replace("{}", "2"))[-1] == "proved"
    assert verdicts(text.replace("{}", "3"))[-1] != "proved"


def test_a_slope_at_a_constant_of_the_function() -> None:
    text = "Let $f(x) = e^{-(x-m)^2}$ with a number $m$. Then $f''(m) = {}$ and $f'(m) = 0$."
    assert verdicts(text.replace("{}", "-2")) == ["proved", "proved"]
    assert verdicts(text.replace("{}", "2"))[0] == "refuted"


@pytest.mark.parametrize(
    "said",
    [
        "If two matrices $A, B$ commute, then",
        "Suppose the matrices $A$ and $B$ commute. Then",
        "Let $A$ and $B$ be $n\\times n$ matrices that commute. Then",
    ],
)
def test_matrices_that_commute(said: str) -> None:
    assert verdicts(f"{said} $(A+B)^2 = A^2 + 2AB + B^2$.") == ["proved"]
    assert verdicts(f"{said} $(A+B)^2 = A^2 + AB + B^2$.") == ["refuted"]


def test_properties_before_a_list() -> None:
    assert verdicts("For symmetric matrices $A$ and $B$ we have $(AB)^T = BA$.") == ["proved"]
    assert verdicts("For symmetric matrices $A$ and any $B$ we have $(AB)^T = BA$.") == ["conditional"]


@pytest.mark.parametrize(
    "text",
    [
        "Let $A$ be the adjacency matrix of a graph. Then $A^T = A$.",
        "Let $X$ take the values $0$ and $1$ only. Then $X^2 = X$.",
        "Let $M$ be a $2 \\times 2$ matrix with trace zero. Then $M^2 = -\\det(M) I$.",
        "Let $\\beta \\in \\mathbb{R}^p$ be the least-squares estimate for $X \\in \\mathbb{R}^{n\\times p}$, $y \\in \\mathbb{R}^n$. "
        "The residuals are $e = y - X\\beta$.\n\nWe have $e^T e = y^T e$.",
    ],
)
def test_what_words_say_of_a_name_stands_against_a_counterexample(text: str) -> None:
    assert not {"refuted", "conditional", "ill-formed"} & set(verdicts(text))


def test_a_square_matrix_of_which_nothing_more_is_said() -> None:
    assert verdicts("Let $M$ be a $2 \\times 2$ matrix. Then $M^2 = -\\det(M) I$.")[-1] in ("refuted", "conditional")


def test_slopes_of_a_function_with_cases() -> None:
    text = "Let $f(x)=x^2$ when $x \\le 2$ and $f(x)=4$ otherwise. Then $f'(1) = {}$ and $f'(3) = 0$."
    assert verdicts(text.format("2"))[0] != "refuted"
    assert verdicts(text.format("3"))[0] == "refuted"


def test_a_size_that_nothing_has_is_not_another_one() -> None:
    text = "Let $S$ be an invertible matrix. Then\n\n$$\\operatorname{tr}(S^{-1} S) = \\operatorname{tr}(I_n) = n.$$"
    assert "refuted" not in verdicts(text)


def test_a_slope_of_what_another_section_defines() -> None:
    text = "## A\n\nLet $L = w^2$ with a number $w$.\n\n## B\n\nLet $g = \\frac{dL}{dw}$. Then $g = 0$."
    assert not {"proved", "tested", "supported"} & set(verdicts(text))


def test_what_is_concluded_of_matrices_is_not_given() -> None:
    text = "Let $A$ and $B$ be symmetric matrices. Then $A$ and $B$ commute. Hence $(A+B)^2 = A^2 + 2AB + B^2$."
    assert "proved" not in verdicts(text)
    text = "Let $A \\in \\mathbb{R}^{n\\times n}$ and $B = A + A^T$. Then $B$ is an $n\\times n$ orthogonal matrix. Hence $B^T B = I$."
    assert "proved" not in verdicts(text)


def test_a_chain_that_ends_with_words_claims_what_stands_before_them() -> None:
    said = "Let $a, b \\in \\mathbb{R}^n$. "
    assert verdicts(said + r"$$\|a - b\|^2 = a^T a - 2 a^T b + b^T b = \text{Size} - 2 a^T b$$") == ["proved"]
    assert verdicts(said + r"$$\|a - b\|^2 = a^T a - 2 a^T b - b^T b = \text{Size} - 2 a^T b$$") == ["refuted"]
    # words may say for what all of it holds
    for words in (r"0 \text{ for } a = b", r"\text{Size when } b = 0", r"\text{Size, not Shape}"):
        assert verdicts(said + rf"$$\|a - b\|^2 = a^T a + b^T b = {words}$$") in ([], ["unchecked", "unchecked"])
    assert verdicts(said + r"$$\|a - b\|^2 = \text{Size} = 2 a^T b$$") == []


def test_an_estimate_of_a_function_is_a_function() -> None:
    said = r"Let $f : \mathbb{R}^p \to \mathbb{R}$. Consider the linear model $\hat{f}(u) = \hat{w}^T u$ over $p$-dimensional inputs $u \in \mathbb{R}^p$. "
    assert verdicts(said + r"Then $\hat f(u + v) = \hat f(u) + \hat f(v)$ for all $u, v \in \mathbb{R}^p$.") == [
        "proved"
    ]
    assert verdicts(said + r"Then $\hat f(u + v) = \hat f(u) - \hat f(v)$ for all $u, v \in \mathbb{R}^p$.")[0] not in (
        "proved",
        "tested",
        "supported",
    )
    assert verdicts(r"We fit $\hat g_D$ to the data. Then $\hat g_D(u) + \hat g_D(u) = 2 \hat g_D(u)$.") == ["proved"]
    assert verdicts(r"We fit $\hat g_D$ to the data. Then $\hat g_D(u) + \hat g_D(u) = 3 \hat g_D(u)$.")[0] != "proved"


def test_a_letter_of_an_example_and_the_inputs_of_a_function() -> None:
    text = (
        "## An example\n\nLet $f(x) = x^2$. Then $f(2) = 4$.\n\n## Setup\n\nNow let $f: \\mathbb{R}^p \\to \\mathbb{R}$ be a function.\n\n"
        "## Models\n\nThe model is $\\hat f(x) = w^T x + c$ with $w \\in \\mathbb{R}^p$, and its gap is $f(x) - \\hat f(x)$. "
    )
    assert verdicts(text + r"Then $f(x) - \hat f(x) = f(x) - x^T w - c$.")[-1] == "proved"
    assert verdicts(text + r"Then $f(x) - \hat f(x) = f(x) - x^T w + c$.")[-1] not in ("proved", "tested", "supported")


def test_a_length_is_not_negative() -> None:
    text = r"Let $p = (a, 0)$ and $q = (0, b)$. %s Then $\|p\| \|q\| = a b$."
    assert verdicts(text % "The vector $p$ is of length $a$, and $q$ has length $b$.")[-1] in ("proved", "tested")
    assert verdicts(text % "")[-1] not in ("proved", "tested", "supported")
    assert verdicts(text % "The vector $p$ is of length $a$.")[-1] not in ("proved", "tested", "supported")


def test_a_side_that_is_a_drawing_or_in_words_binds_what_it_will() -> None:
    drawing = r"\begin{tikzpicture} \node (M) {M}; \node[box] (c) at (1, 0) {}; \end{tikzpicture}"
    for side in (drawing, r"\text{the flattened matrix}"):
        text = r"\[ \operatorname{vec}(M)_k = \sum_{i, j} T_{i, j, k} M_{i, j} = " + side + r" \]"
        assert "ill-formed" not in verdicts(text, kind=Format.LATEX)
    bound = r"\[ \sum_{i} a_i = \sum_{i} b_i c_j \]"
    assert verdicts(bound, kind=Format.LATEX) == ["ill-formed"]


def test_a_drawing_gives_its_chain_a_meaning_of_its_own() -> None:
    drawn = r"Using this notation we can write \[ \operatorname{vec}(M)_k = \sum_{i, j} T_{i, j, k} M_{i, j} = \begin{tikzpicture} \node (M) {M}; \end{tikzpicture} \]"
    text = drawn + "\n\nFurther $\\operatorname{Tr}(M \\otimes M) = \\operatorname{Tr}(M)^2$."
    assert verdicts(text, kind=Format.LATEX)[-1] == "proved"


@pytest.mark.parametrize("joined", [", ", ": "])
def test_a_sentence_of_definitions_claims_what_it_says_of_them(joined: str) -> None:
    text = "With $s = a + b$ and $d = a - b$" + joined + "$s d = a^2 - b^2$ and $s + d = 2 a$."
    assert verdicts(text) == ["proved", "proved"]
    assert verdicts(text.replace("2 a$.", "2 b$.")) == ["proved", "refuted"]
    assert verdicts(text.replace("a^2 -", "a^2 +")) == ["refuted", "proved"]


def test_the_values_of_a_function_that_a_sentence_defines_are_claims() -> None:
    text = "Let $f(x) = x^2$. With $g(x) = f(x) + 1$, $g(2) = 5$ and $g(3) = %s$, while $g(1) = 2$."
    assert verdicts(text % "10") == ["proved"] * 3
    assert verdicts(text % "9") == ["proved", "refuted", "proved"]


@pytest.mark.parametrize(
    "text",
    [
        r"With $u = X v$, $\|u\| = 1$ and $\|v\| = 1$, the sum is bounded.",
        r"With $M = I - H$, $H^2 = H$ and $H^T = H$, we have",
        r"With $x_0 = 1$, $x_{k+1} = x_k/2$ and $y_k = 2 x_k$, the sequence falls.",
    ],
)
def test_a_sentence_that_goes_on_supposes_what_stands_before(text: str) -> None:
    assert not {"refuted", "conditional", "ill-formed", "unchecked"} & set(verdicts(text))


def test_an_equation_behind_a_property_is_given_like_it() -> None:
    given = r"Let $f(x) = \frac{1}{2} x^T A x - b^T x$ with $A$ symmetric positive definite%s and $A x^* = b$. "
    for comma in ("", ","):
        right = given % comma + r"Then $f(x^*) = -\frac{1}{2} b^T A^{-1} b$."
        assert verdicts(right) == ["proved"]
        assert not set(verdicts(right.replace("-\\frac{1}{2} b^T", "\\frac{1}{2} b^T"))) & {"proved", "tested"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Common choices of $g$ include the sigmoid function {} or the hinge {}.", "unchecked"),
        ("Typical examples are the sigmoid function {} and {}.", "unchecked"),
        ("Hence the sigmoid function {} is used, and therefore {}.", "refuted"),
    ],
)
def test_what_is_listed_as_a_choice_is_not_refuted(words: str, expected: str) -> None:
    text = "Let $x, w$ be vectors and $z = x^T w$. We apply a function $g$ to it, $a = g(z)$.\n\n"
    formulas = (r"$g(z) = \frac{1}{1 + e^{-z}}$", r"$g(z) = \max(0, z)$")
    assert verdicts(text + words.format(*formulas))[-1] == expected
