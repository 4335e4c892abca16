"""A law behind a list of names: `X, Y \\sim N(0, 1)`."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Let $U, V \sim \mathcal{N}(m, s^2)$ be independent. Then $\mathrm{Var}(U - V) = 2 s^2$.", "proved"),
        (r"Let $U, V \sim \mathcal{N}(m, s^2)$ be independent. Then $\mathrm{Var}(U - V) = 0$.", "unchecked"),
        (r"Let $U, V \sim \mathcal{N}(m, s^2)$. Then $E[U - 3 V] = -2 m$.", "proved"),
        (r"Let $U, V \sim \mathcal{N}(m, s^2)$. Then $E[U - 3 V] = 2 m$.", "unchecked"),
        (r"Let $U, V \sim \mathcal{N}(m, s^2)$. Then $E[U V] = m^2$.", "unchecked"),
        (r"Let $U, V \overset{iid}{\sim} \mathcal{N}(m, s^2)$. Then $E[U V] = m^2$.", "proved"),
        (r"Let $g(t) = c + d t$ with independent $c, d \sim \mathcal{N}(0, 1)$. Then $E[g(s) g(t)] = 1 + s t$.", "proved"),
        (r"Let $g(t) = c + d t$ with independent $c, d \sim \mathcal{N}(0, 1)$. Then $E[g(s) g(t)] = s t$.", "unchecked"),
        (r"Let $X_1, \dots, X_n \sim \mathcal{N}(m, s^2)$ be independent. Then $\mathrm{Var}(\sum_i X_i) = n s^2$.", "proved"),
        (r"Let $X_1, \dots, X_n \sim \mathcal{N}(m, s^2)$. Then $\mathrm{Var}(\sum_i X_i) = n s^2$.", "unchecked"),
    ],
)  # fmt: skip
def test_each_of_a_list_has_the_law(text: str, expected: str) -> None:
    assert verdicts(text)[-1:] == [expected]


def test_a_law_of_vectors_may_be_that_of_all_together() -> None:
    text = r"Let $u_1, u_2 \sim \mathcal{N}(\mu, \Sigma)$ be independent random vectors. Then $E[u_2] = \mu$."
    assert verdicts(text)[-1:] not in (["proved"], ["tested"])
