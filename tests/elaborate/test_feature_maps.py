"""Functions with vectors for values, known as such by the row that stands before them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

MODEL = r"The model is $h(u) = v^T \psi(u) + c$. "
KERNEL = r"Let $k(u, v) = \psi(u)^T \psi(v)$. "
FAMILY = r"The density is $p(u; \eta) = h(u) e^{\eta^T S(u) - B(\eta)}$. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MODEL + r"Then $\nabla_v h(u) = \psi(u)$.", "proved"),
        (MODEL + r"Then $\nabla_v h(u) = 2 \psi(u)$.", "refuted"),
        (KERNEL + r"Then $k(u, v) = k(v, u)$.", "proved"),
        (KERNEL + r"Then $\|\psi(u) - \psi(v)\|^2 = k(u, u) - 2 k(u, v) + k(v, v)$.", "proved"),
        (KERNEL + r"Then $\|\psi(u) - \psi(v)\|^2 = k(u, u) - k(u, v) + k(v, v)$.", "unchecked"),
        (FAMILY + r"Then $\nabla_\eta \log p(u; \eta) = S(u) - \nabla B(\eta)$.", "proved"),
        (r"Let $L(u, \nu) = f(u) + \nu^T g(u)$. Then $\nabla_\nu L(u, \nu) = g(u)$.", "proved"),
        (r"Let $L(u, \nu) = f(u) + \nu^T g(u)$. Then $\nabla_\nu L(u, \nu) = -g(u)$.", "refuted"),
    ],
)
def test_values(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


COST = r"The cost is $$J(v) = \frac{1}{2} (z - g(v))^T S^{-1} (z - g(v)) + \frac{1}{2} (v - v_0)^T C^{-1} (v - v_0)$$ with error covariances $S$ and $C$. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Suppose that $g(v) = G v$. Then $\nabla J(v) = C^{-1} (v - v_0) - G^T S^{-1} (z - G v)$.", "proved"),
        (r"Suppose that $g(v) = G v$. Then $\nabla J(v) = C^{-1} (v - v_0) + G^T S^{-1} (z - G v)$.", "refuted"),
        (r"Suppose that $g(v) = G v$. Then $\nabla J(v) = C^{-1} (v - v_0) - G S^{-1} (z - G v)$.", "unconfirmed"),
        (r"Then $J(v_0) = \frac{1}{2} (z - g(v_0))^T S^{-1} (z - g(v_0))$.", "proved"),
        (r"Then $J(v_0) = (z - g(v_0))^T S^{-1} (z - g(v_0))$.", "unconfirmed"),
    ],
)
def test_values_beside_a_vector_that_is_turned(text: str, expected: str) -> None:
    found = verdicts(COST + text)[-1]
    assert found == expected or (expected == "unconfirmed" and found not in ("proved", "tested", "supported"))


def test_differences_of_numbers_to_a_power() -> None:
    text = r"After $T$ steps we have $p(x) = (1 - f(x))^T$ with a function $f: \mathbb{R} \to \mathbb{R}$, and $\sum_{t=1}^T 1 = T$. "
    assert verdicts(text + r"Then $p(x)^2 = (1 - f(x))^{2T}$.")[-1] != "ill-formed"
