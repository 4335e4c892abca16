"""Words at the end of a line, `&& \\text{(by symmetry)}`, end with it: the next line goes on with the chain before them."""

from __future__ import annotations

import pytest

from derive.formula.parse import parse
from derive.formula.syntax import Chain
from tests.judged import verdicts

REMARKS = [
    r"&& \text{(definition)}",
    r"\quad \text{by symmetry}",
    r"&& \text{by hand,}",
    r"\quad (\text{expand})",
    r"&& [\text{expand}]",
    r"&& (\text{since } p = q)",
    r"&& \text{since } p = q",
]


@pytest.mark.parametrize("remark", REMARKS)
def test_the_chain_goes_on(remark: str) -> None:
    text = rf"\begin{{aligned}} a &= b {remark} \\ &= c {remark} \\ &= d \end{{aligned}}"
    chains = [clause.body for clause in parse(text, 0, len(text)).clauses if isinstance(clause.body, Chain)]
    assert len(chains[0].links) == 3


@pytest.mark.parametrize("remark", REMARKS[:5])
def test_the_lines_behind_are_judged(remark: str) -> None:
    head = "Let $a$ and $b$ be real numbers. Then\n\n"
    right = rf"\begin{{aligned}} (a+b)^2 &= (b+a)^2 {remark} \\ &= a^2 + 2ab + b^2 \end{{aligned}}"
    wrong = rf"\begin{{aligned}} (a+b)^2 &= (b+a)^2 {remark} \\ &= a^2 + b^2 \end{{aligned}}"
    assert verdicts(f"{head}$$\n{right}\n$$\n") == ["proved", "proved"]
    assert verdicts(f"{head}$$\n{wrong}\n$$\n") == ["proved", "refuted"]


def test_words_that_lead_to_the_next_line() -> None:
    text = r"\begin{aligned} a &= b \text{ and } \\ c &= d \end{aligned}"
    first, second = parse(text, 0, len(text)).clauses
    assert isinstance(first.body, Chain) and isinstance(second.body, Chain) and second.lead == "and"
