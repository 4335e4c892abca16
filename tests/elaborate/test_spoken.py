"""Declarations in words, names of sides, and what a section's end does to them."""

from __future__ import annotations

from derive.document import read_text
from derive.elaborate import elaborate
from tests.judged import verdicts


def shapes(text: str) -> dict[str, tuple[str, ...]]:
    return {known.name: tuple(map(str, known.sizes)) for known in elaborate(read_text(text)).names}


def test_sizes_in_words() -> None:
    found = shapes(
        "Let $A$ be a $n\\times m$ and $B$ an $m \\times n$ matrix, and $x, y$ both $n \\times 1$ vectors.\n"
    )
    assert found["A"] == ("n", "m")
    assert found["B"] == ("m", "n")
    assert found["x"] == found["y"] == ("n",)
    assert shapes("The $p \\times p$ symmetric matrix $S$ is given.\n")["S"] == ("p", "p")


def test_a_size_that_speaks_of_something_else_declares_nothing() -> None:
    assert "Z" not in shapes("A $3 \\times 4$ case is odd, and $Z$ is not.\n")


def test_sides_by_name_are_no_mathematics() -> None:
    assert verdicts("$$RHS = Tr(A B) = tr(B A) = LHS$$\n") == ["proved"]


def test_a_name_of_an_earlier_section_gives_way() -> None:
    text = "# One\n\nLet $A$ be an $n \\times m$ matrix.\n\n# Two\n\n$$\\mathrm{tr}(A + B) = \\mathrm{tr}(A) + \\mathrm{tr}(B)$$\n"
    assert verdicts(text) == ["proved"]
    assert "ill-formed" in verdicts(text.replace("# Two\n", ""))


def test_formulas_in_titles_are_read() -> None:
    assert verdicts("### 9. $(AB)^T = B^T A^T$\n") == ["proved"]


def test_a_size_whose_by_is_a_word() -> None:
    found = shapes(
        "Let $A$ ($m$ by $n$) and $B$ be given, $B$ an $n$-by-$p$ matrix. The $3$ by $3$ matrix $C$ is fixed.\n"
    )
    assert (found["A"], found["B"], found["C"]) == (("m", "n"), ("n", "p"), ("3", "3"))
    assert "D" not in shapes("It was divided by $m$ by $n$ people, and $D$ is not.\n")
