"""A line of an alignment goes on with the chain that it lines up with, whatever stands to the right of that."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from derive.formula.parse import parse
from derive.formula.syntax import Chain
from tests.judged import PATIENT


def lengths(text: str) -> list[int]:
    """How many relations each clause has."""
    bodies = [clause.body for clause in parse(text, 0, len(text)).clauses]
    return [len(body.links) if isinstance(body, Chain) else 0 for body in bodies]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\begin{align*} r &= s && z \text{ is admissible} \\ &= t && \text{by (2)} \\ &= u \end{align*}", [3, 0]),
        (r"\begin{align*} r &= s && w = 2 \text{ here} \\ &= t \end{align*}", [2, 1]),
        (r"\begin{align*} r &= s \quad \forall z \in Z \text{ and more} \\ &= t \end{align*}", [2, 1]),
        (r"\begin{align*} r &= s & v &= w \\ &= t & &= x \end{align*}", [2, 2]),
        (r"\begin{align*} r &= s, & v &= w \\ p &= q & v &= 0 \end{align*}", [1, 1, 1, 1]),
        (r"\begin{align*} r &= s \\ p(z) \\ &= t \end{align*}", [1, 1]),
        (r"\begin{alignat*}{4} r &= s &&= t \\ u &= v &&= w \\ p &= q &&= x \end{alignat*}", [2, 2, 2]),
        (r"\begin{alignat*}{4} r &= s &&= t \\ & &&= w \end{alignat*}", [3]),
        (r"\begin{align*} r &= s & v &= w \\ p &= q & &= x \end{align*}", [1, 2, 1]),
        (r"\begin{align*} r = & s \\ = & t \\ = & u \end{align*}", [3]),
        (r"\begin{align*} r &= s &= t \\ &= u \end{align*}", [3]),
        (r"\begin{align*} r &= \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \\ &= t \end{align*}", [2]),
    ],
)
def test_relations_line_up(text: str, expected: list[int]) -> None:
    assert lengths(text) == expected


@pytest.mark.parametrize(("last", "expected"), [("2 p q", ["proved"] * 2), ("3 p q", ["proved", "refuted"])])
def test_a_remark_with_a_formula_takes_no_part(last: str, expected: list[str]) -> None:
    text = rf"\begin{{align*}} (p + q)^2 &= (p + q)(p + q) && p \text{{ and }} q \text{{ are numbers}} \\ &= p^2 + {last} + q^2 \end{{align*}}"
    steps = check_document(read_text(text, Format.LATEX, "t.tex"), Options(Choice(limits=PATIENT))).steps
    assert [step.judgement.verdict.value for step in steps] == expected
