"""Sequences that are given by their number, their members and their limits."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def verdicts(text: str, engines: tuple[str, ...] = ("algebra", "modular", "numeric")) -> list[str]:
    report = check_document(read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(engines, PATIENT)))
    return [step.judgement.verdict.value for step in report.steps]


@pytest.mark.parametrize("first", ["", "Let $x \\in \\mathbb{R}^n$. "])  # n is a number, or a size
@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("a_{n+1} - a_n = \\frac{1}{(n+1)(n+2)}", "proved"),
        ("a_1 = \\frac12", "proved"),
        ("a_1 = \\frac13", "refuted"),
        ("a_{n+2} = \\frac{n+2}{n+3}", "proved"),
        ("\\lim_{n \\to \\infty} a_n = 1", "supported"),
        ("\\lim_{n \\to \\infty} a_n = 2", "refuted"),
    ],
)
def test_members_and_limits(first: str, claim: str, expected: str) -> None:
    assert verdicts(f"{first}Let $a_n = \\frac{{n}}{{n+1}}$. Then ${claim}$.\n")[-1] == expected


def test_a_sequence_that_is_given_again_has_other_members() -> None:
    text = "Let $a_n = n + 1$. Then $a_1 = 2$. Now let $a_n = n^2$. Then $a_{n+1} - a_n = 2n + 1$ and $a_3 = 9$.\n"
    assert verdicts(text) == ["defined", "proved", "defined", "proved", "proved"]


def test_a_sum_with_more_and_more_terms_is_left_alone() -> None:
    text = "Let $s_n = \\sum_{k=1}^n 2^{-k}$. Then $\\lim_{n \\to \\infty} s_n = 1$.\n"
    assert verdicts(text)[-1] == "unchecked"


def test_where_an_iteration_begins() -> None:
    text = (
        r"We look for $\min_z z^\top K z$ with a symmetric $K \in \mathbb{R}^{n \times n}$. The iteration is"
        + "\n\n$$z_{t+1} = K z_t.$$\n\nLet $v \\in \\mathbb{R}^n$. "
    )
    assert verdicts(text + r"Then $v^\top K^2 z_0 = (K v)^\top K z_0$.")[-1:] == ["proved"]
    assert verdicts(text + r"Then $v^\top K^2 z_0 = (K v)^\top z_0$.")[-1:] in (["refuted"], ["conditional"])
    # without such a rule it is the entry of the vector
    alone = r"Let $z \in \mathbb{R}^n$ and $v \in \mathbb{R}^n$. "
    assert verdicts(alone + r"Then $z_0 v^\top z = v^\top z z_0$.")[-1:] in (["proved"], ["tested"])
