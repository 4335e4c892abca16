"""What is a case, a condition or the next line of a solution, and is neither refuted nor taken for ill-formed."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.document.model import Format
from derive.engines.decide import Choice
from derive.goals import Verdict
from derive.report import StepReport
from tests.judged import PATIENT
from tests.judged import verdicts as judged

LIGHT = Options(Choice(("algebra", "modular"), PATIENT))
WRONG = (Verdict.REFUTED, Verdict.CONDITIONAL, Verdict.ILL_FORMED)


def steps(text: str, kind: Format = Format.MARKDOWN) -> tuple[StepReport, ...]:
    return check_document(read_text(text, kind, path="t"), LIGHT).steps


def verdicts(text: str, kind: Format = Format.MARKDOWN) -> list[Verdict]:
    return [step.verdict for step in steps(text, kind)]


def test_a_size_that_is_given_a_value_is_a_case() -> None:
    text = "The array has size $U \\times V$, and in the picture the array has $U = 7$ and $V = 4$.\n"
    assert not set(verdicts(text)) & set(WRONG)


def test_a_row_that_a_matrix_leaves_alone_is_not_a_multiple_of_the_circle_number() -> None:
    text = (
        "Let\n\n$$Q = \\begin{bmatrix} 1/2 & 1/2 \\\\ 1/4 & 3/4 \\end{bmatrix}.$$\n\nWe look for $\\pi = \\pi Q$.\n\n"
        "$$\\begin{aligned} \\pi - \\pi Q &= 0 \\\\ \\pi (I - Q) &= 0 \\end{aligned}$$\n"
    )
    assert not set(verdicts(text)) & set(WRONG)


ROWS = "Let $a, b, c, x \\in \\mathbb{R}$ with $a \\neq 0$. Then\n\n$$\\begin{aligned} @ \\end{aligned}$$\n"


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ("a x + b &= c \\\\ a x &= c - b", Verdict.PROVED),
        ("a x + b &= c \\\\ a x &= c - b \\\\ x &= \\frac{c - b}{a}", Verdict.PROVED),
        ("a x + b &= c \\\\ a x &= c + b", Verdict.UNCHECKED),
        ("a x + b &= c \\\\ x &= \\frac{c + b}{a}", Verdict.UNCHECKED),
    ],
)
def test_a_line_of_a_solution_follows_from_the_line_above(rows: str, last: Verdict) -> None:
    found = steps(ROWS.replace("@", rows))[-1]
    assert found.verdict is last
    assert (last is Verdict.PROVED) is ("line above" in found.judgement.message)


def test_nothing_follows_from_a_wrong_line() -> None:
    rows = "(a + b)^2 &= a^2 + b^2 \\\\ 2 (a + b)^2 &= 2 a^2 + 2 b^2"
    assert verdicts(ROWS.replace("@", rows))[-2:] == [Verdict.REFUTED, Verdict.REFUTED]


def test_the_second_link_after_an_arrow_may_use_what_stands_before_it() -> None:
    text = "Let $r, s, t \\in \\mathbb{R}$.\n\n$$r = 0 \\quad \\Rightarrow \\quad t = r + s = s$$\n"
    assert verdicts(text)[-1] is Verdict.PROVED


def test_what_the_text_declares_in_two_shapes_is_settled_in_neither_later_on() -> None:
    text = (
        "\\chapter{Maps}\nSome take $Z \\in \\mathbb{R}^{p \\times q}$, others $Z \\in \\mathbb{R}^{a \\times b}$.\n"
        "\\section{Determinants}\nFor the determinant\n\\[ \\det(2 Z) = \\det(Z) \\det(2 I). \\]\n"
    )
    assert Verdict.ILL_FORMED not in verdicts(text, Format.LATEX)
    once = text.replace(", others $Z \\in \\mathbb{R}^{a \\times b}$", "")
    assert Verdict.ILL_FORMED in verdicts(once, Format.LATEX)


def test_nonzero_entries_say_nothing_of_a_vector() -> None:
    text = "Let $G \\in \\mathbb{R}^{n \\times n}$ and $u \\in \\mathbb{R}^n$. Define $v = G u$. So $v$ has @, as we see.\n"
    assert Verdict.REFUTED in verdicts(text.replace("has @", "is nonzero"))
    assert not set(verdicts(text.replace("@", "nonzero entries"))) & set(WRONG)


def test_an_estimate_is_put_for_what_it_estimates_on_purpose() -> None:
    text = (
        "Let $n, m, k \\in \\mathbb{R}$. Define $\\hat{\\alpha} = k / n$. Solving gives\n\n$$\\beta = \\frac{n \\alpha}{m} - \\alpha .$$\n\n"
        "Plugging the estimate in,\n\n$$\\beta = \\hat{\\alpha} \\left( \\frac{n}{m} - 1 \\right).$$\n"
    )
    assert not set(verdicts(text)) & set(WRONG)


def messages(text: str) -> list[tuple[Verdict, str]]:
    return [(step.verdict, step.judgement.message) for step in steps(text)]


def test_what_a_definition_gives_need_not_be_read_to_be_no_claim() -> None:
    text = "We study\n\n$$h(u) = \\liminf_{v \\in V} \\langle u, v \\rangle .$$\n\nThen $h(u) = \\liminf_{v \\in W} \\langle u, v \\rangle$.\n"
    found = messages(text)
    assert found[0][0] is Verdict.DEFINED
    assert found[0][1].startswith("a definition, not read")


def test_what_rests_on_a_definition_that_is_not_read_is_not_refuted() -> None:
    text = "Let $Z = \\sup_{v \\in V} v$ and $a \\in \\mathbb{R}$. Then\n\n$$Z + a = Z - a .$$\n"
    assert verdicts(text)[-1] is Verdict.UNCHECKED


PROBLEM = "Let $c, x \\in \\mathbb{R}^n$, $A \\in \\mathbb{R}^{m \\times n}$ and $b \\in \\mathbb{R}^m$. @\n"


@pytest.mark.parametrize(
    "text",
    [
        "Consider\n\n$$\\begin{aligned} \\min_x\\ & c^\\top x \\\\ \\text{subject to } & A x = b \\\\ & x \\geq 0 \\end{aligned}$$",
        "Consider\n\n$$\\begin{aligned} \\text{minimize } & c^\\top x \\\\ & A x = b \\end{aligned}$$",
        "We solve the linear system\n\n$$A x = b .$$",
        "Find $x$ such that $A x = b$.",
        "The system $A x = b$ may have many solutions.",
    ],
)
def test_what_is_to_be_met_or_solved_is_no_claim(text: str) -> None:
    found = verdicts(PROBLEM.replace("@", text))
    assert set(found) == {Verdict.DEFINED}


@pytest.mark.parametrize(
    "text", ["It follows that $A x = b$.", "We find that $A x = b$.", "Here the product is $A x = b$."]
)
def test_what_is_concluded_or_said_to_hold_stays_a_claim(text: str) -> None:
    assert verdicts(PROBLEM.replace("@", text))[-1] is Verdict.UNCHECKED


def test_a_wrong_identity_in_passing_is_refuted_all_the_same() -> None:
    text = "Let $A, B \\in \\mathbb{R}^{n \\times n}$, as above.\n\nThe rule $(A B)^\\top = A^\\top B^\\top$ helps below.\n"
    assert set(verdicts(text)) & set(WRONG)


def test_two_names_at_once_may_be_vectors_after_all() -> None:
    text = "Let $M \\in \\mathbb{R}^{n \\times n}$. Then\n\n$$M (p + q) - M q = M p .$$\n"
    assert verdicts(text)[-1] is Verdict.PROVED


LISTS = "Let $u = [2, 0, 0]$, $p_1 = [1, 5, 5]$ and $p_2 = [1, 3, 3]$. So $p_1^\\top u = @$ as one sees.\n"


@pytest.mark.parametrize(
    ("value", "verdict"), [("p_2^\\top u", Verdict.PROVED), ("2", Verdict.PROVED), ("3", Verdict.REFUTED)]
)
def test_lists_that_are_transposed_are_columns(value: str, verdict: Verdict) -> None:
    assert verdicts(LISTS.replace("@", value))[-1] is verdict


def test_a_member_that_is_given_a_value_is_that() -> None:
    text = "Let $w_j \\in \\mathbb{R}^n$ for every $j$, with $s = \\sum_j w_j$.\n\n" + LISTS.replace(
        "p_", "w_"
    ).replace("@", "2")
    assert verdicts(text)[-1] is Verdict.PROVED


def test_a_series_of_values_is_none_of_them() -> None:
    text = "Its size is $c_n = n (n + 1) / 2 = 1, 3, 6, \\dots$ for each $n$.\n"
    assert not set(verdicts(text)) & set(WRONG)


def test_a_matrix_does_not_stand_for_its_eigenvalue_by_a_slip() -> None:
    text = (
        "Let $A \\in \\mathbb{R}^{n \\times n}$. The solutions of $A x = \\lambda x$ are eigenvectors. Hence $x^\\top A x = \\lambda_x x^\\top x$ "
        "where $\\lambda_x$ belongs to $x$.\n"
    )
    assert not set(verdicts(text)) & set(WRONG)


def test_a_point_between_rows_may_multiply_entry_by_entry() -> None:
    text = "Let $g, y, z \\in \\mathbb{R}^{1 \\times k}$. Then $z = g @ y$.\n"
    assert Verdict.ILL_FORMED not in verdicts(text.replace("@", "\\cdot"))
    assert Verdict.ILL_FORMED in verdicts(text.replace("@", ""))


@pytest.mark.parametrize(
    ("formula", "wrong"),
    [("3 (u_1 - u_2)^2 + 5 (u_1 + u_2)^2", False), ("u_1^2 - 2 u_2^2", True), ("2 u_2^2 + u_1^2", False)],
)
def test_a_function_may_be_given_another_formula(formula: str, wrong: bool) -> None:
    text = f"Let $u \\in \\mathbb{{R}}^2$. Since $k(u) = u_1^2 + 2 u_2^2$ is easy, we use $k(u) = {formula}$ then.\n"
    assert bool(set(verdicts(text)) & set(WRONG)) is wrong


def test_an_equivalence_in_words_claims_neither_side() -> None:
    text = "Let $M = \\begin{bmatrix} 1 & 2 \\\\ 2 & 4 \\end{bmatrix}$. A matrix $M$ is invertible if and only if its determinant is not zero.\n"
    assert not set(verdicts(text)) & set(WRONG)


@pytest.mark.parametrize(
    "behind", [r", \quad a, b > 0", r", \qquad a > 0, \; b > 0", r", \quad a \neq 0", r", \quad 0 < a < 1"]
)
def test_a_bound_behind_a_statement_of_a_display_is_a_condition(behind: str) -> None:
    found = verdicts(f"Then\n\n$$(a + b)^2 = a^2 + 2ab + b^2{behind}.$$\n")
    assert found[0] is Verdict.PROVED and set(found[1:]) == {Verdict.DEFINED}


def test_a_bound_behind_a_statement_that_words_conclude_is_a_claim() -> None:
    found = verdicts("Let $a > 0$. Hence\n\n$$(a + b)^2 = a^2 + 2ab + b^2, \\quad a < 0.$$\n")
    assert found[-1] is not Verdict.DEFINED


def test_such_that_in_letters_poses_a_problem() -> None:
    text = "Consider\n\n$$\\min_{u} g(u)\\ s.t.\\ A u = b, \\ u \\geq 0$$\n"
    assert set(verdicts(text)) == {Verdict.DEFINED}


@pytest.mark.parametrize(
    ("said", "condition", "verdict"),
    [
        (r"c a \leq c b", r"c (b - a) \geq 0", "proved"),
        (r"u^2 = v^2", r"u = v", "proved"),
        (r"u^2 = 2 v^2", r"u = v", "refuted"),
        (r"(u + v)^2 = u^2 + v^2", r"u \oplus v", "unchecked"),
    ],
)
def test_a_condition_at_the_end_of_a_display_holds_in_it(said: str, condition: str, verdict: str) -> None:
    text = f"Let $a$, $b$, $c$, $u$, $v$ be numbers. Then $${said}, \\quad \\text{{if}} \\quad {condition}.$$"
    assert judged(text, ("algebra", "modular", "reals")) == [verdict]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (r"$\|x + y\|^2 = \|x\|^2 + \|y\|^2$.", ["proved"]),
        (r"$\|x - y\|^2 = \|x\|^2 - \|y\|^2$.", ["refuted"]),
        (r"$\|x\|^2 = 1$ and $\|y\|^2 = 1$, we have $\|x + y\|^2 = 2$.", ["proved"]),
        (r"$\|x\|^2 = 1$ and $\|y\|^2 = 1$, then $\|x + y\|^2 = 2$.", ["proved"]),
    ],
)
def test_what_stands_behind_a_condition_on_two_names_is_claimed(said: str, found: list[str]) -> None:
    assert judged("Let $x$ and $y$ be vectors. If $x$ is orthogonal to $y$, " + said) == found
