"""What is shown of methods that go along gradients: contraction, points that are vectors, subgradients, bounds by induction."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

ENGINES = Options(choice=Choice(("algebra", "reals"), PATIENT))
CONTRACTION = r"""Suppose $h$ is $m$-strongly convex and $M$-smooth, and let $z_{k+1} = z_k - \frac{1}{M} \nabla h(z_k)$. Then

$$h(z_{k+1}) - h(z^*) \leq h(z_k) - h(z^*) - \frac{1}{2M} \|\nabla h(z_k)\|^2 \leq \left(1 - \frac{m}{M}\right) (h(z_k) - h(z^*)).$$
"""


def _verdicts(text: str) -> list[str]:
    report = check_document(read_text(text, Format.MARKDOWN, "t.md"), ENGINES)
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


def test_what_is_divided_by_one_constant_is_multiplied_by_a_quotient_of_two() -> None:
    assert _verdicts(CONTRACTION) == ["proved", "proved"]
    assert _verdicts(CONTRACTION.replace(r"\frac{m}{M}", r"\frac{2m}{M}"))[-1] == "unchecked"
    assert _verdicts(CONTRACTION.replace("$m$-strongly convex and ", "convex and "))[-1] == "unchecked"


def test_another_point_of_a_function_of_vectors_is_a_vector() -> None:
    text = CONTRACTION.partition(r" \leq \left(")[0] + ".$$\n"
    assert _verdicts(text) == ["proved"]
    assert _verdicts(text.replace("1}{2M", "1}{M")) == ["unchecked"]
    assert _verdicts("The number $z^* > 0$ is given.\n\n" + text) != ["refuted"]
