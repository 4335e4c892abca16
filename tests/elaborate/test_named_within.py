"""A name that a chain comes to and defines, `a = p := …`; sums up to, and behind, a number; slopes of functions with names of several letters."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

_MODEL = r"""Let $x_1, \dots, x_n \in \mathbb{R}^d$ and $\sigma(a) = 1/(1+e^{-a})$. The model is $P(y_i=1\mid x_i)=p_i:=\sigma(w^\top x_i)$.

$$L(w) = -\sum_{i=1}^n \bigl[y_i\log p_i + (1-y_i)\log (1-p_i)\bigr]$$

Then

"""


def test_a_member_of_a_family_that_a_chain_defines() -> None:
    assert verdicts(_MODEL + r"$$\nabla L(w) = \sum_{i=1}^n (p_i - y_i) x_i$$")[-1] == "proved"
    assert verdicts(_MODEL + r"$$\nabla L(w) = \sum_{i=1}^n (y_i - p_i) x_i$$")[-1] == "refuted"


def test_what_stands_around_a_definition_within_a_chain() -> None:
    found = verdicts(
        r"Let $0 < a < b$. So $0 < r := a / b < 1$ and $r b = a$, and $r a = b$.",
        ("algebra", "modular", "reals", "numeric"),
    )
    assert found[:3] == ["supported", "supported", "proved"] and found[3] not in ("proved", "tested", "supported")


_FAMILY = r"Let $t_1, \dots, t_d$ be numbers. Then "


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            r"\sum_{j \le k} t_j + \sum_{j > k} t_j = \sum_{j=1}^d t_j",
            r"\sum_{j \le k} t_j + \sum_{j \ge k} t_j = \sum_{j=1}^d t_j",
        ),
        (r"\sum_{j > k} t_j = \sum_{j=k+1}^d t_j", r"\sum_{j > k} t_j = \sum_{j=k}^d t_j"),
        (r"\left(\sum_{j=1}^d t_j\right)^2 = \sum_{j=1}^d t_j^2 + 2 \sum_{i<j} t_i t_j", r"\left(\sum_{j=1}^d t_j\right)^2 = \sum_{j=1}^d t_j^2 + \sum_{i<j} t_i t_j"),
    ],
)  # fmt: skip
def test_sums_whose_range_ends_at_a_number(right: str, wrong: str) -> None:
    assert verdicts(_FAMILY + f"${right}$.")[-1] in ("proved", "tested")
    assert verdicts(_FAMILY + f"${wrong}$.")[-1] not in ("proved", "tested", "supported")


def test_slopes_of_functions_with_names_of_several_letters() -> None:
    text = "Let\n\n$$\\mathrm{MSE}(c) = a + c^2 b.$$\n\nThen\n\n$$\\mathrm{MSE}'(c) = %s$$"
    assert verdicts(text % "2 c b")[-1] == "proved"
    assert verdicts(text % "c b")[-1] == "refuted"


def test_a_new_name_in_the_middle_of_a_chain_is_what_stands_behind_it() -> None:
    text = "Let $a$, $b$ be numbers. The width is\n\n$$W = d = b - a.$$\n\nThen $$%s.$$"
    assert verdicts(text % "W^2 = d^2 = b^2 - 2 a b + a^2") == ["proved", "proved"]
    assert verdicts(text % "W + d = 2 b - a") == ["refuted"]
    assert verdicts("Let $a$, $b$ be numbers. Let $S = a + b$.\n\nThen $$c = S = a - b.$$") == ["unchecked", "refuted"]


def test_what_is_announced_is_shown_by_a_chain_with_a_new_name_in_it() -> None:
    text = (
        "**Theorem.** Let $a$, $b$ be numbers. Then the width $W$ is $$W = %s.$$\n\n"
        "**Proof.** The width is\n\n$$W = d = b - a = -(a - b) = -a + b.$$"
    )
    assert verdicts(text % "-a + b")[-2:] == ["proved", "proved"]
    assert "refuted" in verdicts(text % "a + b") or "unchecked" in verdicts(text % "a + b")


def test_what_is_announced_is_shown_by_what_is_solved_for_it() -> None:
    text = (
        "**Theorem.** Let $s$, $t$, $u$ be positive numbers. Then the ratio $r$ is related to $b$ by $$r = %s.$$\n\n"
        "**Proof.** The estimate is $$b = \\frac{u}{s^2}.$$ Using $$u = s r t,$$ we get the result: $$\\begin{split}\n"
        "b &= \\frac{s r t}{s^2} \\\\\nb &= \\frac{t}{s} r \\\\\n\\Leftrightarrow \\quad r &= \\frac{s}{t} b .\n\\end{split}$$"
    )
    assert set(verdicts(text % r"\frac{s}{t} b")) == {"proved"}
    assert set(verdicts(text % r"\frac{t}{s} b")) != {"proved"}
