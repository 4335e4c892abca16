"""Letters of layers that the text does not introduce as such, components of samples, and indices that differ without a word."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SOFTMAX = r"For the activations of a layer let $$a_i^L = \frac{e^{z_i^L}}{\sum_j e^{z_j^L}}.$$ Then "
NETWORK = r"In backpropagation, let $z^l = W^l a^{l-1} + b^l$ and $a^l = \sigma(z^l)$ where $\sigma$ acts elementwise. Let $\delta^l = \frac{\partial C}{\partial z^l}$. Then "
SQUARES = (
    r"Let $h_\theta(x) = \theta^T x$ and $J(\theta) = \frac{1}{2}\sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)})^2$. Then "
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"{SOFTMAX}$$\frac{{\partial a_i^L}}{{\partial z_i^L}} = a_i^L (1 - a_i^L)$$", "proved"),
        (rf"{SOFTMAX}$$\frac{{\partial a_i^L}}{{\partial z_i^L}} = a_i^L (1 + a_i^L)$$", "refuted"),
        (rf"{NETWORK}$$\frac{{\partial C}}{{\partial W^l}} = \delta^l (a^{{l-1}})^T$$", "proved"),
        (rf"{SQUARES}$$\frac{{\partial J}}{{\partial \theta_j}} = \sum_{{i=1}}^m (h_\theta(x^{{(i)}}) - y^{{(i)}}) x_j^{{(i)}}$$", "proved"),
        (rf"{SQUARES}$$\frac{{\partial J}}{{\partial \theta_j}} = \sum_{{i=1}}^m (y^{{(i)}} - h_\theta(x^{{(i)}})) x_j^{{(i)}}$$", "refuted"),
        (r"With activations $q$ and $r$ in $(0,1)$, $$(1 - q) \sum_{l=0}^{n} q^l = 1 - q^{n+1}, \quad (1 - r) \sum_{l=0}^{n} r^l = 1 - r^{n+1}$$", "tested"),
    ],
)  # fmt: skip
def test_layers_and_samples(text: str, expected: str) -> None:
    assert set(verdicts(text)) == {expected}


FAMILY = r"Let $$a_i = \frac{e^{z_i}}{\sum_j e^{z_j}}.$$ Then $$\frac{\partial a_j}{\partial z_i} = - a_i a_j$$"


def test_indices_that_differ_without_a_word() -> None:
    assert verdicts(FAMILY) == ["conditional"]
    again = r"$$\frac{\partial a_j}{\partial z_i} = \frac{- e^{z_j} e^{z_i}}{(\sum_k e^{z_k})^2}$$"
    assert "refuted" not in verdicts(f"{FAMILY} where $j \\ne i$.\n\nProof: {again}")
    assert verdicts(FAMILY.replace("- a_i a_j", "- a_i")) == ["refuted"]
