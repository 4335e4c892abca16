"""Statistics as notes write it: theorems and what shows them, the rules of probability, sample means by custom, inverse functions."""

from __future__ import annotations

import pytest

from derive.check import Options, check_document
from derive.document import Format, read_text
from derive.engines.decide import Choice
from derive.report import StepReport
from tests.judged import PATIENT

GOOD = ("proved", "tested")
CHANCE = "Let $H$ and $D$ be the state and the outcome of a probability model.\n\n"


def steps(text: str) -> list[StepReport]:
    document = read_text(text, Format.MARKDOWN, "t.md")
    return list(check_document(document, Options(choice=Choice(("algebra", "modular"), PATIENT))).steps)


def verdicts(text: str) -> list[str]:
    return [step.judgement.verdict.value for step in steps(text)]


def last(text: str) -> str:
    return verdicts(text)[-1]


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"P(H=1 \mid D=1) = \frac{P(D=1 \mid H=1) P(H=1)}{P(D=1)}", True),
        (r"P(H=1 \mid D=1) = \frac{P(D=1 \mid H=1) P(D=1)}{P(H=1)}", False),
        (r"P(H=1 \mid D=1) = \frac{P(D=1 \mid H=0) P(H=1)}{P(D=1)}", False),
        (r"P(H=1 \mid D=1) = P(D=1 \mid H=1)", False),
        (r"P(D=1) = P(D=1 \mid H=0) P(H=0) + P(D=1 \mid H=1) P(H=1)", True),
        (r"P(D=1) = P(D=1 \mid H=0) P(H=1) + P(D=1 \mid H=1) P(H=0)", False),
        (r"P(D=1) = P(D=1 \mid H=0) + P(D=1 \mid H=1)", False),
        (r"\sum_{k} P(D=1 \mid H=k) P(H=k) = P(D=1)", True),
        (r"\sum_{k} P(D=k \mid H=1) = 1", True),
        (r"\sum_{k} P(D=1 \mid H=k) = 1", False),
        (r"\sum_{k} P(D=k, H=k) = 1", False),
    ],
)
def test_values_of_random_variables_follow_the_rules_of_probability(claim: str, holds: bool) -> None:
    verdict = last(f"{CHANCE}Then\n\n$${claim}.$$\n")
    assert (verdict in GOOD) is holds
    assert verdict != "refuted"


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"p(x_i \mid x_j) = \frac{p(x_j \mid x_i) p(x_i)}{p(x_j)}", True),
        (r"p(x_i \mid x_j) = \frac{p(x_j \mid x_i) p(x_j)}{p(x_i)}", False),
        (r"p(x_i \mid x_j) = p(x_j \mid x_i)", False),
        (r"p(x_i, x_j) = p(x_j, x_i)", True),
        (r"p(x_i, x_j) = p(x_j, x_j)", False),
    ],
)
def test_members_of_one_family_are_told_apart(claim: str, holds: bool) -> None:
    assert (last(f"Of the densities of two data points it holds that\n\n$${claim}.$$\n") in GOOD) is holds


def test_a_count_is_not_taken_for_a_binary_variable() -> None:
    text = r"Let $X$ be a random count. Then the probabilities are $$P(X=0) + P(X=1) = 1$$ while $P(X=k)$ is any of them, $P(X=k) \geq 0$."
    assert "proved" not in verdicts(text)[:1]


RATIO = r"""Of the regression,

$$ R^2 = \frac{E}{T} = \frac{\sum_i (a + b x_i)^2}{T} . $$

Multiplied out, the ratio is

"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"R^2 = \frac{\sum_i (a^2 + 2 a b x_i + b^2 x_i^2)}{T}", "proved"),
        (r"R^2 = \frac{\sum_i (a^2 + 2 a b x_i + b x_i^2)}{T}", "unchecked"),
        (r"R^2 = \frac{\sum_i (a + b x_i)^2}{T}", "defined"),
    ],
)
def test_what_gives_a_side_a_value_again_follows_from_what_did_before(claim: str, verdict: str) -> None:
    found = steps(f"{RATIO}$${claim}.$$\n")[-1]
    assert found.judgement.verdict.value == verdict
    if verdict == "proved":
        assert "R" in " ".join(found.judgement.hypotheses)


THEOREM = r"""**Theorem:** Let $a, b$ be numbers. Then the score is

$$ Q^2 = %s . $$

**Proof:** The score fulfils

$$ Q^2 = %s . $$

