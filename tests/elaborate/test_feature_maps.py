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
