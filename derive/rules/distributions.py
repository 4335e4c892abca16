"""What the name of a distribution says of its first two moments: one entry a family, with its source.

Only families whose parameters are these moments, or give them in every parametrisation in use, have an entry: a rate and a scale are told apart by nobody.
"""

from __future__ import annotations

from derive.record import dataclass

_JOHNSON = "N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions, vol. 1 (1994)"


@dataclass(frozen=True, slots=True)
class Family:
    """A family: how many parameters it is written with, and which of them (from 0) are the mean and the variance, None where no parameter is."""

    parameters: int
    mean: int | None
    variance: int | None
    source: str


FAMILIES: dict[str, Family] = {
    "N": Family(
        2,
        0,
        1,
        f"{_JOHNSON}, 13.1; of a vector K. V. Mardia, J. T. Kent and J. M. Bibby, Multivariate Analysis (1979), 3.1",
    ),
    "MN": Family(3, 0, None, "A. K. Gupta and D. K. Nagar, Matrix Variate Distributions (2000), Theorem 2.3.1"),
}
