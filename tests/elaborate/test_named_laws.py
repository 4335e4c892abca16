"""Laws of numbers and the rules of probability: what follows from `X ∼ …`, and from p(x | y) p(y) = p(x, y)."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import read_text
from derive.document.model import Format
from derive.engines.decide import Choice
from tests.judged import PATIENT


def verdicts(text: str, *engines: str) -> list[str]:
    """The verdicts of a document's steps, definitions left out."""
    options = Options(Choice(engines, PATIENT)) if engines else Options(Choice(limits=PATIENT))
    report = check_document(read_text(text, Format.MARKDOWN), options)
    return [step.verdict.value for step in report.steps if step.verdict.value != "defined"]


def test_expected_values_of_a_known_law_are_integrals() -> None:
    text = r"""Let $X$ be a random variable with

$$X \sim \mathrm{Exp}(\lambda)$$

$$\mathrm{E}(X) = \int_{-\infty}^\infty x \cdot f_X(x) \, \mathrm{d}x = %s$$
"""
    assert verdicts(text % r"\frac{1}{\lambda}")[-1] == "supported"
    assert verdicts(text % r"\lambda")[-1] == "unchecked"  # of a scale it would be right


def test_expected_values_of_counts_are_sums() -> None:
    text = r"""Let $X$ be a random variable with $X \sim \mathrm{Bern}(p)$. Then

$$\mathrm{E}(X) = \sum_{x \in \mathcal{X}} x \cdot \mathrm{Pr}(X = x) = 0 \cdot \mathrm{Pr}(X = 0) + 1 \cdot \mathrm{Pr}(X = 1) = %s$$
"""
    assert set(verdicts(text % "p", "algebra", "modular")) <= {"proved", "tested"}
    assert verdicts(text % "1 - p", "algebra", "modular")[-1] not in ("proved", "tested")


def test_a_density_before_brackets_is_no_factor() -> None:
    text = r"""Let $X$ be a random variable with $X \sim \mathcal{N}(\mu, \sigma^2)$. Its density is

$$f_X(x) = \frac{1}{\sqrt{2\pi}\,\sigma} e^{-\frac{(x-\mu)^2}{2\sigma^2}}$$

$$f_X(\mu) = %s$$
"""
    assert verdicts(text % r"\frac{1}{\sqrt{2\pi}\,\sigma}")[-1] in ("proved", "tested", "supported")
    assert verdicts(text % r"\frac{\mu}{\sqrt{2\pi}\,\sigma}")[-1] not in ("proved", "tested", "supported")


@pytest.mark.parametrize(
    ("equation", "verdict"),
    [
        (r"p(\theta|y) = \frac{p(y|\theta) \, p(\theta)}{p(y)}", "proved"),
        (r"p(x,y,z) = p(x|y,z) \, p(y|z) \, p(z)", "proved"),
        (r"p(x,y|z) = p(y|x,z) \, p(x|z)", "proved"),
        (r"p(\theta|y) = \frac{p(y|\theta)}{p(y)}", "unchecked"),
        (r"p(x,y) = p(x) \, p(y)", "unchecked"),
        (r"p(x,y,z) = p(x|y) \, p(y|z) \, p(z)", "unchecked"),
    ],
)
def test_what_follows_from_the_rules_of_probability(equation: str, verdict: str) -> None:
    assert verdicts(f"Of the densities of random variables it is said that\n\n$${equation}$$\n") == [verdict]


def test_a_density_of_a_member_may_vary_with_its_index() -> None:
    text = r"""The density of $y = (y_1, \ldots, y_n)$ is a product of independent ones, $p(y_i \mid \lambda) = \mathrm{Poiss}(y_i; \lambda x_i)$.

$$p(y_j \mid \lambda) = \frac{(\lambda x_%s)^{y_j} e^{-\lambda x_%s}}{y_j!}$$
"""
    assert verdicts(text % ("j", "j"), "algebra", "modular") == ["proved"]
    assert verdicts(text % ("i", "i"), "algebra", "modular") not in (["proved"], ["tested"])


def test_a_letter_that_is_a_matrix_elsewhere_is_a_factor() -> None:
    text = r"""Let $P \in \mathbb{R}^{n \times n}$ be the precision matrix of random vectors $Y, Z \in \mathbb{R}^n$. Then

$$P (Y - Z) = P Y - P Z$$

$$P (Y) + Z = Z + P Y$$
"""
    assert verdicts(text, "algebra", "modular") == ["proved", "proved"]


@pytest.mark.slow
def test_the_distribution_function_of_a_known_law_is_claimed() -> None:
    text = r"""Let $X$ be a random variable with $X \sim \mathcal{N}(\mu, \sigma^2)$. Then

$$F_X(x) = \frac{1}{2} \left[ 1 + \mathrm{erf} \left( \frac{x-\mu}{%s\sigma} \right) \right]$$
"""
    assert verdicts(text % r"\sqrt{2}") == ["supported"]
    assert verdicts(text % "2") in (["unchecked"], ["refuted"])


def test_an_inverse_function_is_no_reciprocal() -> None:
    text = r"For $p > 0$ $$\mathrm{erf}^{-1}(p) = \frac{1}{\mathrm{erf}(p)}$$"
    assert verdicts(text) == ["unchecked"]


def test_a_size_that_the_text_gives_as_a_sum_clashes_with_nothing() -> None:
    text = r"""Let $X \in \mathbb{R}^n$ and $Y \in \mathbb{R}^m$. Then $\begin{bmatrix} X \\ Y \end{bmatrix} \in \mathbb{R}^p$%s."""
    assert "ill-formed" not in verdicts(text % ", with $p = n + m$")
    assert "ill-formed" in verdicts(text % "")


def test_the_mean_of_a_uniform_law_is_not_refuted_where_its_ends_are_equal() -> None:
    for claim, wrong in ((r"\frac{1}{2} (a+b)", False), (r"\frac{1}{2} (a-b)", True)):
        found = verdicts(rf"Let $X \sim \mathcal{{U}}(a, b)$. Then $$\mathrm{{E}}(X) = {claim}$$")
        assert (found == ["refuted"]) is wrong


@pytest.mark.parametrize(
    ("law", "claim", "found"),
    [
        (r"\mathrm{Mult}(n, p)", r"y_1 + \ldots + y_k = n", "proved"),
        (r"\mathrm{Mult}(n, p)", r"y_1 + \ldots + y_k = 2 n", "refuted"),
        (r"\mathrm{Mult}(n, p)", r"\sum_{j=1}^k y_j \log (y_j / n) = \sum_{j=1}^k y_j \log y_j - n \log n", "proved"),
        (r"\mathrm{Dir}(\alpha)", r"\sum_{j=1}^k (a y_j + b_j) = a + \sum_{j=1}^k b_j", "proved"),
        (r"\mathrm{Dir}(\alpha)", r"\sum_{j=1}^k (a y_j + b_j) = a k + \sum_{j=1}^k b_j", "not proved"),
        (r"\mathrm{Other}(n, p)", r"\sum_{j=1}^k (a y_j + b_j) = a n + \sum_{j=1}^k b_j", "not proved"),
    ],
)
def test_counts_and_shares_add_up(law: str, claim: str, found: str) -> None:
    text = (
        r"Let $y = [y_1, \ldots, y_k]$ be what was observed, such that $$y \sim "
        + law
        + " .$$ Then $$"
        + claim
        + " .$$"
    )
    verdict = verdicts(text, "algebra", "modular")[-1]
    assert verdict == found if found != "not proved" else verdict not in ("proved", "tested")
