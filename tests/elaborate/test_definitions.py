"""Which equations define and which claim: what was spoken of before is not redefined by what is concluded of it."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from tests.judged import PATIENT


def verdicts(text: str) -> list[str]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(("algebra", "modular"), PATIENT)))
    return [step.verdict.value for step in report.steps]


SYMMETRIC = r"Let $A, B \in \mathbb{R}^{n \times n}$ be symmetric." + "\n\n"


@pytest.mark.parametrize(
    "claims",
    [
        "Suppose $A B = 0$. Then\n\n$$B A = 0$$\n\n$$A = 0$$\n\n$$A A = 0$$",
        "Since $A^2 = A$,\n\n$$A = I$$\n\n$$A B = B$$",
        "$$(A B)^\\top = B A$$\n\n$$A = B$$\n\n$$A - B = 0$$",
    ],
)
def test_a_conclusion_about_a_name_does_not_define_it(claims: str) -> None:
    assert verdicts(SYMMETRIC + claims)[-1] not in ("proved", "tested", "supported")


def test_what_was_differentiated_by_is_solved_for() -> None:
    text = r"""Let $X \in \mathbb{R}^{n \times d}$, $y \in \mathbb{R}^n$ and $\lambda > 0$. Define
$$J(w) = \|X w - y\|_2^2 + \lambda \|w\|_2^2.$$

$$\nabla J(w) = 2 X^\top (X w - y) + 2 \lambda w$$

Setting the gradient to zero gives

$$(X^\top X + \lambda I) w = X^\top y,$$

so that

$$w = (X^\top X + \lambda I)^{-1} X^\top y.$$

$$\nabla^2 J(w) = 2 X^\top X + 2 \lambda I$$

$$\nabla J(w) = X^\top (X w - y) + \lambda w$$
"""
    found = verdicts(text)
    assert found[-1] == "refuted"  # half the gradient: true only where both vanish
    assert found[-2] == "proved"
    assert found.count("proved") >= 3


def test_members_of_a_family_are_defined_by_a_free_index() -> None:
    text = r"""Let $z \in \mathbb{R}^K$ and $p_i = \frac{e^{z_i}}{\sum_{k=1}^K e^{z_k}}$.

$$\frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_j)$$

$$\sum_{i=1}^K p_i = 1$$
"""
    assert [v for v in verdicts(text) if v != "defined"] == ["proved", "proved"]


def test_a_function_named_without_its_argument() -> None:
    text = r"""Let $\sigma > 0$ and $x_1, \dots, x_n \in \mathbb{R}$. The log-likelihood is

$$\ell(\mu) = -\frac{1}{2 \sigma^2} \sum_{i=1}^n (x_i - \mu)^2.$$

$$\frac{\partial \ell}{\partial \mu} = \frac{1}{\sigma^2} \sum_{i=1}^n (x_i - \mu)$$

$$\frac{\partial \ell}{\partial \mu} = -\frac{1}{\sigma^2} \sum_{i=1}^n (x_i - \mu)$$
"""
    assert [v for v in verdicts(text) if v != "defined"] == ["proved", "refuted"]


def test_a_sentence_after_a_display_claims_though_the_one_before_only_considered() -> None:
    text = r"""\documentclass{article}\begin{document}
Let $A, B \in \mathbb{R}^{n\times n}$. Consider
\begin{equation} C = (A + B)^2 . \label{c} \end{equation}
Multiplied out,
\begin{equation} C = A^2 + 2 A B + B^2 . \end{equation}
Now
\[ \operatorname{tr}(A^2) = \operatorname{tr}(A)^2 \]
Expanding,
\[ (A + B)^\top = A^\top + B^\top \]
\end{document}
"""
    document = read_text(text, Format.LATEX, "t.tex")
    report = check_document(document, Options(choice=Choice(("algebra", "modular"), PATIENT)))
    found = [step.verdict.value for step in report.steps if step.verdict.value != "defined"]
    assert found == ["conditional", "refuted", "proved"]


def test_a_name_introduced_again_has_lost_its_properties() -> None:
    text = "Let $A \\in \\mathbb{R}^{n \\times n}$ be symmetric.\n\n$$A^\\top = A$$\n\nLet $A \\in \\mathbb{R}^{n \\times n}$.\n\n$$A^\\top = A$$\n"
    assert [v for v in verdicts(text) if v != "defined"] == ["proved", "conditional"]


def test_a_power_behind_the_brackets_of_a_function_is_of_its_value() -> None:
    text = "Let $x > 0$.\n\n$$\\exp(x)^2 = \\exp(2 x)$$\n\n$$\\exp(x)^2 = \\exp(x^2)$$\n\n$$\\log(x)^2 = 2 \\log x$$\n"
    assert [v for v in verdicts(text) if v != "defined"] == ["proved", "refuted", "unchecked"]


def test_what_is_defined_only_afterwards_is_no_ground_to_refute() -> None:
    text = r"""Let $x, y \in \mathbb{R}^n$ and $\bar x = \frac{1}{n} \sum_{i=1}^n x_i$. Then

