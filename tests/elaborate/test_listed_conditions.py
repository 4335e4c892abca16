"""Lists of conditions: those that are given, and those of which one is to hold."""

from __future__ import annotations

import pytest
from judged import verdicts

from derive.document import Format, read_text
from derive.elaborate import elaborate


def steps(text: str, kind: Format = Format.LATEX) -> list[str]:
    return [step.verdict or "goal" for step in elaborate(read_text(text, kind)).steps if step.verdict != "defined"]


def listed(lead: str, first: str, second: str) -> str:
    return (
        "\\documentclass{article}\n\\begin{document}\n" + lead + "\n\\begin{enumerate}[label=(\\roman*)]\n"
        f"\\item {first}\n\\item {second}\n\\end{{enumerate}}\n"
    )


END = "\\end{document}\n"


@pytest.mark.parametrize("lead", ["Suppose that", "Take $a$ and $b$ s.t.", "Let $a$ and $b$ be numbers such that:"])
def test_what_a_latex_list_supposes_is_given(lead: str) -> None:
    text = listed(lead, "$a + b = 3$,", "$a - b = 1$.")
    assert steps(text + END) == []
    assert verdicts(text + "Then $a + b + (a - b) = 4$.\n" + END, kind=Format.LATEX)[-1] == "proved"
    assert verdicts(text + "Then $a + b + (a - b) = 5$.\n" + END, kind=Format.LATEX)[-1] != "proved"


@pytest.mark.parametrize(
    "lead",
    [
        "If one of the following holds:",
        "Let $f$ be convex. The minimum exists if either",
        "If $f$ is convex, and at least one of these conditions is satisfied:",
    ],
)
def test_of_several_conditions_none_is_given(lead: str) -> None:
    text = listed(lead, "$\\operatorname{ri} C \\cap D \\neq \\emptyset$ or", "$a = b$.")
    assert steps(text + END) == []
    assert verdicts(text + "Then $a = b$.\n" + END, kind=Format.LATEX)[-1] != "proved"
    assert verdicts(text + "Then $(a - b)^2 = 0$.\n" + END, kind=Format.LATEX)[-1] != "proved"


@pytest.mark.parametrize(
    "lead", ["Thus one of the following holds:", "We show the following:", "Hence", "If $f$ is convex, then either"]
)
def test_what_a_list_concludes_is_claimed(lead: str) -> None:
    text = listed(lead, "$(a + b)^2 = a^2 + b^2$,", "$(a - b)^2 = a^2 - 2ab + b^2$.") + END
    assert verdicts(text, kind=Format.LATEX)[-2:] == ["refuted", "proved"]


def test_behind_the_list_claims_are_claims_again() -> None:
    text = listed("If one of the following holds:", "$a = b$,", "$a = 2$.")
    assert (
        verdicts(text + "the proof is done. Further, we have $(c + d)^2 = c^2 + d^2$.\n" + END, kind=Format.LATEX)[-1]
        == "refuted"
    )


def test_a_list_is_not_given_because_one_before_it_was() -> None:
    first = listed("Suppose that", "$a + b = 3$,", "$a - b = 1$.")
    second = listed("", "$(c + d)^2 = c^2 + d^2$,", "$c^2 \\geq 0$.").partition("\\begin{document}\n")[2]
    assert "refuted" in verdicts(first + "\n\nFacts on squares of numbers.\n" + second + END, kind=Format.LATEX)


@pytest.mark.parametrize("word", ["when", "whenever", "if"])
def test_what_we_have_in_a_case_is_a_condition(word: str) -> None:
    text = f"The step reduces to another one {word} we have $\\nabla^2 h(u) \\preceq M I$.\n"
    assert steps(text, Format.MARKDOWN) == []


def test_what_we_have_is_a_claim() -> None:
    assert steps("For all numbers we have $(c + d)^2 = c^2 + d^2$.\n", Format.MARKDOWN) == ["goal"]


