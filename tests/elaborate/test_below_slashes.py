"""What stands below a slash."""

from __future__ import annotations

from tests.judged import verdicts

CONTEXT = r"Let $H \in \mathbb{R}^{n \times n}$ be symmetric positive definite, $p, q \in \mathbb{R}^n$ with $p \neq 0$, and put $c = q^T p / p^T H p$. "


def test_a_form_stands_there_as_a_whole() -> None:
    assert verdicts(CONTEXT + r"Then $c\, p^T H p = p^T q$.") == ["proved"]
    assert verdicts(CONTEXT + r"Then $c\, p^T H p = 2 p^T q$.") == ["refuted"]
    assert verdicts(CONTEXT + r"Then $c = q^T p / p^T H p + 1$.")[-1] not in ("proved", "tested", "supported")


def test_numbers_are_divided_in_order() -> None:
    assert verdicts(r"Let $a > 0$. Then $1/2 a = a/2$.") == ["proved"]