$$\sum_{i=1}^n (x_i - \bar x)(y_i - \bar y) = \sum_{i=1}^n x_i y_i - n \bar x \bar y$$

Let now $\bar y = \frac{1}{n} \sum_{i=1}^n y_i$.

$$\sum_{i=1}^n (x_i - \bar x)(y_i - \bar y) = \sum_{i=1}^n x_i y_i - \bar x \bar y$$
"""
    assert [v for v in verdicts(text) if v != "defined"] == ["unchecked", "refuted"]


def test_a_variable_that_is_written_with_several_of_its_own_is_defined() -> None:
    text = "We have the functions\n\n$$r(p, q) = 3 p q$$\n\n$$p(s, t) = s + t$$\n\n$$q(s, t) = s - t$$\n\nHence "
    defined = ["defined"] * 3
    assert verdicts(text + r"$\frac{\partial r}{\partial s} = 6 s$.") == [*defined, "proved"]
    assert verdicts(text + r"$\frac{\partial r}{\partial s} = 6 t$.") == [*defined, "refuted"]


def test_how_small_a_function_gets_is_no_definition() -> None:
    text = r"Let $g(u) = u^2 - 4 u + 7$. Its smallest value is $g_{\min} = %s$."
    assert verdicts(text % "4")[-1] == "unchecked"  # and not "defined"
    assert verdicts(r"Let $g(u) = u^2 - 4 u + 7$ and put $g_{\min} = g(2)$. Then $g_{\min} = 3$.")[-1] == "proved"
    assert verdicts(r"Let $u_{\min} = \frac{c}{2}$. Then $2 u_{\min} = c$.")[-1] == "proved"


MATRICES = r"Let $A, B \in \mathbb{R}^{n \times m}$ and $C \in \mathbb{R}^{m \times n}$. Then "


@pytest.mark.parametrize("name", ["\\zeta_1", "\\zeta", "G", "\\mathbf{g}"])
def test_the_name_at_the_end_of_a_chain_has_the_shape_of_what_it_names(name: str) -> None:
    chain = MATRICES + rf"$(A + B) C = A C + B C = {name} \in \mathbb{{R}}^{{n \times n}}$." + f"\n\nHence ${name} = "
    assert verdicts(chain + "B C + A C$.")[3:] == ["proved", "defined", "proved", "proved"]
    assert verdicts(chain + "A C - B C$.")[-1] == "refuted"


def test_where_a_chain_lies_is_a_step_of_its_own() -> None:
    text = MATRICES + r"$(A + B) C = A C - B C \in \mathbb{R}^{n \times n}$."
    report = check_document(read_text(text, Format.MARKDOWN, "t.md"), Options(choice=Choice(("algebra",), PATIENT)))
    steps = [(step.latex, step.verdict.value) for step in report.steps[3:]]
    assert (r"\in \mathbb{R}^{n \times n}", "proved") in steps
    assert not any("=" in latex and verdict == "proved" for latex, verdict in steps)


def test_the_shape_of_what_a_chain_names_is_guessed_as_that_of_its_value_is() -> None:
    text = r"Let $\mathbf{v} \in \mathbb{R}^{n}$. Then $a \odot b + b \odot a = 2 a \odot b = \zeta$, and $\zeta \mathbf{v} = c \mathbf{v} \in \mathbb{R}^{n}$."
    assert "ill-formed" not in verdicts(text)
    declared = text.replace(r"Let $\mathbf{v}", r"Let $a, b \in \mathbb{R}^{n}$ and $\mathbf{v}").replace(
        r"n}$.", "m}$."
    )
    assert "proved" in verdicts(declared)
