"""A formula whose shapes do not fit says nothing of how long the vectors in it are."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_SLIP = r"We look for the vector $x$. Then $$\|b - A x\|^2 = b^T b - x^T A^T b - b^T A x + x A^T A x.$$ "


def test_a_slip_makes_no_vector_a_number() -> None:
    found = verdicts(_SLIP + r"Then $\frac{d(x^T C x)}{dx} = (C + C) x$. Also $x x^T = x^T x$.")
    assert not set(found) & {"proved", "tested", "supported"}
    assert verdicts(_SLIP + r"Then $\frac{d(x^T C x)}{dx} = (C + C^T) x$.")[-1] == "proved"


@pytest.mark.parametrize(("factor", "expected"), [("\\frac12", "proved"), ("", "refuted")])
def test_a_capital_that_is_added_to_a_vector_is_one(factor: str, expected: str) -> None:
    text = "$g(u)=\\frac12u^TQu+c^Tu$, $Q$ symmetric.\n\n$$g(u+D) = g(u)+\\nabla g(u)^TD+%s D^TQD$$\n"
    assert verdicts(text % factor) == [expected]
