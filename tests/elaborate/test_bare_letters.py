"""Capital letters that a text introduces without dollars around them."""

from __future__ import annotations

import pytest

from derive.document import Format, read_text
from derive.document.model import Formula
from tests.judged import verdicts

CONFIRMED = ("proved", "tested", "supported")


def test_a_matrix_between_words() -> None:
    said = r"Let S be a symmetric $n \times n$ matrix and $v \in \mathbb{R}^n$. "
    assert verdicts(said + r"Then $v^T S u = u^T S v$.") == ["proved"]
    assert verdicts(said + r"Then $v^T S u = -u^T S v$.")[0] not in CONFIRMED
    assert verdicts(said.replace("symmetric ", "") + r"Then $v^T S u = u^T S v$.")[0] not in CONFIRMED


@pytest.mark.slow
def test_two_matrices_between_words() -> None:
    said = r"Suppose that K and L are orthogonal $n \times n$ matrices. "
    assert verdicts(said + r"Then $(K L)^T K L = I$.") == ["proved"]
    assert verdicts(said + r"Then $(K L)^T K L = 2 I$.")[0] not in CONFIRMED
    assert verdicts(said + r"Then $K L = L K$.")[0] not in CONFIRMED


@pytest.mark.parametrize(
    "text",
    [
        "A is a letter. Let us see. The matrix $A$ is square.",
        "Let B be a cat. The matrix $B$ is square.",
        "Let C be a good day; a matrix $C$ is another thing.",
        "Vitamin K is not a matrix $K$.",
        "Let D be a matrix. Nothing is said of it in $x + y$.",
    ],
)
def test_other_letters_are_words(text: str) -> None:
    written = [block for block in read_text(text).blocks if isinstance(block, Formula)]
    assert all(text[block.span[0]] == "$" for block in written)


def test_where_they_stand() -> None:
    text = "First. Let M and N be $n \\times n$ matrices. Then $M N = M N$."
    blocks = read_text(text).blocks
    assert "".join(text[slice(*block.span)] for block in blocks) == text
    assert [text[slice(*block.span)] for block in blocks if isinstance(block, Formula)][:2] == ["M", "N"]
    assert read_text(text, Format.LATEX).blocks != blocks
