r"""Letters with an arrow over them, `\vec x`, are vectors: also members of a family, capitals, and zero."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

VECTORS = (
    r"Let $\vec{F}$ and $\vec v$ be vectors in $\mathbb{R}^3$ and $A$ a symmetric $3 \times 3$ matrix. Then" + "\n\n"
)


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\vec F \cdot \vec v = \vec v \cdot \vec F", "proved"),
        (r"\vec v^T A \vec F = \vec{F}^T A \vec{v}", "proved"),
        (r"\|\vec F + \vec v\|^2 = \|\vec F\|^2 + \|\vec v\|^2", "refuted"),
        (r"\vec v + \vec 0 = \vec v", "proved"),
        (r"\nabla_{\vec v} (\vec v^T A \vec v) = 2 A \vec v", "proved"),
        (r"\nabla_{\vec v} (\vec v^T A \vec v) = A \vec v", "refuted"),
    ],
)
def test_vectors(formula: str, verdict: str) -> None:
    assert verdicts(f"{VECTORS}$${formula}$$") == [verdict]


@pytest.mark.parametrize("member", [r"\vec z_{}", r"\vec{{z}}_{}", r"\vec{{z_{}}}"])
def test_members(member: str) -> None:
    first, last, each = (member.format(index) for index in "1Ni")
    text = (
        rf"The points ${first}, \dots, {last} \in \mathbb{{R}}^d$ have the mean $\vec m = \frac1N \sum_{{i=1}}^N {each}$. Then"
        + "\n\n"
    )
    assert verdicts(rf"{text}$$\sum_{{i=1}}^N ({each} - \vec m) = \vec 0$$") == ["proved"]
    assert verdicts(rf"{text}$$\sum_{{i=1}}^N ({each} - 2 \vec m) = N \vec m$$") == ["refuted"]
