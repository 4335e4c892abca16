"""Blocks that bear the name of their matrix, `S = (S_{11} S_{12}; S_{21} S_{22})`, and the parts of vectors beside them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

TEXT = r"""Let $X \sim \mathcal{N}(m, S)$. Its conditional mean and covariance are
$$c = m_1 + S_{12} S_{22}^{-1} (x_2 - m_2), \quad T = S_{11} - S_{12} S_{22}^{-1} S_{21}$$
with block-wise mean and covariance
$$m = \begin{bmatrix} m_1 \\ m_2 \end{bmatrix}$$
$$S = \begin{bmatrix} S_{11} & S_{12} \\ S_{21} & S_{22} \end{bmatrix} .$$
It holds that $$%s .$$
"""


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        (r"\det(S) = \det(S_{22}) \det(S_{11} - S_{12} S_{22}^{-1} S_{21})", True),
        (r"\det(S) = \det(S_{22}) \det(S_{11} - S_{21} S_{22}^{-1} S_{12})", False),
        (r"\det(S) = \det(S_{22}) \det(S_{11} + S_{12} S_{22}^{-1} S_{21})", False),
        (r"m^T S m = m_1^T S_{11} m_1 + m_1^T S_{12} m_2 + m_2^T S_{21} m_1 + m_2^T S_{22} m_2", True),
        (r"m^T S m = m_1^T S_{11} m_1 + m_1^T S_{12} m_2 + m_2^T S_{22} m_2", False),
    ],
)
def test_blocks_that_bear_the_name_of_their_matrix(claim: str, found: bool) -> None:
    assert (verdicts(TEXT % claim)[-1] in ("proved", "tested")) is found


def test_entries_are_no_blocks() -> None:
    text = r"Let $A$ be a symmetric matrix with $$A = \begin{bmatrix} A_{11} & A_{12} \\ A_{21} & A_{22} \end{bmatrix} .$$ Then $$%s .$$"
    assert verdicts(text % r"\det(A) = A_{11} A_{22} - A_{12} A_{21}")[-1] in ("proved", "tested")
    assert verdicts(text % r"\det(A) = A_{11} A_{22} + A_{12} A_{21}")[-1] not in ("proved", "tested")


@pytest.mark.parametrize("size", ["n", "n_1", "(m + n_1)"])
def test_the_length_of_a_vector_in_words(size: str) -> None:
    text = f"Let $u$ be an ${size}$-dimensional vector. Then $\\mathrm{{tr}}(u u^T + I) = u^T u + {size}$ and"
    assert verdicts(f"{text} $$\\mathrm{{tr}}(2 I - u u^T) = 2 {size} - u^T u .$$") == ["proved", "proved"]
    assert verdicts(f"{text} $$\\mathrm{{tr}}(2 I - u u^T) = {size} - u^T u .$$")[-1] == "refuted"
