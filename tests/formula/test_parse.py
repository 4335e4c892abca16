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
