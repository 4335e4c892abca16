"""Facts about any number of some law, recalled in letters that mean other things in the rest of the text; lists that are rows."""

from __future__ import annotations

import pytest
from judged import verdicts

EVERY = ("algebra", "modular", "sympy", "numeric")
GOOD = {"proved", "tested", "supported"}
MODEL = r"""Consider the model $y = X \beta + \varepsilon$ with $X \in \mathbb{R}^{n \times p}$ and $H = X (X^T X)^{-1} X^T$.

Recall how normal vectors are transformed:

$$ x \sim \mathcal{N}(\mu, \Sigma) \quad \Rightarrow \quad y = A x + b \sim \mathcal{N}(A \mu + b, A \Sigma A^T) . $$

Hence

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"H y = X \beta + H \varepsilon", "good"),
        (r"H y = X \beta + \varepsilon", "refuted"),
        (r"y - X \beta = \varepsilon", "good"),
    ],
)
def test_the_letters_of_a_recalled_fact_are_its_own(claim: str, expected: str) -> None:
    (found,) = verdicts(f"{MODEL}$$ {claim} . $$")
    assert found in GOOD if expected == "good" else found == expected


@pytest.mark.parametrize(
    ("fact", "good"),
    [(r"\mathrm{E}(X) = \frac{a}{b}", True), (r"\mathrm{E}(X) = \frac{b}{a}", False)],
)
def test_a_recalled_fact_is_judged_by_its_own_law(fact: str, good: bool) -> None:
    text = (
        "Let $X \\sim \\mathcal{N}(m, s^2)$. For a gamma distribution with rate $b$,\n\n"
        "$$ X \\sim \\mathrm{Gam}(a, b) \\quad \\Rightarrow \\quad %s . $$\n\n"
        "For the normal one we have\n\n$$ \\mathrm{E}(X) = %s . $$\n"
    )
    assert [found in GOOD for found in verdicts(text % (fact, "m"), EVERY)] == [good, True]
    assert verdicts(text % (fact, "2 m"), EVERY)[-1] not in GOOD


def test_what_is_concluded_from_the_law_of_the_text_itself_stays_in_it() -> None:
    text = (
        "Let $X \\sim \\mathcal{N}(m, s^2)$. Then\n\n"
        "$$ X \\sim \\mathcal{N}(m, s^2) \\quad \\Rightarrow \\quad Z = \\frac{X - m}{s} \\sim \\mathcal{N}(0, 1) . $$\n\n"
        "Hence\n\n$$ X = m + %s Z . $$\n"
    )
    assert verdicts(text % "s") == ["proved"]
    assert verdicts(text % "s^2") == ["refuted"]


ROW = r"""Let $a_1, \ldots, a_n$ be numbers, $x \in \mathbb{R}^n$ and $S \in \mathbb{R}^{n \times n}$. Write $A = [a_1, \ldots, a_n]$. Then

"""


@pytest.mark.parametrize(
    ("claim", "good"),
    [
        (r"A S A^T = \sum_{i=1}^n \sum_{j=1}^n a_i S_{ij} a_j", True),
        (r"A S A^T = \sum_{i=1}^n a_i S_{ii} a_i", False),
        (r"[a_1, \ldots, a_n] \begin{bmatrix} x_1 \\ \vdots \\ x_n \end{bmatrix} = \sum_{i=1}^n a_i x_i", True),
        (r"[a_1, \ldots, a_n] \begin{bmatrix} x_1 \\ \vdots \\ x_n \end{bmatrix} = \sum_{i=1}^n a_i", False),
    ],
)
def test_lists_before_matrices_are_rows(claim: str, good: bool) -> None:
    text = ROW + (f"$$ {claim} . $$" if "A S" in claim else f"$$ A S A^T \\geq 0 . $$ and $$ {claim} . $$")
    found = verdicts(text)[-1]
    assert (found in GOOD) is good
    assert found != "ill-formed"
