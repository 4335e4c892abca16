"""Two laws of one number that bear names."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_ALL = ("algebra", "modular", "reals", "sympy", "numeric")
_CONFIRMED = {"proved", "tested", "supported"}

_TEXT = r"""Let $X$ be a random variable and let two distributions $P$ and $Q$ be given by

$$
\begin{split}
P: \; X &\sim %s \\
Q: \; X &\sim %s .
\end{split}
$$

Then the Kullback-Leibler divergence of $P$ from $Q$ is

$$ \mathrm{KL}[P \, || \, Q] = %s . $$
"""


@pytest.mark.slow
def test_the_divergence_of_two_laws_is_a_claim() -> None:
    laws = (r"\mathrm{Poiss}(c)", r"\mathrm{Poiss}(d)")
    assert set(verdicts(_TEXT % (*laws, r"c \ln \frac{c}{d} - c + d"), _ALL)) <= _CONFIRMED
    assert not set(verdicts(_TEXT % (*laws, r"c \ln \frac{c}{d} + c - d"), _ALL)) & _CONFIRMED
    assert not set(verdicts(_TEXT % (*laws, r"d \ln \frac{d}{c} - d + c"), _ALL)) & _CONFIRMED


def test_their_densities_bear_their_names() -> None:
    laws = (r"\mathrm{Bern}(c)", r"\mathrm{Bern}(d)")
    sums = r"\sum_{x \in \{0, 1\}} p(x) \ln \frac{p(x)}{q(x)} \\ &= p(X=0) \ln \frac{p(X=0)}{q(X=0)} + p(X=1) \ln \frac{p(X=1)}{q(X=1)} \\ &= "
    right, wrong = r"c \ln \frac{c}{d} + (1-c) \ln \frac{1-c}{1-d}", r"c \ln \frac{c}{d} + (1-c) \ln \frac{1-d}{1-c}"
    text = _TEXT.replace("[P \\, || \\, Q] = %s", "[P \\, || \\, Q] &= %s").replace(
        "$$ \\math", "$$ \\begin{split} \\math"
    )
    text = text.replace(" . $$", " \\end{split} $$")
    found = verdicts(text % (*laws, sums + right), _ALL)
    assert found and set(found) <= _CONFIRMED
    assert verdicts(text % (*laws, sums + wrong), _ALL)[-1] not in _CONFIRMED


def test_laws_with_other_supports_are_not_compared() -> None:
    text = _TEXT % (r"\mathcal{U}(c, d)", r"\mathcal{U}(e, f)", r"\ln \frac{f - e}{d - c}")
    assert not set(verdicts(text, _ALL)) & _CONFIRMED


def test_sums_over_listed_numbers() -> None:
    assert verdicts(r"$$ \sum_{k \in \{0, 1, 2\}} x^k = 1 + x + x^2 $$") in (["proved"], ["tested"])
    assert verdicts(r"$$ \sum_{k \in \{1, 2, \ldots, n\}} a = n a $$") in (["proved"], ["tested"])
    assert verdicts(r"$$ \sum_{k \in \{0, 2\}} x^k = 1 + x + x^2 $$") == ["unchecked"]


NORMALS = (
    r"Let $m, s \in \mathbb{R}^d$ with all $s_j > 0$, $q_\phi(z|x) = \mathcal{N}(z; m, \operatorname{diag}(s^2))$ and $p(z) = \mathcal{N}(0, I)$. "
    r"We do not need sampling for it: $$D_{KL}(q_\phi(z|x) \,\|\, p(z)) = \frac12 \sum_{j=1}^d (%s)$$"
)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (r"m_j^2 + s_j^2 - 1 - \log s_j^2", "tested"),
        (r"m_j^2 + s_j^2 - 1 - 2 \log s_j", "tested"),
        (r"m_j^2 + s_j^2 - 1 - \log s_j", "refuted"),
        (r"m_j^2 - s_j^2 - 1 - \log s_j^2", "refuted"),
    ],
)
def test_the_divergence_of_normal_densities(terms: str, expected: str) -> None:
    assert verdicts(NORMALS % terms) == [expected]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"D_{\mathrm{KL}}(q(z) \| p(z)) = \frac12 (s^2 + m^2 - 1 - \log s^2)", "proved"),
        (r"D_{\mathrm{KL}}(p(z) \| q(z)) = \frac12 (s^2 + m^2 - 1 - \log s^2)", "refuted"),
        (
            r"\mathrm{KL}(\mathcal{N}(0, 1) \| \mathcal{N}(m, s^2)) = \frac12 (\frac{1 + m^2}{s^2} - 1 + \log s^2)",
            "proved",
        ),
    ],
)
def test_the_divergence_of_normal_densities_of_a_number(formula: str, expected: str) -> None:
    text = r"Let $m$ and $s > 0$ be numbers, $q(z) = \mathcal{N}(z; m, s^2)$ and $p(z) = \mathcal{N}(z; 0, 1)$. Then "
    assert verdicts(f"{text}$${formula}$$") == [expected]


def test_a_density_that_is_given_twice_has_no_divergence_in_closed_form() -> None:
    text = r"Let $q(z) = \mathcal{N}(z; m, s^2)$ and $p(z) = \mathcal{N}(z; 0, 1)$. In another model $q(z) = \mathcal{N}(z; 0, s)$. "
    claim = r"Then $\mathrm{KL}(q(z) \| p(z)) = \frac12 (s^2 + m^2 - 1 - \log s^2)$."
    assert not {"proved", "tested", "refuted"} & set(verdicts(text + claim))


@pytest.mark.parametrize(("factor", "expected"), [("", "tested"), ("2", "refuted")])
def test_a_law_without_its_point_is_a_density_at_what_it_is_said_of(factor: str, expected: str) -> None:
    text = r"Let $z \in \mathbb{R}^d$ and $p(z) = \mathcal{N}(0, I)$. Then $$\log p(z) = -\frac{d}{2} \log(2\pi) - \frac12 %s z^T z$$"
    assert verdicts(text % factor) == [expected]


def test_what_follows_from_a_divergence_that_is_not_negative() -> None:
    text = r"""Let $g(x)$ be the probability density function of a distribution and let $f(x)$ be an arbitrary probability density function. Consider the divergence

$$0 \leq \mathrm{KL}[f||g] = \int_{\mathcal{X}} f(x) \log f(x) \, \mathrm{d}x - \int_{\mathcal{X}} f(x) \log g(x) \, \mathrm{d}x .$$

Suppose that

$$\int_{\mathcal{X}} f(x) \log g(x) \, \mathrm{d}x = -c .$$

Then

$$\int_{\mathcal{X}} f(x) \log f(x) \, \mathrm{d}x %s c \geq 0 .$$
"""
    engines = ("algebra", "modular", "reals")
    assert verdicts(text % "+", engines)[-1] == "proved"
    assert verdicts(text % "-", engines)[-1] not in ("proved", "tested")
