"""What is assumed of functions at all points, at the points that a claim speaks of."""

from __future__ import annotations

import pytest
from judged import verdicts

EVERY = ("algebra", "modular", "reals", "numeric")
MODEL = "Suppose that we have a model $g$ of $f$ such that {fact}. "


def last(text: str) -> str:
    return verdicts(text, EVERY)[-1]


@pytest.mark.parametrize(
    "fact",
    [
        r"$f(u) \leq g(u)$ for all $u$",
        r"$f(u) \leq g(u)$ for every $u \in \mathbb{R}$",
        r"$\forall u, f(u) \leq g(u)$",
        r"$\forall u: f(u) \leq g(u)$",
        r"$f(u) \leq g(u) \ \forall u$",
        r"for any $u$, $f(u) \leq g(u)$",
    ],
)
@pytest.mark.parametrize(
    ("claim", "good"),
    [
        (r"f(v) \leq g(v)", True),
        (r"f(v) \geq g(v)", False),
        (r"f(v) \leq 2 g(v)", False),
        (r"g(v) - f(v) \geq 0", True),
        (r"f(v + w) \leq g(v + w)", True),
        (r"f(v + w) \leq g(v)", False),
        (r"f(v) + f(w) \leq g(v) + g(w)", True),
    ],
)
def test_it_holds_at_every_point(fact: str, claim: str, good: bool) -> None:
    assert (last(MODEL.format(fact=fact) + f"Then ${claim}$.\n") == "proved") is good


@pytest.mark.parametrize(
    "fact",
    [
        r"$f(u) \leq g(u)$",
        r"$f(u) \leq g(u)$ for all $u \in C$",
        r"$f(u) \leq g(u)$ for all $u > 0$",
        r"$f(u) \leq g(u)$ for all $u$ such that $u$ is small",
        r"$f(u) \leq g(u)$ for all $u$ near the origin",
        r"$f(u) \leq g(u)$ for some $u$",
        r"$\forall u \in C$, $f(u) \leq g(u)$",
        r"$\exists u, f(u) \leq g(u)$",
        r"for almost all $u$, $f(u) \leq g(u)$",
        r"$f(u) \leq g(u)$ for all $w$",
    ],
)
def test_what_is_not_said_of_all_points_is_not(fact: str) -> None:
    assert last(MODEL.format(fact=fact) + "Then $f(v) \\leq g(v)$.\n") != "proved"


def test_a_majorizer_never_makes_it_worse() -> None:
    text = (
        "Assume that we can build $g_k$ s.t.\n\n1. $f(u) \\leq g_k(u)$ for all $u$,\n2. $g_k(u_k) = f(u_k)$.\n\n"
        "Then\n\n$$ f(v) \\leq g_k(v), \\qquad g_k(u_k) %s f(u_k) . $$\n"
    )
    assert verdicts(text % "=", EVERY) == ["proved", "proved"]
    assert verdicts(text % "<", EVERY)[-1] != "proved"


def test_gradients_are_taken_at_the_point_too() -> None:
    text = "Suppose that $f(u) \\leq \\|\\nabla f(u)\\|^2$ for all $u$. Then $f(v) \\leq %s\\|\\nabla f(v)\\|^2$.\n"
    assert last(text % "") == "proved"
    assert last(text % "2") != "refuted"
    assert last(text % "\\frac12 ") != "proved"


def test_two_points() -> None:
    text = "Suppose that $f(u) - f(v) \\leq g(u - v)$ for all $u, v$. Then $f(a) - f(b) \\leq g(a %s b)$.\n"
    assert last(text % "-") == "proved"
    assert last(text % "+") != "proved"


@pytest.mark.parametrize(
    "between",
    [
        "\n\n# Another part\n\n",
        "\n\nNow let $f$ be another function.\n\n",
        "\n\nNow let $g(u) = u^T u$.\n\n",
    ],
)
def test_it_ends(between: str) -> None:
    fact = MODEL.format(fact="$f(u) \\leq g(u)$ for all $u$")
    assert last(f"{fact}{between}Then $f(v) \\leq g(v)$.\n") != "proved"


def test_what_is_concluded_is_no_hypothesis() -> None:
    text = "Let $f$ be a function. Hence $f(u) \\leq g(u)$ for all $u$. Then $f(v) \\leq g(v)$.\n"
    assert last(text) != "proved"


def test_in_passing_it_holds_in_its_paragraph() -> None:
    fact = "If $f(u) \\leq g(u)$ for all $u$, then $f(v) \\leq g(v)$."
    assert verdicts(f"{fact}\n", EVERY) == ["proved"]
    assert last(f"{fact}\n\nMoreover, $f(w) \\leq g(w)$.\n") != "proved"


@pytest.mark.parametrize(
    ("claim", "good"),
    [(r"w^T A w \geq 0", True), (r"w^T A w \leq 0", False), (r"w^T A w > 0", False), (r"w^T A v \geq 0", False)],
)
def test_what_is_assumed_of_a_matrix_at_all_vectors(claim: str, good: bool) -> None:
    assert (last(f"Suppose that $u^T A u \\geq 0$ for all $u$. Then ${claim}$.\n") == "proved") is good
    assert last(f"Suppose that $u^T A u \\geq 0$ for all $u \\in C$. Then ${claim}$.\n") != "proved"
    assert last(f"Suppose that $u^T A u \\geq 0$. Then ${claim}$.\n") != "proved"


@pytest.mark.parametrize("words", ["Let $T$ be nonexpansive, i.e. ", "Suppose that "])
def test_a_claim_about_a_matrix_is_not_wrong_for_one_that_does_not_meet_what_is_said_of_it(words: str) -> None:
    said = words + r"$\|T u - T v\| \leq \|u - v\|$ for all $u, v$. "
    assert "refuted" not in verdicts(said + r"If $T w = w$, then $\|T u - w\| \leq \|u - w\|$.", EVERY)
    assert last(said + r"If $T w = w$, then $\|T u - w\| \leq \frac{1}{2} \|u - w\|$.") != "proved"
    assert last(said + r"For numbers $a$ and $b$ we have $(a + b)^2 = a^2 + b^2$.") == "refuted"