"""


def test_what_a_theorem_announces_shows_nothing() -> None:
    announced, shown = verdicts(THEOREM % ("(a + b)^2", "a^2 + 2ab + b^2"))[-2:]
    assert announced not in GOOD
    assert shown not in GOOD


def test_a_theorem_is_left_to_the_lines_that_come_to_it() -> None:
    text = THEOREM % ("a^2 + 2ab + b^2", "a^2 + b^2 + 2ab") + "Sorted, it is\n\n$$ Q^2 = a^2 + 2ab + b^2 . $$\n"
    announced = steps(text)[-3]
    assert announced.judgement.verdict.value == "defined"
    assert "line" in announced.judgement.message
    wrong = THEOREM % ("a^2 + ab + b^2", "a^2 + b^2 + 2ab") + "Sorted, it is\n\n$$ Q^2 = a^2 + ab + b^2 . $$\n"
    assert verdicts(wrong)[-3] == "unchecked"


def test_what_a_theorem_says_of_a_name_does_not_define_it_where_the_proof_does() -> None:
    text = r"""**Theorem:** Let $a, b$ be numbers. The total is

$$ T = a + b . $$

**Proof:** The total is by its definition

$$ T = a - b . $$

Hence

$$ T = a + b . $$
"""
    assert verdicts(text)[-1] not in GOOD


DATA = r"Let $x_1, \ldots, x_n$ be data with the sample mean $\bar{x}$ and the sample variance $s_x^2$. Then" + "\n\n"


@pytest.mark.parametrize(
    ("claim", "verdicts_allowed"),
    [
        (r"\sum_{i=1}^n (x_i - \bar{x}) = 0", GOOD),
        (r"\sum_{i=1}^n (x_i - \bar{x})^2 = \sum_{i=1}^n x_i^2 - n \bar{x}^2", GOOD),
        (r"\sum_{i=1}^n (x_i - \bar{x})^2 = \sum_{i=1}^n x_i^2 - \bar{x}^2", ("refuted",)),
        (r"(n - 1) s_x^2 = \sum_{i=1}^n (x_i - \bar{x})^2", GOOD),
        (r"n s_x^2 = \sum_{i=1}^n (x_i - \bar{x})^2", ("unchecked",)),
    ],
)
def test_sample_means_and_variances_by_custom(claim: str, verdicts_allowed: tuple[str, ...]) -> None:
    found = steps(f"{DATA}$${claim}.$$\n")[-1]
    assert found.judgement.verdict.value in verdicts_allowed


INVERSE = r"Let $g(x) = \frac{a x}{b + x}$, with the inverse function" + "\n\n"


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(r"\frac{b y}{a - y}", "proved"), (r"\frac{b y}{a + y}", "unchecked"), (r"\frac{b + y}{a y}", "unchecked")],
)
def test_the_inverse_of_a_function_is_checked_against_it(value: str, verdict: str) -> None:
    assert last(f"{INVERSE}$$g^{{-1}}(y) = {value}.$$\n") == verdict


def test_the_slope_of_an_inverse_function() -> None:
    text = INVERSE + r"$$g^{-1}(y) = \frac{b y}{a - y}.$$" + "\n\nIts derivative is\n\n"
    assert last(text + r"$$\frac{d g^{-1}(y)}{d y} = \frac{a b}{(a - y)^2}.$$") in GOOD
    assert last(text + r"$$\frac{d g^{-1}(y)}{d y} = \frac{a b}{(a + y)^2}.$$") not in GOOD


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\log_b(x y) = \log_b x + \log_b y", True),
        (r"\log_b(x) = \frac{\log x}{\log b}", True),
        (r"\log_b(x) = \frac{\log b}{\log x}", False),
        (r"(x + \Delta x)^2 - x^2 = 2 x \Delta x + \Delta x^2", True),
        (r"(x + \Delta x)^2 - x^2 = 2 x \Delta x", False),
        (r"1_n^T x = \sum_{i=1}^n x_i", True),
    ],
)
def test_logarithms_to_a_base_steps_and_plain_ones(claim: str, holds: bool) -> None:
    text = (
        rf"Let $x, y, b > 0$ be numbers. Then $${claim}.$$"
        if "1_n" not in claim
        else rf"Let $x \in \mathbb{{R}}^n$. Then the sum is $${claim}.$$"
    )
    assert (last(text) in GOOD) is holds


NORMAL = (
    r"Let $X$ be a random vector with $X \sim \mathcal{N}(\mu, \Sigma)$, $\Sigma \in \mathbb{R}^{n \times n}$ invertible. Then"
    + "\n\n"
)


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\mathrm{E}[(x - \mu)^T \Sigma^{-1} (x - \mu)] = n", True),
        (r"\mathrm{E}[(x - \mu)^T \Sigma^{-1} (x - \mu)] = n + 1", False),
        (r"\mathrm{E}[(x - \mu) (x - \mu)^T] = \Sigma", True),
        (r"\mathrm{E}[(x - \mu) (x - \mu)^T] = \Sigma^{-1}", False),
    ],
)
def test_an_average_over_values_of_a_random_vector(claim: str, holds: bool) -> None:
    assert (last(f"{NORMAL}$${claim}.$$\n") in GOOD) is holds


ERRORS = r"""Let $\hat{\theta}$ be a random estimate of the number $\theta$, and

