"""What a few words before a display say: lists of what is given, properties of several letters, laws beside other variables."""

from __future__ import annotations

import pytest

from tests.judged import said, verdicts

GOOD = {"proved", "tested", "supported"}


@pytest.mark.parametrize(
    "text, verdict",
    [
        (r"$f(w) = \frac{w^T S w}{w^T M w}$, $S,M$ symmetric, $M$ positive definite. $$\nabla f(w) = \frac{2 S w (w^T M w) - 2 M w (w^T S w)}{(w^T M w)^2}$$", "proved"),
        (r"$A, B, C$ symmetric. $$A^T B^T C^T = A B C$$", "proved"),
        (r"Let $A, B, C$ be symmetric. $$A^T B^T C^T = A B C$$", "proved"),
        (r"$A = B C$, $C, D, E$ symmetric. $$A^T = C B^T$$", "proved"),
        (r"$A = B C$, $C, D, E$ symmetric. $$A^T = A$$", "conditional"),
    ],
)  # fmt: skip
def test_a_property_is_said_of_each_letter_before_it(text: str, verdict: str) -> None:
    assert verdicts(text) == [verdict]


def test_full_orthogonal_factors_are_square() -> None:
    head = r"SVD $A = U S V^T$, $A \in \mathbb{R}^{m \times n}$, $U, V$ orthogonal. "
    assert verdicts(head + "$$A A^T = U S S^T U^T$$") == ["proved"]
    assert not GOOD & set(said(head + "$$A A^T = U S^T S U^T$$"))


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"Let $\epsilon$ be independent of $z$ with mean $0$ and variance $s^2$. Then $E[\epsilon^2] = s^2$.", "proved"),
        (r"The noise $e$ is uncorrelated with $x$ and has mean zero and variance $s^2$. Then $E[e^2] = s^2$.", "proved"),
        (r"$f$ deterministic, $\epsilon$ independent of $\hat f$ with mean $0$ and variance $s^2$, $y = f + \epsilon$. $$E[(y - \hat f)^2] = s^2 + \mathrm{Var}[\hat f] + (f - E[\hat f])^2$$", "proved"),
        (r"Let $u$ and $v$ be independent of $w$ and have mean $0$. Then $E[u w] = 0$.", "proved"),
        (r"Suppose $X$ has mean $\mu$ and variance $s^2$. Then $E[X^2] = \mu^2 + s^2$.", "proved"),
        (r"$X_1, \dots, X_n$ iid with mean $\mu$ and variance $s^2$, $\bar X = \frac1n \sum_{i=1}^n X_i$. $$\mathrm{Var}(\bar X) = s^2/n$$", "proved"),
    ],
)  # fmt: skip
def test_moments_are_those_of_what_the_sentence_speaks_of(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        r"Let $\epsilon$ be independent of $z$ with mean $0$ and variance $s^2$. Then $E[z^2] = s^2$.",
        r"Let $u$ and $v$ be independent of $w$ with mean $0$. Then $E[u v] = 0$.",
        r"The columns of $X$ have mean $0$. Then $E[X] = 0$.",
        r"The error of $X$ has mean $m$ and variance $s^2$. Then $E[X^2] = m^2 + s^2$.",
        r"The difference of $X$ and $Y$ has mean $m$. Then $E[Y] = m$.",
    ],
)
def test_and_not_those_of_another(text: str) -> None:
    assert not GOOD & set(said(text))


@pytest.mark.parametrize(
    "text, verdict",
    [
        (r"Suppose $X$ has mean $\mu$ and variance $\sigma^2$. Then $E[X^2] = \mu^2 - \sigma^2$.", "refuted"),
        (r"$x \sim \mathcal{N}(m, S)$ in $\mathbb{R}^n$, $A \in \mathbb{R}^{n \times n}$. $$E[x^T A x] = \mathrm{tr}(A S) + m^T m$$", "refuted"),
        (r"$x \sim \mathcal{N}(m, S)$ in $\mathbb{R}^n$, $A \in \mathbb{R}^{n \times n}$. $$E[x^T A x] = \mathrm{tr}(A S) + m^T A m$$", "proved"),
        # what is said of the distribution beside its moments may tie them
        (r"Let $X$ be binary with mean $p$ and variance $v$. Then $E[X^2] = p$.", "unchecked"),
        # a third moment is not settled by the first two: this may be a condition
        (r"Suppose $X$ has mean $\mu$ and variance $s^2$. Then $E[X^3] = \mu$.", "unchecked"),
    ],
)  # fmt: skip
def test_what_mean_and_variance_settle_is_claimed(text: str, verdict: str) -> None:
    assert verdicts(text) == [verdict]


