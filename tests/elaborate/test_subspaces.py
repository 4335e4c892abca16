"""Ranges, null spaces and their complements, by the projections onto them."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

ANY = r"Let $B \in \mathbb{R}^{m \times n}$."
SQUARE = r"Let $B \in \mathbb{R}^{n \times n}$."


@pytest.mark.parametrize(
    "claim",
    [
        r"\operatorname{range}(B) = \operatorname{null}(B^\top)^\perp",
        r"\ker(B^\top B) = \ker B",
        r"(\operatorname{null} B)^{\perp} = \operatorname{range} B^\top",
        r"\operatorname{Col}(B B^\top) = \operatorname{Col}(B)",
        r"\text{rowspace}(B) = \text{null}(B)^\perp",
        r"\operatorname{range}(B B^\top B) \subseteq \operatorname{range}(B)",
        r"\dim \ker B = n - \operatorname{rank} B",
    ],
)
def test_subspaces_of_any_matrix(claim: str) -> None:
    assert set(verdicts(f"{ANY}\n\n$${claim}$$")) == {"proved"}


@pytest.mark.parametrize(
    "claim",
    [
        r"\operatorname{range}(B) = \operatorname{range}(B^\top)",
        r"\ker(B)^\perp = \operatorname{range}(B)",
    ],
)
def test_what_holds_of_invertible_matrices_only_is_not_confirmed_of_any(claim: str) -> None:
    assert set(verdicts(f"{SQUARE}\n\n$${claim}$$", ("modular",))) <= {"refuted", "conditional"}


def test_what_is_true_of_some_square_matrices() -> None:
    assert verdicts(SQUARE + "\n\n" + r"If $B$ is symmetric, then $\ker(B) = \operatorname{range}(B)^\perp$.") == [
        "proved"
    ]
    assert verdicts(SQUARE + "\n\n" + r"If $B$ is invertible, then $\ker(B) = \{0\}$.") == ["proved"]
    assert verdicts(SQUARE + "\n\n" + r"If $B$ is invertible, then $\operatorname{im}(B) = \mathbb{R}^n$.") == [
        "proved"
    ]


@pytest.mark.slow
def test_letters_for_subspaces_where_the_words_say_so() -> None:
    said = "The null space of $B$ is written $N(B)$ and its column space $C(B)$. " + ANY
    assert verdicts(f"{said}\n\n$$N(B^T B) = N(B)$$") == ["proved"]
    assert verdicts(f"{said}\n\n$$C(B B^T) = C(B)$$") == ["proved"]
    assert "proved" not in verdicts(f"{ANY}\n\n$$N(B^T B) = N(B)$$")


def test_vectors_in_subspaces() -> None:
    text = SQUARE + "\n\nSuppose that $B^2 = B$, and let $v \\in \\operatorname{range}(B)$. Then\n\n$$B v = {}$$"
    assert verdicts(text.replace("{}", "v"))[-1] == "proved"
    assert verdicts(text.replace("{}", "-v"))[-1] in ("refuted", "unchecked")
    text = ANY + "\n\nLet $v \\in \\ker(B)$. Then $$B^\\top B v = 0$$ and $$(I + B^\\top B) v = {}.$$"
    assert verdicts(text.replace("{}", "v"))[-2:] == ["proved", "proved"]
    assert verdicts(text.replace("{}", "2 v"))[-1] in ("refuted", "unchecked")


def test_pseudo_inverses_of_matrices_of_full_rank_confirm_nothing() -> None:
    assert verdicts(SQUARE + "\n\n" + r"$$B B^\dagger = B^\dagger B$$", ("modular",))[-1] in ("conditional", "refuted")
    assert verdicts(SQUARE + "\n\n" + r"$$(B^2)^\dagger = (B^\dagger)^2$$", ("modular",))[-1] in (
        "conditional",
        "refuted",
    )
    assert verdicts(
        r"Let $B \in \mathbb{R}^{n \times n}$ be invertible." + "\n\n" + r"$$B B^\dagger = B^\dagger B$$"
    ) == ["proved"]


def test_letters_that_mean_something_else() -> None:
    risk = (
        "The risk $R$ has a wide range, and the kernel $N$ is fixed. "
        + SQUARE
        + r" Let $D \in \mathbb{R}^{n \times n}$."
    )
    assert verdicts(f"{risk}\n\n$$R(B) = R(D)$$") != ["proved"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Let $z = s + s^\perp$ be its decomposition. Then $P z = P s + P s^\perp$.", ["proved"]),
        (r"Let $z = s + s^\perp$ be its decomposition. Then $\|z\|^2 = \|s\|^2 + \|s^\perp\|^2$.", ["unchecked"]),
        (r"Let $z = s + s_\perp$ be its decomposition. Then $\|z\|^2 = \|s\|^2 + \|s_\perp\|^2$.", ["unchecked"]),
        (r"Let $s^\perp = z - (s^\top z) s$ and $s^\top s = 1$. Then $s^\top s^\perp = 0$.", ["proved"]),
        (r"Let $s^\perp = 2 z$. Then $P s^\perp = 2 P z$ and $P s^\perp = P z + P s$.", ["proved", "refuted"]),
    ],
)
def test_a_vector_marked_as_orthogonal_is_one_name(text: str, expected: list[str]) -> None:
    told = r"Let $P \in \mathbb{R}^{n \times n}$ be a matrix and let $z, s \in \mathbb{R}^n$ be vectors. "
    assert verdicts(told + text) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"If $x \in \operatorname{null}(B B^\dagger)$, then $B x = 0$.", ["unchecked"]),
        (r"If $x \in \operatorname{null}(B B^\dagger)$, then $B^\top x = 0$.", ["proved"]),
        (r"If $y_1 \in \operatorname{range}(B)$, then $B B^\dagger y_1 = y_1$.", ["proved"]),
        (r"Let $t$ be a number. If $t \in \operatorname{null}(B B^\dagger)$, then $B t = 0$.", ["unchecked"]),
    ],
)
def test_what_lies_in_a_subspace_is_no_number(claim: str, expected: list[str]) -> None:
    assert verdicts(f"{SQUARE} {claim}", engines=("algebra",)) == expected
