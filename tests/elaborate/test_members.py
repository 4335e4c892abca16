"""Rows, columns and entries that words give names to."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

A = r"Let $A \in \mathbb{R}^{m \times n}$"
COLUMNS = r"$$A A^T = \sum_{i=1}^n a_i a_i^T$$"
ROWS = r"$$A^T A = \sum_{i=1}^m a_i a_i^T$$"


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (rf"{A} and denote by $a_i$ the columns of $A$.", COLUMNS),
        (rf"{A} with columns $a_1, \ldots, a_n$.", COLUMNS),
        (rf"{A}, and let $a_i$ be the $i$-th column of $A$.", COLUMNS),
        (rf"{A}. The columns of $A$ are $a_1, \ldots, a_n$.", COLUMNS),
        (rf"{A} be the data matrix whose $i$-th row is $a_i^T$.", ROWS),
        (rf"{A} have rows $a_i^T$.", ROWS),
        (rf"{A}, where $a_i^T$ denotes the $i$th row of the matrix $A$.", ROWS),
        (rf"{A} with entries $a_{{ij}}$.", r"$$\|A\|_F^2 = \sum_{i=1}^m \sum_{j=1}^n a_{ij}^2$$"),
    ],
)
def test_parts_of_a_matrix(words: str, claim: str) -> None:
    assert verdicts(f"{words}\n\n{claim}") == ["proved"]


def test_rows_taken_for_columns_are_refuted() -> None:
    assert verdicts(
        rf"{A} have rows $a_i^T$." + "\n\n" + r"$$A^T A = \sum_{i=1}^m a_i a_i^T + \sum_{i=1}^m a_i a_i^T$$"
    ) == ["refuted"]
    assert verdicts(
        rf"{A}, and denote by $a_i$ the columns of $A$." + "\n\n" + r"$$\|A\|_F^2 = \sum_i a_i^T a_i + 1$$"
    ) == ["refuted"]


def test_rows_named_only_afterwards_refute_nothing() -> None:
    text = r"""Let $x_i \in \mathbb{R}^d$ for $i = 1, \ldots, n$. Then $\sum_{i=1}^n x_i x_i^T = X^T X$ where $X$ has rows $x_i^T$."""
    assert verdicts(text)[0] not in ("refuted", "ill-formed")


def test_a_family_declared_after_its_first_use_keeps_its_size() -> None:
    text = r"""Let $\mu = \frac1n \sum_{i=1}^n x_i$ and $v = \frac1n \sum_{i=1}^n (x_i - \mu)^2$ for $x_i \in \mathbb{R}$.

$$\frac{\partial v}{\partial x_j} = \frac2n (x_j - \mu)$$

## Another problem

Let $B \in \mathbb{R}^{n \times n}$ be symmetric and $x \in \mathbb{R}^n$. Then $$\nabla_x x^T B x = 2 B x.$$
"""
    assert verdicts(text) == ["proved", "proved"]
    assert verdicts(text.replace(r"\frac2n (x_j", r"\frac1n (x_j"))[0] == "refuted"


def test_an_entry_chosen_by_a_value_is_no_name_of_its_own() -> None:
    text = r"""Let $p_k = \frac{e^{f_k}}{\sum_j e^{f_j}}$ and $L_i = -\log(p_{y_i})$.

