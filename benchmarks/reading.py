"""How long reading takes, engines aside: python benchmarks/reading.py [--understand] [FILE.tex ...].

Without files a text of our own is made, of one megabyte and of half, a quarter and twice of it. Reading is cutting a text into prose
and formulas and parsing every formula; with `--understand` also what is made of them: names, shapes, statements.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from derive.document import Document, Format, Formula, read_text
from derive.elaborate import elaborate
from derive.formula import FormulaError, parse

MEGABYTE = 1_000_000
SECTION = r"""
\section{Part @}
Let $A_{@} \in \R^{n \times n}$ be symmetric and $x, y \in \R^n$. We write $\norm{x}$ for the length of $x$, where $\norm{x}^2 = x^\top x$.
% a comment with a $ in it
\begin{align}
  \norm{A_{@} x - y}^2 &= (A_{@} x - y)^\top (A_{@} x - y) \label{eq:@} \\
    &= x^\top A_{@}^2 x - 2\, y^\top A_{@} x + y^\top y .
\end{align}
Setting the derivative of \eqref{eq:@} to zero gives
\[ \frac{\partial}{\partial x} \norm{A_{@} x - y}^2 = 2 A_{@} \left( A_{@} x - y \right) = 0 , \qquad \text{so that} \quad A_{@}^2 x = A_{@} y . \]
\begin{proof} By $\tr(A_{@} x x^\top) = \sum_{i=1}^n \sum_{j=1}^n a_{ij} x_i x_j$ and $\int_0^1 t^{@} \, dt = \frac{1}{@ + 1}$ it costs \$5 and 3\%.
\begin{equation*} B = \begin{bmatrix} 1 & @ \\ 0 & 1 \end{bmatrix}, \quad B^{-1} = \begin{bmatrix} 1 & -@ \\ 0 & 1 \end{bmatrix} \end{equation*}
\end{proof}
"""
HEAD = "\\newcommand{\\R}{\\mathbb{R}}\n\\newcommand{\\norm}[1]{\\left\\lVert #1 \\right\\rVert}\n\\DeclareMathOperator{\\tr}{tr}\n\\begin{document}\n"


def made(size: int) -> str:
    """A LaTeX text of about `size` characters."""
    sections, length, number = [HEAD], len(HEAD), 1
    while length < size:
        sections.append(SECTION.replace("@", str(number)))
        length += len(sections[-1])
        number += 1
    return "".join(sections) + "\\end{document}\n"


def read_and_parse(text: str) -> Document:
    """Reading without understanding."""
    document = read_text(text, Format.LATEX)
    for block in document.blocks:
        if isinstance(block, Formula):
            try:
                parse(document.mathematics, *block.body, document.macros)
            except FormulaError:
                continue
    return document


def understand(text: str) -> Document:
    """Reading and understanding."""
    document = read_text(text, Format.LATEX)
    elaborate(document)
    return document


def seconds(work: Callable[[str], Document], text: str) -> float:
    """The processor's seconds of the better of two runs."""
    times = []
    for _ in range(2):
        begin = time.process_time()
        work(text)
        times.append(time.process_time() - begin)
    return min(times)


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    work = understand if "--understand" in sys.argv else read_and_parse
    if arguments:
        for name in arguments:
            text = Path(name).read_text(encoding="utf-8", errors="replace")
            print(f"{name}: {len(text) / MEGABYTE:.2f} MB in {seconds(work, text):.2f} s")
        return
    before = 0.0
    for part in (0.25, 0.5, 1, 2):
        took = seconds(work, made(int(part * MEGABYTE)))
        print(f"{part:5} MB {took:7.2f} s" + (f"   x{took / before:.2f}" if before else ""))
        before = took


if __name__ == "__main__":
    main()
