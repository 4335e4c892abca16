"""What is said of names for a special case, and what a section supposes to be real."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice


def verdicts(text: str) -> list[str]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular", "reals"))))
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


GENERAL = r"""Let $E \in \mathbb{R}^{p \times p}$, $F \in \mathbb{R}^{p \times q}$ and $G \in \mathbb{R}^{q \times p}$.

The special case where $F = u \in \mathbb{R}^p$ and $G = v^\top \in \mathbb{R}^{1 \times p}$ is known as a rank-one update.

"""


def test_a_special_case_is_one_of_its_paragraph() -> None:
    assert verdicts(GENERAL + r"$$(E + F G)^\top = E^\top + G^\top F^\top$$") == ["proved"]
    assert verdicts(GENERAL + r"$$F G = u v^\top$$") == ["unchecked"]


def test_a_special_case_that_a_section_is_about_lasts() -> None:
    text = r"""Let $E \in \mathbb{R}^{p \times p}$.

We now consider the special case where $E = u v^\top$ with $u, v \in \mathbb{R}^p$.

$$E^\top = v u^\top$$
"""
    assert verdicts(text) == ["proved"]


REAL = r"""Let $E \in \mathbb{C}^{p \times p}$, $F \in \mathbb{C}^{p \times q}$ and $H \in \mathbb{C}^{q \times q}$, and $K = \begin{bmatrix} E & F \\ F^\top & H \end{bmatrix}$.

## Real ones

This section considers the case where $K$ is real and symmetric.

If $E \succ 0$, then $x^\top E x \geq 0$.

## Any

If $E \succ 0$, then $x^\top E x \geq 0$.
"""


def test_what_a_section_supposes_to_be_real_is_real_there() -> None:
    assert verdicts(REAL) == ["proved", "unchecked"]


def test_that_something_is_real_if_it_is_supposed_to_be_is_no_supposition() -> None:
    text = REAL.replace("This section considers the case where $K$ is real", "If $K$ is real, it is")
    assert verdicts(text)[-1] == "unchecked"
