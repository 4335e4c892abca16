"""A sentence without a verb that opens a section sets out what is spoken of: what it restricts is given."""

from __future__ import annotations

import pytest
from judged import said, verdicts


@pytest.mark.parametrize(("value", "expected"), [("-c v^2", "proved"), ("c v^2", "refuted")])
@pytest.mark.parametrize("head", ["", "# Friction\n\n"])
def test_a_law_at_the_head_is_given(head: str, value: str, expected: str) -> None:
    text = f"{head}Sliding block $m a + c v = 0$, power $P = m a v$.\n\n$$P = {value}$$\n"
    assert verdicts(text) == [expected]


@pytest.mark.parametrize(("claim", "expected"), [("(I - E)^2 = I - E", "proved"), ("(I - E)^2 = I + E", "refuted")])
def test_a_condition_at_the_head_is_given(claim: str, expected: str) -> None:
    text = f"Complement of a projection, $E \\in \\mathbb R^{{n\\times n}}$, $E^2=E$.\n\n$${claim}$$\n"
    assert verdicts(text) == [expected]


def test_a_gradient_uses_symmetry_at_the_head() -> None:
    text = "Quotient $q(x) = \\frac{x^T M x}{x^T x}$, $M = M^T$, $x \\neq 0$.\n\n$$\\nabla q(x) = \\frac{2}{x^T x} (M x - %s x)$$\n"
    assert verdicts(text % "q(x)") == ["proved"]
    assert verdicts(text % "2 q(x)") == ["refuted"]


def test_what_says_something_false_at_the_head_is_still_wrong() -> None:
    assert verdicts("Square of a sum, $(a + b)^2 = a^2 + b^2$.\n") == ["refuted"]


@pytest.mark.parametrize(
    "text",
    [
        "The block slows down. Sliding block $m a + c v = 0$, power $P = m a v$.",
        "The block slides as $m a + c v = 0$ says, power $P = m a v$.",
    ],
)
def test_what_words_say_or_what_stands_later_is_not(text: str) -> None:
    assert "proved" not in said(f"{text}\n\n$$P = -c v^2$$\n")


def test_a_differential_along_what_is_given_is_not_refuted() -> None:
    """On the sphere both sides are zero."""
    assert verdicts("Unit sphere $x^T x = 1$, $x \\in \\mathbb R^n$.\n\n$$d(x^T x) = x^T dx$$\n") == ["unchecked"]


def test_an_order_between_two_things_is_not_given() -> None:
    engines = ("algebra", "modular", "reals", "numeric")
    assert said("For $v \\in \\mathbb{R}^n$, $\\|v\\|_\\infty \\leq 2 \\|v\\|_2$.", engines)[-1] in (
        "proved",
        "supported",
    )
    text = "Products of numbers, $2 s t \\geq t + s$.\n\n$$2 s t - t - s \\geq 0$$\n"
    assert not {"proved", "tested", "supported"} & set(said(text, engines))
