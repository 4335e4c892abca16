"""What := says something stands for is a definition, whatever it is; the same formula behind "hence" with = is not."""

from __future__ import annotations

import pytest

from derive.document import read_text
from derive.elaborate import elaborate


def steps(text: str) -> list[str]:
    return [step.verdict or "goal" for step in elaborate(read_text(text)).steps if step.verdict != "defined"]


@pytest.mark.parametrize("sign", [":=", "\\coloneqq"])
def test_sets_and_limits_that_are_not_read(sign: str) -> None:
    assert steps(f"So does the sum of sets:\n\n$$ P + Q {sign} \\{{u + v : u \\in P, v \\in Q\\}} $$\n") == []
    text = f"Then $h(u) \\leq \\liminf_k h(u_k) {sign} \\lim_{{m \\to \\infty}} \\inf_{{m \\leq k}} h(u_k)$.\n"
    assert steps(text) == steps(text.partition(sign)[0] + "$.\n")


def test_with_an_equals_sign_it_is_claimed() -> None:
    assert steps("So the sum is\n\n$$ P + Q = \\{u + v : u \\in P, v \\in Q\\} $$\n") == ["unchecked"]


def test_what_is_read_behind_it_is_still_compared() -> None:
    assert steps("Let $a$ and $b$ be numbers. Then $(a + b)^2 = a^2 + b^2 := c$.\n") != []
