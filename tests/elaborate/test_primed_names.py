"""Names with primes that are given by what has none are names of their own; others transpose."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

STEP = r"Let $G \in \mathbb{R}^{n \times n}$ and $u_k \in \mathbb{R}^n$. Put $$u'_{k+1} = u_k + 2 c G u_k, \qquad u_{k+1} = \frac{u'_{k+1}}{\|u'_{k+1}\|_2}.$$ "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (STEP + r"Then $$u'_{k+1} = (I + 2 c G) u_k.$$", "proved"),
        (STEP + r"Then $$u'_{k+1} = (I - 2 c G) u_k.$$", "refuted"),
        (STEP + r"Then $\|u_{k+1}\|_2 = 1$.", "proved"),
        (r"Let $G$ be a matrix with $G' = G$. Then $G^T = G$.", "proved"),
        (r"Let $G$ be an $n \times n$ matrix with $G' = -G$. Then $u^T G u = 0$.", "proved"),
        (r"Let $G$ be an $n \times m$ matrix, $u \in \mathbb{R}^m$ and $v = G u$. Then $v' = u' G'$.", "proved"),
    ],
)
def test_primes(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]
