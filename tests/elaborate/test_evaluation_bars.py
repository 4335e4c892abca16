"""Values at points: under a bar, and behind a partial derivative."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

CUBE = "Let $g(x) = x^3$. "
TWO = "Let $f(x,y) = x^2 y$. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CUBE + r"Then $\frac{dg}{dx}\Big|_{x=2} = 12$.", "proved"),
        (CUBE + r"Then $\left.\frac{dg}{dx}\right|_{2} = 12$.", "proved"),
        (CUBE + r"Then $\left.\frac{dg}{dx}\right|_{x=2} = 6$.", "refuted"),
        (TWO + r"Then $\left.\frac{\partial f}{\partial x}\right|_{(1,2)} = 4$.", "proved"),
        (TWO + r"Then $\left.\frac{\partial f}{\partial x}\right|_{(x,y)=(1,2)} = 4$.", "proved"),
        (TWO + r"Then $\left.\frac{\partial f(x,y)}{\partial x}\right|_{x=1,y=2} = 4$.", "proved"),
        (TWO + r"Then $\frac{\partial f}{\partial x}(1,2) = 4$.", "proved"),
        (TWO + r"Then $\frac{\partial f}{\partial x}(1,2) = 2$.", "refuted"),
        (TWO + r"Then $\frac{\partial f}{\partial x}(0,y) = 0$.", "proved"),
        (r"Let $A$ be square. Then $\frac{d}{dt}\Big|_{t=0} \det(I+tA) = \operatorname{tr}(A)$.", "tested"),
        (r"Let $P = nRT/V$. Then $\left.\frac{\partial P}{\partial V}\right|_{T} = -\frac{P}{V}$.", "unchecked"),
    ],
)
def test_values_at_points(text: str, expected: str) -> None:
    assert verdicts(text)[-1] == expected


def test_numbered_derivatives() -> None:
    text = r"Let $f : \mathbb{R} \to \mathbb{R}$ be smooth. Then "
    assert verdicts(text + r"$f^{(4)}(x) = \frac{d^4}{dx^4} f(x)$.") == ["proved"]
    expansion = r"$\frac{f(x+h)-2f(x)+f(x-h)}{h^2} = f''(x)+\frac{h^2}{12}f^{(4)}(x)+O(h^4)$."
    assert verdicts(text + expansion) == ["proved"]
    assert verdicts("Assume $f\\in C^6$ near $x$. Then " + expansion) == ["proved"]


def test_remainders_in_a_chain() -> None:
    first = r"\sqrt{1+x} = 1+\frac12x+\frac{\frac12\left(-\frac12\right)}{2!}x^2+O(x^3)"
    assert verdicts(rf"$${first} = 1+\frac{{x}}{{2}}-\frac{{x^2}}{{8}}+O(x^3)$$") == ["proved", "proved"]
    assert verdicts(rf"$${first} = 1+\frac{{x}}{{2}}-\frac{{x^2}}{{4}}+O(x^3)$$") == ["proved", "refuted"]
    assert verdicts(r"We have $x^{3/2} + x = x + O(x^2)$.", ("algebra", "modular", "sympy", "numeric")) == ["unchecked"]
    two = r"If $f(x) = x + O(x^2)$ and $g(x) = x + O(x^2)$, then $f(x) - g(x) = O(x^2)$."
    assert "refuted" not in verdicts(two)
