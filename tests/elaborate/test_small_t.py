"""A small t that transposes, and one that counts."""

import pytest

from tests.judged import said, verdicts

GIVEN = "Let $A$ and $B$ be square matrices.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GIVEN + "The transpose of $A$ is written $A^t$. Then $$(AB)^t = B^tA^t$$", ["proved"]),
        (GIVEN + "The transpose of $A$ is written $A^t$. Then $$(AB)^t = A^tB^t$$", ["conditional"]),
        (GIVEN + "For a vector $x$ the matrix $A^tA$ is symmetric and $$x^tA^tAx = \\|Ax\\|^2$$", ["proved", "proved"]),
        (GIVEN + "Transposes stand on the left: ${}^tA$. Then $${}^t(AB) = {}^tB\\,{}^tA$$", ["proved"]),
        (GIVEN + "Transposes stand on the left: ${}^tA$. Then $${}^t(AB) = {}^tA\\,{}^tB$$", ["conditional"]),
        (
            "Let $X$ be $n \\times p$ of full column rank and $y$ a vector of length $n$. With $b = (X^tX)^{-1}X^ty$ the residual $e = y - Xb$ has"
            " $$e^te = y^ty - b^tX^ty$$ and $$e^te = y^ty + b^tX^ty$$",
            ["proved", "refuted"],
        ),
        ("Let $P$ be a symmetric transition matrix. Then $$P^tP = P^{t+1}$$", ["tested"]),
        (
            "Let $A = U\\Lambda U^\\top$ with $U$ orthogonal and $\\Lambda$ diagonal. Then $$A^t = U\\Lambda^tU^\\top$$",
            ["tested"],
        ),
    ],
)
def test_verdicts(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected


def test_a_number_of_steps_is_no_transpose() -> None:
    text = "We iterate a symmetric $W$: $x^{t+1} = W x^t$. Then $$x^t W x = x^t x^t$$"
    assert not {"proved", "tested", "refuted", "conditional"} & set(said(text))
