"""Arguments written in unusual ways, functions at other points, entries of gradients, powers of vectors, rows beside each other."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT
from tests.judged import verdicts as judged


def last(text: str) -> str:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular"), PATIENT)))
    return report.steps[-1].verdict.value


VECTORS = r"Let $p, r, x, z \in \mathbb{R}^n$. "
TWO = r"""Let $A \in \mathbb{R}^{n \times n}$, $B \in \mathbb{R}^{n \times m}$ and $H \in \mathbb{R}^{m \times m}$ with $A$ and $H$ symmetric, $u \in \mathbb{R}^n$, $w \in \mathbb{R}^m$,
and let $K = \begin{bmatrix} A & B \\ B^\top & H \end{bmatrix}$ and $g(u,w) = [u^\top \ w^\top] K \begin{bmatrix} u \\ w \end{bmatrix}$. """


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (VECTORS + r"Then $\langle p, r^2 \rangle = \sum_{i=1}^n p_i r_i^2$.", "proved"),
        (VECTORS + r"Then $\langle p, r^2 \rangle = \sum_{i=1}^n p_i r_i$.", "refuted"),
        (VECTORS + r"Let $S(x) = \sum_{i=1}^n x_i \log x_i$. Then $\nabla S(x)_i = 1 + \log x_i$.", "proved"),
        (VECTORS + r"Let $S(x) = \sum_{i=1}^n x_i \log x_i$. Then $\nabla S(x)_i = \log x_i$.", "refuted"),
        (VECTORS + r"Let $f(x) = \|x\|^2$. Then $$f(x + z) = f(x) + 2 x^\top z + f(z).$$", "proved"),
        (VECTORS + r"Let $f(x) = \|x\|^2$. Then $$f(x + z) = f(x) + x^\top z + f(z).$$", "refuted"),
        (VECTORS + r"Let $f(x) = \|x\|^2$. We have $f(z) \geq 0$. Then $$\nabla f(x) = 2 x.$$", "proved"),
        (VECTORS + r"Let $R(x) = \frac12 \|x\|^2$ and $D_R(x \| z) = R(x) - R(z) - \langle z, x - z \rangle$. Then $$D_R(x \| z) = \frac12 \|x - z\|^2.$$", "proved"),
        (TWO + r"Then $$g(u,w) = u^\top A u + 2 u^\top B w + w^\top H w.$$", "proved"),
        (TWO + r"Then $$\nabla g(u,w) = 2 K \begin{bmatrix} u \\ w \end{bmatrix}.$$", "proved"),
        (TWO + r"Then $$\nabla g(u,w) = K \begin{bmatrix} u \\ w \end{bmatrix}.$$", "refuted"),
        (TWO + r"Then $$g(u, w = 0) = u^\top A u.$$", "proved"),
        (TWO + r"Then $$g(u = 0, w) = 2 w^\top H w.$$", "refuted"),
    ],
)  # fmt: skip
def test_what_is_written_so_is_read(text: str, expected: str) -> None:
    assert last(text) == expected


def test_an_adjective_behind_two_formulas_is_said_of_both() -> None:
    text = r"Let $A, B \in \mathbb{R}^{n \times n}$, with $A$ and $B$ symmetric. Then $A B = (B A)^\top$."
    assert last(text) == "proved"
    assert last(text.replace("$A$ and $B$ symmetric", "$A$ any matrix and $B$ symmetric")) != "proved"


def test_a_quantity_is_written_with_the_arguments_it_was_given_with() -> None:
    text = r"Let $y \in \mathbb{R}^n$, $X \in \mathbb{R}^{n \times p}$, $b \in \mathbb{R}^p$ and $s > 0$. "
    text += r"Let $$\mathrm{L}(b, s^2) = \log(s^2) + y^T X b.$$" + "\n\nThen $$2 \\mathrm{L}(b, s^2) = %s.$$"
    assert judged(text % r"2 \log(s^2) + 2 y^T X b") == ["proved"]
    assert judged(text % r"2 \log(s^2) + y^T X b") == ["refuted"]
