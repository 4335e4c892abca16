"""Steps of several methods, `x_{k+1} = …` in one item of a list or section after another: each says what its own method does."""

from __future__ import annotations

import pytest
from judged import said, verdicts

from derive.document import Format, read_text
from derive.elaborate import elaborate

EVERY = ("algebra", "modular", "reals", "numeric")
METHODS = r"""\documentclass{article}
\begin{document}
Some methods:
\begin{enumerate}
\item plain descent, \[ u_{k+1} = u_k - s \nabla h(u_k), \]
\item Newton's method, \[ u_{k+1} = u_k - (\nabla^2 h(u_k))^{-1} \nabla h(u_k), \]
\item with inertia, \[ u_{k+1} = u_k - s \nabla h(u_k) + \gamma (u_k - u_{k-1}) . \]
\end{enumerate}
\end{document}
"""


def steps(text: str, kind: Format = Format.MARKDOWN) -> list[str]:
    return [step.verdict or "goal" for step in elaborate(read_text(text, kind)).steps]


def test_each_item_gives_the_step_of_its_own_method() -> None:
    assert steps(METHODS, Format.LATEX) == ["defined"] * 3


SECTIONS = r"""# Descent

Let $h$ be convex and $\nabla h$ be $M$-Lipschitz. The method is $u_{k+1} = u_k - \frac{1}{M} \nabla h(u_k)$. Then

$$ h(u_{k+1}) \leq h(u_k) - \frac{1}{2M} \|\nabla h(u_k)\|^2 . $$

# Inertia

A step is now

$$ u_{k+1} = u_k - s \nabla h(u_k) + \gamma (u_k - u_{k-1}) . $$

"""


@pytest.mark.slow
def test_what_was_shown_of_one_method_is_not_believed_of_the_next() -> None:
    claim = r"Then $$ h(u_{k+1}) \leq h(u_k) - \frac{1}{2M} \|\nabla h(u_k)\|^2 . $$"
    assert verdicts(SECTIONS, EVERY) == ["proved"]
    assert verdicts(SECTIONS + claim, EVERY)[-1] == "unchecked"


@pytest.mark.slow
def test_what_a_text_concludes_of_a_step_is_a_claim() -> None:
    again = r"Hence $$ u_{k+1} = u_k %s s \nabla h(u_k) + \gamma (u_k - u_{k-1}) . $$"
    assert verdicts(SECTIONS + again % "-", EVERY)[-1] == "proved"
    assert verdicts(SECTIONS + again % "+", EVERY)[-1] == "refuted"


def test_in_one_section_a_step_is_given_once() -> None:
    text = "# Descent\n\nThe method is $$ u_{k+1} = u_k - s \\nabla h(u_k) . $$ It is\n\n$$ u_{k+1} = u_k + s \\nabla h(u_k) . $$\n"
    assert "goal" in steps(text)


def test_a_recalled_step_is_a_claim() -> None:
    text = SECTIONS + "# Again\n\nRecall that $$ u_{k+1} = u_k + s \\nabla h(u_k) + \\gamma (u_k - u_{k-1}) . $$\n"
    assert steps(text)[-1] == "goal"


@pytest.mark.parametrize(
    "words", ["The step can be written as", "That is,", "Equivalently,", "The same step in another form is"]
)
def test_a_step_in_other_words_is_a_claim(words: str) -> None:
    text = SECTIONS + f"# Again\n\n{words}\n\n$$ u_{{k+1}} = u_k + s \\nabla h(u_k) + \\gamma (u_k - u_{{k-1}}) . $$\n"
    assert steps(text)[-1] == "goal"


@pytest.mark.parametrize(
    "text",
    [
        r"Gradient descent is $u_{k+1} = u_k - c g_k$. In the momentum method $u_{k+1} = u_k - c g_k + d (u_k - u_{k-1})$.",
        r"For Euler $u_{n+1} = (1 - h a) u_n$. For the midpoint method, $u_{n+1} = (1 - h a + \frac{h^2 a^2}{2}) u_n$.",
    ],
)
def test_words_that_name_another_method(text: str) -> None:
    assert said(text) == ["defined", "defined"]


def test_words_that_name_the_same_method() -> None:
    text = r"Let $f(u) = u^2 - c$. Newton's method is $u_{k+1} = u_k - f(u_k) / f'(u_k)$. For Newton's method, $u_{k+1} = %s$."
    assert verdicts(text % r"\frac{1}{2} (u_k + c / u_k)") == ["proved"]
    assert "proved" not in verdicts(text % r"\frac{1}{2} (u_k - c / u_k)")


def test_a_function_of_what_was_given_a_value() -> None:
    text = (
        "Let $p(y, m)$ be a density. Then\n\n$$ p(y) = \\int p(y, m) \\, dm $$\n\nwhich comes to\n\n$$ p(y) = a^2 e^{-b} $$\n\n"
        "where $a > 0$. Thus, it is\n\n$$ \\log p(y) = %s $$\n"
    )
    assert verdicts(text % r"2 \log a - b")[-1:] == ["proved"]
    assert verdicts(text % r"2 \log a + b")[-1:] == ["unchecked"]
    assert verdicts(text % r"\log a - b")[-1:] == ["unchecked"]
