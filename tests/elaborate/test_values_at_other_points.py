"""A function of variables that were declared before it, at other points: a quadratic of a declared vector, a loss of a matrix."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

QUADRATIC = r"Let $x, y \in \mathbb{R}^n$ and let $A \in \mathbb{R}^{n \times n}$ be symmetric. Let $f(x) = \frac{1}{2} x^T A x$. "


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"f(y) - f(x) = \frac{1}{2} (y - x)^T A (y + x)", "proved"),
        (r"f(x + y) = f(x) + f(y) + x^T A y", "proved"),
        (r"f(x + y) = f(x) + f(y)", "refuted"),
        (r"\nabla f(y) = A y", "proved"),
        (r"f(y) = f(x) + \nabla f(x)^T (y - x) + \frac{1}{2} (y - x)^T A (y - x)", "proved"),
        (r"f(y) = f(x) + \nabla f(x)^T (y - x) + (y - x)^T A (y - x)", "refuted"),
        (r"f = \frac{1}{2} x^T A x", "proved"),
    ],
)
def test_a_quadratic_at_other_points(claim: str, expected: str) -> None:
    assert verdicts(f"{QUADRATIC}Then $f(y) = \\frac{{1}}{{2}} y^T A y$ and\n\n$${claim}.$$")[-1] == expected


def test_a_loss_after_a_step() -> None:
    text = r"Let $W \in \mathbb{R}^{n \times m}$ and $L(W) = \|W\|_F^2$. The update is $V = W - \eta \nabla L(W)$. "
    assert verdicts(text + r"Then $L(V) = (1 - 2\eta)^2 L(W)$ and $\frac{\partial L}{\partial W} = 2 W$.") == [
        "proved",
        "proved",
    ]


def test_a_value_at_a_point_is_no_formula() -> None:
    text = r"""Let $x \in \mathbb{R}^n$. Assume that

- $f(x) \leq q_k(x)$ for all $x$,
- $f(x_k) = q_k(x_k)$.

Then

$$f(x_{k+1}) \geq q_k(x_{k+1}).$$
"""
    assert "proved" not in verdicts(text)


def test_members_of_a_family_are_not_defined_by_one_another() -> None:
    text = (
        r"Let $x$ be a block vector of $x_i$. The constraints enforce $x_i = x_j$ for all $i, j$."
        + "\n\nIt follows that $x_i = x_j$.\n"
    )
    assert "proved" not in verdicts(text)
