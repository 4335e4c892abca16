"""Equations up to a constant."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

GIVEN = r"Let $\mathbf w \in \mathbb R^M$, $\Phi\in\mathbb R^{N\times M}$, $\mathbf y\in\mathbb R^N$ and $\alpha, \beta$ constants. Of the posterior we know that "
FIRST = (
    r"\log p(\mathbf w\mid\mathbf y)=-\frac\beta2\|\mathbf y-\Phi\mathbf w\|^2-\frac\alpha2\|\mathbf w\|^2+\text{const}"
)
SQUARE = r"\ln q(\mu) = -\frac{1}{2\sigma^2} (x - \mu)^2 + \mathrm{const} = -\frac{1}{2\sigma^2}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"{GIVEN}$${FIRST} = -\frac12\,\mathbf w^\top(\beta\Phi^\top\Phi+\alpha\mathbf I)\mathbf w+\beta\,\mathbf w^\top\Phi^\top\mathbf y+\text{{const}}$$", ["proved"]),
        (rf"{GIVEN}$${FIRST} = -\frac12\,\mathbf w^\top(\beta\Phi^\top\Phi+\alpha\mathbf I)\mathbf w-\beta\,\mathbf w^\top\Phi^\top\mathbf y+\text{{const}}$$", ["refuted"]),
        (rf"We have $${SQUARE} (\mu^2 - 2 x \mu) + \mathrm{{const.}}$$", ["proved"]),
        (rf"We have $${SQUARE} (\mu^2 - x \mu) + \mathrm{{const.}}$$", ["refuted"]),
        (r"We have $$a + \mathrm{const} = b + \mathrm{const}$$", []),
        (r"We have $$\ln q(\mu) = -\frac{1}{2} (x - \mu)^2 + \mathrm{const}$$", []),
    ],
)  # fmt: skip
def test_up_to_a_constant(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected


NORMAL = r"p(\mu \mid x) \propto \exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)"
BETA = r"The posterior is $$p(\theta \mid y) \propto \theta^{y} (1-\theta)^{n-y} \theta^{a-1} (1-\theta)^{b-1} \propto"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"We have $${NORMAL} \propto \exp\left(-\frac{{\mu^2 - 2 x \mu}}{{2\sigma^2}}\right)$$", ["proved"]),
        (rf"We have $${NORMAL} \propto \exp\left(-\frac{{\mu^2 - x \mu}}{{2\sigma^2}}\right)$$", ["refuted"]),
        (rf"We have $${NORMAL} = \exp\left(-\frac{{\mu^2 - 2 x \mu + x^2}}{{2\sigma^2}}\right)$$", ["proved"]),
        (rf"{BETA} \theta^{{y+a-1}} (1-\theta)^{{n-y+b-1}}$$", ["tested"]),
        (rf"{BETA} \theta^{{y+a}} (1-\theta)^{{n-y+b-1}}$$", ["unchecked"]),
        (r"The posterior is $$p(w \mid y) \propto e^{-(y - w x)^2} e^{-w^2} \propto e^{-w^2 (x^2 + 1) + w x y}$$", ["refuted"]),
        (r"By Bayes' theorem $$p(\theta \mid y) \propto p(y \mid \theta) p(\theta)$$", []),
        # a likelihood is one up to factors without its parameter
        (r"The likelihood is $$p(y \mid \theta) \propto \frac{1}{y!} \theta^{y} e^{-\theta} \propto \theta^{y} e^{-\theta}$$", ["unchecked"]),
        (r"The log-likelihood is $$\log p(x \mid \mu) = -\frac12 (x-\mu)^2 + x^2 + \text{const} = -\frac12 (x-\mu)^2 + \text{const}$$", ["unchecked"]),
    ],
)  # fmt: skip
def test_up_to_a_factor(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\nabla_m \ell = \sum_{i=1}^n P (v_i - m)", "proved"),
        (r"\nabla_m \ell = - \sum_{i=1}^n P (v_i - m)", "refuted"),
        (r"\nabla_m \ell(m) = P \sum_{i=1}^n v_i - n P m", "proved"),
    ],
)
@pytest.mark.parametrize("word", [r"\text{const}", r"\mathrm{const.}", r"\text{constant}"])
def test_what_is_given_up_to_a_constant_has_slopes(claim: str, expected: str, word: str) -> None:
    given = rf"Let $P$ be symmetric. The log-likelihood is $$\ell(m) = -\frac12 \sum_{{i=1}}^n (v_i - m)^T P (v_i - m) + {word}.$$"
    assert verdicts(f"{given}\n\nThen $${claim}.$$\n") == [expected]


def test_two_constants_in_words_are_not_one() -> None:
    text = "We have $$a = 3 + \\text{const}$$ and $$b = 3 + \\text{const}.$$ Hence $$a = b.$$\n"
    assert verdicts(text)[-1] not in ("proved", "tested", "refuted")
    values = "Let $\\ell(m) = -m^2 + \\text{const}$. Then $\\ell(2) = -4$.\n"
    assert "refuted" not in verdicts(values) and "proved" not in verdicts(values)