def test_where_two_conditions_are_joined_both_are_given() -> None:
    text = "The point lies between, where $a \\geq 0$ and $a + b = 1$. Then $a + b - 1 = 0$."
    assert steps(text, Format.MARKDOWN) == ["goal"]
    assert verdicts(text)[-1] == "proved"
    assert verdicts(text.replace("- 1 =", "- 2 ="))[-1] != "proved"


EQUIVALENT = r"""Let $P$ be a square matrix. {lead}

1. $P$ is idempotent ($P = P^2$) and symmetric ($P = P^T$).
2. $P = P P^T$.

Proof. We have {claim}.
"""


@pytest.mark.parametrize(
    "lead", ["The following are equivalent.", "These three statements are all equivalent:", "TFAE:"]
)
@pytest.mark.parametrize("claim", ["$P^T = P$", "$P^2 = P$", "$P P^T P = P$"])
def test_of_equivalent_conditions_none_is_given_or_claimed(lead: str, claim: str) -> None:
    assert verdicts(EQUIVALENT.format(lead=lead, claim=claim)) == ["unchecked"]


@pytest.mark.parametrize("lead", ["The following hold:", "The following are not equivalent to it, and hold:"])
def test_conditions_that_are_not_said_to_be_equivalent_are_claimed(lead: str) -> None:
    text = f"Let $S$ be a square matrix. {lead}\n\n1. $S^2 = S S$.\n2. $3 S = S + S$.\n"
    assert verdicts(text) == ["proved", "refuted"]


def test_the_next_list_is_one_of_claims_again() -> None:
    text = "Let $S$ be a square matrix. The following are equivalent:\n\n1. $S = S^T$.\n2. $S^2 = S$.\n\nFor this some sums are used.\n"
    assert verdicts(text + "* $S + S = 2 S$\n* $S + S = 3 S$\n") == ["proved", "unchecked"]


def test_with_what_a_definition_comes_is_given() -> None:
    text = "The cost is $g = u^T u$ with weights $v_i \\geq 0$, $\\sum_i v_i = 1$. Hence $\\sum_i 2 v_i = %s$."
    assert verdicts(text % "2") == ["proved"]
    assert "proved" not in verdicts(text % "3")
    claimed = (
        "With a number $c > 0$, $\\sqrt{c^2} = 2 c$."  # nothing stands before the condition: what follows it is claimed
    )
    assert verdicts(claimed) == ["refuted"]


@pytest.mark.parametrize(("last", "expected"), [("n+1", "tested"), ("n", "refuted")])
def test_a_bound_that_is_worked_out_is_no_condition(last: str, expected: str) -> None:
    text = "Let $0 < q < 1$. The error satisfies\n\n$$|e| \\leq \\sum_{j=0}^{n} q^j = \\frac{1-q^{%s}}{1-q}$$\n"
    assert verdicts(text % last) == [expected]
    assert verdicts("The point satisfies\n\n$$x^2 \\leq y = 2$$\n") == []


DEMANDED = "{lead}\n\n1. stationarity: $Q u + p = 0$,\n2. $B u = d$.\n\n{then}\n"


@pytest.mark.parametrize(
    "lead",
    [
        "The KKT conditions are",
        "The optimality conditions of this problem are the following:",
        "Its constraints read:",
        "A *stationary point* $u$ means that",
        "A point $u$ is called regular if the following conditions hold:",
    ],
)
def test_what_a_list_says_is_to_hold_is_no_claim(lead: str) -> None:
    assert verdicts(DEMANDED.format(lead=lead, then="")) == []
    then = "For all numbers $r$ and $s$ we have $(r + s)^2 = r^2 + s^2$."
    assert verdicts(DEMANDED.format(lead=lead, then=then)) == ["refuted"]
    assert verdicts(DEMANDED.format(lead=lead, then="We see that $B u = 2 d$.")) == ["unchecked"]


