"""Rows of an alignment that begin with a sign: the sum of the row before goes on, or the row has a left side of its own."""

from __future__ import annotations

import pytest
from judged import verdicts

NUMBERS = "Let $p < 1$, $a > 0$ and $x$ be numbers. Then\n\n"


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        (r"\exp(-a x) &= 1 - p \\ -a x &= \ln(1 - p) \\ x &= -\frac{\ln(1 - p)}{a}", "proved"),
        (r"\exp(-a x) &= 1 - p \\ -a x &= \ln(1 - p) \\ x &= \frac{\ln(1 - p)}{a}", ""),
        (r"(x - a)^3 &= x^3 - 3 a x^2 \\ & + 3 a^2 x - a^3", "proved"),
        (r"(x - a)^2 =\ & x^2 - 2 a x \\ + & a^2", "proved"),
        (r"(x - a)^2 =\ & x^2 + 2 a x \\ - & a^2", "refuted"),
    ],
)
def test_a_row_may_begin_with_a_sign(rows: str, last: str) -> None:
    found = verdicts(rf"{NUMBERS}$$\begin{{aligned}} {rows} \end{{aligned}}$$")[-1]
    assert found == last if last else found not in ("proved", "tested", "supported")


@pytest.mark.parametrize(("value", "proved"), [("4", True), ("2", False)])
def test_a_system_of_equations(value: str, proved: bool) -> None:
    rows = r"\begin{aligned} u + v &= 1, \\ -u + v &= 3. \end{aligned}"
    text = f"Let $u$ and $v$ be numbers. Suppose that\n\n$${rows}$$\n\nAdding both gives\n\n$$2 v = {value}.$$"
    assert (verdicts(text)[-1] == "proved") is proved
