"""A law that the text gives anew ends what it gave before."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT, verdicts


def by_all(text: str) -> list[str]:
    """The verdicts of every engine on a text's claims."""
    report = check_document(read_text(text), Options(Choice(limits=PATIENT)))
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


def test_moments_end_with_their_law() -> None:
    text = (
        "Let $X \\sim \\mathcal{N}(m, s^2)$. Then $\\mathrm{E}(X) = m$.\n\n"
        "Now let $X \\sim \\mathcal{N}(0, 1)$. Then $\\mathrm{E}(X) = 0$ and $\\mathrm{E}(X) = m$.\n"
    )
    found = verdicts(text)
    assert found[-2] == "proved"
    assert found[-1] not in ("proved", "tested", "supported")


@pytest.mark.parametrize(
    ("law", "moment", "right", "wrong"),
    [
        (r"\mathrm{Wald}(v, a)", r"\mathrm{E}(X)", r"\frac{a}{v}", r"\frac{v}{a}"),
        (r"\mathrm{Laplace}(m, b)", r"\mathrm{Var}(X)", "2 b^2", "b^2"),
        (r"\mathrm{Rayleigh}(s)", r"\mathrm{E}(X^2)", "2 s^2", "s^2"),
        (r"\mathrm{Weibull}(s, 2)", r"\mathrm{E}(X^2)", "s^2", "2 s^2"),
        (r"\mathrm{t}(k)", r"f_X(0)", r"\frac{\Gamma((k+1)/2)}{\sqrt{k \pi} \, \Gamma(k/2)}", r"\frac{\Gamma(k/2)}{\sqrt{k \pi} \, \Gamma((k+1)/2)}"),
    ],
)  # fmt: skip
def test_moments_are_those_of_the_law(law: str, moment: str, right: str, wrong: str) -> None:
    text = f"Let $X$ be a random variable with $X \\sim {law}$. Then\n\n$${moment} = %s$$\n"
    assert by_all(text % right)[-1] in ("proved", "tested", "supported")
    assert by_all(text % wrong)[-1] not in ("proved", "tested", "supported")


def test_parameters_of_a_law_that_is_not_known_may_be_positive() -> None:
    text = "Let $X$ be a random variable with $X \\sim \\mathrm{Quux}(c, d)$. Then $\\sqrt{c^2 (d + 1)} = %s$."
    assert verdicts(text % r"c \sqrt{d + 1}") == ["unchecked"]
    assert verdicts(text % r"2 c \sqrt{d + 1}") == ["refuted"]
    of_any = "Let $c$ and $d$ be real numbers, $d > 0$. Then $\\sqrt{c^2 (d + 1)} = c \\sqrt{d + 1}$."
    assert verdicts(of_any)[-1] == "refuted"