$$ \mathrm{MSE}(\hat{\theta}) = \mathrm{E}_{\hat{\theta}}\left[ (\hat{\theta} - \theta)^2 \right], $$

$$ \mathrm{Bias}(\hat{\theta}, \theta) = \mathrm{E}_{\hat{\theta}}(\hat{\theta}) - \theta . $$

Then

"""


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (
            r"\mathrm{Var}(\hat{\theta}) = \mathrm{E}_{\hat{\theta}}[(\hat{\theta} - \mathrm{E}_{\hat{\theta}}(\hat{\theta}))^2]",
            True,
        ),
        (r"\mathrm{MSE}(\hat{\theta}) = \mathrm{Var}(\hat{\theta}) + \mathrm{Bias}(\hat{\theta}, \theta)^2", True),
        (r"\mathrm{MSE}(\hat{\theta}) = \mathrm{Var}(\hat{\theta}) - \mathrm{Bias}(\hat{\theta}, \theta)^2", False),
        (r"\mathrm{MSE}(\hat{\theta}) = \mathrm{Var}(\hat{\theta})", False),
    ],
)
def test_errors_of_estimates_over_their_own_distribution(claim: str, holds: bool) -> None:
    assert (last(f"{ERRORS}$${claim}.$$\n") in GOOD) is holds


@pytest.mark.parametrize(
    "claim",
    [
        r"\mathbb{E}_{x \sim p}[x] = \mathbb{E}_{x \sim q}[x]",
        r"\mathbb{E}_p[x^2] = \mathbb{E}[x^2]",
        r"\mathbb{E}_x[x y] = \mathbb{E}_y[x y]",
    ],
)
def test_expected_values_under_different_distributions_are_not_compared(claim: str) -> None:
    text = rf"Let $x$ and $y$ be random variables with $\mathbb{{E}}[x] = \mu$ and $\mathbb{{E}}[y] = \mu$. Then $${claim}.$$"
    assert last(text) == "unchecked"


INTEGRALS = r"Let $p$ and $q$ be probability densities on $\mathcal{X}$ and $a, b$ numbers. Then" + "\n\n"


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\int_{\mathcal{X}} p(x) [a f(x) + b] \, dx = a \int_{\mathcal{X}} p(x) f(x) \, dx + b", True),
        (r"\int_{\mathcal{X}} p(x) [a f(x) + b] \, dx = a \int_{\mathcal{X}} p(x) f(x) \, dx + a b", False),
        (r"\int_{\mathcal{X}} f(x) h(x) \, dx = \int_{\mathcal{X}} f(x) \, dx \int_{\mathcal{X}} h(x) \, dx", False),
        (r"\int_{\mathcal{X}} f(x) \, dx = \int_{\mathcal{Y}} f(x) \, dx", False),
        (r"\int_{\mathcal{X}} f(x) \, dx = 1", False),
        (r"\int_{\mathcal{X}} p(x) \frac{q(x)}{p(x)} \, dx = 1", True),
        (r"\int_{\mathcal{X}} p(x) q(x) \, dx = 1", False),
        (r"\int_{\mathcal{X}} [p(x) - q(x)] \, dx = 0", True),
        (r"\int_0^1 g(x) \, dx + \int_0^2 g(x) \, dx = 2 \int_0^1 g(x) \, dx", False),
        (r"\int_0^1 [g(x) + h(x)] \, dx = \int_0^1 g(u) \, du + \int_0^1 h(v) \, dv", True),
        (r"\int_0^1 x g(x) \, dx = x \int_0^1 g(x) \, dx", False),
        (
            r"\int_{\mathcal{X}} x \int_{\mathcal{Y}} f(x, y) \, dy \, dx + c = \int_{\mathcal{X}} \int_{\mathcal{Y}} x f(x, y) \, dy \, dx + c",
            True,
        ),
    ],
)
def test_integrals_as_sums_with_weights(claim: str, holds: bool) -> None:
    verdict = last(f"{INTEGRALS}$${claim}.$$\n")
    assert (verdict in GOOD) is holds


COINS = r"""Let $X_1, \dots, X_n$ be independent random variables. For coins,

$$ \ell(q; X_1, \dots, X_n) = \sum_{i=1}^n [X_i \log q + (1 - X_i) \log(1 - q)] $$

and then

