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


def test_cases_between_multiples_of_one_number_are_settled_by_its_sign_and_others_have_to_be_met() -> None:
    fold = r"For $c>0$ let $$z(a)=\begin{cases}a-c,&a>c,\\0,&|a|\le c,\\a+c,&a<-c.\end{cases}$$ Then $$z(c/2)=%s.$$"
    assert verdicts(fold % "0", ENGINES)[-1] == "supported"
    assert verdicts(fold % "c", ENGINES)[-1] == "refuted"
    far = r"Let $x > 0$. Then $$\begin{cases} x & x > x^2/1000 \\ 0 & \text{otherwise}\end{cases} = x.$$"
    assert verdicts(far, ENGINES)[-1] not in ("proved", "tested", "supported")
