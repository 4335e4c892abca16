"""Jacobians `J f(x)` and `J_f(x)`, and functions whose sets are named behind the formula that they stand in."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

MAPS = r"Let $h = g \circ f$, where $f: \mathbb{R}^n \to \mathbb{R}^m$ and $g: \mathbb{R}^m \to \mathbb{R}^p$. The Jacobian is "


def _last(text: str) -> str:
    report = check_document(
        read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    return report.steps[-1].verdict.value


def test_the_chain_rule_of_jacobians() -> None:
    assert _last(MAPS + r"$Jh(x) = Jg(f(x)) Jf(x)$." + "\n") == "proved"
    assert _last(MAPS + r"$J_h(x) = J_g(f(x)) J_f(x)$." + "\n") == "proved"
    assert _last(MAPS + r"$Jh(x) = Jf(x) Jg(f(x))$." + "\n") in ("unchecked", "ill-formed")


def test_the_jacobian_of_a_map_is_outputs_by_inputs() -> None:
    text = r"Let $A \in \mathbb{R}^{m \times n}$. For $f(x) = A x + b$ the Jacobian is $J_f(x) = A$."
    assert _last(text + "\n") == "proved"
    assert _last(text.replace("= A$.", "= A^T$.") + "\n") in ("unchecked", "ill-formed")
    square = text.replace(r"m \times n", r"n \times n")
    assert _last(square.replace("= A$.", "= A^T$.") + "\n") not in ("proved", "tested", "supported")


def test_a_j_that_is_a_number_is_a_factor() -> None:
    assert _last(r"Let $J > 0$ and $f(x) = x^2$. Then $J f(x) = J x^2$." + "\n") == "proved"


SQUARES = r"""$$f(x) = \frac{1}{2} \sum_{j=1}^m r_j^2(x), \quad r_j: \mathbb{R}^n \to \mathbb{R}$$

$$\nabla f(x) = \sum_{j=1}^m r_j(x) \nabla r_j(x)$$
"""


def test_what_stands_behind_a_formula_says_what_its_functions_map() -> None:
    assert _last(SQUARES) == "proved"
    assert _last(SQUARES.replace(r"= \sum_{j=1}^m r_j(x)", r"= 2 \sum_{j=1}^m r_j(x)")) not in ("proved", "tested")
