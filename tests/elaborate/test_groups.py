"""Groups of different sizes: sums whose end is a member of a family."""

from __future__ import annotations

from tests.judged import verdicts


def test_sums_over_groups_of_different_sizes_are_not_refuted_for_groups_of_one_size() -> None:
    given = (
        r"Groups $i = 1, \dots, k$ of sizes $n_i$, $m_i = \frac{1}{n_i} \sum_{j=1}^{n_i} y_{ij}$ and any number $c$."
    )
    left = r"\sum_{i=1}^k \sum_{j=1}^{n_i} (y_{ij} - c)^2"
    right = r"\sum_{i=1}^k \sum_{j=1}^{n_i} (y_{ij} - m_i)^2 + \sum_{i=1}^k n_i (m_i - c)^2"
    assert verdicts(f"{given} $${left} = {right}$$")[-1] != "refuted"


def test_with_groups_of_one_size_a_missing_factor_is_found() -> None:
    given = r"$m_i = \frac{1}{n} \sum_{j=1}^{n} y_{ij}$ for $i = 1, \dots, k$, and any number $c$."
    left = r"\sum_{i=1}^k \sum_{j=1}^{n} (y_{ij} - c)^2"
    right = r"\sum_{i=1}^k \sum_{j=1}^{n} (y_{ij} - m_i)^2 + \sum_{i=1}^k n (m_i - c)^2"
    assert verdicts(f"{given} $${left} = {right}$$")[-1] == "proved"
    assert verdicts(f"{given} $${left} = {right.replace('k n (m', 'k (m')}$$")[-1] == "refuted"
