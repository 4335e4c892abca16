"""Names that words give to the identity matrix are the identity, and no matrix of which nothing is known."""

from __future__ import annotations

import pytest

from tests.judged import verdicts

SQUARE = r"Let $Q \in \mathbb{R}^{p \times p}$." + "\n\n"


@pytest.mark.parametrize(
    "words",
    [
        r"* $I_p$ denotes the $p \times p$ identity matrix.",
        r"Let $I_p$ be the $p \times p$ identity matrix.",
        r"Here $I_p \in \mathbb{R}^{p \times p}$ is the identity matrix.",
        r"Here $I \in \mathbb{R}^{p \times p}$ denotes the identity.",
        "",
    ],
)
def test_what_words_call_the_identity(words: str) -> None:
    text = f"{words}\n\n{SQUARE}"
    assert verdicts(text + r"Then $Q I_p Q = Q^2$.") == ["proved"]
    assert verdicts(text + r"Then $$(Q + I_p)(Q - I_p) = Q^2 - I_p.$$") == ["proved"]
    assert verdicts(text + r"Then $$(Q + I_p)(Q - I_p) = Q^2 + I_p.$$") == ["refuted"]


def test_another_letter_for_the_identity() -> None:
    text = r"Let $E$ be the $p \times p$ identity matrix." + "\n\n" + SQUARE
    assert verdicts(text + r"Then $$(Q + E)(Q - E) = Q^2 - E.$$") == ["proved"]
    text = r"Let $E$ be a $p \times p$ matrix." + "\n\n" + SQUARE
    assert verdicts(text + r"Then $$(Q + E)(Q - E) = Q^2 - E.$$") == ["conditional"]


def test_a_matrix_that_is_no_identity() -> None:
    text = r"Here $E \in \mathbb{R}^{p \times p}$ is the identity-like factor." + "\n\n" + SQUARE
    assert verdicts(text + r"Then $$(Q + E)(Q - E) = Q^2 - E.$$") != ["proved"]


def test_the_identity_before_an_equals_sign_is_not_defined_anew() -> None:
    text = r"""Let $Q \in \mathbb{R}^{p \times p}$ be invertible, and suppose that $Q = Q Q^\top Q$. We have

$$
\begin{split}
Q &= Q Q^\top Q \\
I_p &= %s
\end{split}
$$

and $Q I_p Q = Q^2$.
"""
    assert verdicts(text % r"Q^\top Q")[-2:] == ["proved", "proved"]
    false = verdicts(text % r"Q^\top Q^\top")
    assert false[-1] == "proved" and "proved" not in false[-2:-1]


def test_a_sequence_named_like_the_identity_is_defined() -> None:
    text = r"""Let $Q \in \mathbb{R}^{n \times n}$. Put

$$I_n = \int_0^1 x^n \, dx$$

and so $I_n + I_n = 2 \int_0^1 x^n \, dx$.
"""
    assert verdicts(text)[-1] in ("proved", "tested")


@pytest.mark.parametrize(
    ("claim", "expected"), [("q(-s) = 1 - q(s)", ["proved"]), ("q(-s) = -q(s)", ["refuted"]), ("q(s) = s", [])]
)
def test_values_of_a_function_at_different_arguments_are_related_at_every_argument(
    claim: str, expected: list[str]
) -> None:
    text = f"Logistic curve $q(s) = \\frac{{1}}{{1 + e^{{-s}}}}$.\n\n$${claim}$$\n"
    found = verdicts(text, ("algebra", "modular", "sympy", "numeric"))
    assert found == expected if expected else "refuted" not in found


@pytest.mark.parametrize("lead", ["To find symmetric points we solve", "We look for $x$ such that"])
def test_an_equation_for_an_argument_is_a_condition(lead: str) -> None:
    text = f"Let $f(x) = x^2 - 3x$. {lead}\n\n$$f(x) = f(-x)$$\n"
    assert verdicts(text) == []


@pytest.mark.parametrize(("factorial", "expected"), [("(2n)!", ["supported"]), ("(2n+1)!", ["refuted"])])
def test_what_a_series_expands_is_no_condition(factorial: str, expected: list[str]) -> None:
    text = f"Expansion at zero.\n\n$$\\cos s = \\sum_{{n=0}}^\\infty \\frac{{(-1)^n}}{{{factorial}}} s^{{2n}}$$\n"
    assert verdicts(text, ("algebra", "modular", "sympy", "numeric")) == expected
    assert "refuted" not in verdicts("A yield $y$ with\n\n$$y = \\sum_{n=1}^\\infty \\frac{1}{(1+y)^n}$$\n")
