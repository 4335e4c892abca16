"""Functions as texts about chance write them: cases set by hand, inverse functions, quantiles, digamma, statistics that a theorem names, values before a law."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from derive.report import StepReport
from tests.judged import PATIENT

GOOD = ("proved", "tested", "supported")


def steps(text: str, engines: tuple[str, ...] = ("algebra", "modular")) -> list[StepReport]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    return list(check_document(document, Options(choice=Choice(engines, PATIENT))).steps)


def verdicts(text: str, engines: tuple[str, ...] = ("algebra", "modular")) -> list[str]:
    return [step.judgement.verdict.value for step in steps(text, engines)]


CASES = r"""Let

$$g(x) = \left\{ \begin{array}{rl} 0 \; , & \text{if} \; x < 0 \\ x^2 \; , & \text{if} \; 0 \leq x \leq 1 \\ 1 \; , & \text{if} \; x > 1 \end{array} \right.$$

"""


@pytest.mark.parametrize(
    ("claim", "expected"),
    [("g(-3) = 0", "tested"), ("g(1/2) = 1/4", "tested"), ("g(2) = 1", "tested"), ("g(2) = 4", "refuted")],
)
def test_cases_set_as_an_array_with_a_brace(claim: str, expected: str) -> None:
    assert verdicts(f"{CASES}Then ${claim}$.\n")[-1] == expected


SCALED = r"""Let $X$ be a random variable and let $b \neq 0$.

Let $W$ be the random variable

$$W = g(X) = b X + 1$$

"""


@pytest.mark.parametrize(("value", "expected"), [(r"\frac{W - 1}{b}", "proved"), (r"\frac{W + 1}{b}", "unchecked")])
def test_what_is_given_for_an_inverse_function_is_checked(value: str, expected: str) -> None:
    found = steps(f"{SCALED}\n\nThe inverse function is $$X = g^{{-1}}(W) = {value}.$$\n")
    assert found[-1].judgement.verdict.value == expected


def test_a_derivative_of_an_inverse_function() -> None:
    text = f"{SCALED}with the inverse function $$X = g^{{-1}}(W) = \\frac{{W - 1}}{{b}}.$$\n\nThen "
    assert verdicts(text + r"$$\frac{d g^{-1}(w)}{d w} = \frac{1}{b}.$$")[-1] in GOOD
    assert verdicts(text + r"$$\frac{d g^{-1}(w)}{d w} = b.$$")[-1] not in GOOD


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"s \cdot \mathrm{erf}^{-1}(0) + m = m", True),
        (r"\mathrm{erf}^{-1}(\mathrm{erf}(s)) = s", True),
        (r"\mathrm{erf}^{-1}(s) = \frac{1}{\mathrm{erf}(s)}", False),
        (r"\Phi(-s) = 1 - \Phi(s)", True),
        (r"\Phi(-s) = -\Phi(s)", False),
        (r"\Phi^{-1}(\Phi(s)) = s", True),
        (r"\psi(s + 1) = \psi(s) + \frac{1}{s}", True),
        (r"\psi(s + 1) = \psi(s) + s", False),
    ],
)
def test_functions_that_the_text_names_have_values(claim: str, holds: bool) -> None:
    said = r"Let $\Phi$ be the cumulative distribution function of the standard normal distribution, and $\psi$ the digamma function. "
    found = verdicts(f"{said}Let $s$ and $m$ be numbers. Then\n\n$${claim}.$$\n", ("algebra", "modular", "numeric"))
    assert (found[-1] in GOOD) is holds


def test_these_letters_are_other_things_elsewhere() -> None:
    text = r"Let $\Phi$ be a feature map and $\psi$ a wave. Then $$\Phi(-s) = 1 - \Phi(s), \quad \psi(s + 1) = \psi(s) + \frac{1}{s}.$$"
    assert not set(verdicts(text, ("algebra", "modular", "numeric"))) & set(GOOD)


STATISTIC = r"""**Theorem:** Let $y_1, \ldots, y_n$ be a sample. Then, the test statistic

$$t = \frac{\bar{y} - m}{s / \sqrt{n}}$$

follows a t-distribution.

**Proof:** The sample mean is given by $$\bar{y} = \frac{1}{n} \sum_{i=1}^n y_i$$ and the sample variance is given by

$$s^2 = \frac{1}{n-1} \sum_{i=1}^n (y_i - \bar{y})^2.$$

Let $Z = \sqrt{n} (\bar{y} - m) / c$ and $V = (n-1) s^2 / c^2$ with $c > 0$. Then

"""


@pytest.mark.parametrize(("divisor", "expected"), [("(n-1)", ("proved", "tested")), ("n", ("refuted", "unchecked"))])
def test_a_statistic_that_a_theorem_names_is_defined_there(divisor: str, expected: tuple[str, ...]) -> None:
    found = verdicts(f"{STATISTIC}$$t = \\frac{{Z}}{{\\sqrt{{V / {divisor}}}}} \\sim \\mathrm{{t}}(n-1).$$\n")
    assert found[:3] == ["defined"] * 3
    assert found[-1] in expected


def test_a_square_of_which_something_was_said_is_no_definition() -> None:
    assert verdicts("Let $w = 2 x$. Then $x^2 = 4 a$.\n")[-1] != "defined"


def test_what_stands_before_a_law_is_claimed() -> None:
    text = "Let $X$ be a random variable with mean $m$ and variance $c^2$, and let $Z = (X - m) / c$ with $c > 0$. Then\n\n"
    assert "proved" in verdicts(text + r"$$c Z = X - m \sim \mathcal{N}(0, c^2).$$")[4:]
    assert "refuted" in verdicts(text + r"$$c Z = X + m \sim \mathcal{N}(0, c^2).$$")[4:]


@pytest.mark.parametrize(
    ("inner", "behind", "holds"),
    [
        (r"\frac{x - a}{b - a}", "1", True),
        (r"\frac{b - x}{b - a}", "1", False),
        (r"\frac{x - a}{b - a}", "0", False),
    ],
)
def test_a_distribution_function_by_cases_is_compared_with_a_law_on_the_whole_line(
    inner: str, behind: str, holds: bool
) -> None:
    cases = rf"\begin{{cases}} 0 & x < a \\ {inner} & a \leq x \leq b \\ {behind} & x > b \end{{cases}}"
    text = f"Let $X$ be a random variable with a uniform distribution, $X \\sim \\mathcal{{U}}(a, b)$. Then $$F_X(x) = {cases}.$$\n"
    assert (verdicts(text, ("algebra", "modular", "numeric"))[-1] in GOOD) is holds


@pytest.mark.parametrize(
    ("inner", "before", "holds"),
    [
        (r"\frac{x^{a-1} (1 - x)^{b-1}}{\mathrm{B}(a, b)}", "0", True),
        (r"\frac{x^{a-1} (1 - x)^{b-1}}{\mathrm{B}(a, b)}", "1", False),
        (r"\frac{x^{b-1} (1 - x)^{a-1}}{\mathrm{B}(a, b)}", "0", False),
    ],
)
def test_a_density_by_cases_is_zero_off_its_support(inner: str, before: str, holds: bool) -> None:
    cases = rf"\begin{{cases}} {inner} & 0 \leq x \leq 1 \\ {before} & \text{{otherwise}} \end{{cases}}"
    text = (
        r"Let $X$ be a random variable, $X \sim \mathrm{Bet}(a, b)$, and $\mathrm{B}$ the beta function. Then"
        f" $$f_X(x) = {cases}.$$\n"
    )
    assert (verdicts(text, ("algebra", "modular", "numeric"))[-1] in GOOD) is holds


def test_before_a_list_no_power_stands() -> None:
    text = r"Let $\gamma(a, x)$ be a function of two numbers. If $p = \gamma(a, b x)$, then $$c p = c \gamma(a, b x), \quad \gamma^{-1}(a, p) = b x.$$"
    assert "unchecked" not in [
        v for step, v in zip(steps(text), verdicts(text), strict=True) if "list" in step.judgement.message
    ]


def test_what_was_observed_with_errors_in_capitals_does_not_move() -> None:
    text = (
        r"Consider the model $Y = X B + E$ with $Y \in \mathbb{R}^{n \times v}$, $X \in \mathbb{R}^{n \times p}$, $B \in \mathbb{R}^{p \times v}$ and errors $E$."
        r" Let $S(B) = \mathrm{tr}\left( (Y - X B)^T (Y - X B) \right)$."
        + "\n\nThen $$\\frac{\\partial S(B)}{\\partial B} = "
    )
    assert verdicts(text + r"-2 X^T (Y - X B).$$")[-1] in GOOD
    assert verdicts(text + r"2 X^T (Y - X B).$$")[-1] not in GOOD


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        (r"\mathrm{E}(X) \leq \mathrm{E}(Y), \quad \text{if} \quad X \leq Y", True),
        (r"X \leq Y \quad \Rightarrow \quad \mathrm{E}(2 X) \leq \mathrm{E}(Y) + \mathrm{E}(Y)", True),
        (r"\mathrm{E}(Y) \leq \mathrm{E}(X), \quad \text{if} \quad X \leq Y", False),
        (r"\mathrm{E}(X^2) \leq \mathrm{E}(Y^2), \quad \text{if} \quad X \leq Y", False),
        (r"\mathrm{E}(X)^2 \leq \mathrm{E}(Y)^2, \quad \text{if} \quad X \leq Y", False),
        (r"\mathrm{E}(X) \leq \mathrm{E}(Y), \quad \text{if} \quad \mathrm{E}(X^2) \leq \mathrm{E}(Y^2)", False),
        (r"\mathrm{E}(X) \leq Y, \quad \text{if} \quad X \leq Y", False),
    ],
)
def test_expected_values_keep_the_order_of_all_values(said: str, holds: bool) -> None:
    text = f"Let $X$ and $Y$ be random variables. Then $${said}.$$"
    found = verdicts(text, ("algebra", "modular", "reals"))
    assert any(verdict in GOOD for verdict in found) is holds


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (r"p_\theta(x, z) = p_\theta(z | x) p_\theta(x)", "proved"),
        (r"\log p_\theta(x) = \log p_\theta(x, z) - \log p_\theta(z | x)", "tested"),
        (r"\log p_\theta(x) = \log p_\theta(x, z) - \log p_\theta(x | z)", "unchecked"),
        (r"\log p_\theta(x) = \log \int p_\theta(x, z) \, dz", "proved"),
        (r"\log p_\theta(x) = \log \int p_\theta(x, z) \, dx", "unchecked"),
        (r"\nabla_\theta \log p_\theta(x) = \frac{\nabla_\theta p_\theta(x)}{p_\theta(x)}", "proved"),
        (r"\nabla_\theta \log p_\theta(x) = \nabla_\theta p_\theta(x)", "unchecked"),
        (r"\sum_a g(a) \nabla_\theta \pi_\theta(a | s) = \sum_a g(a) \pi_\theta(a | s) \nabla_\theta \log \pi_\theta(a | s)", "proved"),
        (r"\sum_a g(a) \nabla_\theta \pi_\theta(a | s) = \sum_a g(a) \nabla_\theta \log \pi_\theta(a | s)", "unchecked"),
        (r"\nabla_\phi E_{z \sim q_\phi(z)}[g(z)] = E_{z \sim q_\phi(z)}[\nabla_\phi g(z)]", "unchecked"),
    ],
)  # fmt: skip
def test_densities_with_a_parameter_below_them(claim: str, expected: str) -> None:
    assert verdicts(f"These are probability distributions and densities.\n\nHence\n\n$${claim}$$") == [expected]


def test_what_has_an_index_below_it_is_no_density_of_a_parameter() -> None:
    text = "These are densities. Hence $$p_2(x) = p_1(x) p_2(x | y)$$"
    assert verdicts(text) != ["proved"]
