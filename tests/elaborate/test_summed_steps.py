"""What is claimed of each step of an iteration, summed over the steps; constants of functions whose shape alone is said."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

ENGINES = Options(choice=Choice(("algebra", "reals"), PATIENT))
DESCENT = r"""Let $f: \mathbb{R}^n \to \mathbb{R}$ be convex and $L$-smooth, let $x^*$ be a minimizer of $f$ and $f^* = f(x^*)$. We run $x_{k+1} = x_k - \frac{1}{L} \nabla f(x_k)$.

$$f(x_{k+1}) - f^* \leq \frac{L}{2} (\|x_k - x^*\|^2 - \|x_{k+1} - x^*\|^2)$$

Summing over $k$,

$$\sum_{k=0}^{T-1} (f(x_{k+1}) - f^*) \leq \frac{L}{2} \sum_{k=0}^{T-1} (\|x_k - x^*\|^2 - \|x_{k+1} - x^*\|^2)$$
"""


def _verdicts(text: str) -> list[str]:
    report = check_document(read_text(text, Format.MARKDOWN, "t.md"), ENGINES)
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


def test_what_holds_of_each_step_holds_of_their_sum() -> None:
    assert _verdicts(DESCENT) == ["proved", "proved"]
    parts = DESCENT.split("Summing")
    assert _verdicts(parts[0] + "Summing" + parts[1].replace("{2}", "{4}"))[-1] != "proved"
    assert _verdicts(parts[0] + "Summing" + parts[1].replace(r"\leq", r"\geq"))[-1] != "proved"


def test_what_was_not_shown_of_each_step_proves_nothing_of_the_sum() -> None:
    wrong = DESCENT.replace(r"f^* \leq \frac{L}{2} (", r"f^* \leq \frac{L}{8} (").replace(
        r"\frac{L}{2} \sum", r"\frac{L}{8} \sum"
    )
    assert "proved" not in _verdicts(wrong)


def test_the_constants_of_a_function_are_positive_and_in_order() -> None:
    text = r"Let $g$ be $m$-strongly convex and $M$-smooth. Then $0 \leq 1 - \frac{m}{M}$." + "\n"
    assert _verdicts(text) == ["proved"]
    assert _verdicts(text.replace(r"\frac{m}{M}", r"\frac{M}{m}")) != ["proved"]


COUNTED = DESCENT.partition("Summing")[0] + "Summing these,\n\n$$%s$$\n"


def test_a_sum_may_count_the_steps_by_another_letter_and_from_one() -> None:
    sides = r"\sum_{i=1}^{T} (f(x_i) - f^*)", r"\frac{L}{2} \sum_{i=1}^{T} (\|x_{i-1} - x^*\|^2 - \|x_i - x^*\|^2)"
    assert _verdicts(COUNTED % r" \leq ".join(sides)) == ["proved", "proved"]
    assert _verdicts(COUNTED % r" \geq ".join(sides))[-1] != "proved"
    assert _verdicts(COUNTED % r" \leq ".join(sides).replace("{2}", "{4}"))[-1] != "proved"
    assert _verdicts(COUNTED % r" \leq ".join(sides).replace("i=1", "i=0"))[-1] != "proved"  # there is no x_{-1}


def test_what_holds_from_the_first_step_on_is_not_summed_from_the_one_before() -> None:
    sides = r"\sum_{i=1}^{T} (f(x_i) - f^*)", r"\frac{L}{2} \sum_{i=1}^{T} (\|x_{i-1} - x^*\|^2 - \|x_i - x^*\|^2)"
    text = (COUNTED % r" \leq ".join(sides)).replace("$$f(x_{k+1})", "For $k \\geq 1$ we have\n\n$$f(x_{k+1})")
    assert _verdicts(text)[-1] != "proved"
