"""Letters that the next section, or the rest of a sentence, uses for something else."""

from __future__ import annotations

from tests.judged import verdicts

_CLASSES = r"""# Two classes

Let $p_i = 1/(1+e^{-a_i})$. Then $\frac{\partial p_i}{\partial a_i} = p_i (1 - p_i)$.

# More classes

Let $p_{ik} = e^{a_{ik}} / \sum_{l=1}^K e^{a_{il}}$. Then $\sum_{k=1}^K p_{ik} = 1$ and

$$\frac{\partial p_{ik}}{\partial a_{ij}} = p_{ik} (\delta_{kj} %s p_{ij})$$
"""


def test_a_family_with_more_indices_in_the_next_section() -> None:
    assert [v for v in verdicts(_CLASSES % "-") if v != "defined"] == ["proved", "proved", "proved"]
    # what is shown to hold is no condition that the next line might rest on
    assert verdicts(_CLASSES % "+")[-1] == "refuted"


def test_a_letter_that_runs_through_numbers_in_one_sentence() -> None:
    text = r"""Let $X \in \mathbb{R}^{n \times d}$, $p = (p_1, \dots, p_n)^T$ and $y \in \mathbb{R}^n$.

As $p(1-p) = p - p^2$ for $p \in (0,1)$, all is well.

Then $X^T (p - y) = X^T p - X^T y$ and $X^T (p - y) = X^T p + X^T y$.
"""
    found = [v for v in verdicts(text) if v != "defined"]
    assert found[:2] == ["proved", "proved"] and found[2] not in ("proved", "ill-formed")
