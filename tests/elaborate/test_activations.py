"""Functions that act entry by entry, names given at the end of a chain, and what a "where" behind a display gives."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

NETWORK = r"""Let $x \in \mathbb{R}^d$, $W_1 \in \mathbb{R}^{h \times d}$, $b_1 \in \mathbb{R}^h$, $W_2 \in \mathbb{R}^{c \times h}$, $b_2, y \in \mathbb{R}^c$,
$$z_1 = W_1 x + b_1, \quad a_1 = \sigma(z_1), \quad z_2 = W_2 a_1 + b_2, \quad L = \frac12 \|z_2 - y\|^2,$$
where $\sigma$ is applied elementwise. Then

$$\frac{\partial L}{\partial z_2} = z_2 - y =: \delta_2$$

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$$\frac{\partial L}{\partial W_2} = \delta_2 a_1^T$$", "proved"),
        (r"$$\frac{\partial L}{\partial a_1} = W_2^T \delta_2$$", "proved"),
        (r"$$\frac{\partial L}{\partial z_1} = (W_2^T \delta_2) \odot \sigma'(z_1)$$", "proved"),
        (r"$$\frac{\partial L}{\partial W_1} = ((W_2^T \delta_2) \odot \sigma'(z_1)) x^T$$", "proved"),
        (r"$$\frac{\partial L}{\partial z_1} = (W_2^T \delta_2) \odot \sigma(z_1)$$", "refuted"),
        (r"$$\frac{\partial L}{\partial z_1} = W_2^T \delta_2$$", "refuted"),
        (r"$$\frac{\partial L}{\partial W_2} = 2 \delta_2 a_1^T$$", "refuted"),
    ],
)
def test_backpropagation_through_any_activation(claim: str, expected: str) -> None:
    assert verdicts(NETWORK + claim) == ["proved", expected]


def test_the_sigmoid_by_name() -> None:
    text = r"Let $z \in \mathbb{R}^h$ and let $\sigma$ denote the sigmoid function. Then"
    right = r"$$\sigma'(z) = \sigma(z) \odot (1 - \sigma(z)).$$"
    assert verdicts(text + "\n\n" + right) == ["proved"]
    assert verdicts(text.replace("the sigmoid", "an activation") + "\n\n" + right)[0] not in (
        "proved",
        "tested",
        "supported",
    )


WHERE = r"""Let $x_1, \ldots, x_n \in \mathbb{R}^d$. Then
$$\sum_i (x_i - \bar x)(x_i - \bar x)^T = X^T H X$$
where $X \in \mathbb{R}^{n \times d}$ has rows $x_i^T$, $\bar x = \frac1n \sum_i x_i$ and $H = I - \frac1n \mathbf{1} \mathbf{1}^T$.
"""


def test_what_a_where_gives_holds_in_the_display_before_it() -> None:
    assert verdicts(WHERE) == ["proved"]
    assert verdicts(WHERE.replace("X^T H X", "X^T X"))[0] == "refuted"


def test_a_where_that_claims_is_not_given() -> None:
    text = r"Let $A \in \mathbb{R}^{n \times n}$. We have $$A^T A = A^T A$$ where we used that $A = A^T$ and so $A^T A = A A$."
    assert "conditional" in verdicts(text)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"$$\sum_i t_i^2 = \sum_i t_i$$", "proved"),
        (r"$$\sum_i t_i^2 = 2 \sum_i t_i$$", "refuted"),
        (r"$$t_i^3 = t_i^2$$", "proved"),
    ],
)
def test_members_of_a_small_set(claim: str, expected: str) -> None:
    assert verdicts(r"Let $t_i \in \{0, 1\}$ for $i = 1, \ldots, n$." + "\n\n" + claim) == [expected]


def test_a_number_before_the_name_of_a_function_is_no_function() -> None:
    text = (
        "For a real number $v$, the sigmoid function is $s(v) = \\frac{1}{1 + e^{-v}}$. For an example with score $w$ and label $t$, "
        "the logistic loss is smooth.\n\n$$ (t %s v)^2 = t^2 + 2 t v + v^2 $$"
    )
    assert verdicts(text % "+") == ["proved"]
    assert not set(verdicts(text % "-")) & {"proved", "tested", "supported"}


def test_a_known_function_that_is_applied_entry_by_entry() -> None:
    text = (
        r"Let $z \in \mathbb{R}^h$ and $a = \sigma(z)$ with the sigmoid $\sigma$ applied elementwise, $y = W a + b$ and $L = \frac{1}{2} \|y - t\|^2$. "
        r"Then $\frac{\partial L}{\partial z} = (W^T (y - t)) \odot a \odot (1 %s a)$."
    )
    assert verdicts(text % "-") == ["proved"]
    assert verdicts(text % "+") == ["refuted"]
    general = verdicts((text % "-").replace("the sigmoid", "the activation"))
    assert not set(general) & {"proved", "tested", "supported"}
