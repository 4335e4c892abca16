"""The lines after a wrong one: an error that is carried on, and a derivation that recovers, are told apart."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice
from derive.goals import Verdict
from tests.judged import PATIENT

TEXT = """Let $a, b \\in \\mathbb{R}$.

$$\\begin{aligned}
(a + b)^2 &= a^2 + 2 a b + b^2 \\\\
&= a^2 + 2 a b - b^2 \\\\
&= a^2 - b^2 + 2 a b \\\\
&= (a + b) (a + b)
\\end{aligned}$$
"""


def test_carried_on_and_recovered() -> None:
    steps = check_document(read_text(TEXT, path="t.md"), Options(Choice(("algebra", "modular"), PATIENT))).steps[-4:]
    right, wrong, carried, recovered = steps
    assert [step.verdict for step in steps] == [Verdict.PROVED, Verdict.REFUTED, Verdict.PROVED, Verdict.REFUTED]
    assert (wrong.judgement.code, wrong.judgement.repairs[0].latex) == ("D404", "a^2 + 2 a b + b^2")
    assert carried.judgement.code == "D422" and "carried on" in carried.judgement.notes[-1]
    assert carried.after is not None and carried.after.verdict is Verdict.REFUTED
    assert recovered.judgement.code == "D426" and not recovered.judgement.repairs
    assert recovered.after is not None and recovered.after.verdict is Verdict.PROVED
    assert not right.judgement.code
