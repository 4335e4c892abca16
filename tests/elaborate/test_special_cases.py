"""What is said of names for a special case, and what a section supposes to be real."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def verdicts(text: str) -> list[str]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular", "reals"), PATIENT)))
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


def test_what_is_declared_complex_in_a_later_section_is_not_so_before() -> None:
    later = REAL + r"For $x \in \mathbb{C}^p$ we have $(E x)^H = x^H E^H$."
    assert verdicts(later)[0] == "proved"
    wrong = later.replace(r"E x \geq 0$.", r"E x \leq 0$.", 1)
    assert wrong != later and verdicts(wrong)[0] != "proved"


TRIED = r"""Let $E \in \mathbb{R}^{p \times p}$ and $x, y \in \mathbb{R}^p$, and let $f(x, y) = x^\top E x + 2 x^\top y$.

"""


def test_a_value_that_is_tried_is_one_of_its_paragraph() -> None:
    tried = TRIED + r"First, consider $y = \mathbf{0}$. Then $f(x, y) = x^\top E x$." + "\n\n"
    assert verdicts(tried) == ["proved"]
    assert verdicts(tried + r"In general, we have $f(x, y) + x^\top y = x^\top E x + x^\top y$.")[-1] == "unchecked"
    assert verdicts(tried + r"Likewise, consider $x = \mathbf{0}$. Then $f(x, y) = 0$.") == ["proved", "proved"]
    assert verdicts(tried + r"Likewise, consider $x = \mathbf{0}$. Then $f(x, y) = x^\top y + x^\top E x$.") == [
        "proved",
        "proved",
    ]


def test_a_value_that_is_tried_holds_in_the_display_of_its_sentence() -> None:
    assert verdicts(TRIED + r"First, consider $y = \mathbf{0}$. Then" + "\n\n" + r"$$f(x, y) = x^\top E x$$") == [
        "proved"
    ]


def test_a_value_that_is_set_holds_on() -> None:
    assert verdicts(TRIED + r"We set $y = \mathbf{0}$." + "\n\n" + r"Then $f(x, y) = x^\top E x$.") == ["proved"]


def test_a_number_of_which_nothing_was_known_ends_with_its_paragraph() -> None:
    text = (
        r"Let $a \in \mathbb{R}$. First, consider $c = 0$. Then $a c = 0$." + "\n\n" + r"Next, we have $a c + a = a$."
    )
    assert verdicts(text) == ["proved", "unchecked"]


def test_what_is_defined_of_real_ones_alone_is_real_there() -> None:
    text = REAL.replace(
        "If $E",
        r"The function is $f(x, y) = x^\top E x + 2 x^\top F y + y^\top H y$ with $x \in \mathbb{R}^p$ and $y \in \mathbb{R}^q$.\n\nIf $E",
    )
    text = text.replace(r"x^\top E x \geq 0", r"f(x, \mathbf{0}) \geq 0").replace(r"\n", "\n")
    assert verdicts(text) == ["proved", "unchecked"]


def test_what_a_value_recovers_is_no_supposition_of_what_follows() -> None:
    text = (
        r"Let $R_t \in \mathbb{R}^{q \times q}$, $S_t \in \mathbb{R}^{p \times q}$ and $Q_t \in \mathbb{R}^{p \times p}$. "
        r"Setting $S_t = \mathbf{0}$ and $R_t = \mathbf{0}$ recovers the simple case." + "\n\n"
    )
    assert verdicts(text + r"If $R_t \succeq 0$, then $R_t - S_t^\top Q_t S_t \succeq 0$.") == ["unchecked"]
    assert verdicts(text + r"We then have $Q_t S_t R_t = \mathbf{0}$.") == ["unchecked"]
