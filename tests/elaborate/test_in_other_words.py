"""What is concluded from an equation that was to be solved, and what says an equation once more, is a claim, whatever words lead to it."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SOLVE = "Let $B$ be an invertible matrix and $b$ a vector. Setting the gradient to zero gives\n$$\nB x = b{}\n$$\n{}\n$$\nx = {}.\n$$\n"
WRONG = ("refuted", "conditional")


@pytest.mark.parametrize(
    "words",
    [
        "Hence",
        "Therefore we have",
        "It follows that",
        "We obtain",
        "Rearranging,",
        "Multiplying by $B^{-1}$ from the left, we find",
        "Solving for $x$,",
        "The solution is",
        "The optimal $x$ is",
        "In other words,",
    ],
)
def test_a_sentence_that_concludes_what_solves_the_equation_before_it(words: str) -> None:
    assert verdicts(SOLVE.format(".", words, "B^{-1} b"))[-1] == "proved"
    assert verdicts(SOLVE.format(".", words, "B b"))[-1] in WRONG


@pytest.mark.parametrize(
    "words", ["that is,", "i.e.", "or equivalently", "whence", "from which we get", "or", "to get"]
)
def test_a_sentence_that_goes_on_from_the_equation(words: str) -> None:
    assert verdicts(SOLVE.format("", words, "B^{-1} b"))[-1] == "proved"
    assert verdicts(SOLVE.format("", words, "B b"))[-1] in WRONG


@pytest.mark.parametrize("words", ["Let", "where", "Define", "Suppose now that", "We start from"])
def test_other_words_conclude_nothing(words: str) -> None:
    assert verdicts(SOLVE.format(".", words, "B b")) == []


@pytest.mark.parametrize("words", ["i.e.", "that is,", "or equivalently", "in other words,"])
def test_an_equation_in_other_words(words: str) -> None:
    text = "Let $a$ and $b$ be numbers. Suppose that $$2 a + 4 b = 6,$$ " + words
    assert verdicts(text + " $$a = 3 - 2 b.$$")[-1] == "proved"
    assert verdicts(text + " $$a = 3 + 2 b.$$")[-1] == "refuted"


def test_what_only_explains_a_word_does_not_follow_from_the_equation_before() -> None:
    assert verdicts(r"Let $K = C C^T$, where $C$ is centred, i.e. $C \mathbf{1} = 0$.") == []


@pytest.mark.parametrize("words", ["This gives", "This simplifies to", "We obtain", "Equivalently,"])
def test_conditions_that_a_gradient_leads_to(words: str) -> None:
    text = (
        r"Let $S$ be a symmetric matrix and $L(u) = u^T S u - c (u^T u - 1)$. Setting the gradient to zero gives"
        "\n$$\n" + r"\nabla L(u) = 2 S u - 2 c u = 0." + f"\n$$\n{words}\n$$\n"
    )
    assert verdicts(text + "S u = c u.\n$$")[-1] == "proved"
    assert verdicts(text + "S u = 2 c u.\n$$")[-1] == ("unchecked" if words == "Equivalently," else "refuted")


def test_a_line_right_below_a_condition_needs_no_words() -> None:
    text = (
        "Let $m$, $l$ and $g$ be positive numbers. The equation of motion is\n\n"
        r"$$m l^2 \ddot{\theta} + m g l \sin\theta = 0$$" + "\n\n" + r"$$\ddot{\theta} = -\frac{%s}{%s} \sin\theta$$"
    )
    assert verdicts(text % ("g", "l")) == ["proved"]
    assert verdicts(text % ("l", "g"))[0] != "proved"
    other = "Setting the gradient to zero gives\n\n$$B x = b$$\n\n$$x = C c$$\n"  # names of its own: another thing
    assert verdicts(other) == []
