"""What stands above a letter: an exponent that begins with brackets, and a label in brackets before a power."""

from __future__ import annotations

import pytest
from judged import verdicts

GOOD = ("proved", "tested")
NUMBERS = "Let $a > 0$, $b > 0$, $c > 0$ and $x > 0$ be numbers. Then\n\n"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"2^{(a+b)/2} = \sqrt{2^{a+b}}", "good"),
        (r"x^{(a+b)/2} = \sqrt{x^{a+b}}", "good"),
        (r"2^{(a-b)/c} 2^{b/c} = 2^{a/c}", "good"),
        (r"x^{(a+b)c} = x^{ac} x^{bc}", "good"),
        (r"x^{(a+b)2} = x^{2a} x^{2b}", "good"),
        (r"2^{(a+b)/2} = 2^{a+b}", "refuted"),
        (r"x^{(a+b)/2} = x^{2(a+b)}", "refuted"),
        (r"x^{(a+b)c} = x^{a} x^{bc}", "refuted"),
    ],
)
def test_an_exponent_may_begin_with_brackets(claim: str, expected: str) -> None:
    (found,) = verdicts(f"{NUMBERS}$${claim}.$$\n")
    assert found in GOOD if expected == "good" else found == expected


@pytest.mark.parametrize(("right", "holds"), [(r"\sum_i z^{(i)T} z^{(i)}", True), (r"\sum_i z^{(i)} z^{(i)T}", False)])
def test_brackets_before_a_transpose_are_a_label(right: str, holds: bool) -> None:
    text = rf"Let $z^{{(i)}} \in \mathbb{{R}}^d$ and $s = \sum_i \|z^{{(i)}}\|^2$. Then $$s = {right}.$$"
    found = verdicts(text)
    assert (found[-1:] in (["proved"], ["tested"])) is holds
