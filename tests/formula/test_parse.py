"""The formula parser: what is read, and as what."""

from __future__ import annotations

import random

import pytest

from derive.document.model import Macro
from derive.formula import FormulaError, parse
from derive.formula.syntax import (
    Add,
    Apply,
    BigOp,
    Chain,
    Fence,
    Frac,
    Juxt,
    Matrix,
    Mid,
    Name,
    Node,
    Num,
    Operator,
    Sub,
    Sup,
    Text,
)


def body(text: str, **macros: Macro) -> Node:
    display = parse(text, 0, len(text), macros)
    assert len(display.clauses) == 1, display
    return display.clauses[0].body


def test_a_chain_has_a_link_for_each_relation() -> None:
    chain = body("a = b \\leq c")
    assert isinstance(chain, Chain)
    assert [link.op for link in chain.links] == ["=", "≤"]


def test_scripts_in_either_order() -> None:
    assert body("x_i^2") == body("x^2_i") == Sup(Sub(Name("x"), Name("i")), Num("2"))


@pytest.mark.parametrize("turned", ["\\text{T}", "{\\text{T}}", "\\textsf{ T }", "{\\textrm{T}}", "\\mathrm{T}"])
def test_a_letter_that_turns_what_it_stands_above_in_any_font(turned: str) -> None:
    assert body(f"A^{turned}") == Sup(Name("A"), Name("T", "roman"))
    assert body("A^\\text{a}") == Sup(Name("A"), Text("a"))


def test_tex_takes_one_digit() -> None:
    found = body("x_12")
    assert isinstance(found, Juxt)
    assert found.factors == (Sub(Name("x"), Num("1")), Num("2"))


@pytest.mark.parametrize(
    "spelling", ["\\operatorname{tr}", "\\mathrm{tr}", "\\text{tr}", "\\Tr", "\\trace", "\\operatorname{Tr}"]
)
def test_spellings_of_trace(spelling: str) -> None:
    macros = {"Tr": Macro("Tr", 0, None, "\\operatorname{Tr}")}
    found = parse(f"{spelling}(A)", 0, len(spelling) + 3, macros).clauses[0].body
    assert isinstance(found, Apply)
    assert found.head == Operator("tr")


def test_a_sum_ends_at_plus() -> None:
    found = body("\\sum_{i=1}^n a_i b_i + c")
    assert isinstance(found, Add)
    assert isinstance(found.terms[0][1], BigOp)
    assert found.terms[1] == ("+", Name("c"))


def test_norms_and_bars() -> None:
    for text in ("\\|x\\|", "||x||", "\\lVert x \\rVert", "\\left\\|x\\right\\|"):
        found = body(text)
        assert isinstance(found, Fence), text
        assert (found.open, found.body) == ("‖", Name("x"))


def test_conditions_inside_brackets() -> None:
    found = body("p(x | y)")
    assert isinstance(found, Juxt)
    assert isinstance(found.factors[1], Fence)
    assert isinstance(found.factors[1].body, Mid)


def test_alignment_rows_continue_the_chain() -> None:
    text = "\\begin{aligned} L &= a \\\\ &= b + c \\\\ &\\quad + d \\end{aligned}"
    chain = body(text)
    assert isinstance(chain, Chain)
    assert len(chain.links) == 2
    assert isinstance(chain.links[1].right, Add)
    assert len(chain.links[1].right.terms) == 3


def test_connectives_begin_clauses() -> None:
    text = "a = b \\iff c = d \\Rightarrow e = f, \\quad g = h"
    clauses = parse(text, 0, len(text), {}).clauses
    assert [clause.lead for clause in clauses] == ["", "⇔", "⇒", ","]


def test_a_macro_carries_the_span_of_its_call() -> None:
    text = "\\R^n"
    found = parse(text, 0, len(text), {"R": Macro("R", 0, None, "\\mathbb{R}")}).clauses[0].body
    assert isinstance(found, Sup)
    assert found.base == Name("R", "bb")
    assert found.base.span == (0, 2)


