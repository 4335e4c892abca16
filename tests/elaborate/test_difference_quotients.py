"""Expansions of difference quotients, of functions of which nothing is said but that they are smooth."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SMOOTH = r"Let $u$ be four times continuously differentiable near $x$. As $h\to 0$, all odd terms cancel, and $$%s.$$"


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{u(x+h)-u(x)}{h}=u'(x)+\frac{h}{2}u''(x)+O(h^2)", "proved"),
        (r"\frac{u(x+h)-u(x)}{h}=u'(x)+h\,u''(x)+O(h^2)", "refuted"),
        (r"\frac{u(x+h)-2u(x)+u(x-h)}{h^2}=u''(x)+O(h^2)", "proved"),
        (r"\frac{u(x+h)-u(x)}{2h}=u'(x)+O(h)", "refuted"),
        (r"\frac{u(x+h)-u(x-h)}{2h}=u'(x)+O(h^2)", "proved"),
    ],
)
def test_a_quotient(formula: str, verdict: str) -> None:
    assert verdicts(SMOOTH % formula) == [verdict]


def test_an_equation_that_makes_a_function_what_it_is() -> None:
    text = r"Let $f$ be three times differentiable and $f(x+y)=f(x)f(y)$ for all $x$, $y$. Then $$f'(x) = f'(0) f(x).$$"
    assert "refuted" not in verdicts(text)
    text = r"Let $v$ be continuously differentiable. The Newton step solves the linearised equation $$v(x)+v'(x)s=0.$$"
    assert "refuted" not in verdicts(text)


def test_an_even_function_is_not_any_function() -> None:
    text = r"Let $u$ be an even function, three times differentiable. Then $$u(-x)=u(x).$$"
    assert "refuted" not in verdicts(text)
