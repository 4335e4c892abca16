"""Names that words give: "denote by H the hat matrix …", "let M be the product …", "let P denote the matrix …"."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

DECLARED = r"Let $X \in \mathbb{R}^{n \times p}$. "


@pytest.mark.parametrize(
    "words",
    [
        "Denote by $H$ the matrix $X^T X$.",
        r"Denote by $H \in \mathbb{R}^{p \times p}$ the small Gram matrix $X^T X$.",
        "Let $H$ be the matrix $X^T X$.",
        "Let $H$ denote the product $X^T X$.",
        "We write $H$ for the product $X^T X$.",
    ],
)
def test_a_name_for_the_expression_behind_it(words: str) -> None:
    assert verdicts(DECLARED + words + r" Then $\operatorname{tr} H = \|X\|_F^2$.")[-1] == "proved"
    assert verdicts(DECLARED + words + r" Then $\operatorname{tr} H = 2 \|X\|_F^2$.")[-1] == "refuted"


@pytest.mark.parametrize(
    "words",
    ["Denote by $H$ the inverse of the matrix $X^T X$.", "Let $H$ be the square root of $X^T X$.", "Let $H$ be the transpose $X^T X$."],
)  # fmt: skip
def test_what_is_done_to_the_expression_is_not_passed_over(words: str) -> None:
    assert verdicts(DECLARED + words + r" Then $\operatorname{tr} H = \|X\|_F^2$.")[-1] != "proved"


def test_a_name_that_was_defined_keeps_its_value() -> None:
    text = (
        DECLARED + "Let $H = 2 X^T X$. Let $H$ denote the matrix $X^T X$. Then " + r"$\operatorname{tr} H = \|X\|_F^2$."
    )
    assert verdicts(text)[-1] != "proved"


@pytest.mark.parametrize(
    "words",
    [
        "Let $H$ be the matrix $X^T X$ divided by $n$.",
        "Denote by $H$ the Gram matrix $X^T X$ without its diagonal.",
        "Let $H$ denote the product $X^T X$ plus noise.",
    ],
)
def test_what_is_done_to_it_behind_it_is_not_passed_over(words: str) -> None:
    found = verdicts(DECLARED + words + r" Then $\operatorname{tr} H = \|X\|_F^2$.")[-1:]
    assert found not in (["proved"], ["tested"], ["supported"])
    assert verdicts(DECLARED + words + r" Then $\operatorname{tr} H = \frac{1}{n} \|X\|_F^2$.")[-1:] != ["refuted"]
