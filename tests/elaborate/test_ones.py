"""The vector of ones by name and in words; pseudo-inverses of capital letters; inner products of what is complex."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (r"Let $e \in \mathbb{R}^n$ be the vector of ones", "e"),
        (r"Let $\mathbf{1} \in \mathbb{R}^n$ be the all-ones vector", r"\mathbf{1}"),
        (r"Denote the vector of all ones by $u \in \mathbb{R}^n$", "u"),
    ],
)
def test_the_vector_of_ones_is_no_free_name(words: str, name: str) -> None:
    text = rf"{words}, and $C = I - \frac{{1}}{{n}} {name} {name}^\top$. Then $C^2 = %s$."
    assert verdicts(text % "C") == ["proved"]
    assert not set(verdicts(text % "2 C")) & _CONFIRMED


def test_pseudo_inverses_of_capital_letters_are_of_matrices() -> None:
    assert not set(verdicts(r"For square $C$ and $D$, possibly singular, $(CD)^+ = D^+ C^+$.")) & _CONFIRMED


def test_inner_products_of_what_is_complex_are_left_alone() -> None:
    text = r"Let $x, y \in \mathbb{C}^n$. Then $\langle x, y \rangle = \langle y, x \rangle$."
    assert not set(verdicts(text)) & _CONFIRMED
    assert verdicts(text.replace("C", "R")) == ["proved"]
