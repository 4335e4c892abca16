"""Vectors that are lists of names, `w = (w_0, w_1)` and `p = (a, b)`, and functions of them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

FROM_ZERO = r"Let $c = (c_0, c_1)^T$ and $z = (1, t)^T$. "
COST = r"Let $c = (c_0, c_1)$ and $F(c) = (s - c_0 - c_1 t)^2$. "
PAIR = r"Let $p = (a, b)^T$ and $G(p) = a^2 + 3 a b$. "
POINT = r"Let $q = (1, 2)^T$. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FROM_ZERO + r"Then $c^T z = c_0 + c_1 t$.", "proved"),
        (FROM_ZERO + r"Then $c^T z = c_1 + c_0 t$.", "refuted"),
        (r"Let $\mathbf{c} = [c_0, c_1]^T$. Then $\|\mathbf{c}\|^2 = c_0^2 + c_1^2$.", "proved"),
        (COST + r"Then $$\nabla F(c) = -2 (s - c_0 - c_1 t) \begin{bmatrix} 1 \\ t \end{bmatrix}.$$", "proved"),
        (COST + r"Then $$\nabla F(c) = -2 (s - c_0 - c_1 t) \begin{bmatrix} t \\ 1 \end{bmatrix}.$$", "refuted"),
        (COST + r"Then $$\frac{\partial F}{\partial c_1} = -2 t (s - c_0 - c_1 t).$$", "proved"),
        (COST + r"Then $$\frac{\partial F}{\partial c_1} = -2 (s - c_0 - c_1 t).$$", "refuted"),
        (PAIR + r"Then $\nabla G(p) = (2 a + 3 b, 3 a)^T$.", "proved"),
        (PAIR + r"Then $\nabla G(p) = (2 a + 3 b, 3 b)^T$.", "refuted"),
        (PAIR + r"Then $$\nabla^2 G(p) = \begin{bmatrix} 2 & 3 \\ 3 & 0 \end{bmatrix}.$$", "proved"),
        (r"Let $p = (a, b)^T$ and $G = a^2 + 3 a b$. Then $\nabla_p G = (2 a + 3 b, 3 a)^T$.", "proved"),
        (r"Let $p = (a, b)^T$ and $G = a^2 + 3 a b$. Then $\nabla_p G = (2 a + 3 b, a)^T$.", "refuted"),
        (PAIR + POINT + r"Then $G(q) = 7$.", "proved"),
        (PAIR + r"Then $G(3 p) = 9 G(p)$.", "proved"),
        (PAIR + r"Then $G(3 p) = 3 G(p)$.", "refuted"),
    ],
)
def test_a_list_of_names_is_a_vector(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


def test_a_wrong_entry_of_a_hessian() -> None:
    assert verdicts(PAIR + r"Then $$\nabla^2 G(p) = \begin{bmatrix} 2 & 3 \\ 2 & 0 \end{bmatrix}.$$") == ["refuted"]


def test_a_value_at_a_point_that_is_given_is_no_definition() -> None:
    assert verdicts(POINT + r"Let $H(q) = 5$. Then $H(p) = 5$.") != ["proved"]
