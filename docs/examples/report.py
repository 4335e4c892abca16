"""A LaTeX report that Python writes, with the bundled problem q3b and its verdicts in it: `python docs/examples/report.py FOLDER`.

Then, in that folder: `latexmk -pdf report.tex` (or pdflatex, xelatex or lualatex, twice).
"""

from __future__ import annotations

import sys
from pathlib import Path

import derive
import derive.render
from derive.render.latex import embed

REPORT = r"""\documentclass[11pt,a4paper]{article}
\usepackage{amsmath}
\usepackage[margin=30mm]{geometry}
\usepackage[colorlinks,linkcolor=black]{hyperref}
\usepackage[embedded]{derive}
\title{A linear autoencoder, and what was checked of it}
\author{A program}
\date{}
\begin{document}
\maketitle
The derivation below was checked when this report was written. A mark stands in the margin of every step, with the number under
which the list at the end says what the verdict rests on.

%s
\end{document}
"""


def write(folder: Path, problem: str = "q3b") -> None:
    """Write report.tex and derive.sty into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.tex").write_text(REPORT % embed(derive.check(problem), level=0), encoding="utf-8")
    package = Path(derive.render.__file__).parent / "derive.sty"
    (folder / "derive.sty").write_bytes(package.read_bytes())


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
