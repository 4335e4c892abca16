"""What ordinary pages of homework and lecture notes say beside their formulas."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # nothing is left to be given where all is known
        (r"Let $f(x) = x^3 - 3x + 1$. It has a local minimum at $x = 1$ with $f(1) = 5$. Then $$f(1) = 6$$", ["refuted", "refuted"]),
        (r"Let $f(x) = x^3 - 3x + 1$, with $f(1) = -1$. Then $$f(1) + 1 = 0$$", ["proved", "proved"]),
        (r"Let $A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$ with $\det A = 2$. Then $$\det A + 1 = 3$$", ["refuted", "refuted"]),
        (r"Let $A$ be a $2 \times 2$ matrix with $\det A = 2$. Then $$\det A + 1 = 3$$", ["proved"]),
        (r"Let $f(x) = \frac12 x^TQx - b^Tx$ with $Q \succ 0$. The minimiser is $x^* = Q^{-1}b$ with value $f(x^*) = \frac12 b^TQ^{-1}b$.", ["refuted"]),
        (r"Let $f(x) = \frac12 x^TQx - b^Tx$ with $Q \succ 0$. The minimiser is $x^* = Q^{-1}b$ with value $f(x^*) = -\frac12 b^TQ^{-1}b$.", ["proved"]),
        (r"Let $A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$." "\n\n" r"Symmetric matrices are those with $A = A^\top$. Then $$A^\top x = A x$$", ["proved"]),
        # a distribution with the letter of the number
        (r"Let $\pi^T P = \pi^T$. Then $$\pi^T P^2 = \pi^T$$", ["proved"]),
        (r"Let $\pi^T P = \pi^T$. Then $$\pi^T P^2 = 2 \pi^T$$", ["refuted"]),
        (r"$$\frac{d}{dr} \pi r^2 = 2 \pi r$$", ["proved"]),
        # curves are named by their equations
        (r"The area between $y = x$ and $y = x^2$ is small. $$(x - y)^2 = x^2 - 2 x y + y^2$$", ["proved"]),
        (r"On the line $y = x$ we have $$x^2 + y^2 = 2 x^2$$", ["proved"]),
        # moments of all that are listed
        (r"Let $U, V$ be independent with mean $0$ and variance $1$, and let $W = \rho U + \sqrt{1-\rho^2} V$. Then $$\mathrm{Cov}(U, W) = \rho$$", ["proved"]),
        (r"Let $U$ and $V$ be independent with mean $\mu$ and variance $\sigma^2$. Then $$\mathrm{Var}(U - V) = 2\sigma^2$$ $$E[U V] = \mu^2$$", ["proved", "proved"]),
        (r"Let $U$ and $V$ be random variables with mean $\mu$ and variance $\sigma^2$. Then $$\mathrm{Var}(U - V) = 2\sigma^2$$", ["unchecked"]),
        (r"Let $a$ be a number and $X$ a random variable with mean $\mu$. Then $$E[a] = \mu$$", ["unchecked"]),
    ],
)  # fmt: skip
def test_ordinary_sentences(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected
