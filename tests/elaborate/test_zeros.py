"""The zero of a vector or a matrix has the shape that is wanted of it, also in products and where it is what a name stands for."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SHAPES = (
    r"Let $G \in \mathbb{R}^{p \times q}$, $H \in \mathbb{R}^{q \times p}$, $u \in \mathbb{R}^p$ and $w \in \mathbb{R}^q$."
    + "\n\n"
)


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"G^\top u + G^\top \mathbf{0} = G^\top u", "proved"),
        (r"G \mathbf{0} H = \mathbf{0}", "proved"),
        (r"w^\top \mathbf{0} u = 0", "proved"),
        (r"w^\top \mathbf{0} = 0", "proved"),
        (r"\mathbf{0}_{p \times q} w = \mathbf{0}", "proved"),
        (r"\mathbf{1}_{p \times q} \mathbf{1}_q = q \mathbf{1}_p", "proved"),
        (r"\mathbf{1}_{p \times q} \mathbf{1}_q = p \mathbf{1}_p", "refuted"),
        (r"G^\top u + G^\top \mathbf{0} = 2 G^\top u", "refuted"),
        (r"G^\top \mathbf{0} = u", "ill-formed"),  # it has q entries
    ],
)
def test_a_bold_zero_in_a_product(formula: str, verdict: str) -> None:
    assert verdicts(f"{SHAPES}$${formula}$$") == [verdict]


def test_a_name_that_is_zero_keeps_its_shape() -> None:
    text = (
        SHAPES
        + r"Let $K = G + H^\top$. Suppose that $G = 0$ and $u = \mathbf{0}$. Then $$K = H^\top, \qquad G^\top u + w = w$$"
    )
    assert verdicts(text) == ["proved", "proved"]


def test_a_member_of_a_family_that_is_zero_has_the_shape_of_the_family() -> None:
    text = r"The states are $s_t \in \mathbb{R}^p$, and $Z_t \in \mathbb{R}^{p \times p}$. Suppose that $s_{t+1} = \mathbf{0}$. Then "
    assert verdicts(text + r"$$Z_t s_{t+1} = Z_t \mathbf{0} = \mathbf{0}$$") == ["proved", "proved"]
    assert verdicts(text + r"$$Z_t s_{t+2} = \mathbf{0}$$") != ["proved"]


def test_the_shape_of_a_zero_may_be_said_later() -> None:
    text = r"Suppose that $v = \mathbf{0}$. Then with $v \in \mathbb{R}^p$ and $G \in \mathbb{R}^{q \times p}$ we have $$G v = \mathbf{0}$$"
    assert verdicts(text) == ["proved"]


def test_a_chain_of_zeros() -> None:
    text = (
        SHAPES
        + r"Suppose that $u = \mathbf{0}$. Then $$\begin{aligned} w + G^\top u &= w + G^\top \mathbf{0} = w \end{aligned}$$"
    )
    assert verdicts(text) == ["proved", "proved"]
    text = (
        SHAPES
        + r"Suppose that $u = \mathbf{0}$ and $w = \mathbf{0}$. Then $$\begin{aligned} r &= w + G^\top u = \mathbf{0} + G^\top \mathbf{0} = \mathbf{0} \end{aligned}$$"
    )
    assert verdicts(text) == ["proved", "proved"]
