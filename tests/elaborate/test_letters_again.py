"""Letters that bounds, lists, slides and later paragraphs use for another thing than the text before: nothing is ill-formed there."""

from __future__ import annotations

import pytest

from derive.document import Format
from tests.judged import verdicts

_WRONG = {"refuted", "conditional", "ill-formed"}


@pytest.mark.parametrize(
    "text",
    [
        r"Let $x, y \in \mathbb{R}^n$. Then $t x + (1 - t) y, t \in \mathbb{R}$ is a linear combination.",
        r"Let $x \in \mathbb{R}^n$ with $x^T x = 1$. For a line, $\sup_{x \in \mathbb{R}} (c x - a x - b) = \sup_{x \in \mathbb{R}} ((c - a) x - b)$.",
        r"Let $f: \mathbb{R}^n \to \mathbb{R}$ and $x, h \in \mathbb{R}^n$. Then $h^T h \geq 0$."
        "\n\n"
        r"In numbers, $\frac{f(x + h e_i) - f(x)}{h} \approx \frac{f(x + h e_i) - f(x - h e_i)}{2h}$.",
    ],
)
def test_another_thing_under_the_letter(text: str) -> None:
    assert not set(verdicts(text)) & _WRONG


_SLIDES = r"""\begin{frame}{Hyperplanes}
Let $p, x \in \mathbb{R}^n$. Then $p^T x = x^T p$.
\end{frame}
\begin{frame}{Systems}
Let $A \in \mathbb{R}^{m \times n}$ and $b \in \mathbb{R}^m$. Then $p^T A = (A^T p)^T$ and $%s$.
\end{frame}
"""


def test_a_slide_is_a_section() -> None:
    assert not set(verdicts(_SLIDES % "p^T b = b^T p", kind=Format.LATEX)) & _WRONG
    assert verdicts(_SLIDES % r"A A^T = A^T A", kind=Format.LATEX)[-1] == "ill-formed"


def test_a_list_with_dots_is_a_list_of_names() -> None:
    first = r"Let $q_1, \dots, q_k \in \mathbb{R}^n$ be orthonormal." "\n\n"
    text = "## A\n\n" + first + "## B\n\n" + r"Let $q_1, \dots, q_k \in \mathbb{R}^n$ be vectors. Then $\|q_1\| = 1$."
    assert "proved" not in verdicts(text)
