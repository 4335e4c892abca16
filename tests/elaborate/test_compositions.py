"""One function after another."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

TWO = r"Let $f,g:\mathbb R\to\mathbb R$ be twice continuously differentiable and $h=f\circ g$. Then "


def test_the_chain_rule_for_a_named_composition() -> None:
    assert verdicts(TWO + r"$h'(t) = f'(g(t))g'(t)$.") == ["proved"]
    assert verdicts(TWO + r"$h''(t) = f''(g(t))\,(g'(t))^2+f'(g(t))\,g''(t)$.") == ["proved"]
    assert verdicts(TWO + r"$h''(t) = f''(g(t))\,g'(t)+f'(g(t))\,g''(t)$.") == ["refuted"]


def test_a_circle_between_matrices_is_a_product() -> None:
    assert verdicts(r"Let $A, B$ be matrices and $C = A \circ B$. Then $C^\top = A^\top \circ B^\top$.") == ["proved"]


def test_a_circle_between_functions_is_none() -> None:
    text = r"For all real functions $f$, $g$, $h$ we have $h\circ(f + g) = h\circ f + h\circ g$."
    assert not {"proved", "tested", "supported"} & set(verdicts(text))


CHANGE = "Let $X$ be a random number, $a > 0$ and $b$ numbers, and $Y = a X + b$. We denote $Y = g(X)$.\n\n"


@pytest.mark.parametrize(
    ("claim", "good"),
    [
        (r"\frac{\mathrm{d}g(x)}{\mathrm{d}x} = \frac{\mathrm{d}}{\mathrm{d}x} (a x + b) = a", True),
        (r"\frac{\mathrm{d}g(x)}{\mathrm{d}x} = \frac{\mathrm{d}}{\mathrm{d}x} (b x + a) = b", False),
        (r"g(x) = y \quad \Leftrightarrow \quad x = \frac{y - b}{a} = g^{-1}(y)", True),
        (r"g(x) = y \quad \Leftrightarrow \quad x = \frac{y + b}{a} = g^{-1}(y)", False),
    ],
)
def test_a_function_is_what_a_name_was_defined_by(claim: str, good: bool) -> None:
    found = verdicts(f"{CHANGE}Then\n\n$$ {claim} . $$\n")
    assert found != []
    assert all(v in ("proved", "tested") for v in found) is good


@pytest.mark.parametrize(("slope", "expected"), [(r"\frac{1}{a}", "proved"), (r"\frac{1}{a^2}", "refuted")])
def test_the_inverse_stands_at_the_end_of_its_formula(slope: str, expected: str) -> None:
    text = (
        rf"{CHANGE}The inverse is\n\n$$ x = \frac{{y - b}}{{a}} = g^{{-1}}(y) . $$\n\nIts slope is\n\n"
        rf"$$ \frac{{\mathrm{{d}}g^{{-1}}(y)}}{{\mathrm{{d}}y}} = {slope} . $$\n"
    )
    assert verdicts(text.replace(r"\n", "\n"))[-1] == expected


def test_what_only_says_that_something_is_a_function_gives_it_no_formula() -> None:
    text = "Let $X$ be a random number and $Y = X^2$. Suppose that $Y = g(X)$ is differentiable. Then $g'(x) = 3 x$.\n"
    assert "refuted" not in verdicts(text)
    assert "proved" not in verdicts(text.replace("3 x", "4 x"))
