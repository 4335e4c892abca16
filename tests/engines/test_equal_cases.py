"""Cases that hold only where two things are equal, which no random instance meets."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ENGINES = ("algebra", "modular", "numeric")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Let $f(x) = \begin{cases} x & x \neq 0 \\ 1 & x = 0 \end{cases}$. Then $f(x) = x$.", "unchecked"),
        (r"Let $f(x) = \begin{cases} x & x \neq 0 \\ 0 & x = 0 \end{cases}$. Then $f(x) = x$.", "tested"),
        (r"$$\mathbb{1}(u = v) a = \mathbb{1}(u = v) a^2$$", "unchecked"),
        (r"$$\mathbb{1}(u = v) u = \mathbb{1}(u = v) v$$", "tested"),
        (r"$$a + b = \begin{cases} 2 a & a = b \\ a + b & a \neq b \end{cases}$$", "tested"),
        (r"$$a + b = \begin{cases} 3 a & a = b \\ a + b & a \neq b \end{cases}$$", "unchecked"),
        (r"Let $g(y) = \begin{cases} r & y = 1 \\ 1 - r & y = 0 \end{cases}$. Then $g(y) = r^y (1 - r)^{1 - y}$.", "tested"),
        (r"Let $g(y) = \begin{cases} r & y = 1 \\ 1 - r & y = 0 \end{cases}$. Then $g(y) = r^{1 - y} (1 - r)^y$.", "unchecked"),
    ],
)  # fmt: skip
def test_each_case_is_asked(text: str, expected: str) -> None:
    assert verdicts(text, ENGINES) == [expected]
