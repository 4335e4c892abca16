"""One function after another."""

from __future__ import annotations

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
