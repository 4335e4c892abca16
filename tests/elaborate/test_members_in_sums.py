"""Sums of members that the text gives by their number, over whatever they run."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_ENGINES = ("algebra", "modular", "numeric")


@pytest.mark.parametrize(
    ("given", "right", "wrong"),
    [
        (
            r"Let $p_n = (1 - q) q^n$ with $0 < q < 1$.",
            r"\sum_{n=0}^\infty n p_n = \frac{q}{1 - q}",
            r"\sum_{n=0}^\infty n p_n = \frac{1}{1 - q}",
        ),
        (r"Let $a_k = 2^{-k}$.", r"\sum_{k=0}^\infty a_k = 2", r"\sum_{k=1}^\infty a_k = 2"),
        (r"Let $a_k = 2^{-k}$.", r"\sum_{k=0}^3 a_k = \frac{15}{8}", r"\sum_{k=1}^3 a_k = \frac{15}{8}"),
        (
            r"Let $a_n = \frac{1}{n (n + 1)}$.",
            r"\sum_{n=1}^N a_n = \frac{N}{N + 1}",
            r"\sum_{n=1}^N a_n = \frac{N}{N + 2}",
        ),
        (r"Let $b_k = k^2$.", r"\prod_{k=1}^n b_k = (n!)^2", r"\prod_{k=1}^n b_k = n!"),
    ],
)
def test_sums_of_members(given: str, right: str, wrong: str) -> None:
    assert verdicts(f"{given} Then $${right}.$$", _ENGINES)[0] in ("proved", "tested", "supported")
    assert verdicts(f"{given} Then $${wrong}.$$", _ENGINES) == ["refuted"]


def test_a_member_that_is_given_by_itself_is_no_other() -> None:
    text = r"Let $a_0 = 1$ and $a_k = 2^{-k} x$ for $k \geq 1$. Then $$\sum_{k=0}^\infty a_k = 2 x.$$"
    assert verdicts(text, _ENGINES) == ["unchecked"]


def test_the_ends_of_a_sum_without_ends_are_not_those_of_the_members() -> None:
    text = r"Let $0 < r < 1$ and $a_n = r^n$. Then $$\sum_n a_n = \frac{1}{1 - r}.$$"
    assert verdicts(text, _ENGINES) == ["unchecked"]


def test_what_is_defined_by_such_a_sum() -> None:
    given = r"Let $0 < q < 1$ and $p_n = (1 - q) q^n$. Let $L = \sum_{n=0}^\infty n p_n$. "
    assert verdicts(given + r"Then $L + 1 = \frac{1}{1 - q}$.", _ENGINES) == ["supported"]
    assert verdicts(given + r"Then $L + 1 = \frac{q}{1 - q}$.", _ENGINES)[0] in ("refuted", "unchecked")