$$\frac{\partial L_i}{\partial f_k} = p_k - \mathbb{1}(y_i = k)$$
"""
    assert verdicts(text)[-1] == "unchecked"


def test_rows_of_a_matrix_that_is_declared_behind_them() -> None:
    text = r"Let $z_i$ be the $i$-th row of $Z \in \mathbb{R}^{m \times k}$ and let $v \in \mathbb{R}^k$. Then $\mathbf{1}^T Z v = \sum_i %s$."
    assert verdicts(text % "v^T z_i")[-1] == "proved"
    assert verdicts(text % "2 v^T z_i")[-1] not in ("proved", "tested", "supported")


SCORES = r"Let $u, v \in \mathbb{R}^m$, $A \in \mathbb{R}^{k \times m}$ and $d \in \mathbb{R}^k$. Then" + "\n\n"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            r"\frac{e^{(A_c + v) \cdot u + d_c}}{\sum_i e^{(A_i + v) \cdot u + d_i}} = \frac{e^{A_c \cdot u + d_c}}{\sum_i e^{A_i \cdot u + d_i}}",
            "tested",
        ),
        (
            r"\frac{e^{(A_c + v) \cdot u + d_c}}{\sum_i e^{(A_i - v) \cdot u + d_i}} = \frac{e^{A_c \cdot u + d_c}}{\sum_i e^{A_i \cdot u + d_i}}",
            "refuted",
        ),
        (r"A_1 \cdot u + A_2 \cdot u = (A_1 + A_2)^T u", "proved"),
        (r"A_1 \cdot u + A_2 \cdot u = (A_1 - A_2)^T u", "refuted"),
        (r"\sum_i (A_i \cdot u)^2 = \|A u\|^2", "proved"),
        (r"\sum_i (A_i \cdot u)^2 = 2 \|A u\|^2", "refuted"),
    ],
)
def test_rows_of_a_declared_matrix_by_what_they_multiply(claim: str, expected: str) -> None:
    assert verdicts(SCORES + f"$${claim}$$")[-1] == expected


def test_columns_of_a_declared_matrix_by_what_they_multiply() -> None:
    text = r"Let $u \in \mathbb{R}^m$ and $A \in \mathbb{R}^{m \times k}$. Then $\sum_i (A_i \cdot u)^2 = "
    assert verdicts(text + r"\|A^T u\|^2$.")[-1] == "proved"
    assert verdicts(text + r"2 \|A^T u\|^2$.")[-1] == "refuted"
    square = (
        r"Let $u \in \mathbb{R}^m$ and $A \in \mathbb{R}^{m \times m}$. Then $\sum_i (A_i \cdot u)^2 = \|A^T u\|^2$."
    )
    assert verdicts(square)[-1] not in ("proved", "tested", "supported")  # rows or columns


MIXTURE = (
    r"The responsibilities are $$%s = \frac{\pi_k \mathcal{N}(\mathbf{x}_n \mid \boldsymbol\mu_k, \boldsymbol\Sigma_k)}"
    r"{\sum_{j=1}^K \pi_j \mathcal{N}(\mathbf{x}_n \mid \boldsymbol\mu_j, \boldsymbol\Sigma_j)}.$$ Hence $$\sum_{n=1}^N \sum_{k=1}^K %s = %s$$"
)


@pytest.mark.parametrize("name", ["r_{nk}", r"\gamma(z_{nk})"])
@pytest.mark.parametrize(("total", "expected"), [("N", "proved"), ("K", "refuted")])
def test_members_of_pairs_that_formulas_give(name: str, total: str, expected: str) -> None:
    """The points bear one letter, means and covariances the other; what is named by `z_{nk}` is no function of z."""
    assert verdicts(MIXTURE % (name, name, total)) == [expected]


def test_a_function_of_a_member_is_no_member() -> None:
    text = r"Let $f(z_k) = z_k^2$ for all $k$. Then $f(u) = u^2$ and $\sum_k f(z_k) = \sum_k z_k$."
    assert "proved" not in verdicts(text)[1:]


def test_a_matrix_before_the_name_of_its_columns_is_not_their_number() -> None:
    text = "$G\\in\\mathbb R^{m\\times n}$, $H\\in\\mathbb R^{n\\times p}$, $g_k$ the columns of $G$, $h_k^T$ the rows of $H$.\n\n$$G H = \\sum_{k=1}^{%s} g_k h_k^T$$\n"
    assert verdicts(text % "n") == ["proved"]
    assert verdicts(text % "m") == ["conditional"]
