"""Terms as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive.notation import latex, statement_latex, unicode
from derive.sizes import Size
from derive.terms import (
    Apply,
    BigSum,
    Block,
    Derivative,
    Entry,
    HasProperty,
    Identity,
    Implies,
    Index,
    Norm,
    Number,
    Power,
    Product,
    PropertyKind,
    Relates,
    Relation,
    SizeValue,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
)  # fmt: skip

N, M = Size.name("n"), Size.name("m")
A, B, X = Symbol("A", (N, N)), Symbol("B", (N, N)), Symbol("X", (M, N))
W = Symbol("W_1", (N, M), "W_1")
LABELLED = Symbol("P^*", (N, N), "P^*")
x, a, b = Symbol("x", (N,)), Symbol("a"), Symbol("b")
index = Index("i", N)
HALF, MINUS = Number(Fraction(1, 2)), Number(Fraction(-1))


def number(value: int) -> Number:
    return Number(Fraction(value))


CASES: list[tuple[Term, str, str]] = [
    (Product((Transpose(X), X)), "X^\\top X", "Xᵀ X"),
    (
        Product((number(-2), Transpose(W), Sum((Product((W, X)), Product((MINUS, Identity(N))))))),
        "-2 W_1^\\top (W_1 X - I_n)",
        "-2 W₁ᵀ (W₁ X - Iₙ)",
    ),
    (Sum((A, Product((MINUS, Sum((A, B)))))), "A - (A + B)", "A - (A + B)"),
    (Product((HALF, Power(Norm(X), number(2)))), "\\frac{1}{2} \\|X\\|_F^2", "1/2 ‖X‖_F²"),
    (Product((Power(SizeValue(N), MINUS), Transpose(X), X)), "\\frac{1}{n} X^\\top X", "1/n Xᵀ X"),
    (Product((a, Power(Sum((a, b)), MINUS))), "\\frac{a}{a + b}", "a/(a + b)"),
    (Power(A, MINUS), "A^{-1}", "A⁻¹"),
    (Transpose(Power(A, MINUS)), "(A^{-1})^\\top", "(A⁻¹)ᵀ"),
    (Transpose(LABELLED), "(P^*)^\\top", "(P*)ᵀ"),
    (Power(Number(Fraction(1, 2)), a), "(\\frac{1}{2})^a", "(1/2)^a"),
    (BigSum(index, Power(Entry(x, (index,)), number(2))), "\\sum_{i=1}^n x_i^2", "∑ᵢ₌₁ⁿ xᵢ²"),
    (Product((BigSum(index, Entry(x, (index,))), a)), "(\\sum_{i=1}^n x_i) a", "(∑ᵢ₌₁ⁿ xᵢ) a"),
    (Entry(W, (index, number(1))), "(W_1)_{i1}", "(W₁)ᵢ₁"),
    (Power(Trace(A), number(2)), "(\\operatorname{tr}(A))^2", "(tr(A))²"),
    (
        Derivative(Trace(Product((A, B))), (A,)),
        "\\frac{\\partial}{\\partial A} \\operatorname{tr}(A B)",
        "∂/∂A tr(A B)",
    ),
    (Power(Apply("sin", (a,)), number(2)), "\\sin^2(a)", "sin²(a)"),
    (Product((number(2), number(3), a)), "2 \\cdot 3 a", "2 · 3 a"),
    (Product((A, Product((B, A)))), "A (B A)", "A (B A)"),
    (Block(((A, B), (B, A))), "\\begin{bmatrix} A & B \\\\ B & A \\end{bmatrix}", "[ A B ; B A ]"),
    (Norm(x), "\\|x\\|", "‖x‖"),
]


@pytest.mark.parametrize(("term", "tex", "line"), CASES, ids=[case[1] for case in CASES])
def test_a_term_reads_well(term: Term, tex: str, line: str) -> None:
    assert latex(term) == tex
    assert unicode(term) == line


def test_statements() -> None:
    equal = Relates(Relation.EQUAL, A, Transpose(A))
    assert statement_latex(HasProperty(PropertyKind.SYMMETRIC, (A,))) == statement_latex(equal) == "A = A^\\top"
    assert statement_latex(HasProperty(PropertyKind.COMMUTE, (A, B))) == "A B = B A"
    assert statement_latex(HasProperty(PropertyKind.FULL_COLUMN_RANK, (X,))) == "X \\text{ has full column rank}"
    assert statement_latex(Implies((equal,), Relates(Relation.AT_LEAST, a, b))) == "A = A^\\top \\Rightarrow a \\geq b"


def test_a_scoped_name_shows_its_last_part() -> None:
    assert latex(Symbol("bold:x", (N,))) == "x"
    assert latex(Index("bold:i", N)) == "i"