@pytest.mark.parametrize(
    "lead", ["The conditions are satisfied:", "We show that these hold:", "It is linear. This means that"]
)
def test_what_a_list_says_does_hold_is_claimed(lead: str) -> None:
    text = f"Let $r$ and $s$ be numbers. {lead}\n\n1. $3 (r + s) = 3 r + 3 s$,\n2. $3 (r + s) = 3 r + s$.\n"
    assert verdicts(text) == ["proved", "refuted"]


@pytest.mark.parametrize(("slope", "expected"), [("Q u + p", "proved"), ("Q u - p", "refuted")])
def test_what_is_set_to_zero_in_a_condition_is_worked_out(slope: str, expected: str) -> None:
    text = f"Let $h(u) = \\frac{{1}}{{2}} u^T Q u + p^T u$ with $Q = Q^T$. The first-order conditions are:\n\n1. $$\\nabla h(u) = {slope} = 0$$\n"
    assert verdicts(text) == [expected]


@pytest.mark.parametrize("words", ["The constraints we have are that", "Here the constraints are"])
def test_listed_constraints_are_no_claims(words: str) -> None:
    text = f"{words} $u_1 \\geq 0$, $u_2 \\geq 0$ and $u_1 + u_2 \\leq 7$."
    assert verdicts(text) == []
    claimed = "The constraints hold, so we have $c \\geq 0$ and $(c + d)^2 = c^2 + d^2$."
    assert verdicts(claimed)[-1] == "refuted"


def test_a_problem_may_be_written_in_another_way() -> None:
    text = "$$ \\min_u g(u) \\iff \\min_{u, s} s, \\qquad g(u) \\leq s $$\n"
    assert verdicts(text) == []
    assert verdicts("Let $c$ be a number.\n\n$$ c > 1 \\iff c > 0, \\qquad c^2 \\leq c $$\n") != []


@pytest.mark.parametrize(
    "then",
    ["$g(u) \\leq 0$ iff there is an $s \\geq 0$ with $g(u) + s = 0$.", "$G(u, v) = 0$ often defines $v$ implicitly."],
)
def test_a_value_that_is_bounded_in_passing_is_no_claim(then: str) -> None:
    assert verdicts(then) == []


@pytest.mark.parametrize("words", ["We obtain that", "Hence", "It follows that", "We know that"])
def test_a_value_that_is_concluded_is_a_claim(words: str) -> None:
    assert verdicts(f"Let $g$ be a function. {words} $g(u) \\leq 0$.") == ["unchecked"]


def test_a_condition_that_is_found_is_no_claim() -> None:
    text = "We get the necessary and sufficient condition for $u$ to be optimal:\n$$ \\nabla g(u) + B^T v = 0, \\quad B u = d. $$\n"
    assert verdicts(text) == []
    worked = "Let $g(u) = \\frac{1}{2} u^T u$. The optimality condition is\n$$ 0 = \\nabla g(u) = %s. $$\n"
    assert verdicts(worked % "u")[0] == "proved"
    assert verdicts(worked % "2 u")[0] == "refuted"


def test_what_follows_from_what_in_a_definition_is_no_claim() -> None:
    text = "Let $B$ be a square matrix. It is injective %s\n$$ B u = 0 \\implies u = 0. $$\n"
    assert verdicts(text % "if and only if") == []
    assert verdicts(text % "so that") == ["conditional"]
    case = "If $u = 2$, then\n$$ u + v = 3 \\implies v = %s. $$\n"
    assert verdicts(case % "1") == ["proved"]
    assert verdicts(case % "2") == ["refuted"]


def test_what_a_value_comes_to_is_no_condition() -> None:
    assert verdicts("Der Wert ist klein, $g(u) = 3$.") == ["unchecked"]
    assert verdicts("Der Wert ist klein, $g(u) \\leq 3$.") == []
