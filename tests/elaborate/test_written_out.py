"""Members that are written out entry by entry."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_DATA = r"""Let the data be $z = \{ z_1, \ldots, z_m \}$ with

$$ z_j = \begin{bmatrix} z_{j1} \\ \vdots \\ z_{jd} \end{bmatrix} \sim \mathcal{N}(\nu, S), \quad j = 1, \ldots, m . $$

The density of each of them is

$$ p(z_j | \nu, S) = \mathcal{N}(z_j; \nu, S) $$

and that of all of them is

$$ p(z | \nu, S) = \prod_{j=1}^m p(z_j | \nu, S) = \frac{1}{\sqrt{(2\pi)^{md} |S|^m}} \exp\left[ %s \frac{1}{2} \sum_{j=1}^m (z_j - \nu)^T S^{-1} (z_j - \nu) \right] . $$
"""


def test_members_that_are_written_out_are_vectors_as_long_as_their_last_entry_says() -> None:
    assert verdicts(_DATA % "-") == ["tested"]


@pytest.mark.slow
def test_their_density_with_a_wrong_sign_or_power_is_not_confirmed() -> None:
    assert verdicts(_DATA % "+")[0] not in ("tested", "proved", "supported")
    assert verdicts(_DATA.replace("md}", "m}") % "-")[0] not in ("tested", "proved", "supported")


def test_a_vector_listed_by_its_numbers_has_no_members_that_are_vectors() -> None:
    text = r"Let $z = (z_1, \ldots, z_m)$ be real numbers. Then"
    assert verdicts(text + "\n\n$$ z^T z = \\sum_{j=1}^m z_j^2 . $$") in (["proved"], ["tested"])


_COLUMNS = r"Let $Y = [ y_1, \ldots, y_v ]$ be an $n \times v$ [data matrix](/data). Then" "\n\n"


def test_what_a_matrix_lists_are_its_columns() -> None:
    assert verdicts(_COLUMNS + r"$$ Y Y^T = \sum_{j=1}^v y_j y_j^T . $$") == ["proved"]
    assert verdicts(_COLUMNS + r"$$ \mathrm{tr}(Y^T Y) = \sum_{j=1}^v y_j^T y_j . $$") == ["proved"]
    assert verdicts(_COLUMNS + r"$$ \mathrm{tr}(I_n) + \mathrm{tr}(Y Y^T) = n + \sum_{j=1}^v y_j^T y_j . $$") == [
        "proved"
    ]
    assert verdicts(_COLUMNS + r"$$ Y Y^T = \sum_{j=1}^v y_j^T y_j . $$") != ["proved"]


def test_the_variables_of_two_functions_need_not_be_of_one_length() -> None:
    text = r"""Let $X$ be a random vector, $A$ an $m \times n$ matrix and $b$ an $m \times 1$ vector.

The moment-generating function is

$$ M_X(t) = \mathrm{E}\left[ \exp(t^T X) \right] $$

and that of $Y = A X + b$ is

$$ M_Y(t) = \mathrm{E}\left[ \exp(t^T (A X + b)) \right] = \exp(t^T b) \, M_X(%s t) . $$
"""
    assert verdicts(text % "A^T") == ["proved"]
    assert verdicts(text % "A") != ["proved"]


def test_a_letter_whose_members_are_vectors_may_be_a_number_by_itself() -> None:
    text = r"Let $x_i = (x_{i1}, \ldots, x_{ik})$ be the inputs and $g(x) = 2 x + 1$. Then $g(3) = 7$, and"
    assert verdicts(text + "\n\n$$ \\| x_i \\|^2 = \\sum_{j=1}^k x_{ij}^2 . $$")[0] == "proved"
