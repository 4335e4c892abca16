"""Words of the text that stand in formulas without any command are names, not products of their letters."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT, verdicts


def _verdicts(text: str) -> list[str]:
    report = check_document(
        read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    return [step.verdict.value for step in report.steps]


def test_a_word_of_the_prose_is_one_name() -> None:
    text = "The output of a layer and its target $t$ give the error.\n\n$$Output = W x$$\n\n$$\\|Output - t\\|^2 = x^T W^T W x - 2 t^T W x + t^T t$$\n"
    assert _verdicts(text) == ["defined", "proved"]
    assert _verdicts(text.replace("- 2 t", "+ 2 t"))[-1] == "refuted"


def test_letters_that_spell_no_word_of_the_prose_are_factors() -> None:
    assert _verdicts("Numbers.\n\n$$abcd = dcba$$\n") == ["proved"]


LAYERS = r"""We have $x_1 = f_1(W_1 x_0)$, $x_2 = f_2(W_2 x_1)$ and the loss $E = \frac{1}{2} \|x_2 - t\|_2^2$.

$$\delta_2 = (x_2 - t) \circ f_2'(W_2 x_1)$$

$$\frac{\partial E}{\partial W_2} = \delta_2 x_1^T$$

$$\frac{\partial E}{\partial W_1} = [W_2^T \delta_2 \circ f_1'(W_1 x_0)] x_0^T$$
"""


def test_a_function_whose_slopes_are_multiplied_by_a_circle_acts_entry_by_entry() -> None:
    assert _verdicts(LAYERS)[-2:] == ["proved", "proved"]
    assert _verdicts(LAYERS.replace("] x_0^T", "] x_1^T"))[-1] not in ("proved", "tested", "supported")
    assert _verdicts(LAYERS.replace("f_1'(W_1 x_0)]", "f_2'(W_1 x_0)]"))[-1] not in ("proved", "tested", "supported")


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"g(0) = V_{\max} \cos b", "proved"),
        (r"g(0) = \cos(b) V_\max", "proved"),
        (r"g(0) = 2 V_\max \cos b", "refuted"),
        (r"g(0)^2 = V_\max^2 \cos(b)^2", "proved"),
        (r"I_\max g(0) = \cos(b) V_{\max} I_{\max}", "proved"),
        (r"\mathsf{tr}(A B) = \mathsf{tr}(B A)", "proved"),
        (r"\mathsf{tr}(A B) = \mathsf{tr}(A) \mathsf{tr}(B)", "refuted"),
        (r"\mathsf{AB} = \mathsf{BA}", "conditional"),
    ],
)
def test_a_word_without_braces_is_a_label_by_itself(claim: str, expected: str) -> None:
    text = rf"""Let $g(t) = V_\max \cos(w t + b)$ where $V_\max$, $w$ and $b$ are numbers, and let $A, B \in \mathbb{{R}}^{{n \times n}}$ be matrices. Then
${claim}$."""
    assert verdicts(text)[-1] == expected


def test_a_word_above_a_name_tells_it_from_others() -> None:
    text = "We set\n\n$$v^{new} = v^{old} - H^{-1} g.$$\n\nWith $g = H v^{old} - r$ this gives $v^{new} = H^{-1} r$.\n"
    assert _verdicts(text) == ["defined", "defined", "proved"]
    assert _verdicts(text.replace("new", "(new)").replace("old", "(old)"))[-1] == "proved"
    assert _verdicts(text.replace("H^{-1} r", "2 H^{-1} r"))[-1] == "refuted"
    assert _verdicts("$$x^{nm} = (x^n)^m, \\quad e^{max} = (e^{ma})^x$$\n").count("tested") == 2
