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


IN_BRACKETS = r"""For all layers of the network
$$Z^{[\ell]} = A^{[\ell-1]} W^{[\ell]}$$

"""


@pytest.mark.parametrize("sign", [r"^{[\ell]T}", r"^{[\ell]\top}", r"^{[\ell]}"])
def test_layers_in_square_brackets(sign: str) -> None:
    turned = rf"W{sign}" if "T" in sign or "top" in sign else rf"{{W{sign}}}^T"
    claim = r"$$\frac{dE}{dA^{[\ell-1]}} = \frac{dE}{dZ^{[\ell]}} "
    assert verdicts(IN_BRACKETS + claim + turned + "$$") == ["proved"]
    assert verdicts(IN_BRACKETS + claim + r"W^{[\ell]}$$") != ["proved"]


GRADIENTS = r"In a layer let $z = W x + b$ and $h = f(z)$, where $f$ is applied elementwise and $L$ is the loss. Then "


@pytest.mark.parametrize(
    ("names", "claim", "expected"),
    [
        ("Z = A W", r"\frac{dE}{dA} = \frac{dE}{dZ} W^T", "proved"),
        ("Z = A W", r"\frac{dE}{dA} = \frac{dE}{dZ} W", "conditional"),
        ("z = W a", r"\frac{\partial E}{\partial a} = W^\top \frac{\partial E}{\partial z}", "proved"),
        ("z = W a", r"\frac{\partial E}{\partial a} = W \frac{\partial E}{\partial z}", "conditional"),
    ],
)
def test_the_weights_of_a_network_are_a_matrix(names: str, claim: str, expected: str) -> None:
    assert verdicts(f"A layer of the network computes ${names}$. Hence\n\n$${claim}$$") == [expected]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"\nabla_{z} L = \nabla_{h} L \odot f'(z)", "proved"),
        (r"\nabla_{z} L = \nabla_{h} L \odot f(z)", "refuted"),
        (r"\nabla_{x} L = W^\top (\nabla_{h} L \odot f'(z))", "proved"),
        (r"\nabla_{x} L = W^\top \nabla_{z} L", "proved"),
        (r"\nabla_{x} L = W \nabla_{z} L", "conditional"),
        (r"\nabla_{W} L = \nabla_{z} L \, x^\top", "proved"),
        (r"\nabla_{W} L = x \nabla_{z} L^\top", "unchecked"),
    ],
)
def test_what_is_multiplied_by_a_gradient_is_not_differentiated(claim: str, expected: str) -> None:
    assert verdicts(f"{GRADIENTS}$${claim}$$") == [expected]


def test_the_gradient_of_a_value_is_turned() -> None:
    text = r"Let $f(x) = \frac{1}{2} x^T A x$ with symmetric $A$. Then $$\nabla_x f(x)^T (y - x) = x^T A y - c \, x^T A x$$"
    assert verdicts(text.replace(r"c \,", "")) == ["proved"]
    assert verdicts(text.replace(r"c \,", "2")) == ["refuted"]
