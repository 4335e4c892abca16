"""Arrays of other shapes put together entry by entry: rows at every row, numbers within functions of entries, squares of vectors."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}
_ROWS = (
    r"Let $Z \in \mathbb{R}^{m \times k}$ hold the samples, where each row $z_i$ is one of them, and let $a \in \mathbb{R}^{1 \times k}$ be their mean,"
    "\n\n$$ a = \\frac{1}{m} \\sum_i z_i. $$\n\n"
)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"(Z - a)^T (Z - a) = Z^T Z - m a^T a",
            r"(Z - a)^T (Z - a) = Z^T Z + m a^T a",
        ),
        (r"\sum_i (z_i - a) = 0", r"\sum_i (z_i + a) = 0"),
        (r"\mathbf{1}^T (Z - a) = 0", r"\mathbf{1}^T (Z + a) = 0"),
    ],
)
def test_a_row_is_taken_from_every_row(true: str, false: str) -> None:
    assert verdicts(f"{_ROWS}Then\n\n$$ {true}. $$") == ["proved"]
    assert not set(verdicts(f"{_ROWS}Then\n\n$$ {false}. $$")) & _CONFIRMED


def test_a_quotient_of_rows_is_of_entries() -> None:
    text = (
        r"Let $Z \in \mathbb{R}^{m \times k}$, let $a, s \in \mathbb{R}^{1 \times k}$ and let $\eta > 0$; all divisions are element-wise. Then"
        "\n\n$$ \\frac{Z - a}{\\sqrt{s + \\eta}} = %s. $$"
    )
    assert verdicts(text % r"(s + \eta)^{-1/2} (Z - a)") == ["proved"]
    assert not set(verdicts(text % r"(s + \eta)^{-1/2} (Z + a)")) & _CONFIRMED
    assert not set(verdicts(text % r"(s - \eta)^{-1/2} (Z - a)")) & _CONFIRMED


def test_a_row_scales_every_row() -> None:
    text = (
        r"Let $Z \in \mathbb{R}^{m \times k}$ and $g, b \in \mathbb{R}^{1 \times k}$. Then"
        "\n\n$$ g \\odot (Z + b) = g \\odot Z %s g \\odot b. $$"
    )
    assert verdicts(text % "+") == ["proved"]
    assert not set(verdicts(text % "-")) & _CONFIRMED


def test_a_row_is_declared_by_its_squares() -> None:
    text = (
        f"{_ROWS}The variances $s^2 \\in \\mathbb{{R}}^{{1 \\times k}}$ are"
        "\n\n$$ s^2 = \\frac{1}{m} \\sum_i (z_i - a)^2, $$\n\nelement-wise. Then\n\n$$ m s^2 = \\sum_i (z_i %s a)^2. $$"
    )
    assert verdicts(text % "-") == ["proved"]
    assert not set(verdicts(text % "+")) & _CONFIRMED


@pytest.mark.parametrize("shape", [r"\mathbb{R}^{m \times k}", r"\mathbb{R}^{m}"])
def test_a_number_is_added_to_no_array(shape: str) -> None:
    text = rf"Let $Z \in {shape}$ and $c \in \mathbb{{R}}$. Then $Z + c - c = Z$."
    assert not set(verdicts(text)) & _CONFIRMED


def test_a_row_of_another_length_does_not_fit() -> None:
    text = r"Let $Z \in \mathbb{R}^{m \times k}$ and $a \in \mathbb{R}^{1 \times m}$. Then $Z - a + a = Z$."
    assert not set(verdicts(text)) & _CONFIRMED


def test_a_vector_stands_beside_no_matrix() -> None:
    text = r"Let $Z \in \mathbb{R}^{m \times k}$ and $a \in \mathbb{R}^{k}$. Then $Z - a = Z$."
    assert verdicts(text)[0] == "ill-formed"
    assert not set(verdicts(text)) & _CONFIRMED


def test_a_number_is_added_within_a_softmax() -> None:
    text = (
        r"For $u \in \mathbb{R}^n$, $$ \text{softmax}(u)_i = \frac{e^{u_i}}{\sum_{j=1}^n e^{u_j}}. $$ Let $r$ be a scalar. Then"
        "\n\n$$ \\text{softmax}(u + r)_i = \\frac{e^{u_i %s r}}{\\sum_{j=1}^n e^{u_j + r}}. $$"
    )
    assert verdicts(text % "+")[-1] == "proved"
    assert verdicts(text % "-")[-1] not in _CONFIRMED


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"(Z^T Z)^{-1} Z^T g(Z) = v", r"(Z^T Z)^{-1} Z^T g(Z) = -v"),
        (r"\|g(Z) - Z u\|^2 = \|Z (v - u)\|^2", r"\|g(Z) - Z u\|^2 = \|Z (v + u)\|^2"),
        (r"\mathbf{1}^T g(Z) = \sum_i g(z_i)", r"\mathbf{1}^T g(Z) = m \sum_i g(z_i)"),
    ],
)
def test_a_function_of_vectors_is_taken_of_every_row(true: str, false: str) -> None:
    text = (
        r"Let $g: \mathbb{R}^k \to \mathbb{R}$ and let $z_i$ be the $i$-th row of $Z \in \mathbb{R}^{m \times k}$. "
        r"Suppose that $g(x) = v^T x$ with $u, v \in \mathbb{R}^k$. Then"
        "\n\n$$ %s. $$"
    )
    assert verdicts(text % true) == ["proved"]
    assert not set(verdicts(text % false)) & _CONFIRMED


def test_a_function_of_vectors_is_taken_of_no_other_matrix() -> None:
    text = r"Let $g: \mathbb{R}^k \to \mathbb{R}$ and $Z \in \mathbb{R}^{k \times m}$. Then $g(Z) - g(Z) = 0$ and $\mathbf{1}^T g(Z) = g(Z)^T \mathbf{1}$."
    assert not set(verdicts(text)[1:]) & _CONFIRMED
