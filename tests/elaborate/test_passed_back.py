"""Gradients of a loss of which only what it depends on is known, entry by entry; dot products, powers of vectors, gradients by several numbers."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

LAYER = r"""Let $\mathbf{r} = \mathbf{M}\mathbf{s} + \mathbf{c}$ and $\mathbf{g} = \phi(\mathbf{r})$, where $\phi$ is applied elementwise and $E$ is the loss.

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$$\frac{\partial E}{\partial \mathbf{M}} = \frac{\partial E}{\partial \mathbf{r}} \mathbf{s}^\top$$", "proved"),
        (r"$$\frac{\partial E}{\partial m_{ij}} = \frac{\partial E}{\partial r_i} s_j$$", "proved"),
        (r"$$\frac{\partial E}{\partial s_j} = \sum_i \frac{\partial E}{\partial r_i} m_{ij}$$", "proved"),
        (r"$$\frac{\partial E}{\partial r_i} = \frac{\partial E}{\partial g_i} \phi'(r_i)$$", "proved"),
        (r"$$\frac{\partial E}{\partial s_j} = \sum_i \frac{\partial E}{\partial r_i} \frac{\partial r_i}{\partial s_j}$$", "proved"),
        (r"$$\frac{\partial E}{\partial r_i} = \frac{\partial E}{\partial g_i} \phi(r_i)$$", "refuted"),
        (r"$$\frac{\partial E}{\partial m_{ij}} = \frac{\partial E}{\partial r_j} s_i$$", "unchecked"),
        (r"$$\frac{\partial E}{\partial m_{ij}} = 2 \frac{\partial E}{\partial r_i} s_j$$", "unchecked"),
    ],
)  # fmt: skip
def test_entries_of_gradients(claim: str, expected: str) -> None:
    assert verdicts(LAYER + claim) == [expected]


VECTORS = r"""Let $u, v \in \mathbb{R}^n$, $A \in \mathbb{R}^{n \times n}$ and let $t$ be a number. Powers of vectors are taken elementwise.

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$$u \cdot v = u^\top v$$", "proved"),
        (r"$$(A u) \cdot v = u \cdot A^\top v$$", "proved"),
        (r"$$t \cdot u \cdot v = t u^\top v$$", "proved"),
        (r"$$t \cdot A u = A (t u)$$", "proved"),
        (r"$$(u + v)^2 = u^2 + 2 u \odot v + v^2$$", "proved"),
        (r"$$(A u) \cdot v = u \cdot A v$$", "conditional"),
        (r"$$u \cdot v = 2 u^\top v$$", "refuted"),
        (r"$$(u + v)^2 = u^2 + v^2$$", "refuted"),
    ],
)
def test_dots_and_powers_of_vectors(claim: str, expected: str) -> None:
    assert verdicts(VECTORS + claim) == [expected]


NUMBERS = r"""Let $f(p, q) = p^3 q + q^2$ for numbers $p$ and $q$.

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$$\nabla f(p, q) = \begin{bmatrix} 3 p^2 q \\ p^3 + 2 q \end{bmatrix}$$", "proved"),
        (r"$$\nabla^2 f(p, q) = \begin{bmatrix} 6 p q & 3 p^2 \\ 3 p^2 & 2 \end{bmatrix}$$", "proved"),
        (r"$$\nabla f(p, q) = \begin{bmatrix} 3 p^2 q \\ p^3 + q \end{bmatrix}$$", "refuted"),
        (r"$$\nabla^2 f(p, q) = \begin{bmatrix} 6 p q & 3 p^2 \\ 3 p & 2 \end{bmatrix}$$", "refuted"),
    ],
)
def test_gradients_by_several_numbers(claim: str, expected: str) -> None:
    assert verdicts(NUMBERS + claim) == [expected]


MAP = r"""Let $Y = X V$ with $X \in \mathbb{R}^{n \times d}$ and $V \in \mathbb{R}^{d \times k}$, and let $J$ be the loss.

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$\frac{\partial J}{\partial V} \in \mathbb{R}^{d \times k}$", "proved"),
        (r"$\frac{\partial J}{\partial V} \in \mathbb{R}^{n \times k}$", "ill-formed"),
        (r"$\frac{\partial J}{\partial V} \in \mathbb{R}^{k \times d}$", "unchecked"),
    ],
)
def test_the_shape_of_a_gradient(claim: str, expected: str) -> None:
    assert verdicts(MAP + claim) == [expected]


def test_a_word_over_the_sign_defines() -> None:
    text = r"Put $g(u) \stackrel{\text{def}}{=} u^2 + 1$. Then $g(2 u) = 4 u^2 + 1$ and $\frac{d g}{d u} = 2 u$."
    assert verdicts(text) == ["proved", "proved"]


@pytest.mark.parametrize(
    ("given", "claim", "expected"),
    [
        ("$y = f(g(t))$ and $s = g(t)$", r"\frac{dy}{dt} = \frac{dy}{ds} \frac{ds}{dt}", "proved"),
        ("$y = (t + 1)^3$ and $s = t + 1$", r"\frac{dy}{ds} = 3 s^2", "proved"),
        ("$y = (t + 1)^3$ and $s = t + 1$", r"\frac{dy}{ds} = 3 s", "refuted"),
        ("$y = (t + 1)^3 + t$ and $s = t + 1$", r"\frac{dy}{ds} = 3 s^2", "unchecked"),
        ("$y = t^3 + t$ and $s = 3$", r"\frac{dy}{ds} = t^3 \log t", "unchecked"),
        (r"$E(x) = \|A x - b\|^2$ and $r = A x - b$", r"\frac{\partial E}{\partial r} = 2 r", "proved"),
        (r"$E(x) = \|A x - b\|^2$ and $r = A x - b$", r"\frac{\partial E}{\partial r} = 3 r", "refuted"),
        (r"$E = \|u - W x\|^2$ and $z = W x$", r"\frac{\partial E}{\partial z} = 2 (z - u)", "proved"),
        (r"$E = \|u - W x\|^2$ and $z = W x$", r"\frac{\partial E}{\partial z} = 2 (u - z)", "refuted"),
    ],
)
def test_slopes_by_the_name_of_what_stands_in_a_value(given: str, claim: str, expected: str) -> None:
    assert verdicts(f"Let {given}. Then\n\n$${claim}$$")[-1] == expected
