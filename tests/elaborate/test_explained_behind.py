"""What stands behind "with" explains the statement before it only as far as it does not build on that."""

from __future__ import annotations

from tests.judged import verdicts


def test_a_name_given_by_what_the_statement_has_named_is_read_after_it() -> None:
    text = r"$z = W x$ with $W \in \mathbb{R}^{k \times d}$, $x \in \mathbb{R}^d$; $u = \mathrm{softmax}(z)$. "
    text += r"$$u = \mathrm{softmax}(W x)$$"
    assert verdicts(text)[-1] == "proved"


def test_the_gradient_of_a_last_layer() -> None:
    text = r"$z = W x$ with $W \in \mathbb{R}^{k \times d}$, $x \in \mathbb{R}^d$; $u = \mathrm{softmax}(z)$ and "
    text += r"$L = -\sum_{j=1}^k y_j \log u_j$ where $\sum_j y_j = 1$. "
    text += r"$$\frac{\partial L}{\partial W} = (u - y) x^T$$"
    assert verdicts(text, ("algebra", "modular", "numeric"))[-1] in ("proved", "tested", "supported")
    assert verdicts(text.replace("(u - y)", "(y - u)"), ("algebra", "modular", "numeric"))[-1] == "refuted"


def test_a_word_about_a_function_is_said_of_no_matrix_before_it() -> None:
    text = r"$a = \sigma(A x)$, $u = B a$, $L = \frac12 \|u - y\|^2$; $A \in \mathbb{R}^{h \times d}$, $B \in \mathbb{R}^{q \times h}$, "
    text += r"$q \neq h$, $\sigma$ the logistic sigmoid. "
    text += r"$$\frac{\partial L}{\partial A} = \left(B^T (u - y) \odot a \odot (1 - a)\right) x^T$$"
    assert verdicts(text, ("algebra", "modular", "numeric"))[-1] in ("proved", "tested", "supported")
    assert verdicts(text.replace("(B^T (u - y)", "(-B^T (u - y)"), ("algebra", "modular", "numeric"))[-1] == "refuted"
    assert verdicts(text.replace("(B^T (u - y)", "(B (u - y)"))[-1] not in ("proved", "tested", "supported")


def test_what_the_words_right_behind_a_display_say_of_a_name_is_so_in_it() -> None:
    mean = r"$$\bar{y} = \frac{1}{n} \sum_{i=1}^n y_i.$$"
    text = r"Let $y_1, \dots, y_n$ and $c$ be numbers. Then $$\sum_{i=1}^n (y_i + c) = n \bar{y} + n c,$$"
    where = " where $\\bar{y}$ is the mean of $y$: "
    assert verdicts(text + where + mean) == ["proved"]
    assert verdicts(text.replace("n c,", "c,") + where + mean) == ["refuted"]
    assert verdicts(text.replace("n c,", "c.") + " Let $\\bar{y}$ be the mean of $y$: " + mean) == ["unchecked"]
    text = r"Let $a$, $b$ be numbers. Then $$(a + w)^2 = a^2 + 2 a b + b^2,$$ with the special weight $w = b + 1$ this fails."
    assert verdicts(text) == ["unchecked"]
