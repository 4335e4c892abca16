"""Capital letters between a row and a column, in inner products and in norms are matrices, though the text says nothing of them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Let $q(u) = u^T H u$. Then $$\nabla q(u) = 2 H u.$$", "conditional"),
        (r"Let $q(u) = u^T H u$. Then $$\nabla q(u) = (H + H^T) u.$$", "proved"),
        (r"Let $q(u) = \|H u - c\|^2$. Then $$\nabla q(u) = 2 H (H u - c).$$", "conditional"),
        (r"Let $q(u) = \|c - H u\|^2$. Then $$\nabla q(u) = 2 H^T (H u - c).$$", "proved"),
        (r"Let $q(u) = \frac12 \langle u, H u\rangle$. Then $$\nabla q(u) = H u.$$", "conditional"),
        (r"Let $q(u) = \frac12 \langle u, H u\rangle$ with symmetric $H$. Then $$\nabla q(u) = H u.$$", "proved"),
        (r"It holds that $u^T G H v = v^T G H u$.", "refuted"),
        (r"It holds that $u^T G H v = v^T H^T G^T u$.", "proved"),
        (r"It holds that $u^T (G + H) v = v^T (G + H) u$.", "conditional"),
        (r"Let $N$ be a number. It holds that $u^T N v = N u^T v$.", "proved"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Let $q(u) = h(G u + c)$. Then $$\nabla q(u) = G \nabla h(G u + c).$$", "conditional"),
        (r"Let $q(u) = h(G u + c)$. Then $$\nabla q(u) = G^T \nabla h(G u + c).$$", "proved"),
        (r"Let $q(u) = (u - m)^T G (u - m)$. Then $$\nabla q(u) = 2 G (u - m).$$", "conditional"),
        (r"Let $q(u) = u' G u$. Then $$\nabla q(u) = G u + G' u.$$", "proved"),
        (r"Let $q(u) = u' G u$. Then $$\nabla q(u) = 2 G u.$$", "conditional"),
        (r"Let $q(u) = u'u$. Then $$\nabla q(u) = 2 u.$$", "proved"),
        (r"Let $q(u) = u'u$. Then $$\nabla q(u) = 3 u.$$", "refuted"),
        (r"Let $q(c) = (v - G c)'(v - G c)$. Then $$\nabla q(c) = -2 G'(v - G c).$$", "proved"),
        (r"Let $q(c) = (v - G c)'(v - G c)$. Then $$\nabla q(c) = 2 G'(v - G c).$$", "refuted"),
        (r"If $G v = \lambda v$ and $G w = \mu w$ with $\lambda \neq \mu$, then $v^T w = 0$.", "conditional"),
        (r"If $G = G^T$, $G v = \lambda v$ and $G w = \mu w$ with $\lambda \neq \mu$, then $v^T w = 0$.", "proved"),
        (r"Let $F(u) = G(u)^2$. Then $F'(u) = 2 G'(u) G(u)$.", "proved"),
    ],
)
def test_points_of_gradients_and_primes(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


FORM = r"Let $H, K \in \mathbb{R}^{n \times n}$ and $u, v \in \mathbb{R}^n$. Then "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FORM + r"$\langle u | H | v \rangle = u^T H v$.", "proved"),
        (FORM + r"$\langle u | H | v \rangle = v^T H u$.", "conditional"),
        (FORM + r"$\langle u - v | H + K | v \rangle = u^T H v + u^T K v - v^T (H + K) v$.", "proved"),
        (FORM + r"$\langle u - v | H + K | v \rangle = u^T H v + u^T K v - v^T (H - K) v$.", "refuted"),
        (FORM + r"$\langle n | H | n \rangle = 3$.", "unchecked"),
        (
            r"Let $q(u) = \frac12 \langle u | H | u\rangle$. Then $$\nabla q(u) = H u.$$",
            "conditional",
        ),
        (
            r"Let $q(u) = \langle g, u\rangle + \frac12 \langle u | H | u\rangle$, $H \succ 0$. Then $$\nabla q(u) = g + H u.$$",
            "proved",
        ),
        (r"We measure $\langle a |x| + b \rangle = 2$.", None),
    ],
)
def test_a_matrix_between_two_bars_in_angle_brackets(text: str, expected: str | None) -> None:
    assert verdicts(text) == ([expected] if expected else [])
