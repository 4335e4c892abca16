"""For which members something is said: "if i = j, …", "… for i ≠ j"."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SHARES = r"Let $q_i = \frac{e^{u_i}}{\sum_k e^{u_k}}$. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SHARES + r"If $i = j$, then $$\frac{\partial q_i}{\partial u_j} = q_i (1 - q_j).$$", "tested"),
        (SHARES + r"When $i \neq j$ we have $$\frac{\partial q_i}{\partial u_j} = -q_i q_j.$$", "tested"),
        (SHARES + r"If $i = j$, then $$\frac{\partial q_i}{\partial u_j} = -q_i q_j.$$", "refuted"),
        (SHARES + r"When $i \neq j$ we have $$\frac{\partial q_i}{\partial u_j} = q_i (1 - q_j).$$", "refuted"),
        (SHARES + r"Then $$\frac{\partial q_i}{\partial u_j} = -q_i q_j \quad \text{for } i \neq j.$$", "tested"),
        (SHARES + r"Then $$\frac{\partial q_i}{\partial u_j} = -q_i q_j \quad \text{for } i = j.$$", "refuted"),
        (SHARES + r"Hence $\frac{\partial q_i}{\partial u_j} = -q_i q_j$ for $i \neq j$.", "tested"),
        (SHARES + r"Hence $\frac{\partial q_i}{\partial u_j} = q_i q_j$ for $i \neq j$.", "refuted"),
    ],
)
def test_of_equal_and_of_different_indices(text: str, expected: str) -> None:
    assert verdicts(text) == [expected]


def test_the_next_sentence_speaks_of_all_members_again() -> None:
    after = SHARES + r"It is largest if $i = j$. Then $$\frac{\partial q_i}{\partial u_j} = q_i (1 - q_j).$$"
    assert verdicts(after) == ["refuted"]


def test_words_that_say_more_restrict_in_a_way_that_is_not_read() -> None:
    either = r"If $i = j$ or $i = l$, then $$\frac{\partial q_i}{\partial u_j} = q_i (1 - q_j).$$"
    assert verdicts(SHARES + either) == ["unchecked"]


LETTERS = r"Let $\mathbf{P}$ be an $n \times r$ matrix and $\mathbf{Q}$ an $r \times m$ matrix. The term is zero unless $k = a$ and $j = b$. "


def test_letters_that_are_compared_are_no_names() -> None:
    assert verdicts(LETTERS + r"So $$\sum_k p_{ik} q_{kb} = [\mathbf{P} \mathbf{Q}]_{ib}.$$") == ["proved"]
    assert verdicts(LETTERS + r"So $$\sum_k p_{ik} q_{kb} = [\mathbf{P} \mathbf{Q}]_{bi}.$$") != ["proved"]


def test_entries_that_are_zero_beside_the_diagonal() -> None:
    assert verdicts(r"Let $S$ be a matrix with $s_{ij} = 0$ for $i \neq j$. Then $S^T = S$.") == ["proved"]
    assert verdicts(r"Let $S$ be a matrix with $s_{ij} = 0$ for $i = j$. Then $S^T = S$.") not in (
        ["proved"],
        ["tested"],
    )
