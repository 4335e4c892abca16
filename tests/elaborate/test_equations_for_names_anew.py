"""An equation for a name of which a later section makes something else."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("before", "defined", "true", "false"),
    [
        (r"Suppose that $\frac{du}{dt} = 0$.", r"Let $u = c t^2$.", r"\frac{du}{dt} = 2 c t", r"\frac{du}{dt} = 3 c t"),
        (r"Let $B \in \mathbb{R}^{p \times q}$, and suppose $B v = 0$.", r"Put $v = B^T w$ with $w \in \mathbb{R}^p$.", "B v = B B^T w", "B v = 2 B B^T w"),
    ],
)  # fmt: skip
def test_it_ends_with_the_definition(before: str, defined: str, true: str, false: str) -> None:
    text = f"## Rest\n\n{before}\n\n## Motion\n\n{defined} Then $"
    assert verdicts(text + true + "$.")[-1] == "proved"
    assert verdicts(text + false + "$.")[-1] == "unchecked"  # the equation may have been meant to hold on
    assert verdicts(f"{before} {defined} Then ${false}$.")[-1] != "refuted"
    assert (
        verdicts(f"{defined} Then ${false}$.".replace("B^T w$", r"B^T w$ with $B \in \mathbb{R}^{p \times q}$ and"))[-1]
        == "refuted"
    )


def test_it_holds_on_where_the_name_is_kept() -> None:
    text = "## Rest\n\nLet $B \\in \\mathbb{R}^{p \\times q}$, and suppose $B v = 0$.\n\n## Motion\n\nPut $w = 2 v$. Then $B w = 0$."
    assert verdicts(text)[-1] == "proved"
