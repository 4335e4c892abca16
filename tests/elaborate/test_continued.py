"""A display that begins with a relation goes on with the one before it."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

BEGIN = "Let $x$ and $y$ be vectors. Then\n"
SUM, TRUE, FALSE = r"(x + y)^T (x + y)", "x^T x + 2 x^T y + y^T y", "x^T x + x^T y + y^T y"


@pytest.mark.parametrize("between", ["\n", "\n\n", "\nThis can be written as\n", "\n\nand so\n\n"])
def test_a_chain_over_two_displays(between: str) -> None:
    for value, verdict in ((TRUE, "proved"), (FALSE, "refuted")):
        text = BEGIN + rf"$$\|x + y\|^2 = {SUM}.$$" + between + f"$$= {value}$$\n"
        assert verdicts(text) == ["proved", verdict]


def test_a_chain_over_many_displays_that_begins_with_one_side() -> None:
    text = BEGIN + r"$$\|x + y\|^2$$" + "\n" + f"$$= {SUM}$$\n$$= {TRUE}$$\n$$= {FALSE}$$\n"
    assert verdicts(text) == ["proved", "proved", "refuted"]


def test_a_chain_over_lines_of_running_text() -> None:
    text = BEGIN + rf"$\|x + y\|^2 = {SUM}$" + f"\n$= {TRUE}$\n$= {FALSE}$\n"
    assert verdicts(text) == ["proved", "proved", "refuted"]


@pytest.mark.parametrize(
    "between",
    ["\n\n## Another section\n\n", "\nThe product of the norms of $x$ and $y$ squared is\n", "\nand $c > 0$\n"],
)
def test_it_goes_on_with_nothing_that_other_words_speak_of(between: str) -> None:
    assert verdicts(BEGIN + rf"$$\|x + y\|^2 = {SUM}$$" + between + f"$$= {FALSE}$$\n") in (
        ["proved"],
        ["proved", "unchecked"],
    )


@pytest.mark.parametrize("ground", ["Using $P^T = P$:", "Since $P$ is symmetric,", "where we use $P^T = P$. Now"])
def test_words_between_two_displays_may_give_the_ground(ground: str) -> None:
    text = (
        "Let $P$ be symmetric with $P^2 = P$. Then\n$$v^T P^T (I - P) u$$\n\n"
        + ground
        + "\n$$= v^T (P - P^2) u = %s$$\n"
    )
    assert verdicts(text % "0")[-2:] == ["proved", "proved"]
    assert verdicts(text % "v^T u")[-1] in ("refuted", "unchecked")
