"""Definiteness of matrices that are made of definite ones: congruences, blocks, inverses."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT

BLOCKS = r"""Let $E \in \mathbb{R}^{p \times p}$, $F \in \mathbb{R}^{p \times q}$, $H \in \mathbb{R}^{q \times q}$ with $E, H$ symmetric and
$$K = \begin{bmatrix} E & F \\ F^\top & H \end{bmatrix}.$$

"""
SQUARE = r"""Let $P, Q \in \mathbb{R}^{p \times p}$ be symmetric, let $S \in \mathbb{R}^{p \times p}$ be invertible, and $F \in \mathbb{R}^{p \times q}$.

"""


def proves(text: str) -> bool:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "reals"), PATIENT)))
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"][-1] == "proved"


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"If $K \succ 0$, then $E \succ 0$.", True),
        (r"If $K \succ 0$, then $H - F^\top E^{-1} F \succ 0$.", True),
        (r"Let $H$ be invertible. If $K \succ 0$, then $H \succ 0$.", True),
        (r"Let $H$ be invertible. If $K \succeq 0$, then $E \succ 0$.", False),
        (r"If $H \succ 0$ and $E - F H^{-1} F^\top \succ 0$, then $K \succ 0$.", True),
        (r"If $E \succ 0$, then $K \succeq 0 \iff H - F^\top E^{-1} F \succeq 0$.", True),
        (r"If $K \succeq 0$, then $E \succ 0$.", False),
        (r"If $E \succ 0$ and $H \succ 0$, then $K \succ 0$.", False),
        (r"If $H - F^\top E^{-1} F \succ 0$, then $K \succ 0$.", False),
        (r"If $H - F^\top E^{-1} F \succeq 0$, then $K \succeq 0$.", False),
        (r"If $H \succ 0$ and $E + F H^{-1} F^\top \succ 0$, then $K \succ 0$.", False),
    ],
)
def test_blocks(claim: str, holds: bool) -> None:
    assert proves(BLOCKS + claim) is holds


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"$P \succ 0 \iff S P S^\top \succ 0$.", True),
        (r"If $P \succeq 0$, then $F^\top P F \succeq 0$.", True),
        (r"If $P \succeq Q$, then $F^\top P F \succeq F^\top Q F$.", True),
        (r"If $P \succ 0$, then $P^{-1} \succ 0$.", True),
        (r"If $P \succ 0$ and $F$ has full column rank, then $F^\top P F \succ 0$.", True),
        (r"If $P \succ 0$, then $F^\top P F \succ 0$.", False),
        (r"If $F^\top P F \succeq 0$, then $P \succeq 0$.", False),
        (r"If $S P S \succeq 0$, then $P \succeq 0$.", False),
        (r"If $P \succeq Q$, then $Q \succeq P$.", False),
    ],
)
def test_congruences(claim: str, holds: bool) -> None:
    assert proves(SQUARE + claim) is holds


def test_a_number_that_is_said_to_be_semidefinite_is_none_of_the_matrices() -> None:
    assert proves(
        r"Let $a \in \mathbb{R}$ with $a \succeq 0$ and $P \in \mathbb{R}^{p \times p}$ with $P \succeq 0$. Then $2 P \succeq 0$."
    )
