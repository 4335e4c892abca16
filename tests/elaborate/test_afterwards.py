"""What is said behind a statement and holds in it, equivalences in words, and what is said of two things at once."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.elaborate import elaborate
from derive.engines.decide import Choice
from tests.judged import PATIENT

GIVEN = r"Let $A, B, Q \in \mathbb{R}^{n\times n}$, $x, u, v \in \mathbb{R}^n$ and $a, b \in \mathbb{R}$. "


def verdicts(text: str, engines: tuple[str, ...] = ("algebra", "modular", "reals")) -> list[str]:
    document = read_text(GIVEN + text, Format.MARKDOWN, "t.md")
    report = check_document(document, Options(choice=Choice(engines, PATIENT)))
    return [step.judgement.verdict.value for step in report.steps if step.judgement.verdict.value != "defined"]


@pytest.mark.parametrize(
    "text",
    [
        r"We have $\operatorname{tr}(AB) = 0$ if $A$ is symmetric and $B$ is skew-symmetric.",
        r"We have $A^{-1}B = BA^{-1}$ when $A$ is invertible and $AB = BA$.",
        r"We have $\|Qx\| = \|x\|$ provided that $Q$ is orthogonal.",
        r"Then $\|Qx\| = \|x\|$, as long as $Q^TQ = I$.",
        r"We have $x^T A x = 0$ for all $x$ whenever $A^T = -A$.",
        r"We have $a^2 > b^2$ whenever $a > b > 0$.",
        r"The equality $\|u+v\|^2 = \|u\|^2 + \|v\|^2$ holds for all $u \perp v$.",
        r"Let $H = I - 2uu^T$. Then $Hv = v$ for every $v$ orthogonal to $u$.",
        r"Then $(A + B)^2 = A^2 + 2AB + B^2$ if $A$ and $B$ commute.",
        r"Then $M = M^T$, where $M = B + B^T$.",
    ],
)
def test_what_stands_behind_a_statement_holds_in_it(text: str) -> None:
    assert verdicts(text) == ["proved"]


def test_a_claim_behind_the_condition_is_one() -> None:
    text = r"We have $(A + B)^2 = A^2 + 2AB + B^2$ if $AB = BA$, and $\operatorname{tr}(A + B) = \operatorname{tr}(A) - \operatorname{tr}(B)$."
    assert verdicts(text) == ["proved", "refuted"]


def test_a_sentence_of_its_own_is_no_condition_of_the_last_one() -> None:
    text = "We have $A = A^T$. If $A$ is symmetric, nothing is said here."
    assert verdicts(text) == ["conditional"]


@pytest.mark.parametrize(
    "text",
    [
        r"We have $|a| = a$ unless $a < b$.",
        r"We have $a^2 = 2a$ for some $a > 0$.",
        r"We have $a^2 > b$ for sufficiently large $a$.",
        r"We have $a^2 = ab$ if $a = b$ and $a^2 = 0$ otherwise.",
        r"We have $AB = BA$ if the two matrices are of the kind that we need.",
        r"We have $Ax = B x$ for every $x$ in the range of $B$.",
    ],
)
def test_nothing_is_refuted_under_a_condition_that_is_not_read(text: str) -> None:
    assert not {"refuted", "conditional", "ill-formed"} & set(verdicts(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"We have $Ax = 0$ if and only if $A^TAx = 0$.", ["proved"]),
        (r"Then $\|u+v\|^2 = \|u\|^2 + \|v\|^2$ iff $u^Tv = 0$.", ["proved"]),
        (r"Then $AB = BA$ if and only if $(A+B)^2 = A^2 + 2AB + B^2$.", ["proved"]),
        (r"Then $AB = BA$ if and only if $(A+B)^2 = A^2 + AB + B^2$.", ["refuted"]),
        (r"The equality $a^2 + b^2 = 2ab$ holds precisely when $a = b$.", ["proved"]),
    ],
)
def test_equivalences_in_words(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Suppose $u \perp v$. Then $\|u+v\|^2 = \|u\|^2 + \|v\|^2$.", ["proved"]),
        (r"If $u$ and $v$ are orthogonal then $\|u-v\|^2 = \|u\|^2 + \|v\|^2$.", ["proved"]),
        (r"If $A$ commutes with $B$ then $A^2B = BA^2$.", ["proved"]),
        (r"Let $w = u - \frac{u^Tv}{v^Tv} v$, where $v \ne 0$. Hence $w$ is orthogonal to $v$.", ["proved"]),
        (r"Let $w = u - \frac{u^Tv}{v^Tv} v$, where $v \ne 0$. Hence $w$ is orthogonal to $u$.", ["refuted"]),
        (r"Let $A$ and $B$ be orthogonal matrices. Then $AB(AB)^T = I$.", ["proved"]),
        (r"Hence $A$ and $B$ do not commute.", []),
    ],
)
def test_what_is_said_of_two_things(text: str, expected: list[str]) -> None:
    assert verdicts(text) == expected


def test_a_defined_function_satisfies_what_is_claimed_of_it() -> None:
    right = r"The function $\sigma(t) = \frac{1}{1+e^{-t}}$ satisfies $\sigma'(t) = \sigma(t)(1-\sigma(t))$."
    assert verdicts(right) == ["proved"]
    assert verdicts(right.replace("1-", "2-")) == ["refuted"]
    assert verdicts("The solution $z$ satisfies the equation $A z = x$.") == []


FAMILY = r"Let $z \in \mathbb{R}^K$ and $p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$. "


def test_the_vector_of_a_family() -> None:
    right = r"Then $\mathbf{1}^T p = 1$ and $$\frac{\partial p}{\partial z} = \operatorname{diag}(p) - pp^T.$$"
    assert verdicts(FAMILY + right) == ["proved", "proved"]
    assert "refuted" not in verdicts(FAMILY + r"The matrix $\operatorname{diag}(p) - pp^T$ is positive semidefinite.")


DEFINITE = r"Let $X \in \mathbb{R}^{m\times p}$, $\lambda > 0$ and let $S \in \mathbb{R}^{p\times p}$ be symmetric positive definite. "


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        (r"X^TX + \lambda I", "proved"),
        (r"I + XX^T", "proved"),
        (r"S + X^TX", "proved"),
        (r"2S", "proved"),
        (r"X^TX", "refuted"),
        (r"\lambda I - X^TX", "refuted"),
        (r"S - X^TX", "refuted"),
        (r"-S", "refuted"),
    ],
)
def test_positive_definite_matrices(matrix: str, expected: str) -> None:
    assert verdicts(f"{DEFINITE}The matrix ${matrix}$ is positive definite.") == [expected]


def test_which_is_positive_definite() -> None:
    text = r"With $J(w) = \|x - Aw\|^2 + \|w\|^2$ the Hessian is $\nabla^2 J = 2A^TA + 2I$, which is positive definite."
    assert verdicts(text) == ["proved", "proved"]


@pytest.mark.parametrize(
    ("words", "claim", "holds"),
    [
        ("Substituting $S^{-1}$ by the precision matrix $P$, we have", "SP = I", True),
        ("Substituting $S^{-1}$ by the precision matrix $P$, we have", "SP = 2I", False),
        ("Writing $M$ for $S + I$, we have", "SM = S^2 + S", True),
        ("Writing $M$ for $S + I$, we have", "SM = S^2", False),
    ],
)
def test_words_that_name_an_expression(words: str, claim: str, holds: bool) -> None:
    assert (verdicts(f"{DEFINITE}{words} ${claim}$.") == ["proved"]) is holds


def test_what_is_assumed_for_contradiction_ends_with_its_paragraph() -> None:
    text = "Assume for contradiction that $a = a + 1$. Then $a + b = a + b + 1$.\n\nNow $a^2 + b = b + a^2$.\n"
    inside, behind = [step.goal for step in elaborate(read_text(GIVEN + text)).steps if step.goal is not None][-2:]
    assert inside is not None and [h.latex for h in inside.hypotheses] == ["a = a + 1"]
    assert behind is not None and not behind.hypotheses


@pytest.mark.parametrize(
    "text",
    [
        r"Replacing $A^{-1}$ by an approximation $M$, we have $M A = I$.",
        r"Then $Ax = Bx$ for all $x$ implies $A = B$.",
        r"Let $w = u(a, b)$. Then $u(a, b) = u(b, a)$.",
    ],
)
def test_a_reading_too_much_proves_nothing(text: str) -> None:
    assert "proved" not in verdicts(text)


def test_a_condition_behind_a_property_holds_in_it() -> None:
    assert verdicts(r"The matrix $A + A^T$ is positive definite if $A$ is positive definite.") == ["proved"]
    assert verdicts(r"The matrix $A^TA$ is positive definite if $A$ is invertible.") != ["refuted"]
    assert verdicts(r"The matrix $A^TA$ is positive definite if $A$ is symmetric.") == ["refuted"]


def test_what_is_given_under_a_condition_that_is_not_read_refutes_nothing() -> None:
    assert "refuted" not in verdicts(r"Let $p$ be a projection and $A x = x$ for $x$ in the range. Then $A^2 = A$.")


def test_a_slope_behind_a_function_explains_nothing_in_it() -> None:
    text = r"The log-likelihood is $$q(c) = -2 n \log c - \frac{s}{2 c^2},$$ with derivative $q'(c) = %s\frac{2 n}{c} + \frac{s}{c^3}$."
    assert verdicts(text % "-") == ["proved"]
    assert verdicts(text % "") == ["refuted"]
