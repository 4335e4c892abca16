"""What a theorem or a proof supposes ends with it; one side of an equivalence is no claim."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def last(text: str, form: Format = Format.MARKDOWN) -> str:
    document = read_text(text, form, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular", "reals"), PATIENT)))
    return report.steps[-1].verdict.value


FIRST = r"""Let $P \in \mathbb{R}^{n \times n}$ be symmetric.

**Lemma 1.** $\mathrm{tr}(P) = \mathrm{tr}(P^\top)$.

"""
AFTER = "\n**Theorem 2.** Then $u^\\top P u \\geq 0$.\n"


@pytest.mark.parametrize(
    "proof",
    [
        "*Proof.* Suppose $P \\succ 0$. Then $v^\\top P v \\geq 0$.\n",
        "<details><summary>Proof</summary>\n\nSuppose $P \\succ 0$. Then $v^\\top P v \\geq 0$.\n\n</details>\n",
        "**Proof**: Suppose $P \\succ 0$. $\\square$\n",
    ],
)
def test_what_a_proof_supposes_ends_with_it(proof: str) -> None:
    assert last(FIRST + proof) in ("proved", "defined")
    assert last(FIRST + proof + AFTER) != "proved"


def test_what_a_theorem_supposes_holds_in_its_proof() -> None:
    text = (
        FIRST
        + "**Lemma 2.** Suppose $P \\succ 0$. Then $\\mathrm{tr}(P) \\geq 0$.\n\n*Proof.* We have $v^\\top P v \\geq 0$.\n"
    )
    assert last(text) == "proved"
    assert last(text + AFTER) != "proved"


LATEX = r"""Let $P \in \mathbb{R}^{n \times n}$ be symmetric.
\begin{lemma} $\mathrm{tr}(P) = \mathrm{tr}(P^\top)$. \end{lemma}
\begin{proof}
Suppose $P \succ 0$. Then $v^\top P v \geq 0$.
\end{proof}
"""


def test_a_proof_that_is_an_environment() -> None:
    assert last(LATEX, Format.LATEX) == "proved"
    assert last(LATEX + r"\begin{lemma} Then $u^\top P u \geq 0$. \end{lemma}", Format.LATEX) != "proved"


def test_one_side_of_an_equivalence_is_not_claimed() -> None:
    document = read_text(r"Let $a, b \in \mathbb{R}$. If $a = 2$, then $b = 1 \iff a b = 2$.", Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular", "reals"), PATIENT)))
    assert [step.verdict.value for step in report.steps][-2:] == ["defined", "proved"]


def test_a_value_that_a_lemma_supposes_ends_with_it() -> None:
    text = FIRST + "**Lemma 2.** Suppose further that $P = I$. Then $v^\\top P v = \\|v\\|^2$.\n\n*Proof.* Clear.\n"
    assert last(text.partition("*Proof.*")[0]) == "proved"
    assert last(text + "\n**Lemma 3.** Then $w^\\top P w = \\|w\\|^2$.\n") != "proved"


BETWEEN = r"""\documentclass{article}
\begin{document}
\begin{thm}
If $h$ is convex, then every local minimiser is a global one.
\end{thm}
%s
\begin{proof}
Let $g(t) = t a + (1-t) b$ with $t \in [0,1]$. We see that $h(g(t)) \leq t h(a) + (1-t) h(b)$.
\end{proof}
"""


@pytest.mark.parametrize(
    ("between", "holds"),
    [
        ("", True),
        ("This is good news.", True),
        ("Now let $h$ be any function.", False),
        ("\\section{Another part}", False),
        ("This is good news. " * 6, False),
    ],
)
def test_a_short_remark_may_stand_before_the_proof(between: str, holds: bool) -> None:
    report = check_document(
        read_text(BETWEEN % between + "\\end{document}\n", Format.LATEX, "t.tex"),
        Options(choice=Choice(("algebra", "reals"), PATIENT)),
    )
    last = report.steps[-1].judgement.verdict.value
    assert (last == "proved") is holds
