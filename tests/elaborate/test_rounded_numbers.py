"""Decimals stand for numbers rounded to the digits that are written."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"We have $-\ln(0.245) = 1.406$", "supported"),
        (r"We have $2 \log(2) = 1.39$", "supported"),
        (r"We have $2 \log(2) = 1.40$", "refuted"),
        (r"We have $1/3 = 0.333$", "supported"),
        (r"We have $1/4 = 0.25$", "proved"),
        (r"We have $1/4 = 0.26$", "refuted"),
        (r"Hence $2/3 = 0.66$", "unchecked"),  # digits cut off
        (r"Hence $2/3 = 0.76$", "refuted"),
        (r"Hence $0.5 \cdot 0.3 = 0.14$", "refuted"),
        (r"With $n = 7$ and $s = 22$ we get $$\frac{s}{n} = 3.143$$", "supported"),
        (r"With $n = 7$ and $s = 22$ we get $$\frac{s}{n} = 3.413$$", "refuted"),
        (r"Let $p = 0.33$. Then $$3 p = 1$$", "unchecked"),  # p may be rounded
        (r"Let $p = 0.3$. Then $$1 - p = 0.8$$", "refuted"),
        (r"$$\begin{pmatrix} 1/3 \\ 2/3 \end{pmatrix} = \begin{pmatrix} 0.33 \\ 0.67 \end{pmatrix}$$", "supported"),
        (r"$$\begin{pmatrix} 1/3 \\ 2/3 \end{pmatrix} = \begin{pmatrix} 0.33 \\ 0.76 \end{pmatrix}$$", "refuted"),
        (r"Let $A = \begin{pmatrix} 3 & 0 \\ 0 & 7 \end{pmatrix}$. Then $$A^{-1} = \begin{pmatrix} 0.333 & 0 \\ 0 & 0.143 \end{pmatrix}$$", "supported"),
        (r"Let $A = \begin{pmatrix} 3 & 0 \\ 0 & 7 \end{pmatrix}$. Then $$A^{-1} = \begin{pmatrix} 0.333 & 0 \\ 0 & 0.413 \end{pmatrix}$$", "refuted"),
    ],
)  # fmt: skip
def test_what_is_rounded(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


def test_what_was_rounded_is_no_hypothesis() -> None:
    assert verdicts(r"Let $x = 1/3$. Then $$x = 0.333$$ so $$3 x = 0.999$$ and $$3 x = 1$$") == [
        "supported",
        "unchecked",
        "proved",
    ]
    assert verdicts(r"We have $$\frac{22}{7} = 3.143$$ Hence $$22 = 22.001$$")[-1] != "proved"
    assert verdicts(r"With $n = 7$ and $s = 22$ we get $$\frac{s}{n} = 3.143$$ Hence $$s = 3.143 n$$ $$1 = 2$$") == [
        "supported",
        "unchecked",
        "refuted",
    ]
