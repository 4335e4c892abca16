"""Values that words list: "either 0 or 1"."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_CONFIRMED = {"proved", "tested", "supported"}
_ENGINES = ("algebra", "modular", "sympy", "numeric")


@pytest.mark.parametrize(
    ("words", "true", "false"),
    [
        (r"The label $t$ is either 0 or 1.", "t^2 = t", "t^2 = -t"),
        (r"Every outcome $t$ equals $-1$ or $+1$.", "t^4 = t^2", "t^2 = t"),
        (r"Here $t$ can only be $0$ or $2$.", "t^2 = 2t", "t^2 = t"),
    ],
)
def test_one_of_two_values(words: str, true: str, false: str) -> None:
    assert verdicts(f"{words} Then ${true}$.") == ["proved"]
    assert not set(verdicts(f"{words} Then ${false}$.")) & _CONFIRMED


def test_a_vector_of_a_section_before_is_another_thing() -> None:
    text = "## Several\n\nLet $t \\in \\mathbb{R}^k$.\n\n## One\n\nThe label $t$ is either 0 or 1. Then $t^2 = %s$."
    assert verdicts(text % "t") == ["proved"]
    assert not set(verdicts(text % "1 - t")) & _CONFIRMED


@pytest.mark.parametrize("words", ["The label $t$ is 0 or 1 if $s > 0$.", "Suppose $t$ is neither 0 nor 1."])
def test_no_value_is_said(words: str) -> None:
    assert not set(verdicts(f"{words} Then $t^2 = t$.")) & _CONFIRMED


def test_other_values_elsewhere() -> None:
    text = "The label $t$ is either $-1$ or $1$ here. Then $t^2 = 1$.\n\nLater $t$ is taken to be either 1 (yes) or 0 (no). Then $t^2 = 1$."
    assert not set(verdicts(text)) & _CONFIRMED


def test_cases_by_a_label() -> None:
    text = (
        r"A label $t$ is either 0 or 1, and $0 < q < 1$. Then"
        "\n\n$$ \\begin{cases} 1 - q & t = 0 \\\\ q & t = 1 \\end{cases} = q^{%s} (1 - q)^{1 - t}. $$"
    )
    assert verdicts(text % "t", _ENGINES)[-1] in _CONFIRMED
    assert verdicts(text % "1 - t", _ENGINES)[-1] not in _CONFIRMED
