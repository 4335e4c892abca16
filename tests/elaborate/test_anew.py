"""Names that are given another value later on: examples, functions at a point, lists of choices."""

from __future__ import annotations

import pytest

from derive.document import read_text
from derive.elaborate import elaborate
from derive.terms import Relation


def steps(text: str) -> list[str]:
    return [step.verdict or "goal" for step in elaborate(read_text(text)).steps if step.verdict != "defined"]


def test_another_matrix_of_numbers_is_another_example() -> None:
    matrix = "$$M = \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}$$\n\n"
    assert (
        steps(matrix + "Next,\n\n$$M = \\begin{bmatrix} 1 & 2 & 0 \\\\ 3 & 4 & 0 \\\\ 1 & 1 & 1 \\end{bmatrix}$$\n")
        == []
    )


def test_choices_in_a_list_are_definitions() -> None:
    assert steps("- one: $K(d; l) = \\exp(-d^2/l)$\n\n- two: $K(d; l) = \\exp(-d/l)$\n") == []


def test_the_value_of_a_function_at_a_point_does_not_define_it() -> None:
    names = {
        known.name: known.kind
        for known in elaborate(read_text("It holds that $P(S) = 1$ and $1 = P(S) + P(T)$.\n")).names
    }
    assert names.get("P") != "function"


def test_a_name_forgotten_after_its_definition_is_no_error() -> None:
    text = "# One\n\nLet $A$ be an $n \\times m$ matrix.\n\n$$B = A^T A$$\n\n# Two\n\n$$B = \\mathrm{tr}(A) I + A$$\n\n$$B = A$$\n"
    assert elaborate(read_text(text)).steps


def test_a_function_of_another_shape_later_on_is_no_error() -> None:
    text = (
        "# One\n\nLet $x \\in \\mathbb{R}^n$.\n\n$$f(x) = x$$\n\n# Two\n\n$$f(x) = x x^T$$\n\n$$f(x) = f(x) + f(x)$$\n"
    )
    assert elaborate(read_text(text)).steps


def test_the_rank_of_a_number_is_no_error() -> None:
    assert elaborate(read_text("$$\\mathrm{rank}(B^{(1)}) = n - k$$\n")).steps


def test_names_explained_later_or_on_either_side_alone_are_no_identity() -> None:
    later = elaborate(
        read_text("Let $m = (a b + c d)/(b + d)$. Hence $m = w a + (1 - w) c$. Let $w = b/(b + d)$.\n")
    ).steps
    assert any("only after" in step.unsettled for step in later)
    crossed = elaborate(read_text("$$A^T B (w - C u) = D (u - v)$$\n")).steps
    assert crossed[-1].unsettled


def test_a_clash_within_a_clash_is_said_once() -> None:
    text = "Let $A \\in \\mathbb{R}^{n \\times m}$, $x \\in \\mathbb{R}^n$.\n\n$$(x + 1)^2 A + (A x + x)^{-1} = (A A)^2 + x$$\n"
    assert elaborate(read_text(text)).steps


def test_another_number_is_another_case() -> None:
    found = elaborate(read_text("Take $S = 1$ here.\n\nUsing $S = 2$ it fits.\n")).steps
    assert not [step for step in found if step.goal is not None and not step.unsettled]


PUT = "Put $A = B^T B$ for a real matrix $B$ and $f(x) = x^2$, $a = 3$.\n\n"


def _goal(text: str) -> list[str]:
    """The definitions that the last step may use."""
    goal = elaborate(read_text(PUT + text)).steps[-1].goal
    return [] if goal is None else [definition.symbol.name for definition in goal.definitions]


@pytest.mark.parametrize(
    "text",
    [
        "For every square matrix $A$ we have $A^T = A$.\n",
        "If $A$ is any matrix, then $A^T = A$.\n",
        "Now let $A$ be any symmetric matrix. Then $A^T = A$.\n",
        "For all $a$, hence $a^2 = 9$.\n",
        "Let $f$ be a differentiable function. Then $f'(x) = 2x$.\n",
        "Let $f: \\mathbb{R} \\to \\mathbb{R}$ be convex. Then $f'(x) = 2x$.\n",
        "For any convex function $f$ it follows that\n$$f(x + y) = (x + y)^2.$$\n",
    ],
)
def test_a_letter_that_stands_for_any_thing_is_no_longer_what_it_was_defined_as(text: str) -> None:
    assert _goal(text) == []


@pytest.mark.parametrize("text", ["For any such matrix $A$ we have $A^T = A$.\n", "It follows that $A^T = A$.\n"])
def test_a_letter_that_goes_back_to_what_was_defined_is_the_same(text: str) -> None:
    assert _goal(text) == ["A"]


def test_what_is_said_of_vectors_with_an_order_between_matrices_is_said_entry_by_entry() -> None:
    text = "Let $x, y \\in \\mathbb{R}^n$ with $x \\succeq 0$ and $y \\succeq 0$. Then $x + y \\succeq 0$.\n"
    statement = elaborate(read_text(text)).steps[-1].goal
    assert statement is not None and statement.statement.relation is Relation.AT_LEAST


def test_a_part_that_is_only_looked_at_loses_its_clause_alone() -> None:
    text = "The gamma function is used here. Let $\\Gamma(x \\mid y) = 3$. Then $(a + b)^2 = a^2 + 2ab + b^2$.\n"
    assert elaborate(read_text(text)).steps[-1].goal is not None