@pytest.mark.parametrize(
    "text, verdict",
    [
        (r"$\|x\| = \|y\| = 1$, $x, y \in \mathbb{R}^n$. $$\|x - y\|^2 = 2 - 2 x^T y$$", "proved"),
        (r"$a + b = 1$, $a, b > 0$. $$(a + b)^2 = 1$$", "proved"),
        (r"$p_k \ge 0$, $\sum_{k=1}^K p_k = 1$. $$\sum_{k=1}^K 2 p_k = 2$$", "proved"),
    ],
)
def test_an_equation_in_a_list_of_what_is_given_is_given(text: str, verdict: str) -> None:
    assert verdicts(text) == [verdict]


def test_an_identity_in_such_a_list_is_claimed() -> None:
    assert verdicts(r"$(a + b)^2 = a^2 + b^2$, $a, b > 0$.") == ["refuted"]
    assert verdicts(r"$(a + b)^2 = a^2 + 2 a b + b^2$, $a, b > 0$.") == ["proved"]


_CROSS = r"The cross entropy is $H(p, q) = -\sum_i p_i \log q_i$ and the entropy is $H(p) = -\sum_i p_i \log p_i$. "


@pytest.mark.parametrize(
    "text, expected",
    [
        (_CROSS + r"Then $\sum_i p_i \log \frac{p_i}{q_i} = H(p, q) - H(p)$.", ["proved"]),
        (_CROSS + r"Then $\sum_i p_i \log \frac{p_i}{q_i} = H(p) - H(p, q)$.", ["refuted"]),
        (r"Let $f(x, y) = x^2 + y$ and $f(x) = x^2 + x$. Then $f(x) = f(x, x)$.", ["proved"]),
    ],
)
def test_functions_with_one_letter_by_their_arguments(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"$p_k \ge 0$, $\sum_{k=1}^K p_k = 1$. $$\sum_{k=1}^K \sum_{k' \neq k} p_k p_{k'} = 1 - \sum_{k=1}^K p_k^2$$", "proved"),
        (r"$p_k \ge 0$, $\sum_{k=1}^K p_k = 1$. $$\sum_{k=1}^K \sum_{k' \neq k} p_k p_{k'} = 1 + \sum_{k=1}^K p_k^2$$", "refuted"),
        (r"Let $Z = \sum_{j^\prime=1}^n e^{x_{j^\prime}}$ and $p_j = e^{x_j}/Z$. Then $\frac{\partial Z}{\partial x_j} = Z p_j$.", "proved"),
    ],
)  # fmt: skip
def test_primed_indices(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


_TWO_LAYERS = (
    r"$E = \frac12 \|U \sigma(V x + b) - t\|^2$, $V \in \mathbb{R}^{h \times d}$, $U \in \mathbb{R}^{k \times h}$. "
)


@pytest.mark.parametrize(
    "claim, good",
    [
        (r"\frac{\partial E}{\partial U} = (U \sigma(V x + b) - t) \sigma(V x + b)^T", True),
        (r"\frac{\partial E}{\partial b} = \sigma'(V x + b) \odot U^T (U \sigma(V x + b) - t)", True),
        (r"\frac{\partial E}{\partial U} = (t - U \sigma(V x + b)) \sigma(V x + b)^T", False),
        (r"\frac{\partial E}{\partial b} = U^T (U \sigma(V x + b) - t)", False),
    ],
)
def test_an_activation_between_two_matrices(claim: str, good: bool) -> None:
    assert (verdicts(f"{_TWO_LAYERS}$${claim}$$") == ["proved"]) is good


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"Let $A \in \mathbb{R}^{n \times n}$ and $x, b \in \mathbb{R}^n$ with $A x = b$. Let $x_{k+1} = x_k + a (b - A x_k)$ and $e_k = x_k - x$. Then $e_{k+1} = (I - a A) e_k$.", "proved"),
        (r"$f(x) = \frac12 x^T Q x - b^T x$, $x, b \in \mathbb{R}^n$, $Q \in \mathbb{R}^{n \times n}$ symmetric, $g_k = Q x_k - b$, $x_{k+1} = x_k - a g_k$. $$\frac{d}{da} f(x_k - a g_k) = -g_k^T g_k + a g_k^T Q g_k$$", "proved"),
        (r"$\hat\beta = (X^T X)^{-1} X^T y$, $y = X \beta + \epsilon$, $E[\epsilon] = 0$, $\mathrm{Cov}(\epsilon) = \sigma^2 I$. $$\mathrm{Cov}(\hat\beta) = \sigma^2 (X^T X)^{-1}$$", "proved"),
        (r"$f(b) = \sum_{i=1}^m (y_i - b^T \hat x_i)^2$, $b, \hat x_i \in \mathbb{R}^d$. $$\nabla f(b) = -2 \sum_{i=1}^m (y_i - b^T \hat x_i) \hat x_i$$", "proved"),
    ],
)  # fmt: skip
def test_vectors_that_are_known_by_what_comes_later(text: str, expected: str) -> None:
    assert verdicts(text)[-1] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"$A = \sum_{i=1}^n a_i u_i u_i^T$, where the $u_i$ are orthonormal. $$A^2 = \sum_{i=1}^n a_i^2 u_i u_i^T$$", ["proved"]),
        (r"$A$ symmetric with $A = \sum_{i=1}^n a_i u_i u_i^T$, $u_i$ orthonormal. $$A^2 = \sum_{i=1}^n a_i u_i u_i^T$$", ["refuted"]),
        (r"$a_1, \dots, a_n > 0$. $$\log \prod_{i=1}^n a_i = \prod_{i=1}^n \log a_i$$", ["refuted"]),
        (r"$a_1, \dots, a_n > 0$. $$\log \prod_{i=1}^n a_i = \sum_{i=1}^n \log a_i$$", ["tested"]),
        (r"$C = A B$, $A \in \mathbb{R}^{m \times k}$, $B \in \mathbb{R}^{k \times n}$. $$C_{ij} = \sum_{l=1}^k A_{il} B_{lj}$$", ["proved"]),
        (r"$C = A B$, $A \in \mathbb{R}^{m \times k}$, $B \in \mathbb{R}^{k \times n}$. $$C_{ij} = \sum_{l=1}^k A_{il} B_{jl}$$", ["refuted"]),
        (r"Let $\operatorname{Cov}(X) = \Sigma$ and $Y = A X + b$. Then $\operatorname{Cov}(Y) = A \Sigma A^T$.", ["proved"]),
    ],
)  # fmt: skip
def test_families_entries_and_covariances(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize("claim", ["w_i > 0", r"w_1, \dots, w_n > 0"])
def test_bounds_on_members_that_are_concluded_are_claimed(claim: str) -> None:
    assert said(f"Let $w_i = x_i$. Hence ${claim}$.") == ["defined", "unchecked"]


@pytest.mark.parametrize("claim", [r"\int_0^\infty e^{-x} \, dx = 2", r"\sum_{k=0}^\infty 2^{-k} = 3", "2 + 2 = 5"])
def test_a_value_in_such_a_list_is_claimed(claim: str) -> None:
    assert verdicts(f"${claim}$, $y > 0$.") == ["refuted"]


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"$y = \mathrm{softmax}(z)$, $y_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$. $$\frac{\partial y_i}{\partial z_i} = y_i (1 - y_i)$$", ["proved", "proved"]),
        (r"Let $y = \mathrm{softmax}(z)$. Then $y_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$. $$\frac{\partial y_i}{\partial z_i} = y_i (1 + y_i)$$", ["proved", "refuted"]),
        (r"$y = \mathrm{softmax}(z)$, $y_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$. $$\frac{\partial y_i}{\partial z_i} = y_i (1 + y_i)$$", ["proved", "unchecked"]),
        (r"Let $X \in \mathbb{R}^{n \times d}$ have rank $d$ with QR decomposition $X = Q R$. $$(X^T X)^{-1} X^T = R^{-1} Q^T$$", ["proved"]),
        (r"Let $X = Q R$ be the QR factorisation of $X \in \mathbb{R}^{n \times d}$. Then $X^T X = R R^T$.", ["conditional"]),
    ],
)  # fmt: skip
def test_values_at_each_entry_and_factors_in_words(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected
