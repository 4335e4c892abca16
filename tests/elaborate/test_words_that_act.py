"""Words that say what is done, and not what is supposed: what stands behind them is a claim."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

MATRICES = "Let $F, G \\in \\mathbb{R}^{n \\times n}$.\n\n"
TRUE = "\n\n$$(F + G)^2 = F^2 + F G + G F + G^2$$\n"
FALSE = TRUE.replace("F G + G F", "F G - G F")

ACTS = [
    "Let us compute the square:",
    "Let's expand:",
    "Now let the distributive law act on each factor:",
    "We take the square:",
    "Now take the product of both factors:",
    "Given this, the square is",
    "We write out the square:",
    "We can write the square as",
    "Now put everything together:",
    "Using the assumption that $F$ is constant,",
    "Given that both are constant, the square is",
    "Provided $G$ is real,",
    "Unless stated otherwise,",
    "This needs one triangular solve:",
    "We want the square:",
    "To find the square, expand:",
    "Solving for the square,",
    "It remains to find the square:",
    "You should find",
    "The cross terms vanish. Each pair is counted once:",
]


@pytest.mark.parametrize("words", ACTS)
def test_what_is_done_supposes_nothing(words: str) -> None:
    assert verdicts(MATRICES + words + TRUE) == ["proved"]
    assert verdicts(MATRICES + words + FALSE) in (["refuted"], ["conditional"], ["unchecked"])  # and not "defined"


SUPPOSES = [
    "Let the matrices satisfy",
    "Suppose that",
    "Let us assume that",
    "Let us consider matrices with",
    "We look for matrices such that",
    "Assume, as before, that",
    "Given that both are constant, suppose",
    "Let the product be such that",
    "Let the matrices commute:",
    "Take the product and the transpose to agree:",
    "Now put the two products equal:",
    "We require the product to be symmetric:",
    "We need the difference to vanish:",
    "The coefficients solve",
]


@pytest.mark.parametrize("words", SUPPOSES)
@pytest.mark.parametrize("equation", ["F G = G F", "F^T G = G^T F", "(F + G)^2 = F^2 + 2 F G + G^2"])
def test_what_is_supposed_is_no_claim(words: str, equation: str) -> None:
    assert verdicts(f"{MATRICES}{words}\n\n$${equation}$$\n") == []  # all of it is only given


@pytest.mark.parametrize("words", ["Suppose that", "Consider", "We look for matrices such that"])
def test_an_identity_is_one_whatever_the_words(words: str) -> None:
    assert verdicts(MATRICES + words + TRUE) == ["proved"]


def test_a_slope_that_vanishes_is_set_to_zero() -> None:
    text = (
        "Let $f(u) = u^T F u + c^T u$ with $F = F^T$. At the minimum the gradient must vanish:\n\n$$2 F u + c = 0$$\n"
    )
    assert "refuted" not in verdicts(text)


def test_what_can_be_written_so_may_be_new() -> None:
    assert verdicts(MATRICES + "Since the columns of $F$ are a basis, we can write\n\n$$v = F a + w$$\n") == []
    text = "Let's plot the function\n\n$$h(u) = u e^{-u}.$$\n\nThen\n\n$$h'(u) = (1 - u) e^{-u}$$\n"
    assert verdicts(text) == ["proved"]


def test_what_is_so_by_definition_confirms_no_side_of_an_equivalence() -> None:
    text = "Here $g(u) = O(f(u))$ as $u \\to \\infty$.\n\n$$g(u) = O(f(u)) \\Leftrightarrow |f(u)/g(u)| \\ \\text{is bounded as}\\ u \\to \\infty$$\n"
    assert verdicts(text) == []


@pytest.mark.parametrize(
    "text, verdict",
    [
        ("Let $A$ be symmetric and $f(x) = x^T A x$. Writing $x = u + v$ we get $f(x) = u^T A u + 2 u^T A v + v^T A v$.", "proved"),
        ("Let $A$ be symmetric and $f(x) = x^T A x$. Writing $x = u + v$ we get $f(x) = u^T A u + u^T A v + v^T A v$.", "refuted"),
        ("We can simplify by writing $(a + b)^2 = a^2 + b^2$.", "refuted"),
    ],
)  # fmt: skip
def test_writing_one_thing_as_another(text: str, verdict: str) -> None:
    assert verdicts(text)[-1] == verdict
