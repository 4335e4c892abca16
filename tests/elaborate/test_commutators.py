"""The brackets of commutators, where a text speaks of such."""

from __future__ import annotations

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}
_TEXT = r"Let $A$, $B$, $C$ be $n \times n$ matrices. The commutator of $A$ and $B$ is $[A, B] = A B - B A$. %s"


def test_a_commutator_is_a_difference_of_products() -> None:
    assert verdicts(_TEXT % "Then $[A, B C] = [A, B] C + B [A, C]$.") == ["proved", "proved"]
    assert verdicts(_TEXT % "Then $[A, B C] = B [A, C] + C [A, B]$.")[-1] in ("refuted", "conditional")


def test_what_is_supposed_of_a_commutator_is_a_hypothesis() -> None:
    text = _TEXT % "Suppose that $[A, B] = B$. Then for every $k \\geq 1$, $A B^k - B^k A = k B^k$."
    assert not {"refuted", "conditional", "ill-formed"} & set(verdicts(text))


def test_without_a_word_of_commutators_brackets_are_a_row() -> None:
    text = r"Let $A$, $B$ be $n \times n$ matrices. Then $[A, B] [A, B]^\top = A A^\top + B B^\top$."
    assert verdicts(text) == ["proved"]


def test_roots_of_complex_numbers_have_branches() -> None:
    assert not set(verdicts(r"Let $z$ and $w$ be complex numbers. Then $\sqrt{z} \sqrt{w} = \sqrt{z w}$.")) & _CONFIRMED


def test_a_section_on_block_rows_has_no_commutators() -> None:
    text = r"""## Commutators

Let $A$ and $B$ be $n \times n$ matrices with the commutator $[A, B] = A B - B A$. Then $[A, B] = -[B, A]$.

## Block rows

In this section $[A, B]$ is the block row of the $m \times n$ matrices $A$ and $B$. Then $$[A, B] [A, B]^\top = A A^\top + B B^\top.$$
"""
    assert verdicts(text)[-1] == "proved"
