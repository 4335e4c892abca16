"""Names that are given another value later on: examples, functions at a point, lists of choices."""

from __future__ import annotations

from derive.document import read_text
from derive.elaborate import elaborate


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
