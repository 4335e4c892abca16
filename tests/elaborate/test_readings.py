"""Notations and what they mean, each with a statement that is true and one that has a slip: the true one is never flagged, the slip is found."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.engines.decide import Choice
from derive.goals import Verdict
from derive.report import StepReport
from tests.judged import PATIENT

LIGHT = Options(Choice(("algebra", "modular"), PATIENT))
GOOD = (Verdict.PROVED, Verdict.TESTED)
WRONG = (Verdict.REFUTED, Verdict.CONDITIONAL, Verdict.ILL_FORMED)


def steps(context: str, formula: str) -> list[StepReport]:
    report = check_document(read_text(f"{context}\n\n$${formula}$$\n", path="t.md"), LIGHT)
    return [step for step in report.steps if step.place.line > 1]


def last(context: str, formula: str) -> StepReport:
    return steps(context, formula)[-1]


FAMILY = r"$u_i\in\mathbb R^k$, $c_i\in\mathbb R$."
FUNCTION = r"$f:\mathbb R\to\mathbb R$ twice differentiable."
PLANE = r"$f:\mathbb R^2\to\mathbb R$."
KHATRI_RAO = r"$A\in\mathbb R^{m\times p}$, $B\in\mathbb R^{m\times q}$, $x\in\mathbb R^p$, $y\in\mathbb R^q$, $\bullet$ row-wise Khatri-Rao."
LAYER = r"$z = x W$, $x\in\mathbb R^{n\times d}$, $W\in\mathbb R^{d\times k}$."

PAIRS = {  # notation: context, true statement, statement with a slip
    "inner products of a declared family": (
        FAMILY,
        r"\sum_{i=1}^d c_i \langle u_i, u_i\rangle = \sum_{i=1}^d\sum_{l=1}^k c_i u_{i,l}^2",
        r"\sum_{i=1}^d c_i \langle u_i, u_i\rangle = \sum_{i=1}^d\sum_{l=1}^k c_i u_{i,l}",
    ),
    "a sum that stops before its end": (
        r"$a_1,\dots,a_m\in\mathbb R$.",
        r"\sum_{i=1}^m a_i = \sum_{i=1}^{m-1} a_i + a_m",
        r"\sum_{i=1}^m a_i = \sum_{i=1}^{m-1} a_i + a_1",
    ),
    "bold letters of what was declared plain": (
        r"$Y\in\mathbb R^{n\times d}$, $V\in\mathbb R^{d\times q}$.",
        r"\operatorname{tr}(\mathbf Y\mathbf V\mathbf V^\top\mathbf Y^\top) = \|\mathbf Y\mathbf V\|_F^2",
        r"\operatorname{tr}(\mathbf V\mathbf Y\mathbf V^\top\mathbf Y^\top) = \|\mathbf Y\mathbf V\|_F^2",
    ),
    "differentials": (r"$v\in\mathbb R^n$.", r"d(v^Tv) = 2 v^T dv", r"d(v^Tv) = v^T dv"),
    "functions with conditions": (
        r"$q(x|m) = -\frac12 (x-m)^2$.",
        r"\frac{\partial q(x|m)}{\partial m} = x - m",
        r"\frac{\partial q(x|m)}{\partial m} = m - x",
    ),
    "a gradient at another point": (
        r"$RSS(b)=\sum_i(Y_i-X_i'b)^2$, $X_i\in\mathbb R^k$.",
        r"\frac{\partial RSS(\hat\beta)}{\partial\beta} = 2\sum_{i=1}^n X_iX_i'\hat\beta - 2\sum_{i=1}^n X_iY_i",
        r"\frac{\partial RSS(\hat\beta)}{\partial\beta} = 2\sum_{i=1}^n X_iX_i'\hat\beta + 2\sum_{i=1}^n X_iY_i",
    ),
    "raised indices": (
        r"$g(x^i)=\frac12(x^i-a^i)^2$.",
        r"\frac{d g(x^{i})}{d x^{i}} = x^{i}-a^{i}",
        r"\frac{d g(x^{i})}{d x^{i}} = a^{i}-x^{i}",
    ),
    "a quotient of differences": (
        FUNCTION,
        r"f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x-h)}{2h}",
        r"f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x-h)}{h}",
    ),
    "the gradient of any function, as a row": (
        PLANE,
        r"\nabla f(x) = \begin{pmatrix} \frac{\partial f}{\partial x_1}(x) & \frac{\partial f}{\partial x_2}(x) \end{pmatrix}",
        r"\nabla f(x) = \begin{pmatrix} \frac{\partial f}{\partial x_2}(x) & \frac{\partial f}{\partial x_1}(x) \end{pmatrix}",
    ),
    "Khatri-Rao products by their signs": (
        KHATRI_RAO,
        r"(A x) \circ (B y) = (A \bullet B) (x \otimes y)",
        r"(A x) \circ (B y) = (A \bullet B) (x \otimes y) + A x",
    ),
    "gradients passed backwards": (
        LAYER,
        r"\frac{\partial L}{\partial W} = x^T \frac{\partial L}{\partial z}",
        r"\frac{\partial L}{\partial W} = W^T \frac{\partial L}{\partial z}",
    ),
    "binomial coefficients": (
        r"$d\in\mathbb N$.",
        r"\sum_{i=0}^{d}\binom{a}{i} + \sum_{i=0}^{d-1}\binom{a}{i} = \sum_{i=0}^d \binom{a+1}{i}",
        r"\sum_{i=0}^{d}\binom{a}{i} + \sum_{i=0}^{d}\binom{a}{i} = \sum_{i=0}^d \binom{a+1}{i}",
    ),
    "the gamma function and conditions in running text": (
        r"$a,b,c>0$.",
        r"\frac{b^a}{\Gamma(a)} c^{-a} = \frac{(b/c)^a}{\Gamma(a)}",
        r"\frac{b^a}{\Gamma(a)} c^{-a} = \frac{(b/a)^a}{\Gamma(a)}",
    ),
    "membership": (
        r"$F\in\mathbb R^{N\times K}$.",
        r"F^\top F \in \mathbb R^{K\times K}",
        r"F^\top F \in \mathbb R^{N\times N}",
    ),
}


@pytest.mark.parametrize(("context", "true", "slip"), PAIRS.values(), ids=PAIRS)
def test_a_notation_is_understood(context: str, true: str, slip: str) -> None:
    assert last(context, true).verdict in GOOD
    assert any(step.verdict in WRONG for step in steps(context, slip))


CONDITIONS = r"$A\in\mathbb R^{m\times n}$, $P\in\mathbb R^{n\times n}$, $b\in\mathbb R^m$, $w,x,g\in\mathbb R^n$, $\eta\in\mathbb R$."


@pytest.mark.parametrize(
    "formula",
    ["A x = b", "A^TAx = A^Tb", "Px = x", r"w = w - \eta g", r"Px = \eta x", "x = Px + g", r"(P-\eta I)x = g"],
)
def test_a_condition_on_names_is_no_identity(formula: str) -> None:
    """Equations to be solved and updates are not refuted, though they do not hold for all values."""
    assert last(CONDITIONS, formula).verdict not in WRONG


def test_a_slip_next_to_an_identity_is_found_though_a_name_stands_on_one_side_only() -> None:
    step = last(r"$A\in\mathbb R^{m\times n}$, $b\in\mathbb R^m$, $x\in\mathbb R^n$.", "b = Ax - (b - Ax)")
    assert step.verdict is Verdict.REFUTED


def test_an_integral_agrees_where_the_integrands_do() -> None:
    step = last(
        r"$a\in\mathbb R$.", r"\int_0^1 (x+a)^2 \exp(x) dx = \int_0^1 x^2 \exp(x) dx + a\int_0^1 (2x + a)\exp(x) dx"
    )
    assert step.verdict is Verdict.TESTED


def test_a_letter_behind_a_matrix_is_a_vector() -> None:
    context = r"$X\in\mathbb R^{n\times p}$ full column rank, $\hat\beta=(X^TX)^{-1}X^Ty$."
    assert last(context, r"y - X\hat\beta = (I_n - X(X^TX)^{-1}X^T) y").verdict in GOOD


def test_ranks_are_not_confirmed_by_matrices_of_full_rank() -> None:
    step = last(r"$A,B\in\mathbb R^{n\times n}$.", r"\operatorname{rank}(AB) = \operatorname{rank}(A)")
    assert step.verdict not in GOOD


def test_a_false_statement_on_a_family_of_matrices_is_diagnosed() -> None:
    formula = r"\sum_{i=1}^k \operatorname{tr}(M_i) a = 2 \sum_{i=1}^k \operatorname{tr}(M_i) a"
    step = last(r"$M_i\in\mathbb R^{n\times n}$, $a\in\mathbb R$.", formula)
    assert step.verdict is Verdict.REFUTED