def test_macros_that_never_end_are_refused() -> None:
    with pytest.raises(FormulaError):
        parse("\\a", 0, 2, {"a": Macro("a", 0, None, "\\b"), "b": Macro("b", 0, None, "\\a\\a")})


def test_matrices_and_fractions() -> None:
    found = body("\\begin{bmatrix} a & b \\\\ c & d \\end{bmatrix}")
    assert isinstance(found, Matrix)
    assert found.rows[1][0] == Name("c")
    assert body("\\frac12") == Frac(Num("1"), Num("2"))


def test_braces_of_a_font_do_not_hold_a_script() -> None:
    found = body("\\mathbf{A B}^T")
    assert isinstance(found, Juxt)
    assert isinstance(found.factors[1], Sup)


def test_edits_never_raise_anything_else() -> None:
    text = "\\nabla_{W} \\|X - W_2 W_1 X\\|_F^2 = \\sum_{i=1}^{n} \\left( \\frac{a_i}{2} \\right)^2, \\quad p(x \\mid y) \\geq 0"
    chance = random.Random(7)
    for _ in range(1500):
        place = chance.randrange(len(text))
        edited = (
            text[:place] + chance.choice(["", "{", "}", "\\", "^", "|", "&", "(", text[place] * 2]) + text[place + 1 :]
        )
        try:
            parse(edited, 0, len(edited), {})
        except FormulaError as error:
            assert error.reason


@pytest.mark.parametrize(
    "text",
    [
        "P^{\\dagger *} A^{-*}", "\\varepsilon \\overset{\\mathrm{i.i.d.}}{\\sim} \\mathcal{N}(0, 1)", "KL(p || q) + KL[p \\|\\| q]", "\\theta_j | X_j, \\mu \\sim N",
        "\\int u v = 3uv\\big|_0^T - c", "\\lambda \\mid w \\mid + b", "\\left( a + \\right. \\\\ \\left. b \\right)", "\\{y: y \\geq 0 \\ \\forall \\ x \\in K\\}",
        "x >= y", "(\\succ, >)", "a_{\\succeq 0}", "\\frac{\\left. a \\middle/ b \\right.}{\\left. c \\middle/ d \\right.}", "1) & x = 0 \\\\ 2) & y = 0",
        "\\begin{cases} 1 & |x|\\leq 1 \\\\ 2 & |x|>1 \\end{cases}", "x \\not\\in C", "{\\rm tr}(A)", "\\dv[2]{f}{x} + \\pdv{f}{x}{y} + \\qty(a) + \\num{1.5e-3}",
        "\\begin{tikzpicture} \\node (a) {$[$}; \\end{tikzpicture} = A", "\\int_0^1 f(x) + g(x) \\, dx = 1{,}000",
    ],
)  # fmt: skip
def test_what_people_write_is_read(text: str) -> None:
    assert parse(text, 0, len(text), {}).clauses


def test_unicode_is_read_as_the_tex_it_stands_for() -> None:
    for plain, tex in (
        ("X⊤X", "X^\\top X"),
        ("A⁻¹", "A^{-1}"),
        ("x₁²", "x_1^2"),
        ("𝐱̂", "\\hat{\\mathbf{x}}"),
        ("ℝⁿ", "\\mathbb{R}^n"),
        ("‖x‖", "\\|x\\|"),
    ):
        assert body(plain) == body(tex), plain


def test_a_sum_under_an_integral_goes_on_to_its_differential() -> None:
    found = body("\\int f + g \\, dx + h")
    assert isinstance(found, Add)
    assert isinstance(found.terms[0][1], BigOp)
    assert found.terms[0][1].variable == (Name("x"),)


def test_labels_stand_with_the_line_they_are_written_in() -> None:
    text = "\\begin{align} a &= b \\label{one} \\\\ c &= d \\tag{2} \\end{align}"
    assert [clause.tags for clause in parse(text, 0, len(text), {}).clauses] == [("one",), ("2",)]