"""


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (
            r"\frac{d}{dq} \ell(q; X_1, \dots, X_n) = \sum_{i=1}^n \left[ \frac{X_i}{q} - \frac{1 - X_i}{1 - q} \right]",
            True,
        ),
        (
            r"\frac{d}{dq} \ell(q; X_1, \dots, X_n) = \sum_{i=1}^n \left[ \frac{X_i}{q} + \frac{1 - X_i}{1 - q} \right]",
            False,
        ),
        (
            r"E\left[ - \frac{d^2}{dq^2} \ell(q) \right] = \sum_{i=1}^n \left[ \frac{E[X_i]}{q^2} + \frac{1 - E[X_i]}{(1 - q)^2} \right]",
            True,
        ),
        (
            r"E\left[ - \frac{d^2}{dq^2} \ell(q) \right] = \sum_{i=1}^n \left[ \frac{E[X_i]}{q^2} - \frac{1 - E[X_i]}{(1 - q)^2} \right]",
            False,
        ),
    ],
)
def test_likelihoods_of_data_that_are_held_fixed(claim: str, holds: bool) -> None:
    assert (last(f"{COINS}$${claim}.$$\n") in GOOD) is holds


def test_the_index_of_a_sum_that_names_none() -> None:
    text = r"Of the data it holds that $$\sum x_i y_i = %s \sum y_i x_i.$$"
    assert last(text % "") in GOOD
    assert last(text % "2") not in GOOD


def test_a_theorem_may_be_written_otherwise_than_what_the_proof_comes_to() -> None:
    proof = r"""**Theorem:** Let $a, b$ be numbers. Then the score is

$$ S = %s . $$

**Proof:** By definition, the score is

$$ S = (a + b)^2 + c = a^2 + 2ab + b^2 + c . $$

"""
    found = steps(proof % "a (a + b) + b (a + b) + c")
    announced = next(step for step in found if "b (a + b)" in step.latex)
    assert announced.judgement.verdict.value in ("defined", *GOOD)
    wrong = steps(proof % "a (a + b) + b (a - b) + c")
    assert next(step for step in wrong if "b (a - b)" in step.latex).judgement.verdict.value == "unchecked"


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (r"\mathrm{Var}(X) \geq 0", True),
        (r"\mathrm{E}[X^2] \geq \mathrm{E}[X]^2", True),
        (r"\mathrm{Var}(X) \leq 0", False),
        (r"\mathrm{Cov}(X, Y) \geq 0", False),
        (r"\mathrm{E}[X^3] \geq 0", False),
        (r"\mathrm{Var}(X \pm Y) = \mathrm{Var}(X) + \mathrm{Var}(Y) \pm 2 \mathrm{Cov}(X, Y)", True),
        (r"\mathrm{Var}(X \pm Y) = \mathrm{Var}(X) + \mathrm{Var}(Y) \mp 2 \mathrm{Cov}(X, Y)", False),
    ],
)
def test_averages_of_squares_and_two_signs(claim: str, holds: bool) -> None:
    text = f"Let $X$ and $Y$ be random variables. Then\n\n$${claim}.$$\n"
    document = read_text(text, Format.MARKDOWN, "t.md")
    found = check_document(document, Options(choice=Choice(("algebra", "modular", "reals"), PATIENT))).steps[-1]
    assert (found.judgement.verdict.value in GOOD) is holds


def test_two_sets_of_data_make_two_likelihoods() -> None:
    text = r"""The likelihoods of two samples are such that

$$ L(\theta; x_1, \dots, x_n) = L(\theta; y_1, \dots, y_n) . $$
"""
    assert last(text) not in GOOD


def test_a_bar_over_what_is_declared_is_no_mean() -> None:
    text = r"""Let $x_1, \dots, x_n$ be samples of numbers and $\bar{x} \in \mathbb{R}$ the optimum. Then

$$ \sum_{i=1}^n (x_i - \bar{x}) = 0 . $$
"""
    assert last(text) not in GOOD


def test_what_a_proof_comes_to_is_no_definition() -> None:
    text = r"""**Theorem:** Let $a, b$ be numbers. Then the total is

$$ T = a + b . $$

**Proof:** This follows from what is known. Hence the total is

$$ T = a + b . $$
"""
    assert verdicts(text)[-2:] == ["unchecked", "unchecked"]


def test_values_of_a_positive_variable_are_not_refuted_with_zero() -> None:
    text = r"""Let $q_1 \sim \mathrm{Gam}(a, 1)$, $q_2 \sim \mathrm{Gam}(b, 1)$ and $s = q_1 + q_2$. Then

$$ \frac{q_1}{s} > \frac{q_2}{s} \; \Leftrightarrow \; q_1 > q_2 . $$
"""
    assert last(text) != "refuted"


def test_a_comma_before_a_plus_ends_no_statement() -> None:
    text = "Let $x_1, \\ldots, x_n$ be data. Here $\\bar{x}$ is the sample mean. Note that\n\n$$\\bar{x} = \\frac{1}{n} x_1, + \\ldots + \\frac{1}{n} x_n.$$\n"
    assert "refuted" not in [step.judgement.verdict.value for step in steps(text)]
