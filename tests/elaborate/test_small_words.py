"""Words and notation beside a formula that say nothing against judging it."""

from __future__ import annotations

import pytest

from tests.judged import verdicts


def test_a_theorem_over_a_sign() -> None:
    text = r"For integers $n\ge r\ge1$, $$\binom{n+1}{r+1}+\binom{n+1}{r}\overset{\text{%s}}{=}\binom{n+2}{r+%s}.$$"
    assert verdicts(text % ("Pascal", 1)) == ["tested"]
    assert verdicts(text % ("Pascal's rule", 2)) == ["refuted"]
    assert verdicts(text % ("assumption B", 2)) == ["unchecked"]


def test_bounds_that_rule_out_the_smallest_numbers() -> None:
    text = r"For $w>0$ and real $p\ge2$, $$(w^p)^2=w^{%s}.$$"
    assert verdicts(text % "p+2") == ["refuted"]
    assert verdicts(text % "2p") == ["proved"]


def test_a_point_that_is_left_out() -> None:
    text = r"For $(x,y)\neq(0,0)$ put $g(x,y)=\frac{x}{x^2+y^2}$. Then $$\frac{\partial g}{\partial y}=%s\frac{2xy}{(x^2+y^2)^2}.$$"
    assert verdicts(text % "-") == ["proved"]
    assert verdicts(text % "") == ["refuted"]
    assert verdicts(r"Let $(u,v)\ne(0,1)$. Then $$\frac{u^2+(v-1)^2}{u^2+(v-1)^2}=1.$$") == ["proved"]


def test_the_formula_of_a_recursion_rewritten() -> None:
    text = r"Let $a>0$. The iteration is $$x_{k+1}=x_k-\frac{1/x_k-a}{-1/x_k^2}=x_k(%s-a x_k).$$"
    assert verdicts(text % 2) == ["proved"]
    assert verdicts(text % 1) == ["refuted"]


def test_a_recursion_with_a_first_member() -> None:
    text = r"We set $a_0=1$ and $$a_{n+1}=a_n+2^n=2a_n.$$"
    assert "refuted" not in verdicts(text)


@pytest.mark.parametrize(("sign", "verdict"), [("-", "tested"), ("+", "refuted")])
def test_a_function_in_the_sentence_that_defines_it(sign: str, verdict: str) -> None:
    text = rf"""Let $x_1,\dots,x_n$ be real.
The loss $\ell(\alpha)=\sum_{{i=1}}^n (x_i-\alpha)^2$ and its minimiser are
$$\ell(\alpha)=\sum_{{i=1}}^n x_i^2{sign}2\alpha\sum_{{i=1}}^n x_i+n\alpha^2,\qquad \hat\alpha=\frac1n\sum_{{i=1}}^n x_i.$$"""
    assert verdicts(text)[0] in (verdict, "proved" if sign == "-" else verdict)


def test_what_is_known_behind_a_condition() -> None:
    text = r"""Let $f(x;a)=a\,k^a x^{-(a+1)}$ for $x\ge k$, where $k>0$ is known, and let $a>0$. Then
$$\frac{f(2k;a)}{f(k;a)}=2^{-(a%s1)}.$$"""
    assert verdicts(text % "-", ("algebra", "modular", "sympy", "numeric")) == ["refuted"]
    assert verdicts(text % "+", ("algebra", "modular", "sympy", "numeric")) != ["refuted"]


def test_bars_at_the_beginning_of_a_cell() -> None:
    text = r"""For $c>0$ and real $a$ let $$z(a)=\begin{cases}a-c,&a>c,\\0,&|a|\le c,\\a+c,&a<-c.\end{cases}$$
Then $$z(-2c)=%s c.$$"""
    every = ("algebra", "modular", "sympy", "numeric")
    assert verdicts(text % "-", every) == ["supported"]
    assert verdicts(text % "", every) != ["supported"]
    text = r"Let $x$ be real. Then $$\begin{aligned} |x|^2 &= x^2\\ |2x| &= %s|x| \end{aligned}$$"
    assert verdicts(text % "2") == ["tested", "tested"]
    assert verdicts(text % "") == ["tested", "refuted"]


def test_a_dotted_equality_sign_defines_a_name() -> None:
    text = r"Let $a$ and $b$ be numbers, $c \doteq a + b$ and $f(x) \doteq x^2 + x$. Then $c^2 = a^2 + 2ab + b^2$ and $f'(x) = 2x + %s$."
    assert verdicts(text % 1) == ["proved", "proved"]
    assert verdicts(text % 2) == ["proved", "refuted"]


def test_a_dotted_equality_sign_before_a_number_rounds() -> None:
    assert "refuted" not in verdicts(r"Then $\sqrt{2} \doteq 1.41$, and for $c = \sqrt{3}$ we get $c \doteq 1.73$.")
