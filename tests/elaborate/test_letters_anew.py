"""Undeclared letters of separate paragraphs are separate things where their shapes differ."""

from __future__ import annotations

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT, verdicts

TEXT = r"""$\|x + y\|^2 = \|x\|^2 + \|y\|^2 + 2 x^T y$.

$\frac{d}{dx} \log(1 + e^x) = \frac{1}{1 + e^{-x}}$.

$\nabla_x \|A x - b\|^2 = 2 A^T (A x - b)$.
"""


def test_a_letter_may_be_a_vector_here_and_a_number_there() -> None:
    document = read_text(TEXT, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular"), PATIENT)))
    assert [step.verdict.value for step in report.steps] == ["proved"] * 3


def test_what_a_paragraph_declares_is_one_thing_in_it() -> None:
    text = r"Let $x \in \mathbb{R}^n$ be given. Then $\frac{d}{dx} \log(1 + e^x) = \frac{1}{1 + e^{-x}}$." + "\n"
    report = check_document(
        read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    assert report.steps[-1].verdict.value not in ("proved", "refuted")


def test_the_variable_of_a_function_of_its_own_is_a_number_where_it_has_to_be() -> None:
    text = r"Let $x \in \mathbb{R}^n$ and $P = I - \frac{x x^T}{x^T x}$." + "\n\n"
    text += "Let $g(x) = x^3 - 3x$. Then $g'(x) = 3x^2 - 3$ and $g(2) = 2$.\n\nThen $P x = 0$.\n"
    report = check_document(
        read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    assert [step.verdict.value for step in report.steps if step.verdict.value != "defined"] == ["proved"] * 3


def test_a_reading_that_does_not_fit_either_leaves_what_was_worked_out_before() -> None:
    text = "Let $X \\in \\mathbb{R}^{n \\times d}$, $w \\in \\mathbb{R}^d$, $y \\in \\mathbb{R}^n$ and $\\lambda > 0$. Put $F(w) := \\|X w - y\\|^2 + \\lambda \\|w\\|^2$.\n\n"
    text += "We get\n\n$$\\begin{aligned} F(w) &= (X w - y)(X w - y) + \\lambda w^T w \\\\ &= w^T X^T X w - 2 y^T X w + y^T y + \\lambda w^T w \\\\\n"
    text += "&= w^T (X^T X + \\lambda I) w - 2 y^T X w + y^T y. \\end{aligned}$$\n"
    report = check_document(
        read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra", "modular"), PATIENT))
    )
    assert [step.verdict.value for step in report.steps][-3:] == ["ill-formed", "proved", "proved"]


ONE_AND_MANY = (
    "## One class\n\nThe score is $s = a^T u + c$ with $a, u \\in \\mathbb{R}^m$ and $c \\in \\mathbb{R}$. Then $s - c = u^T a$.\n\n"
    "## Many classes\n\nTake $u \\in \\mathbb{R}^m$, $A \\in \\mathbb{R}^{k \\times m}$ and $d \\in \\mathbb{R}^k$. "
)


def test_a_name_that_a_later_section_gives_another_shape() -> None:
    given = ONE_AND_MANY + "The score is $s = A u + d$. Then "
    assert verdicts(given + r"$s^T s = u^T A^T A u + 2 d^T A u + d^T d$.") == ["proved", "proved"]
    assert verdicts(given + r"$s^T s = u^T A^T A u + d^T A u + d^T d$.")[-1] not in ("proved", "tested", "supported")
    # what is concluded is no other score
    assert verdicts(ONE_AND_MANY + r"Therefore $s = A u + d$.") == ["proved", "unchecked"]
