"""What a text recalls of another part, and properties behind other verbs than "is"."""

from __future__ import annotations

import pytest

from tests.judged import said, verdicts


def test_what_a_name_was_in_another_part_is_no_claim() -> None:
    text = r"In the last section $Q$ was a full orthogonal matrix, $QQ^\top=Q^\top Q=I$. From now on $Q\in\mathbb R^{n\times k}$ stands for the resulting matrix with orthonormal columns. "
    assert verdicts(rf"{text}Then $$Q^\top Q = I$$") == ["proved"]
    assert verdicts(rf"{text}Then $$\|Q Q^\top b\|^2 = \|b\|^2$$") == ["refuted"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("stands for a symmetric matrix", "proved"),
        ("denotes the symmetric weight matrix", "proved"),
        ("represents the symmetric part of a matrix", ""),
        ("denotes the inverse of a symmetric matrix", ""),
        ("stands for a factor of the symmetric matrix $A$", ""),
    ],
)
def test_properties_behind_verbs(words: str, expected: str) -> None:
    assert (verdicts(f"$S$ {words}. $$S^T = S$$") or [""])[-1] == expected


def test_a_jacobian_of_the_other_layout_is_not_ill_formed() -> None:
    text = r"Let $x\in\mathbb R^n$ depend on $\theta\in\mathbb R^p$. Let $S=\frac{\partial x}{\partial\theta}\in\mathbb R^{n\times p}$. Then $$S = S$$"
    assert "ill-formed" not in verdicts(text)


def test_a_summand_that_is_written_as_zero_may_have_grounds_in_words() -> None:
    assert verdicts("$$(a+b)^2 = a^2 + b^2 + 0$$") == ["unchecked"]
    assert verdicts("$$(a+b)(a - b) = a^2 - b^2 + 0$$") == ["proved"]


def test_a_ratio_to_the_number_of_steps_is_no_transpose() -> None:
    text = r"Let $f$ be $L$-smooth. $$f(x_{t+1}) \le f(x_t) + \langle \nabla f(x_t), x_{t+1}-x_t \rangle + \frac{L}{2} \|x_{t+1}-x_t\|^2$$ The rate is $$\|x_T - x^*\| \le \left( \frac{L - \mu}{L + \mu} \right)^T \|x_0 - x^*\|$$"
    assert said(text, ("algebra", "modular", "reals"))[0] == "proved"


def test_a_letter_of_any_matrix_is_what_it_was_behind_its_paragraph() -> None:
    any_of_them = (
        r"For two matrices $P \in \mathbb R^{r \times s}$ and $Q \in \mathbb R^{s\times r}$ we have $(PQ)^T = Q^T P^T$."
    )
    given = r"Let $P \in \mathbb R^{n\times n}$. "
    assert verdicts(f"{given}{any_of_them}\n\nThen $$P P^2 = P^3$$") == ["proved", "proved"]
    assert verdicts(f"{given}{any_of_them} $$P P^2 = P^3$$")[-1] != "proved"
    assert verdicts(f"{any_of_them}\n\nThen $$(P Q)^T P = Q^T P^T P$$") == ["proved", "proved"]


def test_e_is_the_exponential_below_what_no_vector_is_raised_to() -> None:
    residual = r"Let $e = y - X b$ be the residual. "
    assert verdicts(rf"{residual}$$e^T e = y^T y - 2 y^T X b + b^T X^T X b$$") == ["proved"]
    assert verdicts(rf"{residual}Let $\sigma(z) = 1/(1 + e^{{-z}})$. $$\sigma'(z) = \sigma(z) (1 - \sigma(z))$$") == [
        "proved"
    ]
    assert verdicts(rf"{residual}Let $\sigma(z) = 1/(1 + e^{{-z}})$. $$\sigma'(z) = \sigma(z)^2$$") == ["refuted"]
    assert verdicts(r"Let $e$ be the number of edges and $d = 2 e$. Then $$d^2 = 4 e^2$$") == ["proved"]


def test_a_zero_that_begins_a_side_too() -> None:
    text = r"Let $f(x) = w^\top x + b$ and $x = x_p + \rho \frac{w}{\|w\|}$. $$\begin{aligned} f(x) &= \Bigl(w^\top x_{p}+b\Bigr)+\rho\frac{w^\top w}{\|w\|} \\ &= 0+\rho\frac{\|w\|^{2}}{\|w\|} \end{aligned}$$"
    assert "refuted" not in verdicts(text)
