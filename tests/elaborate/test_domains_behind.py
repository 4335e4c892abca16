"""That a matrix is definite, said at the end of a formula, and what an adjoint equation is not."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def _verdicts(text: str) -> list[str]:
    report = check_document(
        read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    return [step.verdict.value for step in report.steps]


def test_the_definite_matrix_at_the_end_of_a_formula_is_a_condition() -> None:
    text = "$$\\nabla \\log \\det(X) = X^{-1}, \\quad X \\succ 0$$\n"
    assert _verdicts(text) == ["proved", "defined"]
    assert _verdicts(text.replace("= X", "= 2 X"))[0] == "refuted"


def test_what_is_concluded_is_none() -> None:
    assert _verdicts("$$A = B^T B \\implies A \\succ 0$$\n")[-1] not in ("defined", "proved", "tested", "supported")


def test_an_adjoint_equation_makes_no_matrix_complex() -> None:
    text = "This is the adjoint-state equation $A^* \\lambda = g$. For numbers we have $x^2 \\geq 0$ and so $\\max\\{x, -x\\} = |x|$.\n"
    assert _verdicts(text)[-1] in ("proved", "tested")
    assert _verdicts(text.replace("{x, -x", "{x, 0"))[-1] not in ("proved", "tested", "supported")
