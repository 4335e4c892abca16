"""Equations joined by "or", what an if-sentence concludes, what is said for all, and constants whose size only their neighbours tell."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

NUMBERS = "Let $a$ and $b$ be real numbers.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If $ab = 0$ then $a = 0$ or $b = 0$.", ["proved"]),
        ("If $ab = 0$ then $a = 0$.", ["conditional"]),
        ("If $a^2 = b^2$ then $a = b$, or $a = -b$.", ["proved"]),
        (r"$$a^2 = b^2 \Rightarrow a = \pm b$$", ["proved"]),
        (r"$$a^2 = 4 \Rightarrow a = \pm 4$$", ["refuted"]),
        (r"$$a^2 = 4 \Rightarrow a = 2 \text{ or } a = -2$$", ["proved"]),
        (r"$$(a \pm b)^2 = a^2 \pm 2 a b + b^2$$", ["proved", "proved"]),  # two statements, both meant
        (r"$$(a \pm b)^2 = a^2 \mp 2 a b + b^2$$", ["refuted", "refuted"]),
    ],
)
def test_one_of_several_equations(text: str, expected: list[str]) -> None:
    assert verdicts(NUMBERS + text) == expected


@pytest.mark.slow
def test_a_product_of_matrices_may_vanish_though_neither_does() -> None:
    found = verdicts("Let $A$ and $B$ be square matrices. If $AB = 0$ then $A = 0$ or $B = 0$.")
    assert found[0] in ("refuted", "conditional")


def test_an_if_sentence_concludes_and_defines_nothing() -> None:
    text = "Let $A$, $B$ and $C$ be square matrices. If $A$ is invertible and $AB = AC$, then $B = C$.\n\n"
    first, second = verdicts(text + "$$A B = A C$$")
    assert first == "proved" and second not in ("proved", "tested", "supported")


@pytest.mark.parametrize("words", ["For all square $A, B$:", "For any square matrices $A$ and $B$,"])
def test_what_is_said_of_all_is_a_claim(words: str) -> None:
    assert verdicts(f"{words} $(A + B)^2 = A^2 + 2 A B + B^2$. Also $(A B)^T = A^T B^T$.") == ["conditional"] * 2


def test_what_is_assumed_of_all_stays_assumed() -> None:
    assert verdicts("Let $x$ be a vector. Assume that for all $i$, $x_i = 1$.") == []


def test_ones_have_the_size_of_those_beside_them() -> None:
    text = r"Let $H = I_n - \frac1n \mathbf{1} \mathbf{1}^T$." + "\n\n"
    claim = (
        r"$$H^2 = I - \frac2n \mathbf{1} \mathbf{1}^T + \frac1{n^2} \mathbf{1} \mathbf{1}^T \mathbf{1} \mathbf{1}^T$$"
    )
    assert verdicts(text + claim + "\n\n" + r"$\mathbf{1}^T \mathbf{1} = n$") == ["proved", "proved"]


@pytest.mark.parametrize(
    "text, verdict",
    [
        # what is to be zero is not said: an identity restricts nothing
        ("We have $y^2 - 5 y + 6 = (y - 2) (y - 3)$, so $y = 2$ or $y = 3$.", "unchecked"),
        ("We have $y^2 - 5 y + 6 = (y - 2) (y - 3)$, so $y = 2$.", "unchecked"),
        ("Let $f(y) = y^2 - 5 y + 6$. Then $f(y) = (y - 2) (y - 3)$, so $y = 2$ or $y = 3$.", "unchecked"),
        (
            r"Let $K = \begin{pmatrix} 2 & 1 \\ 1 & 2 \end{pmatrix}$. Then $\det(K - c I) = (c - 1) (c - 3)$, so $c = 1$ or $c = 3$.",
            "unchecked",
        ),
        ("We have $y^2 - 5 y + 6 = (y - 2) (y - 3) = 0$, so $y = 2$ or $y = 3$.", "proved"),
        ("We have $y^2 - 5 y + 6 = (y - 2) (y - 3) = 0$, so $y = 2$ or $y = 4$.", "refuted"),
        ("We have $2 y = y + 3$, so $y = 3$.", "proved"),
        ("We have $2 y = y + 3$, so $y = 4$.", "refuted"),
    ],
)
def test_values_concluded_from_an_identity(text: str, verdict: str) -> None:
    assert verdicts(text)[-1] == verdict


PAIR = "Let $A$ and $B$ be invertible matrices. We find\n$$\n(A B)^{-1} = B^{-1} A^{-1}\n$$\nor\n$$\n%s\n$$\n"


def test_or_between_displays_says_the_same_once_more() -> None:
    assert verdicts(PAIR % "(A B)^{-T} = A^{-T} B^{-T}.") == ["proved", "proved"]
    first, second = verdicts(PAIR % "(A B)^{-T} = B^{-T} A^{-T}.")
    assert first == "proved" and second in ("refuted", "conditional")


def test_values_in_displays_are_alternatives() -> None:
    text = "Let $a$ and $b$ be numbers with $a b = 0$. Then\n$$\na = 0\n$$\nor\n$$\nb = %s.\n$$\n"
    assert verdicts(text % "0") == ["proved"]
    assert verdicts(text % "1")[0] != "proved"


def test_a_true_alternative_hides_no_wrong_one() -> None:
    text = (
        "Let $A$ and $B$ be invertible matrices. Either $(A B)^{-1} = B^{-1} A^{-1}$ or $(A B)^{-T} = B^{-T} A^{-T}$."
    )
    assert verdicts(text) == ["proved", "unchecked"]
